using Leeway.Webhooks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures where deliveries of webhooks are stored.</summary>
public static class AtlassianWebhookStoreExtensions
{
    /// <summary>Stores deliveries of webhooks in a store of the application or of another package.</summary>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="createStore">Creates the store.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder StoreWebhooks(this IAtlassianBuilder builder, Func<IServiceProvider, IWebhookStore> createStore)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createStore);
        builder.Services.ReplaceSingletonOf(builder.RegistrationName, createStore);
        return builder;
    }
}
