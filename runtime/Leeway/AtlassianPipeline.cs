using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Json;
using Leeway.Limits;
using Leeway.Sites;
using Leeway.Telemetry;
using Microsoft.Extensions.Logging;

namespace Leeway.Http;

/// <summary>Creates and connects the parts of the runtime. Only this class knows the order of the handlers.</summary>
internal sealed class AtlassianPipeline : IDisposable, IAsyncDisposable
{
    private const string LogCategory = "Leeway.Calls";

    private static readonly TimeSpan s_siteTimeout = TimeSpan.FromSeconds(30);

    private readonly JsonModelOptions _json;
    private readonly int _maxResponseBytes;
    private readonly AtlassianLogin _login;
    private readonly BodyTimeLimit? _bodies;
    private readonly ResilienceHandler? _resilience;
    private readonly HttpMessageInvoker _authorization;
    private readonly HttpMessageInvoker _gateway;

    /// <param name="options">The options of the application.</param>
    /// <param name="store">The grant store.</param>
    /// <param name="environment">The clock, random numbers and the meter.</param>
    /// <param name="authorizationTransport">Sends requests to the authorization server. It must not follow redirects.</param>
    /// <param name="gatewayTransport">Sends requests to the gateway and to sites. It must not follow redirects.</param>
    /// <param name="loggers">Creates the loggers.</param>
    /// <param name="grantEvents">The handlers of grant events.</param>
    public AtlassianPipeline(
        AtlassianOptions options,
        IGrantStore store,
        RuntimeEnvironment environment,
        HttpMessageHandler authorizationTransport,
        HttpMessageHandler gatewayTransport,
        ILoggerFactory loggers,
        params IReadOnlyList<IGrantEvents> grantEvents)
    {
        ILogger logger = loggers.CreateLogger<GrantKeeper>();
        _json = options.Json;
        _maxResponseBytes = options.MaxResponseBytes;
        _login = options.Login;
        _authorization = new HttpMessageInvoker(new UserAgentHandler(options.UserAgent, authorizationTransport));
        GrantInstruments instruments = new(environment.Meter);
        TokenEndpoint endpoint = new(_authorization, options.ToAppCredentials(), options.Grants, environment, instruments);
        Keeper = new GrantKeeper(store, endpoint, environment, options.Grants, options.Scopes, grantEvents, instruments, logger) { Login = options.Login };
        SignIn = new AuthorizationCodeFlow(options.ToSignInSettings(), endpoint, Keeper);

        ILogin login = options.Login.Kind switch
        {
            LoginKind.Consent => Keeper,
            LoginKind.ServiceAccount => new ServiceAccountLogin(endpoint, environment, options.Grants, instruments, logger),
            _ => options.Login.Fixed!,
        };
        UserAgentHandler transport = new(options.UserAgent, gatewayTransport);
        CallDefaults defaults = options.ToCallDefaults();
        LoginHandler bearer = new(login, defaults, new RedirectHandler(transport));
        _gateway = new HttpMessageInvoker(bearer, disposeHandler: false);
        TenantDirectory tenants = new(new HttpMessageInvoker(transport, disposeHandler: false), environment, s_siteTimeout);
        Sites = new SiteDirectory(_gateway, login as GrantKeeper, tenants, environment, options.Endpoints, s_siteTimeout);
        ILogger calls = loggers.CreateLogger(LogCategory);
        ResilienceReport report = new(environment.Meter, calls);
        Limits = new RateLimits(environment.Time);
        RateLimitHandler limits = new(Limits, options.Resilience.IsEnabled, environment.Time, report, bearer);
        HttpMessageHandler call = new SiteRoutingHandler(Sites, tenants, defaults, limits);
        if (options.Resilience.IsEnabled)
        {
            DeadlinePool deadlines = new(environment.Time);
            _bodies = new BodyTimeLimit(deadlines, options.Resilience.AttemptTimeout);
            call = _resilience = new ResilienceHandler(options.Resilience, environment, deadlines, report, call);
        }

        for (int i = options.CallHandlers.Count - 1; i >= 0; i--)
        {
            DelegatingHandler outer = options.CallHandlers[i]();
            outer.InnerHandler = call;
            call = outer;
        }

        Invoker = new HttpMessageInvoker(new TelemetryHandler(new CallInstruments(environment.Meter), environment.Time, calls, call));
    }

    public GrantKeeper Keeper { get; }

    public AuthorizationCodeFlow SignIn { get; }

    public SiteDirectory Sites { get; }

    public RateLimits Limits { get; }

    /// <summary>Sends calls whose addresses are relative to their site.</summary>
    public HttpMessageInvoker Invoker { get; }

    public AtlassianCaller CreateCaller() => new(Invoker, _json, _bodies, _resilience, _login) { MaxResponseBytes = _maxResponseBytes };

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
        _gateway.Dispose();
        _authorization.Dispose();
    }
}
