using Leeway;
using Leeway.Http.Resilience;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures how calls are repeated and timed, and adds handlers around them.</summary>
public static class AtlassianResilienceExtensions
{
    /// <summary>Adds strategies to those of calls, such as a circuit breaker.</summary>
    /// <inheritdoc cref="ConfigureResilience(IAtlassianBuilder, Action{ResiliencePipelineBuilder{HttpResponseMessage}, ResilienceHandlerContext})"/>
    public static IAtlassianBuilder ConfigureResilience(
        this IAtlassianBuilder builder, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.ConfigureResilience((strategies, _) => configure(strategies));
    }

    /// <summary>Adds strategies to those of calls, such as a circuit breaker whose options are reloaded.</summary>
    /// <remarks>
    /// <para>
    /// The strategies run between <see cref="ResilienceOptions.Retry"/> and <see cref="ResilienceOptions.AttemptTimeout"/>, in the order in
    /// which they are added, and so handle each attempt with its timeout. The options of Leeway's own strategies are in
    /// <see cref="AtlassianOptions.Resilience"/> and are reloaded with <see cref="AtlassianOptions"/>.
    /// </para>
    /// <para>
    /// <c>RemoveAllResilienceHandlers()</c> on the same builder removes all of them, and <c>AddStandardResilienceHandler()</c> or
    /// <c>AddResilienceHandler()</c> adds others. Resilience handlers run before the login is added, whatever the order of registration, and
    /// handle each call with an address relative to its site.
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="configure">
    /// Adds the strategies, each time that the pipeline is built. <see cref="ResilienceHandlerContext.EnableReloads{TOptions}"/> builds it again
    /// when options change.
    /// </param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder ConfigureResilience(
        this IAtlassianBuilder builder, Action<ResiliencePipelineBuilder<HttpResponseMessage>, ResilienceHandlerContext> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure<OwnStrategies>(builder.RegistrationName, options => options.Actions.Add(configure));
        return builder;
    }

    /// <summary>
    /// Adds a handler outside of the login. It handles each call once, with an address relative to its site and without
    /// its login, before it is retried. Handlers that are added earlier are further outside.
    /// </summary>
    /// <remarks>
    /// The handler may send a request several times. To add handlers for single attempts, with address and login, use
    /// <see cref="HttpClientBuilderExtensions.AddHttpMessageHandler(IHttpClientBuilder, Func{DelegatingHandler})"/> instead.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Creates the handler. It is called once; all calls of all users use the same handler concurrently.</param>
    /// <returns>The same builder.</returns>
    public static IAtlassianBuilder AddCallHandler(this IAtlassianBuilder builder, Func<IServiceProvider, DelegatingHandler> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddOptions<AtlassianOptions>(builder.RegistrationName)
            .Configure<IServiceProvider>((options, provider) => options.CallHandlers.Add(() => create(provider)));
        return builder;
    }

    /// <summary>Registers the strategies of calls, as resilience handlers of the client.</summary>
    internal static void AddCallResilience(this IAtlassianBuilder builder)
    {
        string registration = builder.RegistrationName;
        IServiceCollection services = builder.Services;
        services.TryAddSingletonOf(registration, provider => Follow(provider.GetRequiredService<IOptionsMonitor<AtlassianOptions>>(), registration));
        services.TryAddSingletonOf(registration, static _ => new ResilienceHandlers());

        // What an application adds to all of its clients knows neither the quotas nor which writes may be repeated.
        builder.ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => Take(handlers));
        builder.AddHttpMessageHandler(provider => new RecipeHandler(
            provider.GetRequiredServiceOf<CurrentResilience>(registration),
            provider.GetRequiredService<TimeProvider>(),
            new PollyObservers(
                provider.GetRequiredService<ILoggerFactory>(),
                provider.GetRequiredService<IOptions<TelemetryOptions>>().Value.TelemetryListeners.Count > 0),
            provider.GetRequiredService<IOptionsMonitor<OwnStrategies>>().Get(registration).Actions.Count > 0));
        builder.AddResilienceHandler(CallStrategies.Name, (strategies, context) =>
        {
            context.EnableReloads<AtlassianOptions>(registration);
            OwnStrategies own = context.GetOptions<OwnStrategies>(registration);
            CallStrategies.Add(strategies, context.GetOptions<AtlassianOptions>(registration).Resilience, strategies => own.AddTo(strategies, context));
        });

        // After all that the application does with the builder.
        services.PostConfigure<HttpClientFactoryOptions>(builder.Name, options => options.HttpMessageHandlerBuilderActions.Add(
            handlers => handlers.Services.GetRequiredServiceOf<ResilienceHandlers>(registration).Handlers.AddRange(Take(handlers.AdditionalHandlers))));
    }

    private static CurrentResilience Follow(IOptionsMonitor<AtlassianOptions> monitor, string registration)
    {
        CurrentResilience current = new(monitor.Get(registration).Resilience);
        monitor.OnChange((options, name) =>
        {
            if (name == registration)
            {
                current.Options = options.Resilience;
            }
        });
        return current;
    }

    private static List<DelegatingHandler> Take(IList<DelegatingHandler> handlers)
    {
        List<DelegatingHandler> taken = [];
        for (int i = 0; i < handlers.Count;)
        {
            if (handlers[i] is ResilienceHandler)
            {
                taken.Add(handlers[i]);
                handlers.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }

        return taken;
    }
}
