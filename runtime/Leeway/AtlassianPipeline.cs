using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Limits;
using Leeway.Sites;
using Leeway.Telemetry;
using Leeway.Webhooks;
using Microsoft.Extensions.Logging;

namespace Leeway.Http;

/// <summary>Creates and connects the parts of the runtime. Only this class knows the order of the handlers.</summary>
internal sealed class AtlassianPipeline : IDisposable, IAsyncDisposable
{
    private const string LogCategory = "Leeway.Calls";

    private static readonly TimeSpan s_siteTimeout = TimeSpan.FromSeconds(30);

    private readonly AppGrantIds _grantIds;
    private readonly BodyTimeLimit _bodies;
    private readonly CallRepetition _repetition;
    private readonly HttpMessageInvoker _authorization;
    private readonly HttpMessageInvoker _gateway;

    /// <summary>Initializes a pipeline with the strategies that the options have.</summary>
    /// <inheritdoc cref="AtlassianPipeline(AtlassianOptions, CurrentResilience, IReadOnlyList{DelegatingHandler}, IGrantStore, RuntimeEnvironment, HttpMessageHandler, HttpMessageHandler, ILoggerFactory, IReadOnlyList{IGrantEvents})"/>
    public AtlassianPipeline(
        AtlassianOptions options,
        IGrantStore store,
        RuntimeEnvironment environment,
        HttpMessageHandler authorizationTransport,
        HttpMessageHandler gatewayTransport,
        ILoggerFactory loggers,
        params IReadOnlyList<IGrantEvents> grantEvents)
        : this(
            options,
            new CurrentResilience(options.Resilience),
            CallStrategies.CreateHandlers(options.Resilience, environment.Time, loggers, configure: null),
            store,
            environment,
            authorizationTransport,
            gatewayTransport,
            loggers,
            grantEvents)
    {
    }

    /// <summary>Initializes a pipeline.</summary>
    /// <param name="options">The options of the application.</param>
    /// <param name="resilience">How calls are held back and how long bodies may take.</param>
    /// <param name="resilienceHandlers">Repeat calls and end those that take too long; the first is the outermost.</param>
    /// <param name="store">Keeps the grants.</param>
    /// <param name="environment">Time, chance and what measures.</param>
    /// <param name="authorizationTransport">The way to the authorization server.</param>
    /// <param name="gatewayTransport">The way to the gateway and to sites. Neither may follow redirects.</param>
    /// <param name="loggers">Makes the loggers of grants and calls.</param>
    /// <param name="grantEvents">Handle the events of grants.</param>
    public AtlassianPipeline(
        AtlassianOptions options,
        CurrentResilience resilience,
        IReadOnlyList<DelegatingHandler> resilienceHandlers,
        IGrantStore store,
        RuntimeEnvironment environment,
        HttpMessageHandler authorizationTransport,
        HttpMessageHandler gatewayTransport,
        ILoggerFactory loggers,
        IReadOnlyList<IGrantEvents> grantEvents)
    {
        string? registration = environment.Registration;
        ILogger logger = CreateLogger(typeof(GrantKeeper).FullName!);
        ILogger calls = CreateLogger(LogCategory);
        Options = options;
        _grantIds = registration is null ? AppGrantIds.Unnamed : AppGrantIds.Of(options.ClientId);
        Store = new AppGrantStore(store, _grantIds);
        _authorization = new HttpMessageInvoker(new UserAgentHandler(options.UserAgent, authorizationTransport));
        GrantInstruments instruments = new(environment.Meter, registration);
        TokenEndpoint endpoint = new(_authorization, options.ToAppCredentials(), options.Grants, environment, instruments);
        Keeper = new GrantKeeper(Store, endpoint, environment, options.Grants, options.Scopes, grantEvents, instruments, logger) { Login = options.Login };
        SignIn = new AuthorizationCodeFlow(options.ToSignInSettings(), endpoint, Keeper);

        ILogin? login = options.Login.Kind switch
        {
            LoginKind.Consent => Keeper,
            LoginKind.ServiceAccount => new ServiceAccountLogin(endpoint, environment, options.Grants, instruments, logger),
            LoginKind.PerCall => new PerCallLogin(),
            _ => options.Login.Fixed,
        };
        UserAgentHandler transport = new(options.UserAgent, gatewayTransport);
        CallDefaults defaults = options.ToCallDefaults();
        RedirectHandler redirects = new(transport);
        HttpMessageHandler authenticated = login is null ? redirects : new LoginHandler(login, defaults, redirects);
        _gateway = new HttpMessageInvoker(authenticated, disposeHandler: false);
        TenantDirectory tenants = new(new HttpMessageInvoker(transport, disposeHandler: false), environment, s_siteTimeout);
        Sites = new SiteDirectory(_gateway, login as GrantKeeper, tenants, environment, options.Endpoints, s_siteTimeout);
        WorkspaceDirectory workspaces = new(_gateway, environment, options.Endpoints, s_siteTimeout);
        ServerRouting servers = new(Sites, tenants, workspaces, defaults);
        ResilienceReport report = new(environment.Meter, calls, registration);
        Limits = new RateLimits(environment.Time);
        RateLimitHandler limits = new(Limits, resilience, environment.Time, report, authenticated);
        _bodies = new BodyTimeLimit(new DeadlinePool(environment.Time), () => resilience.Options.BodyTimeout);
        HttpMessageHandler attempts = new AttemptHandler(environment, report, new SiteRoutingHandler(Sites, tenants, servers, defaults, limits));
        HttpMessageHandler call = Chain(resilienceHandlers, attempts);
        _repetition = new CallRepetition(environment, call);
        for (int i = options.CallHandlers.Count - 1; i >= 0; i--)
        {
            DelegatingHandler outer = options.CallHandlers[i]();
            outer.InnerHandler = call;
            call = outer;
        }

        Invoker = new HttpMessageInvoker(new TelemetryHandler(new CallInstruments(environment.Meter, registration), environment.Time, calls, call));

        // A filter for a category also applies to the categories below it.
        ILogger CreateLogger(string category) => loggers.CreateLogger(registration is null ? category : $"{category}.{registration}");
    }

