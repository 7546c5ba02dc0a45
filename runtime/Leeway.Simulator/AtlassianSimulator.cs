using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator;

/// <summary>
/// Atlassian's authorization server and gateway in memory. <see cref="Handle"/> is one atomic step without waiting; put it
/// behind <see cref="SimulatorHandler"/> for an <see cref="HttpMessageHandler"/>, or behind <see cref="SimulatorHost"/> for a
/// server on loopback.
/// </summary>
/// <example>
/// What a test of an application that calls Jira puts in place of Atlassian:
/// <code>
/// AtlassianSimulator atlassian = new();
/// string key = atlassian.Sites[0].Jira.AddIssue("DEMO", "The printer is on fire");
/// services.AddAtlassian(options =>
///     {
///         options.ClientId = atlassian.App.ClientId;
///         options.ClientSecret = atlassian.App.ClientSecret;
///         options.Login = AtlassianLogin.ServiceAccount;
///         options.Endpoints = new AtlassianEndpoints { AuthorizationServer = atlassian.AuthorizationOrigin, Gateway = atlassian.GatewayOrigin };
///     })
///     .UseTransport(_ => new SimulatorHandler(atlassian))
///     .AddJira();
///
/// atlassian.Faults.AddForTokenEndpoint(Fault.DropAfterCommit); // what can go wrong is in Fault
/// // Exercise the application; then look at atlassian.Requests and atlassian.Authorization.Families.
/// </code>
/// </example>
public sealed class AtlassianSimulator
{
    private readonly Lock _lock = new();
    private readonly List<SimulatedRequest> _requests = [];
    private readonly SimulatedGateway _gateway;

    /// <summary>Makes a simulator.</summary>
    /// <param name="options">How it begins; <see langword="null"/> for one app, one account and one site.</param>
    public AtlassianSimulator(SimulatorOptions? options = null)
    {
        options ??= new SimulatorOptions();
        Time = options.Time;
        App = options.App;
        Account = options.Account;
        Sites = options.Sites;
        Gateway = options.Gateway;
        Authorization = new AuthorizationServer(options.Time, options.Authorization, new Random(options.Seed))
        {
            SignedIn = options.Account,
            ConsentedCloudIds = [.. options.Sites.Select(static site => site.CloudId)],
        };
        Authorization.Register(options.App);
        SiteOrigin = options.Sites.Count > 0 ? new Uri(options.Sites[0].Url) : new Uri("https://site.simulated.example");
        _gateway = new SimulatedGateway(this);
    }

    /// <summary>The simulator's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The app that is known from the beginning.</summary>
    public RegisteredApp App { get; }

    /// <summary>The account that is signed in from the beginning.</summary>
    public Account Account { get; }

    /// <summary>The authorization server.</summary>
    public AuthorizationServer Authorization { get; }

    /// <summary>The limits and switches of the gateway.</summary>
    public GatewayOptions Gateway { get; }

    /// <summary>The sites.</summary>
    public IReadOnlyList<SimulatedSite> Sites { get; set; }

    /// <summary>The API tokens that are known.</summary>
    public IReadOnlyList<SimulatedApiToken> ApiTokens { get; set; } = [];

    /// <summary>The scopes of tokens got with client credentials.</summary>
    public IReadOnlyList<string> ServiceAccountScopes { get; set; } = ["read:jira-work"];

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>The authorization server's address.</summary>
    public Uri AuthorizationOrigin { get; internal set; } = new("https://auth.simulated.example");

    /// <summary>The gateway's address.</summary>
    public Uri GatewayOrigin { get; internal set; } = new("https://api.simulated.example");

    /// <summary>The address that downloads are redirected to.</summary>
    public Uri MediaOrigin { get; internal set; } = new("https://media.simulated.example");

    /// <summary>The address of a host that Atlassian has nothing to do with.</summary>
    public Uri StrangerOrigin { get; internal set; } = new("https://stranger.simulated.example");

    /// <summary>The address of the first site itself.</summary>
    public Uri SiteOrigin { get; internal set; }

    /// <summary>
    /// Every request that arrived, in order, those among them that a fault took, and those for hosts that the simulator does not
    /// stand in for.
    /// </summary>
    public IReadOnlyList<SimulatedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Forgets the <see cref="Requests"/> so far: they would fill the memory of a simulator that runs for long.</summary>
    public void ForgetRequests()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public SimulatedResponse Handle(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Origin switch
        {
            SimulatedOrigin.Gateway => _gateway.Handle(request),
            SimulatedOrigin.Media => _gateway.HandleMedia(request),
            SimulatedOrigin.Site => _gateway.HandleSite(request),
            SimulatedOrigin.Stranger => SimulatedResponse.Text(200, "stranger"),
            _ => HandleAuthorization(request),
        };
    }

    /// <summary>Answers a request as the network would: after the fault that is due for it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting of a held request.</param>
    /// <returns>The answer; <see langword="null"/> where the connection breaks.</returns>
    internal async Task<SimulatedResponse?> ExchangeAsync(SimulatedRequest request, CancellationToken cancellationToken)
    {
        Record(request);
        Fault? fault = Faults.Take(request);
        if (fault is null)
        {
            return Handle(request);
        }

        SimulatedResponse? answer = fault.AfterCommit ? Handle(request) : null;
        if (fault.Delay > TimeSpan.Zero)
        {
            await HoldAsync(fault.Delay, cancellationToken).ConfigureAwait(false);
        }

        SimulatedResponse? given = fault.Drops ? null : fault.Answer ?? answer ?? Handle(request);
        return fault.BreaksContentAfter is { } bytes ? given! with { BreaksAfter = bytes } : given;
    }

    /// <summary>Keeps a request for whoever asks what arrived.</summary>
    internal void Record(SimulatedRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }
    }

    // A cancelled Task.Delay goes on in the thread pool; this goes on where it is cancelled, so that one thread can run everything.
    private async Task HoldAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        TaskCompletionSource end = new();
        using ITimer timer = Time.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), end, delay, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), end);
        await end.Task.ConfigureAwait(false);
    }

    private SimulatedResponse HandleAuthorization(SimulatedRequest request)
    {
        switch (request.Method, request.Path)
        {
            case ("GET", "/authorize"):
                AuthorizeAnswer consent = Authorization.Authorize(AuthorizeRequest.From(request.Query));
                return consent.Redirect is { } redirect
                    ? SimulatedResponse.Redirect(302, redirect)
                    : SimulatedResponse.Text(400, consent.Problem!);

            case ("POST", "/oauth/token"):
                string? contentType = request.Headers.GetValueOrDefault("Content-Type");
                TokenAnswer answer = Authorization.Exchange(
                    TokenRequest.TryParse(contentType, request.Body, out TokenRequest? parsed) ? parsed : null);
                return SimulatedResponse.Json(answer.Status, answer.ToJson()).With("Cache-Control", "no-store");

            default:
                return SimulatedResponse.Html(404);
        }
    }
}
