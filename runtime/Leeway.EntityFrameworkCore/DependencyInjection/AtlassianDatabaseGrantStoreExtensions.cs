using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps grants in a database.</summary>
public static class AtlassianDatabaseGrantStoreExtensions
{
    /// <summary>
    /// Keeps grants in a table of a relational database, for any number of processes and machines. Register the context by
    /// <c>AddPooledDbContextFactory</c> or <c>AddDbContextFactory</c>, and the keys by
    /// <see cref="AtlassianGrantStoreExtensions.ProtectTokens"/>. Registers the <see cref="IGrantInventory"/> of the table, too.
    /// </summary>
    /// <typeparam name="TContext">
    /// <see cref="GrantDbContext"/>, or a context of the application that calls <see cref="GrantModelBuilderExtensions.AddLeewayGrants"/>.
    /// </typeparam>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreGrantsInDatabase<TContext>(this IAtlassianBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IGrantInventory>(static provider => new DatabaseGrantInventory<TContext>(Contexts<TContext>(provider))));
        builder.Services.Replace(ServiceDescriptor.Singleton<IGrantStore>(static provider => new DatabaseGrantStore<TContext>(
            Contexts<TContext>(provider),
            provider.GetService<ITokenProtector>() ?? throw new InvalidOperationException(
                "Grants in a database are encrypted, with a key that is kept elsewhere. Register it by AddAtlassian(...).ProtectTokens(key); AesGcmTokenProtector.CreateKey() makes one."))));
        return builder;
    }

    private static IDbContextFactory<TContext> Contexts<TContext>(IServiceProvider provider)
        where TContext : DbContext =>
        provider.GetService<IDbContextFactory<TContext>>() ?? throw new InvalidOperationException(
            $"Register a factory of {typeof(TContext).Name}: services.AddPooledDbContextFactory<{typeof(TContext).Name}>(...), or AddDbContextFactory in place of AddDbContext.");
}
