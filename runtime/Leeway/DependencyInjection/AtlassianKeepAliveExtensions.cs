using Leeway.Grants;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps grants alive that nobody calls with.</summary>
public static class AtlassianKeepAliveExtensions
{
    /// <summary>
    /// Refreshes grants before Atlassian's limit of 90 days without use, in a service of the application's host, and finishes
    /// refreshes that a process began before it ended.
    /// </summary>
    /// <remarks>Several hosts over one store may each run it: a grant that one has refreshed is no longer due for the others.</remarks>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <param name="configure">Sets from what age, and how many a minute.</param>
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
            static provider => new GrantKeepAliveService(GrantKeepAlive.For(
                provider.GetRequiredService<GrantKeeper>(),
                provider.GetRequiredService<IOptions<GrantKeepAliveOptions>>().Value))));
        return builder;
    }
}
