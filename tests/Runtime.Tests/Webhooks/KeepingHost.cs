using Leeway.Grants;
using Leeway.Queries;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Leeway.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Runtime.Tests.Webhooks;

/// <summary>An application that keeps a webhook, with the simulator as Atlassian. A test says when it is checked.</summary>
internal sealed class KeepingHost : IKeptWebhookEvents, IAsyncDisposable
{
    public static readonly GrantId Grant = new("user");

    private readonly List<KeptWebhookEvent> _events = [];
    private ServiceProvider _services;

    public KeepingHost()
    {
        Atlassian = new AtlassianSimulator(new SimulatorOptions { Time = Time });
        _services = Start();
    }

    public ManualTime Time { get; } = new();

    public AtlassianSimulator Atlassian { get; }

    public InMemoryKeptWebhookStore Records { get; private set; } = new();

    public JiraWebhookDescription? Wanted { get; set; } = Describe("DEMO");

    public bool IsListenerBroken { get; set; }

    public Action OnDescribe { get; set; } = static () => { };

    public Action OnEvent { get; set; } = static () => { };

    public JiraWebhookKeeper Keeper => _services.GetRequiredService<JiraWebhookKeeper>();

    public SimulatedSite Site => Atlassian.Sites[0];

    public IReadOnlyList<SimulatedWebhook> Webhooks => Site.Jira.Webhooks;

    /// <summary>What happened since the last call.</summary>
    public KeptWebhookChange[] TakeEvents()
    {
        KeptWebhookChange[] changes = [.. _events.Select(static happened => happened.Change)];
        _events.Clear();
        return changes;
    }

    public static JiraWebhookDescription Describe(string project, string url = "https://app.example/hooks") => new()
    {
        Url = new Uri(url), JqlFilter = Jql.Query($"project = {project}"), Events = ["jira:issue_updated"],
    };

    public async Task ConnectAsync()
    {
        IAuthorizationCodeFlow flow = _services.GetRequiredService<IAuthorizationCodeFlow>();
        AuthorizationRequest request = flow.Begin();
        SimulatedRequest screen = new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery);
        AuthorizeAnswer answer = Atlassian.Authorization.Authorize(AuthorizeRequest.From(screen.Query));
        await flow.CompleteAsync(request, new Uri(answer.Redirect!), Grant);
    }

    public Task SweepAsync() => Keeper.SweepAsync(CancellationToken.None);

    public Task ForgetAsync() => _services.GetRequiredService<IGrantKeeper>().ForgetAsync(Grant);

    /// <summary>Starts another process that uses the same stores.</summary>
    /// <param name="losesRecords">Whether the records were in memory.</param>
    public async Task RestartAsync(bool losesRecords = false)
    {
        IGrantStore grants = _services.GetRequiredService<IGrantStore>();
        await _services.DisposeAsync();
        Records = losesRecords ? new InMemoryKeptWebhookStore() : Records;
        _services = Start(grants);
    }

    public async Task<KeptWebhook> FindRecordAsync() => Assert.Single(await Records.ListAsync());

    public ValueTask HandleAsync(KeptWebhookEvent happened, CancellationToken cancellationToken)
    {
        _events.Add(happened);
        OnEvent();
        return IsListenerBroken ? throw new InvalidOperationException("The listener is broken.") : ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private ServiceProvider Start(IGrantStore? grants = null)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IKeptWebhookEvents>(this);
        IAtlassianBuilder builder = services.AddAtlassian(options =>
        {
            options.ClientId = Atlassian.App.ClientId;
            options.ClientSecret = Atlassian.App.ClientSecret;
            options.RedirectUri = new Uri("http://127.0.0.1/callback");
            options.Scopes = ["read:jira-work", "offline_access"];

            // Otherwise, they would wait for this clock.
            options.Resilience.Retry.ShouldHandle = static _ => Polly.PredicateResult.False();
            options.Endpoints = new AtlassianEndpoints { AuthorizationServer = Atlassian.AuthorizationOrigin, Gateway = Atlassian.GatewayOrigin };
        });
        builder.UseTransport(_ => new SimulatorHandler(Atlassian));
        builder.KeepJiraWebhook((_, _, _, _) =>
        {
            OnDescribe();
            return new(Wanted);
        }).StoreKeptWebhooks(_ => Records);
        if (grants is not null)
        {
            builder.StoreGrants((_, _) => grants);
        }

        return services.BuildServiceProvider();
    }
}
