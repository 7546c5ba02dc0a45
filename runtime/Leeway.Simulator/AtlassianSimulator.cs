using Leeway.Simulator.Authorization;
using Leeway.Simulator.Consent;
using Leeway.Simulator.Control;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Forge;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Pages;
using Leeway.Simulator.Site;
using Leeway.Simulator.Webhooks;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator;

/// <summary>
/// Atlassian's authorization server, gateway and Bitbucket in memory. <see cref="Handle"/> processes one request atomically, without waiting. Use <see
/// cref="SimulatorHandler"/> for an <see cref="HttpMessageHandler"/>, or <see cref="SimulatorHost"/> for a server on loopback.
/// </summary>
/// <example>
/// In a test of an application that calls Jira, use it instead of Atlassian:
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
/// atlassian.Faults.AddForTokenEndpoint(Fault.DropAfterCommit); // see Fault for the possible faults
/// // Exercise the application, then check atlassian.Requests and atlassian.Authorization.Families.
/// </code>
/// </example>
public sealed class AtlassianSimulator : ISimulatedAtlassian
{
    private static readonly Lazy<IReadOnlyList<SimulatedOperation>> s_servedOperations = new(ListServedOperations);

    private readonly Lock _lock = new();
    private readonly List<SimulatedRequest> _requests = [];
    private readonly SimulatedGateway _gateway;
    private readonly bool _showsConsentPage;
    private readonly bool _showsControlPage;

    /// <summary>Creates a simulator.</summary>
    /// <param name="options">The initial state; <see langword="null"/> for one app, one account and one site.</param>
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
        foreach (SimulatedSite site in options.Sites)
        {
            site.Jira.AddUser(options.Account);
        }

