using System.Diagnostics.Metrics;
using Leeway;
using Leeway.Grants;
using Leeway.Http;
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

    /// <summary>Registers what all products share: grants, sites, and the path of a call to the gateway.</summary>
    /// <remarks>
    /// Grants are kept in memory unless another <see cref="IGrantStore"/> is registered. <see cref="IGrantInventory"/> lists what the store
    /// holds; a store of the application's own implements it, or another is registered for it. Time is the system's unless a
    /// <see cref="TimeProvider"/> is registered.
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets at least what <see cref="AtlassianOptions.Login"/> needs: for users' consent, the default, and for a service account
    /// <see cref="AtlassianOptions.ClientId"/> and <see cref="AtlassianOptions.ClientSecret"/>; for an API token
    /// <see cref="AtlassianOptions.Site"/>; for a bearer token nothing else.</param>
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

        // What an application adds to all of its clients may repeat requests: a token that is spent once is not to pass through it.
        AddTransport(services.AddHttpClient(AuthorizationClient).ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear()));
        AddTransport(services.AddHttpClient(GatewayClient));
        return new AtlassianBuilder(GatewayClient, services);
    }

    /// <summary>Replaces the sockets, for the gateway and the authorization server alike: by a proxy's handler, or by a simulator's.</summary>
    /// <param name="builder">What <see cref="AddAtlassian"/> returned.</param>
    /// <param name="create">Makes a handler. It must not follow redirects by itself.</param>
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
            $"The grant store {store.GetType().Name} lists no grants. Implement {nameof(IGrantInventory)} in it, or register one beside it.");
    }

    // One handler for the life of the application.
    private static void AddTransport(IHttpClientBuilder client) =>
        client
            .ConfigurePrimaryHttpMessageHandler(static () => AtlassianConnection.CreateTransport())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

    private static AtlassianPipeline CreatePipeline(IServiceProvider provider)
    {
        IHttpMessageHandlerFactory handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();
        return new AtlassianPipeline(
            provider.GetRequiredService<IOptions<AtlassianOptions>>().Value,
            provider.GetRequiredService<IGrantStore>(),
            new RuntimeEnvironment(
                provider.GetRequiredService<TimeProvider>(),
                new Random(),
                meter: provider.GetRequiredService<IMeterFactory>().Create(LeewayTelemetry.MeterName)),
            handlers.CreateHandler(AuthorizationClient),
            handlers.CreateHandler(GatewayClient),
            provider.GetRequiredService<ILoggerFactory>(),
            [.. provider.GetServices<IGrantEvents>()]);
    }
}
