using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.AspNetCore.Tests.Webhooks;
using Leeway.AspNetCore.Webhooks;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;
using Leeway.Simulator.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Simulator;

/// <summary>Deliveries of the simulator to an application that receives webhooks.</summary>
public sealed class SimulatedWebhookTests : IDisposable
{
    private static readonly Uri s_url = new("https://app.example/hooks");

    private readonly FakeTimeProvider _time = new(Deliveries.Now);
    private readonly AtlassianSimulator _atlassian;
    private readonly HttpClient _jira;

    public SimulatedWebhookTests()
    {
        _atlassian = new AtlassianSimulator(new SimulatorOptions { Time = _time, App = new RegisteredApp { ClientId = "app", ClientSecret = Deliveries.ClientSecret } });
        _atlassian.ApiTokens = [new SimulatedApiToken { Value = "token", Account = _atlassian.Account }];
        _jira = new HttpClient(new SimulatorHandler(_atlassian)) { BaseAddress = new Uri(Site.Url) };
        _jira.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_atlassian.Account.Email}:token")));
    }

    private SimulatedSite Site => _atlassian.Sites[0];

    private SimulatedWebhooks Hooks => _atlassian.Webhooks;

    public void Dispose() => _jira.Dispose();

    [Fact]
    public void SimulatorShouldKnowEachEventThatIsRead() =>
        Assert.Equal(WebhookEventReader.Names.Order(StringComparer.Ordinal), SimulatedWebhooks.EventNames);

    [Fact]
    public async Task ChangesInJiraShouldReachTheHandlers()
    {
        ConcurrentQueue<WebhookEvent> received = [];
        ConcurrentQueue<WebhookContext> contexts = [];
        await using WebhookApplication application = await StartAsync(hooks => hooks.On<WebhookEvent>((happened, context, _) =>
        {
            received.Enqueue(happened);
            contexts.Enqueue(context);
            return Task.CompletedTask;
        }));
        long id = Hooks.Register(Site, s_url, "project = DEMO", "jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created").Id;
        await CallAsync(HttpMethod.Post, "/rest/api/3/issue", """{"fields":{"project":{"key":"DEMO"},"summary":"Boom","issuetype":{"name":"Task"}}}""");
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", """{"fields":{"summary":"New"}}""");
        await CallAsync(HttpMethod.Post, "/rest/api/3/issue/DEMO-1/comment", """{"body":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}}""");
        await CallAsync(HttpMethod.Delete, "/rest/api/3/issue/DEMO-1?deleteSubtasks=true");
        Assert.Equal(4, await Hooks.DeliverDueAsync());
        await application.RunDueAsync();

        Assert.All(Hooks.Deliveries, static delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        Assert.All(received, happened => Assert.Equal([id], happened.MatchedWebhookIds));
        Assert.Equal(Enumerable.Range(0, 4).Select(static i => (DateTimeOffset?)Deliveries.Now.AddMilliseconds(i)), received.Select(static happened => happened.Timestamp).Order());
        Assert.All(contexts, context => Assert.Equal(Site.Url, context.Site));
        Assert.Equal(Hooks.Deliveries.Select(static delivery => delivery.Identifier).Order(), contexts.Select(static context => context.Identifier).Order());
        Assert.Equal("Boom", received.OfType<IssueCreated>().Single().Issue!.Fields!.Get<string>("summary"));
        IssueUpdated updated = received.OfType<IssueUpdated>().Single();
        Assert.Equal(("DEMO-1", "New", _atlassian.Account.AccountId), (updated.Issue!.Key, updated.Changelog!.Find("summary")!.ToText, updated.User!.AccountId));
        CommentCreated comment = received.OfType<CommentCreated>().Single();
        Assert.Equal(("Hi", "DEMO-1"), (comment.Comment!.Body, comment.Issue!.Key));
        Assert.Equal("DEMO-1", received.OfType<IssueDeleted>().Single().Issue!.Key);
    }

    [Fact]
    public async Task FaultsShouldNotRepeatOrLoseEvents()
    {
        await using WebhookApplication application = await StartAsync();
        Hooks.Register(Site, s_url, "project = DEMO", "jira:issue_updated");
        for (int i = 0; i < 40; i++)
        {
            Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
            Hooks.Faults.Add(DeliveryFault.Duplicate());
            Hooks.Faults.Add(DeliveryFault.LoseAnswer);
            Hooks.Faults.Add(DeliveryFault.LoseRequest);
            Hooks.Faults.Add(DeliveryFault.SendLast);
            Hooks.Faults.Add(DeliveryFault.Hold(TimeSpan.FromMinutes(2)));
        }

        await DeliverAllAsync();
        await application.RunDueAsync();
        Assert.Equal(
            Hooks.Deliveries.Select(static delivery => $"{delivery.Identifier} 1").Order(),
            application.Handled.Order());
        Assert.Contains(Hooks.Deliveries, static delivery => delivery.Attempts.Count > 2);
    }

    [Fact]
    public async Task FullQueueShouldReceiveTheRestLater()
    {
        await using WebhookApplication application = await StartAsync(configure: static options => options.QueueCapacity = 1);
        Hooks.Register(Site, s_url, "project = DEMO", "jira:issue_updated");
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-2");
        await Hooks.DeliverDueAsync();
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Waiting], Hooks.Deliveries.Select(static delivery => delivery.State));
        Assert.Equal(503, Hooks.Deliveries[1].Attempts[0].Status);

        await application.RunDueAsync();
        await DeliverAllAsync();
        await application.RunDueAsync();
        Assert.Equal(2, application.Handled.Count);
    }

    [Fact]
    public async Task ProofsShouldBeVerified()
    {
        await using WebhookApplication application = await StartAsync();
        Hooks.Register(Site, s_url, "project = DEMO", "jira:issue_updated");
        Site.Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = s_url, Events = ["jira:issue_updated"], Secret = Deliveries.AdminSecret });
        Site.Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = s_url, Events = ["jira:issue_updated"], Secret = "another" });
        Site.Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = s_url, Events = ["jira:issue_updated"] });
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        await Hooks.DeliverDueAsync();
        Assert.Equal([200, 200, 401, 401], Hooks.Deliveries.Select(static delivery => delivery.Attempts.Single().Status));

        _atlassian.Authorization.Register(_atlassian.App with { ClientSecret = "rotated" });
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        await Hooks.DeliverDueAsync();
        Assert.Equal((DeliveryState.GivenUp, 401), (Hooks.Deliveries[4].State, Hooks.Deliveries[4].Attempts.Single().Status));
    }

    private async Task<WebhookApplication> StartAsync(Action<WebhookRoutes>? map = null, Action<WebhookOptions>? configure = null)
    {
        WebhookApplication application = await WebhookApplication.StartAsync(configure, map, time: _time);
        Hooks.Transport = ((TestServer)application.Services.GetRequiredService<IServer>()).CreateHandler();
        return application;
    }

    private async Task DeliverAllAsync()
    {
        await Hooks.DeliverDueAsync();
        while (Hooks.NextDueAt is { } due)
        {
            _time.SetUtcNow(due);
            await Hooks.DeliverDueAsync();
        }
    }

    private async Task CallAsync(HttpMethod method, string path, string? body = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(body) };
        using HttpResponseMessage response = await _jira.SendAsync(request);
        Assert.True(response.StatusCode < HttpStatusCode.BadRequest, await response.Content.ReadAsStringAsync());
    }
}
