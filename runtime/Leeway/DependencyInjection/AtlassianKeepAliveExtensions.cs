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
    /// <remarks>
    /// Several hosts that share a store may all run it: a grant that one has refreshed is no longer due for the others. Call it for each
    /// named registration: it refreshes only the grants of that registration's app.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="configure">Configures the keep-alive.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder KeepGrantsAlive(this IAtlassianBuilder builder, Action<GrantKeepAliveOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string registration = builder.RegistrationName;
        IServiceCollection services = builder.Services;
        OptionsBuilder<GrantKeepAliveOptions> options = services.AddOptions<GrantKeepAliveOptions>(registration).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GrantKeepAliveOptions>, GrantKeepAliveOptionsValidator>());
        if (!services.HasServiceOf<GrantKeepAliveService>(registration))
        {
            services.TryAddSingletonOf(registration, provider => new GrantKeepAliveService(GrantKeepAlive.Create(
                provider.GetRequiredServiceOf<GrantKeeper>(registration),
                provider.GetRequiredService<IOptionsMonitor<GrantKeepAliveOptions>>().Get(registration))));
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredServiceOf<GrantKeepAliveService>(registration));
        }

        return builder;
    }
}