        Webhooks = new SimulatedWebhooks(this, options.Seed);
        Forge = new SimulatedForge(this, options.Seed);
        _gateway = new SimulatedGateway(this);
        _showsConsentPage = options.ShowsConsentPage;
        _showsControlPage = options.ShowsControlPage;
    }

    /// <summary>Occurs when a request has a response, or its connection broke.</summary>
    public event EventHandler<SimulatedRequest>? RequestCompleted;

    /// <summary>The operations that the simulator serves. It responds to others with status 501.</summary>
    public static IReadOnlyList<SimulatedOperation> ServedOperations => s_servedOperations.Value;

    /// <summary>The simulator's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The app that is registered at the start.</summary>
    public RegisteredApp App { get; }

    /// <summary>The account that is signed in at the start.</summary>
    public Account Account { get; }

    /// <summary>The authorization server.</summary>
    public AuthorizationServer Authorization { get; }

    /// <summary>The limits and settings of the gateway.</summary>
    public GatewayOptions Gateway { get; }

    /// <summary>The sites.</summary>
    public IReadOnlyList<SimulatedSite> Sites { get; set; }

    /// <summary>Bitbucket Cloud, which has its own host and its own tokens.</summary>
    public SimulatedBitbucket Bitbucket { get; } = new();

    /// <summary>The deliveries to webhooks.</summary>
    public SimulatedWebhooks Webhooks { get; }

    /// <summary>A Forge app whose backend is the application under test.</summary>
    public SimulatedForge Forge { get; }

    /// <summary>The valid API tokens.</summary>
    public IReadOnlyList<SimulatedApiToken> ApiTokens { get; set; } = [];

    /// <summary>The scopes of tokens that are issued for client credentials.</summary>
    public IReadOnlyList<string> ServiceAccountScopes { get; set; } = ["read:jira-work"];

    /// <summary>The faults to inject.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>The address of the authorization server.</summary>
    public Uri AuthorizationOrigin { get; internal set; } = new("https://auth.simulated.example");

    /// <summary>The address of the gateway.</summary>
    public Uri GatewayOrigin { get; internal set; } = new("https://api.simulated.example");

    /// <summary>The address of the media host, which downloads are redirected to.</summary>
    public Uri MediaOrigin { get; internal set; } = new("https://media.simulated.example");

    /// <summary>The address of Bitbucket. The paths of its API start with <c>/2.0</c>.</summary>
    public Uri BitbucketOrigin { get; internal set; } = new("https://bitbucket.simulated.example");

    /// <summary>The address of a host that does not belong to Atlassian.</summary>
    public Uri StrangerOrigin { get; internal set; } = new("https://stranger.simulated.example");

    /// <summary>The address of the first site.</summary>
    public Uri SiteOrigin { get; internal set; }

    /// <summary>
    /// Every request that arrived, in order, including those that a fault affected and those for hosts that the simulator does not
    /// simulate.
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

    /// <summary>Clears <see cref="Requests"/>, so that a long run does not fill the memory.</summary>
    public void ForgetRequests()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    /// <summary>Processes a request and returns the response.</summary>
    /// <param name="request">The request.</param>
    public SimulatedResponse Handle(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Origin switch
        {
            SimulatedOrigin.Gateway => _gateway.Handle(request),
            SimulatedOrigin.Media => _gateway.HandleMedia(request),
            SimulatedOrigin.Site => _gateway.HandleSite(request),
            SimulatedOrigin.Bitbucket => Bitbucket.Handle(request, BitbucketOrigin),
            SimulatedOrigin.Stranger => SimulatedResponse.Text(200, "stranger"),
            _ => HandleAuthorization(request),
        };
    }

    /// <summary>Processes a request with the fault that applies to it, as the network would.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the wait of a delayed request.</param>
    /// <returns>The response; <see langword="null"/> if the connection breaks.</returns>
    internal async Task<SimulatedResponse?> ExchangeAsync(SimulatedRequest request, CancellationToken cancellationToken)
    {
        Record(request);
        SimulatedResponse? response = await RespondAsync(request, cancellationToken).ConfigureAwait(false);
        request.Status = response?.Status;
        RequestCompleted?.Invoke(this, request);
        return response;
    }

    private async Task<SimulatedResponse?> RespondAsync(SimulatedRequest request, CancellationToken cancellationToken)
    {
        Fault? fault = Faults.Take(request);
        if (fault is null)
        {
            return Handle(request);
        }

        SimulatedResponse? committed = fault.AfterCommit ? Handle(request) : null;
        if (fault.Delay > TimeSpan.Zero)
        {
            await DelayAsync(fault.Delay, cancellationToken).ConfigureAwait(false);
        }

        SimulatedResponse? response = fault.Drops ? null : fault.Answer ?? committed ?? Handle(request);
        return fault.BreaksContentAfter is { } bytes ? response! with { BreaksAfter = bytes } : response;
    }

    private static List<SimulatedOperation> ListServedOperations()
    {
        SimulatedSite site = new("", "", "");
        return
        [
            .. site.Operations.Concat(new SimulatedBitbucket().Operations)
                .OrderBy(static operation => operation.Document, StringComparer.Ordinal)
                .ThenBy(static operation => operation.Path, StringComparer.Ordinal)
                .ThenBy(static operation => operation.Method, StringComparer.Ordinal),
        ];
    }

    SiteRequest ISimulatedAtlassian.CreateSiteCall(SimulatedSite site, Account account) => _gateway.CreateCall(site, account);

    /// <summary>Adds a request to <see cref="Requests"/>.</summary>
    internal void Record(SimulatedRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }
    }

    // A cancelled Task.Delay continues on the thread pool. This wait continues on the thread that cancels it, so that a test can run
    // everything on one thread.
    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
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
            case ("GET", "/authorize") when _showsConsentPage && PageFrame.IsAskedFor(request):
                return new ConsentPage(Authorization, Sites).Show(request);

            case ("POST", "/authorize") when _showsConsentPage:
                return new ConsentPage(Authorization, Sites).Decide(request);

            case ("GET", PageFrame.StylesheetPath) when _showsConsentPage || _showsControlPage:
                return PageFrame.WriteStylesheet();

            case ("GET", "/") when _showsControlPage && PageFrame.IsAskedFor(request):
                return SimulatedResponse.Redirect(302, ControlPage.Path);

            case (_, ControlPage.Path or ControlPage.EventsPath or ControlPage.DeliveriesPath) when _showsControlPage:
                return new ControlPage(this, Webhooks).Handle(request);

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
