using Leeway.Grants;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures where grants are stored.</summary>
public static class AtlassianGrantStoreExtensions
{
    /// <summary>
    /// Encrypts stored tokens with AES-256-GCM and keys of the application, in any store. To use a key vault instead, register an
    /// <see cref="ITokenProtector"/>.
    /// </summary>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="keys">
    /// Keys of <see cref="AesGcmTokenProtector.KeyLength"/> random bytes. The first one encrypts; all of them decrypt. Add a new key at the
    /// end until every process has it, then move it to the start. <see cref="AesGcmTokenProtector"/> describes when an old key can be
    /// removed.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">There is no key, a key has another length, or a key occurs twice.</exception>
    public static IAtlassianBuilder ProtectTokens(this IAtlassianBuilder builder, params IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AesGcmTokenProtector protector = new(keys);
        builder.Services.ReplaceSingletonOf<ITokenProtector>(builder.RegistrationName, _ => protector);
        return builder;
    }

    /// <summary>
    /// Stores grants in files in one folder. Their tokens are encrypted with a key in the same folder, unless the application has
    /// registered an <see cref="ITokenProtector"/>. Also registers an <see cref="IGrantInventory"/> for the folder.
    /// </summary>
    /// <remarks>
    /// Use this for desktop tools and for services on one machine; their processes may share the folder. Back up the key, which is in the
    /// file <c>leeway.key</c>. To rotate it, pass its content to <see cref="ProtectTokens"/> as the old key.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="folder">The folder, on a local disk. It is created if it does not exist.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreGrantsInFiles(this IAtlassianBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string registration = builder.RegistrationName;
        return builder.StoreGrants(
            (provider, protector) => protector is null
                ? FileGrantStore.Open(folder, provider.GetRequiredService<TimeProvider>())
                : new FileGrantStore(folder, protector, provider.GetRequiredService<TimeProvider>()),
            provider =>
            {
                // The store creates the folder.
                _ = provider.GetRequiredServiceOf<IGrantStore>(registration);
                return new FileGrantInventory(folder);
            });
    }

    /// <summary>Stores grants in a store of the application or of another package.</summary>
    /// <remarks>
    /// Registrations with different client ids can share a store. The grants of a named registration are stored under the id
    /// <c>client:</c>, the client id, <c>/</c>, and the application's id.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="createStore">
    /// Creates the store. The second argument is the <see cref="ITokenProtector"/> of the registration, or of the application;
    /// <see langword="null"/> if none is registered. A store that writes tokens anywhere must encrypt them.
    /// </param>
    /// <param name="createInventory">
    /// Creates the list of the grants in the store; <see langword="null"/> if the store implements <see cref="IGrantInventory"/>, or if there
    /// is none.
    /// </param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreGrants(
        this IAtlassianBuilder builder,
        Func<IServiceProvider, ITokenProtector?, IGrantStore> createStore,
        Func<IServiceProvider, IGrantInventory>? createInventory = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createStore);
        string registration = builder.RegistrationName;
        builder.Services.ReplaceSingletonOf(
            registration,
            provider => createStore(provider, provider.GetServiceOf<ITokenProtector>(registration) ?? provider.GetService<ITokenProtector>()));
        builder.Services.ReplaceSingletonOf(registration, createInventory ?? (provider => FindInventory(provider, registration)));
        return builder;
    }

    /// <summary>Stores grants in memory, or, for a named registration, in the store of the application if there is one.</summary>
    internal static void TryStoreGrants(this IServiceCollection services, string registration)
    {
        services.TryAddSingletonOf(
            registration,
            provider => (registration.Length == 0 ? null : provider.GetService<IGrantStore>()) ?? new InMemoryGrantStore(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingletonOf(registration, provider => FindInventory(provider, registration));
    }

    private static IGrantInventory FindInventory(IServiceProvider provider, string registration)
    {
        IGrantStore store = provider.GetRequiredServiceOf<IGrantStore>(registration);
        return store as IGrantInventory
            ?? (registration.Length > 0 && store == provider.GetService<IGrantStore>() ? provider.GetService<IGrantInventory>() : null)
            ?? throw new InvalidOperationException(
                $"The grant store {store.GetType().Name} cannot list grants. Implement {nameof(IGrantInventory)} in it, or register an {nameof(IGrantInventory)}.");
    }
}
