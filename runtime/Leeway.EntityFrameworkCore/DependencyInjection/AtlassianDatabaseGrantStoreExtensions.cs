using Leeway.EntityFrameworkCore;
using Leeway.Grants;
using Microsoft.EntityFrameworkCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods to store grants in a database.</summary>
public static class AtlassianDatabaseGrantStoreExtensions
{
    /// <summary>
    /// Stores grants in a table of a relational database, for any number of processes and machines. Register the context with
    /// <c>AddPooledDbContextFactory</c> or <c>AddDbContextFactory</c>, and the keys with <see
    /// cref="AtlassianGrantStoreExtensions.ProtectTokens"/>. Also registers the <see cref="IGrantInventory"/> of the table.
    /// </summary>
    /// <typeparam name="TContext">
    /// <see cref="GrantDbContext"/>, or a context of the application that calls <see cref="GrantModelBuilderExtensions.AddLeewayGrants"/>.
    /// </typeparam>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreGrantsInDatabase<TContext>(this IAtlassianBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.StoreGrants(
            static (provider, protector) => new DatabaseGrantStore<TContext>(
                GetContextFactory<TContext>(provider),
                protector ?? throw new InvalidOperationException(
                    "Grants in a database are encrypted, but no key is registered. Register one with AddAtlassian(...).ProtectTokens(key). AesGcmTokenProtector.CreateKey() creates a key.")),
            static provider => new DatabaseGrantInventory<TContext>(GetContextFactory<TContext>(provider)));
    }

    internal static IDbContextFactory<TContext> GetContextFactory<TContext>(IServiceProvider provider)
        where TContext : DbContext =>
        provider.GetService<IDbContextFactory<TContext>>() ?? throw new InvalidOperationException(
            $"No factory of {typeof(TContext).Name} is registered. Call services.AddPooledDbContextFactory<{typeof(TContext).Name}>(...), or AddDbContextFactory instead of AddDbContext.");
}
