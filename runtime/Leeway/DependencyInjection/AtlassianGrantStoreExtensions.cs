using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says where grants are kept.</summary>
public static class AtlassianGrantStoreExtensions
{
    /// <summary>
    /// Encrypts tokens at rest by AES-256-GCM with keys of the application, in whichever store is chosen. An
    /// <see cref="ITokenProtector"/> registered by the application does the same for a key vault.
    /// </summary>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <param name="keys">
    /// Keys of <see cref="AesGcmTokenProtector.KeyLength"/> random bytes. The first encrypts, all decrypt. A new one comes last until
    /// every process has it, then first; <see cref="AesGcmTokenProtector"/> tells when an old one may go.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">There is no key, one has another length, or one is there twice.</exception>
    public static IAtlassianBuilder ProtectTokens(this IAtlassianBuilder builder, params IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<ITokenProtector>(new AesGcmTokenProtector(keys)));
        return builder;
    }

    /// <summary>
    /// Keeps grants in files of one folder, encrypted with a key in a file beside them, unless the application has registered an
    /// <see cref="ITokenProtector"/>. Registers the <see cref="IGrantInventory"/> of the folder, too.
    /// </summary>
    /// <remarks>
    /// For desktop tools and for services on one machine, whose processes may share the folder. Back up the key, the file
    /// <c>leeway.key</c>. To rotate it, give its content to <see cref="ProtectTokens"/> as the old key.
    /// </remarks>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <param name="folder">The folder, on a local disk. It is made if there is none.</param>
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
            // The store makes the folder.
            _ = provider.GetRequiredService<IGrantStore>();
            return new FileGrantInventory(folder);
        }));
        return builder;
    }
}
