using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says where grants are kept.</summary>
public static class AtlassianGrantStoreExtensions
{
    /// <summary>Keeps grants in files of one folder, encrypted with a key in a file beside them.</summary>
    /// <remarks>For desktop tools and for services on one machine, whose processes may share the folder. Back up the key with the grants.</remarks>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <param name="folder">The folder, on a local disk. It is made if there is none.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreGrantsInFiles(this IAtlassianBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IGrantStore>(
            provider => FileGrantStore.Open(folder, provider.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