    /// <summary>The options that the pipeline was created with. Only its resilience is reloaded.</summary>
    public AtlassianOptions Options { get; }

    /// <summary>The grants of the app.</summary>
    public IGrantStore Store { get; }

    public GrantKeeper Keeper { get; }

    public AuthorizationCodeFlow SignIn { get; }

    public SiteDirectory Sites { get; }

    public RateLimits Limits { get; }

    /// <summary>Sends calls whose addresses are relative to their site or server.</summary>
    public HttpMessageInvoker Invoker { get; }

    public AtlassianCaller CreateCaller() => new(Invoker, Options.Json, _bodies, _repetition, Options.Login) { MaxResponseBytes = Options.MaxResponseBytes };

    /// <summary>Creates what keeps webhooks registered, with the calls, sites and grants of this pipeline.</summary>
    public JiraWebhookKeeper CreateWebhookKeeper(
        IKeptWebhookStore store,
        Func<GrantId, Site, CancellationToken, ValueTask<JiraWebhookDescription?>> describe,
        JiraWebhookKeepingOptions options,
        IReadOnlyList<IKeptWebhookEvents> events,
        ILogger logger)
    {
        RuntimeEnvironment environment = Keeper.Environment;
        KeptWebhookRecords records = new(store, _grantIds, environment, Options.Grants.StoreTimeout);
        return new JiraWebhookKeeper(
            Keeper, Sites, new JiraWebhookApi(CreateCaller()), records, describe, options, new KeptWebhookJournal(events, environment, logger), environment, logger);
    }

    /// <summary>
    /// Chains handlers, the outermost first. A <see cref="RecipeHandler"/> is also linked to the handler after the next, because it can skip the
    /// strategies.
    /// </summary>
    public static HttpMessageHandler Chain(IReadOnlyList<DelegatingHandler> handlers, HttpMessageHandler attempts)
    {
        HttpMessageHandler next = attempts;
        HttpMessageHandler afterNext = attempts;
        for (int i = handlers.Count - 1; i >= 0; i--)
        {
            if (handlers[i] is RecipeHandler recipe)
            {
                recipe.Link(next, afterNext);
            }
            else
            {
                handlers[i].InnerHandler = next;
            }

            afterNext = next;
            next = handlers[i];
        }

        return next;
    }

    /// <summary>Disposes the pipeline when the exchanges under way have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await Keeper.DisposeAsync().ConfigureAwait(false);
        Dispose();
    }

    public void Dispose()
    {
        Keeper.Dispose();
        Invoker.Dispose();
        _repetition.Dispose();
        _gateway.Dispose();
        _authorization.Dispose();
    }
}
