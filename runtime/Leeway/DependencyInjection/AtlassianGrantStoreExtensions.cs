using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
        builder.Services.Replace(ServiceDescriptor.Singleton<ITokenProtector>(new AesGcmTokenProtector(keys)));
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
        builder.Services.Replace(ServiceDescriptor.Singleton<IGrantStore>(
            provider => provider.GetService<ITokenProtector>() is { } protector
                ? new FileGrantStore(folder, protector, provider.GetRequiredService<TimeProvider>())
                : FileGrantStore.Open(folder, provider.GetRequiredService<TimeProvider>())));
        builder.Services.Replace(ServiceDescriptor.Singleton<IGrantInventory>(provider =>
        {
            // The store creates the folder.
            _ = provider.GetRequiredService<IGrantStore>();
            return new FileGrantInventory(folder);
        }));
        return builder;
    }
}
