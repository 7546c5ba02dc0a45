using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps grants alive that are not in use.</summary>
public static class AtlassianKeepAliveExtensions
{
    /// <summary>
    /// Adds a hosted service that refreshes grants before Atlassian's limit of 90 days without use, and completes
    /// refreshes that another process started and did not finish.
    /// </summary>
    /// <remarks>Several hosts that share a store may all run it: a grant that one has refreshed is no longer due for the others.</remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="configure">Configures the keep-alive.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder KeepGrantsAlive(this IAtlassianBuilder builder, Action<GrantKeepAliveOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<GrantKeepAliveOptions> options = builder.Services.AddOptions<GrantKeepAliveOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<GrantKeepAliveOptions>, GrantKeepAliveOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GrantKeepAliveService>(
            static provider => new GrantKeepAliveService(GrantKeepAlive.Create(
                provider.GetRequiredService<GrantKeeper>(),
                provider.GetRequiredService<IOptions<GrantKeepAliveOptions>>().Value))));
        return builder;
    }
}
