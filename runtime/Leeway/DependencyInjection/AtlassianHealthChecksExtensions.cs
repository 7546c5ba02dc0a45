using Leeway.Grants;
using Leeway.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks.</summary>
public static class AtlassianHealthChecksExtensions
{
    /// <summary>
    /// Adds a check of the grant store and of the state of grants. It reads the store twice, and once more for each required grant, within
    /// <see cref="GrantOptions.StoreTimeout"/>. It sends nothing to Atlassian.
    /// </summary>
    /// <remarks>
    /// The check fails if the store cannot be read or if one of <see cref="GrantHealthCheckOptions.RequiredGrants"/> cannot be used. It is
    /// degraded if grants have been in doubt for longer than the leeway or are near the inactivity limit, which means that no process keeps
    /// grants alive.
    /// </remarks>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="name">The name of the check; <see langword="null"/> for <c>atlassian</c>, followed by the name of the registration.</param>
    /// <param name="failureStatus">The status of a failed check; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The tags of the check.</param>
    /// <param name="timeout">The timeout of the check; <see langword="null"/> for only that of the store.</param>
    /// <param name="registration">The name that was passed to <c>AddAtlassian</c>; empty for the registration without a name.</param>
    /// <param name="configure">Configures the check.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddAtlassianGrants(
        this IHealthChecksBuilder builder,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null,
        string registration = "",
        Action<GrantHealthCheckOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registration);
        name ??= registration.Length == 0 ? "atlassian" : $"atlassian-{registration}";

        // Checks of one registration can have different options.
        OptionsBuilder<GrantHealthCheckOptions> options = builder.Services.AddOptions<GrantHealthCheckOptions>(name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.Add(new HealthCheckRegistration(name, CreateCheck, failureStatus, tags, timeout));

        IHealthCheck CreateCheck(IServiceProvider provider)
        {
            AtlassianPipeline pipeline = provider.GetRequiredServiceOf<AtlassianPipeline>(registration);
            return new GrantHealthCheck(
                pipeline.Keeper,
                pipeline.Store,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IOptionsMonitor<GrantHealthCheckOptions>>().Get(name));
        }
    }
}
