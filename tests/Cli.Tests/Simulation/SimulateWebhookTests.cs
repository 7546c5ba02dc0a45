using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Web;
using Leeway.AspNetCore.Webhooks;

namespace Leeway.Cli.Tests.Simulation;

/// <summary>Webhooks of <c>leeway simulate</c> that reach an application on this machine.</summary>
public sealed class SimulateWebhookTests : IDisposable
{
    private readonly HttpClient _jira = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private Uri _api = new("http://127.0.0.1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _jira.Dispose();

    [Fact]
    public async Task ChangesOfIssuesShouldReachAnApplicationThatRegisteredAWebhook()
    {
        await using HookedApplication application = await HookedApplication.StartAsync();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        await SignInAsync(simulator);
        await RegisterAsync(application.Address);

        await CallAsync(HttpMethod.Post, "issue", """{"fields":{"project":{"key":"OPS"},"summary":"Other","issuetype":{"name":"Task"}}}""");
        JsonNode? created = await CallAsync(HttpMethod.Post, "issue", """{"fields":{"project":{"key":"DEMO"},"summary":"Boom","issuetype":{"name":"Task"}}}""");
        string key = (string)created!["key"]!;
        await CallAsync(HttpMethod.Put, $"issue/{key}", """{"fields":{"summary":"New"}}""");
        await CallAsync(HttpMethod.Post, $"issue/{key}/transitions", """{"transition":{"id":"31"}}""");
        await CallAsync(HttpMethod.Post, $"issue/{key}/comment", """{"body":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}}""");
        await CallAsync(HttpMethod.Delete, $"issue/{key}", null);
        await simulator.WaitForLineAsync("webhook jira:issue_deleted");

        IReadOnlyList<WebhookEvent> events = await application.TakeAsync(5);
        Assert.Equal(["comment_created", "jira:issue_created", "jira:issue_deleted", "jira:issue_updated", "jira:issue_updated"], events.Select(static received => received.Name));
        Assert.All(events.OfType<IssueEvent>(), received => Assert.Equal(key, received.Issue?.Key));
        Assert.Equal("Hi", Assert.IsType<CommentCreated>(events[0]).Comment?.Body);
        Assert.Contains(events.OfType<IssueUpdated>(), static updated => updated.Changelog?.Find("status") is { ToText: "Done" });
        Assert.Equal(
            [.. ((string[])["jira:issue_created", "jira:issue_updated", "jira:issue_updated", "comment_created", "jira:issue_deleted"]).Select(name => $"webhook {name} to {application.Address} 200")],
            simulator.Lines.Where(static line => line.StartsWith("webhook ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TriggeredEventShouldReachTheWebhookOfAnAdministrator()
    {
        await using HookedApplication application = await HookedApplication.StartAsync(adminSecret: "s3cret");
        await using RunningSimulator simulator = await RunningSimulator.StartAsync("--admin-webhook", $"{application.Address}", "--admin-webhook-secret", "s3cret");

        CommandRun sprint = Trigger(simulator, "sprint_started");
        Assert.Equal((0, $"sprint_started to {application.Address}"), (sprint.ExitCode, sprint.Output.TrimEnd()));
        Assert.Equal("Sprint 1", Assert.IsType<SprintStarted>((await application.TakeAsync(1))[0]).Sprint?.Name);

        Assert.Equal(0, Trigger(simulator, "jira:issue_updated", "--issue", "DEMO-2", "--members", """{"changelog":{"id":"1","items":[{"field":"status","toString":"Done"}]}}""").ExitCode);
        IssueUpdated updated = Assert.IsType<IssueUpdated>((await application.TakeAsync(1))[0]);
        Assert.Equal(("DEMO-2", "Done"), (updated.Issue?.Key, updated.Changelog?.Find("status")?.ToText));
        Assert.Contains(simulator.Lines, line => line == $"  admin webhook         {application.Address}  (secret: s3cret)");
    }

    [Theory]
    [InlineData("another-secret", "none", "401: the application refused the proof. Does it have the client secret above?")]
    [InlineData("simulated-secret", "simulated-webhook-secret", "200")]
    public async Task RefusedProofShouldBeExplained(string clientSecret, string adminSecret, string outcome)
    {
        await using HookedApplication application = await HookedApplication.StartAsync(clientSecret, adminSecret);
        await using RunningSimulator simulator = await RunningSimulator.StartAsync("--forward-webhooks-to", $"{application.Address}");
        await SignInAsync(simulator);

        // The address of production is registered.
        await RegisterAsync(new Uri("https://planner.example/hooks"));
        Trigger(simulator, "jira:issue_updated");

        Assert.Equal($"webhook jira:issue_updated to {application.Address} {outcome}", await simulator.WaitForLineAsync("webhook "));
    }

    [Fact]
    public async Task RefusedSignatureShouldBeExplained()
    {
        await using HookedApplication application = await HookedApplication.StartAsync();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync("--admin-webhook", $"{application.Address}");
        Trigger(simulator, "board_created");
        Assert.EndsWith("401: the application refused the signature. Does it have the secret of the webhook?", await simulator.WaitForLineAsync("webhook "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingShouldLeaveThisMachine()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync("--webhook-retry-seconds", "3600");
        await SignInAsync(simulator);
        await RegisterAsync(new Uri("https://planner.example/hooks?token=x"));
        Trigger(simulator, "jira:issue_updated");

        string line = await simulator.WaitForLineAsync("webhook ");
        Assert.StartsWith("webhook jira:issue_updated to https://planner.example/hooks 'planner.example' is not this machine. Use --forward-webhooks-to", line, StringComparison.Ordinal);
        Assert.Contains(" Sent again at ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuietSimulatorShouldDeliverWithoutPrinting()
    {
        await using HookedApplication application = await HookedApplication.StartAsync();
        await using RunningSimulator simulator = await RunningSimulator.StartAsync("--quiet");
        await SignInAsync(simulator);
        await RegisterAsync(application.Address);
        Trigger(simulator, "comment_created");
        await application.TakeAsync(1);
        await simulator.StopAsync();
        Assert.DoesNotContain(simulator.Lines, static line => line.StartsWith("webhook ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TriggerShouldExplainWhatIsWrong()
    {
        await using RunningSimulator simulator = await RunningSimulator.StartAsync();
        AssertFails(Trigger(simulator, "sprint_started"), "No webhook matches sprint_started.");
        AssertFails(Trigger(simulator, "jira:isue_updated"), "Did you mean 'jira:issue_updated'?");
        AssertFails(Trigger(simulator, "jira:issue_updated", "--issue", "NONE-1"), "There is no issue 'NONE-1'");
        AssertFails(Trigger(simulator, "jira:issue_updated", "--members", "{"), "--members is not JSON");
        AssertFails(Trigger(simulator, "jira:issue_updated", "--members", "none.json"), "the file does not exist");
        AssertFails(CommandRun.Of("simulate", "trigger", "sprint_started", "--port", $"{simulator.AddressOf("gateway").Port}"), "is not a simulator of this version");
        int port = simulator.AddressOf("authorization server").Port;
        await simulator.StopAsync();
        AssertFails(CommandRun.Of("simulate", "trigger", "sprint_started", "--port", $"{port}"), $"Start one with 'leeway simulate --port {port}'");
    }

    private static CommandRun Trigger(RunningSimulator simulator, params string[] args) =>
        CommandRun.Of(["simulate", "trigger", .. args, "--port", $"{simulator.AddressOf("authorization server").Port}"]);

    private static void AssertFails(CommandRun run, string message)
    {
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>Signs the app in, as a browser and the application do.</summary>
    private async Task SignInAsync(RunningSimulator simulator)
    {
        Uri server = simulator.AddressOf("authorization server");
        using HttpResponseMessage consent = await _jira.GetAsync(
            new Uri(
                server,
                "/authorize?audience=api.atlassian.com&client_id=simulated-client&scope=read:jira-work%20write:jira-work%20manage:jira-webhook&redirect_uri=http://127.0.0.1/&response_type=code&prompt=consent&state=s"),
            Cancellation);
        string code = HttpUtility.ParseQueryString(consent.Headers.Location!.Query)["code"]!;
        JsonObject exchange = new()
        {
            ["grant_type"] = "authorization_code", ["client_id"] = "simulated-client", ["client_secret"] = "simulated-secret", ["code"] = code, ["redirect_uri"] = "http://127.0.0.1/",
        };
        using HttpResponseMessage tokens = await _jira.PostAsJsonAsync(new Uri(server, "/oauth/token"), exchange, Cancellation);
        JsonNode? answer = await tokens.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        _jira.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer!["access_token"]!);
        Uri gateway = simulator.AddressOf("gateway");
        JsonNode? sites = await _jira.GetFromJsonAsync<JsonNode>(new Uri(gateway, "/oauth/token/accessible-resources"), Cancellation);
        _api = new Uri(gateway, $"/ex/jira/{sites![0]!["id"]}/rest/api/3/");
    }

    private async Task RegisterAsync(Uri address)
    {
        JsonObject registration = new()
        {
            ["url"] = address.OriginalString,
            ["webhooks"] = new JsonArray(new JsonObject
            {
                ["jqlFilter"] = "project = DEMO",
                ["events"] = new JsonArray("jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created"),
            }),
        };
        JsonNode? answer = await CallAsync(HttpMethod.Post, "webhook", registration.ToJsonString());
        Assert.NotNull(answer!["webhookRegistrationResult"]![0]!["createdWebhookId"]);
    }

    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, string? body)
    {
        using HttpRequestMessage request = new(method, new Uri(_api, path)) { Content = body is null ? null : new StringContent(body, MediaTypeHeaderValue.Parse("application/json")) };
        using HttpResponseMessage response = await _jira.SendAsync(request, Cancellation);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
