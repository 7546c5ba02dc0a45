using System.Diagnostics.Metrics;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Telemetry;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>
/// The runtime in one or several processes that share a store, with the simulator and virtual time. Nothing here uses other
/// threads: work that a test starts runs on the test's own thread until it waits for time.
/// </summary>
internal sealed class GrantWorld
{
    public const string Scopes = "read:jira-work write:jira-work read:jira-user read:page:confluence offline_access";

    private int _seed = 100;

    public GrantWorld(Action<SimulatorOptions>? configure = null)
    {
        SimulatorOptions options = new() { Time = Time };
        configure?.Invoke(options);
        Simulator = new AtlassianSimulator(options);
        Store = new UnreliableStore(Time);
        Node = NewNode();
    }

    public static GrantId Id => GrantId.Default;

    public ManualTime Time { get; } = new();

    public AtlassianSimulator Simulator { get; }

    public AuthorizationServer Server => Simulator.Authorization;

    public UnreliableStore Store { get; }

    /// <summary>The meter of the processes. It has the same name as the library's meter, and its own listeners.</summary>
    public Meter Meter { get; } = new(LeewayTelemetry.MeterName);

    public FakeLogger Log { get; } = new();

    /// <summary>The handlers of grant events in every process. Add them before the first event.</summary>
    public List<IGrantEvents> Handlers { get; } = [];

    /// <summary>The first process.</summary>
    public AtlassianPipeline Node { get; }

    public GrantKeeper Keeper => Node.Keeper;

    /// <summary>The number of requests to the token endpoint, including those that failed.</summary>
    public int TokenRequests => Simulator.Requests.Count(static request => request.Path == "/oauth/token");

    public AtlassianPipeline NewNode(
        Action<AtlassianOptions>? configure = null,
        HttpMessageHandler? gateway = null,
        HttpMessageHandler? authorization = null,
        IGrantStore? store = null,
        TimeProvider? time = null,
        Random? random = null)
    {
        AtlassianOptions options = NewOptions(configure);
        return new AtlassianPipeline(
            options,
            store ?? Store,
            new RuntimeEnvironment(time ?? Time, random ?? new Random(_seed++), TaskCreationOptions.None, Meter),
            authorization ?? new SimulatorHandler(Simulator),
            gateway ?? new SimulatorHandler(Simulator),
            Log.ToFactory(),
            Handlers);
    }

    /// <summary>Creates the login of a service account, which has no store.</summary>
    public ServiceAccountLogin NewServiceAccountLogin(Action<AtlassianOptions>? configure = null, HttpMessageHandler? authorization = null)
    {
        AtlassianOptions options = NewOptions(configure);
        RuntimeEnvironment environment = new(Time, new Random(5), TaskCreationOptions.None);
        GrantInstruments instruments = new(environment.Meter);
        TokenEndpoint endpoint = new(
            new HttpMessageInvoker(authorization ?? new SimulatorHandler(Simulator)), options.ToAppCredentials(), options.Grants, environment, instruments);
        return new ServiceAccountLogin(endpoint, environment, options.Grants, instruments, Log);
    }

    public Task<CompletedSignIn> SignInAsync(AtlassianPipeline? node = null, GrantId? id = null)
    {
        AuthorizationCodeFlow flow = (node ?? Node).SignIn;
        AuthorizationRequest request = flow.Begin();
        return flow.CompleteAsync(request, Follow(request.Address), id);
    }

    /// <summary>Does what a browser does: requests the consent screen and is redirected back.</summary>
    public Uri Follow(Uri address)
    {
        var answer = Simulator.Handle(new(Leeway.Simulator.Wire.SimulatedOrigin.AuthorizationServer, "GET", address.PathAndQuery));
        return new Uri(answer.Headers.Single(static header => header.Key == "Location").Value);
    }

    /// <summary>Signs in and lets the access token expire.</summary>
    public async Task<Grant> SignInAndExpireAsync()
    {
        Grant grant = (await SignInAsync()).Grant;
        Time.Advance(TimeSpan.FromHours(1));
        return grant;
    }

    public async Task<Grant> StoredAsync() => (await Store.FindAsync(Id))!;

    private AtlassianOptions NewOptions(Action<AtlassianOptions>? configure)
    {
        AtlassianOptions options = new()
        {
            ClientId = Simulator.App.ClientId,
            ClientSecret = Simulator.App.ClientSecret,
            RedirectUri = new Uri("http://127.0.0.1/callback"),
            Scopes = Scopes.Split(' '),
            Endpoints = new AtlassianEndpoints { AuthorizationServer = Simulator.AuthorizationOrigin, Gateway = Simulator.GatewayOrigin },
        };
        configure?.Invoke(options);
        return options;
    }
}
