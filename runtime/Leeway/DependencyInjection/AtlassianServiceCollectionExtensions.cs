using System.Diagnostics.Metrics;
using Leeway;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Leeway.</summary>
public static class AtlassianServiceCollectionExtensions
{
    private const string GatewayClient = "Leeway";
    private const string AuthorizationClient = "Leeway.Authorization";

    /// <summary>Registers the services that all products share: grants, sites, and the HTTP pipeline.</summary>
    /// <remarks>
    /// Grants are stored in memory unless another <see cref="IGrantStore"/> is registered. If an <see cref="IGrantInventory"/> is
    /// requested, the registered store must implement it, or the application must register one. The system time is used unless a
    /// <see cref="TimeProvider"/> is registered.
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Configures the options. Users' consent, which is the default of <see cref="AtlassianOptions.Login"/>, and a service account
    /// require <see cref="AtlassianOptions.ClientId"/> and <see cref="AtlassianOptions.ClientSecret"/>; an API token requires
    /// <see cref="AtlassianOptions.Site"/>.</param>
    /// <returns>The builder to add products to.</returns>
    public static IAtlassianBuilder AddAtlassian(this IServiceCollection services, Action<AtlassianOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddOptions<AtlassianOptions>()
            .Configure(configure)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AtlassianOptions>, AtlassianOptionsValidator>());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IGrantStore>(static provider => new InMemoryGrantStore(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(FindInventory);
        services.TryAddSingleton(CreatePipeline);
        services.TryAddSingleton(static provider => provider.GetRequiredService<AtlassianPipeline>().Keeper);
        services.TryAddSingleton(static provider => provider.GetRequiredService<AtlassianPipeline>().SignIn);
        services.TryAddSingleton(static provider => provider.GetRequiredService<AtlassianPipeline>().Sites);
        services.TryAddSingleton(static provider => provider.GetRequiredService<AtlassianPipeline>().CreateCaller());
        services.TryAddSingleton(static provider => provider.GetRequiredService<AtlassianPipeline>().Limits);

        // Handlers that an application adds to all its clients may retry requests. A request that spends a token must not pass through
        // them.
        AddTransport(services.AddHttpClient(AuthorizationClient).ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear()));
        IHttpClientBuilder gateway = services.AddHttpClient(GatewayClient);
        AddTransport(gateway);
        gateway.AddCallResilience();
        return new AtlassianBuilder(GatewayClient, services);
    }

    /// <summary>
    /// Replaces the primary HTTP handler for both the gateway and the authorization server, for example to use a proxy or a simulator.
    /// </summary>
    /// <param name="builder">The builder that <see cref="AddAtlassian"/> returned.</param>
    /// <param name="create">Creates a handler. The handler must not follow redirects.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder UseTransport(this IAtlassianBuilder builder, Func<IServiceProvider, HttpMessageHandler> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.ConfigurePrimaryHttpMessageHandler(create);
        builder.Services.AddHttpClient(AuthorizationClient).ConfigurePrimaryHttpMessageHandler(create);
        return builder;
    }

    private static IGrantInventory FindInventory(IServiceProvider provider)
    {
        IGrantStore store = provider.GetRequiredService<IGrantStore>();
        return store as IGrantInventory ?? throw new InvalidOperationException(
            $"The grant store {store.GetType().Name} cannot list grants. Implement {nameof(IGrantInventory)} in it, or register an {nameof(IGrantInventory)}.");
    }

    // One handler for the lifetime of the application.
    private static void AddTransport(IHttpClientBuilder client) =>
        client
            .ConfigurePrimaryHttpMessageHandler(static () => AtlassianConnection.CreateTransport())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

    private static AtlassianPipeline CreatePipeline(IServiceProvider provider)
    {
        IHttpMessageHandlerFactory handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();

        // Collects the resilience handlers.
        HttpMessageHandler gateway = handlers.CreateHandler(GatewayClient);
        return new AtlassianPipeline(
            provider.GetRequiredService<IOptions<AtlassianOptions>>().Value,
            provider.GetRequiredService<CurrentResilience>(),
            provider.GetRequiredService<ResilienceHandlers>().Handlers,
            provider.GetRequiredService<IGrantStore>(),
            new RuntimeEnvironment(
                provider.GetRequiredService<TimeProvider>(),
                new Random(),
                meter: provider.GetRequiredService<IMeterFactory>().Create(LeewayTelemetry.MeterName)),
            handlers.CreateHandler(AuthorizationClient),
            gateway,
            provider.GetRequiredService<ILoggerFactory>(),
            [.. provider.GetServices<IGrantEventHandler>()]);
    }
}
