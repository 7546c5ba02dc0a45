using System.Diagnostics.Metrics;
using System.Text;
using Leeway;
using Leeway.AspNetCore;
using Leeway.AspNetCore.Webhooks;
using Leeway.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds webhooks of Jira.</summary>
public static class AtlassianWebhooksExtensions
{
    /// <summary>Adds what receives and handles webhooks. Map the endpoint and its handlers with <c>app.MapAtlassianWebhooks</c>.</summary>
    /// <remarks>
    /// Deliveries wait in memory, and those that are not handled when the process ends are lost, unless the application stores them, for example
    /// with <c>StoreWebhooksInDatabase</c>.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="configure">Configures the options.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder AddWebhooks(this IAtlassianBuilder builder, Action<WebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        string registration = builder.RegistrationName;
        OptionsBuilder<WebhookOptions> options = services.AddOptions<WebhookOptions>(registration).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.HasServiceOf<WebhookWorker>(registration))
        {
            return builder;
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>());
        services.AddMetrics();
        services.TryAddOf<IWebhookStore>(
            registration, ServiceLifetime.Singleton, static provider => new InMemoryWebhookStore(provider.GetRequiredService<TimeProvider>()));
        services.TryAddOf(
            registration, ServiceLifetime.Singleton, provider => new WebhookInstruments(provider.GetRequiredService<IMeterFactory>(), registration));
        services.TryAddOf<IWebhookGrantResolver>(
            registration, ServiceLifetime.Singleton, provider => new KeptWebhookGrantResolver(provider.GetServiceOf<JiraWebhookKeeper>(registration)));
        services.TryAddOf(registration, ServiceLifetime.Singleton, provider => CreateReceiver(provider, registration));
        services.TryAddOf(registration, ServiceLifetime.Singleton, provider => CreateWorker(provider, registration));
        services.AddSingleton<IHostedService>(provider => CreateWarmUp(provider, registration));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredServiceOf<WebhookWorker>(registration));
        return builder;
    }

    /// <summary>
    /// Adds a check of webhooks: whether the store can be read, whether the queue is nearly full, and whether the webhooks that
    /// <c>KeepJiraWebhook</c> keeps can be kept.
    /// </summary>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="name">The name of the check; <see langword="null"/> for <c>atlassian-webhooks</c>, followed by the name of the registration.</param>
    /// <param name="failureStatus">The status of a failed check; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The tags of the check.</param>
    /// <param name="registration">The name that was passed to <c>AddAtlassian</c>; empty for the registration without a name.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddAtlassianWebhooks(
        this IHealthChecksBuilder builder, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, string registration = "")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registration);
        name ??= registration.Length == 0 ? "atlassian-webhooks" : $"atlassian-webhooks-{registration}";
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new WebhookHealthCheck(
                registration,
                provider.GetOptionsOf<WebhookOptions>(registration),
                provider.GetRequiredServiceOf<IWebhookStore>(registration),
                provider.GetRequiredServiceOf<WebhookWorker>(registration),
                provider.GetServiceOf<JiraWebhookKeeper>(registration)),
            failureStatus,
            tags));
    }

    private static WebhookReceiver CreateReceiver(IServiceProvider provider, string registration)
    {
        WebhookOptions options = provider.GetOptionsOf<WebhookOptions>(registration);
        string clientSecret = provider.GetOptionsOf<AtlassianOptions>(registration).ClientSecret;
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        WebhookProofs proofs = new(Encode([clientSecret, .. options.FurtherClientSecrets]), Encode(options.AdminSecrets), options.ClockSkew, time);
        return new WebhookReceiver(
            registration,
            options,
            proofs,
            provider.GetRequiredServiceOf<IWebhookStore>(registration),
            provider.GetRequiredServiceOf<WebhookWorker>(registration),
            provider.GetRequiredServiceOf<WebhookInstruments>(registration),
            time,
            provider.GetRequiredService<ILogger<WebhookReceiver>>());
    }

    private static WebhookWorker CreateWorker(IServiceProvider provider, string registration) => new(
        registration,
        provider.GetOptionsOf<WebhookOptions>(registration),
        provider.GetRequiredServiceOf<IWebhookStore>(registration),
        provider.GetRequiredServiceOf<WebhookInstruments>(registration),
        provider.GetRequiredService<IServiceScopeFactory>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<WebhookWorker>>());

    private static WebhookWarmUp CreateWarmUp(IServiceProvider provider, string registration) => new(
        registration,
        provider.GetOptionsOf<WebhookOptions>(registration),
        provider.GetRequiredServiceOf<IWebhookStore>(registration),
        provider.GetRequiredServiceOf<WebhookWorker>(registration),
        provider.GetService<IServer>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<WebhookWarmUp>>());

    // An empty secret is one that anyone has: an app without a client secret has no dynamic webhooks.
    private static List<byte[]> Encode(IEnumerable<string> secrets)
    {
        List<byte[]> encoded = [];
        foreach (string secret in secrets)
        {
            if (secret.Length > 0)
            {
                encoded.Add(Encoding.UTF8.GetBytes(secret));
            }
        }

        return encoded;
    }
}
