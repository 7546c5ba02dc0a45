using System.Diagnostics.Metrics;
using Leeway;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Sites;
using Leeway.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Leeway.</summary>
public static class AtlassianServiceCollectionExtensions
{
    /// <summary>Registers the services that all products share: grants, sites, and the HTTP pipeline.</summary>
    /// <remarks>
    /// Grants are stored in memory unless another <see cref="IGrantStore"/> is registered. If an <see cref="IGrantInventory"/> is
    /// requested, the registered store must implement it, or the application must register one. The system time is used unless a
    /// <see cref="TimeProvider"/> is registered. If the method is called several times, all calls configure the same registration.
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
        return services.Register("", configuration: null, configure);
    }

    /// <summary>
    /// Registers the services that all products share, with the options of a configuration section, such as
    /// <c>builder.Configuration.GetSection("Atlassian")</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The keys are the names of the properties of <see cref="AtlassianOptions"/>. A section <c>Login</c> with the keys <c>Kind</c>,
    /// <c>Email</c> and <c>Token</c> corresponds to the members of <see cref="AtlassianLogin"/>. Delegates can be set only in code. Keys
    /// that are not known, and values that cannot be converted, are errors. Keep secrets out of files that are shared: in user secrets,
    /// environment variables or a key vault.
    /// </para>
    /// <para>
    /// <see cref="AtlassianOptions.Resilience"/> is reloaded when the configuration changes. A reload with invalid options is ignored. Changes of
    /// other options take effect when the application is started again.
    /// </para>
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The section.</param>
    /// <returns>The builder to add products to.</returns>
    public static IAtlassianBuilder AddAtlassian(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        return services.Register("", configuration, configure: null);
    }

    /// <summary>
    /// Registers the services that all products share, with the options of a configuration section and further ones.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The section.</param>
    /// <param name="configure">Configures the options further, after they have been bound to the section.</param>
    /// <returns>The builder to add products to.</returns>
    /// <inheritdoc cref="AddAtlassian(IServiceCollection, IConfiguration)" path="/remarks"/>
    public static IAtlassianBuilder AddAtlassian(
        this IServiceCollection services, IConfiguration configuration, Action<AtlassianOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(configure);
        return services.Register("", configuration, configure);
    }

    /// <summary>
    /// Registers the services under a name, so that one application can use several apps, logins or sites side by side. The services are keyed
    /// by the name, for example <c>[FromKeyedServices("reporting")] IJiraClient</c>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Each registration has its own options (with the name as the name of the options), clients, grants, sites, rate limits, resilience and HTTP
    /// client. Its metrics and activities have the tag <c>leeway.registration</c> with the name. Calls with the same name configure the same
    /// registration.
    /// </para>
    /// <para>
    /// A named registration uses an <see cref="IGrantStore"/>, <see cref="IGrantInventory"/> or <see cref="ITokenProtector"/> that is keyed
    /// by its name, and otherwise the one without a key. Grants of apps with different client ids are kept apart in a shared store.
    /// Its <see cref="IGrantEvents"/> are those that are keyed by its name.
    /// </para>
    /// </remarks>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name. It appears in telemetry, so it should be one of a few constants.</param>
    /// <param name="configure">Configures the options.</param>
    /// <returns>The builder to add products to.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IAtlassianBuilder AddAtlassian(this IServiceCollection services, string name, Action<AtlassianOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return services.Register(name, configuration: null, configure);
    }

    /// <summary>Registers the services under a name, with the options of a configuration section.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name.</param>
    /// <param name="configuration">The section.</param>
    /// <returns>The builder to add products to.</returns>
    /// <inheritdoc cref="AddAtlassian(IServiceCollection, string, Action{AtlassianOptions})" path="/remarks"/>
    /// <inheritdoc cref="AddAtlassian(IServiceCollection, string, Action{AtlassianOptions})" path="/exception"/>
    public static IAtlassianBuilder AddAtlassian(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configuration);
        return services.Register(name, configuration, configure: null);
    }

    /// <summary>Registers the services under a name, with the options of a configuration section and further ones.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name.</param>
    /// <param name="configuration">The section.</param>
    /// <param name="configure">Configures the options further, after they have been bound to the section.</param>
    /// <returns>The builder to add products to.</returns>
    /// <inheritdoc cref="AddAtlassian(IServiceCollection, string, Action{AtlassianOptions})" path="/remarks"/>
    /// <inheritdoc cref="AddAtlassian(IServiceCollection, string, Action{AtlassianOptions})" path="/exception"/>
    public static IAtlassianBuilder AddAtlassian(
        this IServiceCollection services, string name, IConfiguration configuration, Action<AtlassianOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(configure);
        return services.Register(name, configuration, configure);
    }

    /// <summary>
    /// Replaces the primary HTTP handler for both the gateway and the authorization server, for example to use a proxy or a simulator.
    /// </summary>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Creates a handler. The handler must not follow redirects.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder UseTransport(this IAtlassianBuilder builder, Func<IServiceProvider, HttpMessageHandler> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.ConfigurePrimaryHttpMessageHandler(create);
        builder.Services.AddHttpClient(RegistrationClients.Authorization(builder.RegistrationName)).ConfigurePrimaryHttpMessageHandler(create);
        return builder;
    }

    private static AtlassianBuilder Register(
        this IServiceCollection services, string registration, IConfiguration? configuration, Action<AtlassianOptions>? configure)
    {
        OptionsBuilder<AtlassianOptions> options = services.AddOptions<AtlassianOptions>(registration).ValidateOnStart();
        if (configuration is not null)
        {
            options.Configure(options => AtlassianSectionBinding.Bind(configuration, registration, options));
            services.AddSingleton<IOptionsChangeTokenSource<AtlassianOptions>>(
                new ConfigurationChangeTokenSource<AtlassianOptions>(registration, configuration));
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AtlassianOptions>, AtlassianOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryStoreGrants(registration);
        AtlassianBuilder builder = new(registration, services);

        // Only once, because another call would replace the transport that the application set after the first.
        if (!services.HasServiceOf<AtlassianPipeline>(registration))
        {
            services.TryAddSingletonOf(registration, provider => CreatePipeline(provider, registration));
            services.AddPipelineServices(registration);
            AddClients(builder);
        }

        return builder;
    }

    private static void AddPipelineServices(this IServiceCollection services, string registration)
    {
        Add(static pipeline => pipeline.Keeper);
        Add<IGrantKeeper>(static pipeline => pipeline.Keeper);
        Add(static pipeline => pipeline.SignIn);
        Add<IAuthorizationCodeFlow>(static pipeline => pipeline.SignIn);
        Add(static pipeline => pipeline.Sites);
        Add<ISiteDirectory>(static pipeline => pipeline.Sites);
        Add(static pipeline => pipeline.CreateCaller());
        Add(static pipeline => pipeline.Limits);

        void Add<TService>(Func<AtlassianPipeline, TService> select)
            where TService : class =>
            services.TryAddSingletonOf(registration, provider => select(provider.GetRequiredServiceOf<AtlassianPipeline>(registration)));
    }

    private static void AddClients(AtlassianBuilder builder)
    {
        // Handlers that an application adds to all its clients may retry requests. A request that spends a token must not pass through
        // them.
        AddTransport(builder.Services
            .AddHttpClient(RegistrationClients.Authorization(builder.RegistrationName))
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear()));
        AddTransport(builder.Services.AddHttpClient(builder.Name));
        builder.AddCallResilience();
    }

    // One handler for the lifetime of the application.
    private static void AddTransport(IHttpClientBuilder client) =>
        client
            .ConfigurePrimaryHttpMessageHandler(static () => AtlassianConnection.CreateTransport())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

    private static AtlassianPipeline CreatePipeline(IServiceProvider provider, string registration)
    {
        IHttpMessageHandlerFactory handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();

        // Collects the resilience handlers.
        HttpMessageHandler gateway = handlers.CreateHandler(RegistrationClients.Gateway(registration));
        return new AtlassianPipeline(
            provider.GetRequiredService<IOptionsMonitor<AtlassianOptions>>().Get(registration),
            provider.GetRequiredServiceOf<CurrentResilience>(registration),
            provider.GetRequiredServiceOf<ResilienceHandlers>(registration).Handlers,
            provider.GetRequiredServiceOf<IGrantStore>(registration),
            new RuntimeEnvironment(
                provider.GetRequiredService<TimeProvider>(),
                new Random(),
                meter: provider.GetRequiredService<IMeterFactory>().Create(LeewayTelemetry.MeterName),
                registration: registration.Length == 0 ? null : registration),
            handlers.CreateHandler(RegistrationClients.Authorization(registration)),
            gateway,
            provider.GetRequiredService<ILoggerFactory>(),
            [.. provider.GetServicesOf<IGrantEvents>(registration)]);
    }
}
