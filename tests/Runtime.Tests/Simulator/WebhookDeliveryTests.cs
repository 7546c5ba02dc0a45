using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;
using Leeway.Simulator.Webhooks;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Deliveries of the simulator to webhooks: which, with which content and proof, and what happens after failures and faults.</summary>
public sealed class WebhookDeliveryTests : IDisposable
{
    private const string AllEvents = """
        "jira:issue_created","jira:issue_updated","jira:issue_deleted","comment_created","comment_updated","comment_deleted","issue_property_set","issue_property_deleted","sprint_started"
        """;

    private readonly SimulatorVisitor _visitor = new();
    private readonly WebhookReceiver _receiver = new();

    public WebhookDeliveryTests()
    {
        _visitor.SignIn("read:jira-work write:jira-work manage:jira-webhook offline_access");
        Hooks.Transport = _receiver;
    }

    private SimulatedSite Site => _visitor.Simulator.Sites[0];

    private SimulatedWebhooks Hooks => _visitor.Simulator.Webhooks;

    public void Dispose()
    {
        _visitor.Dispose();
        _receiver.Dispose();
    }

    [Theory]
    [InlineData("issueKey = DEMO-1", true)]
    [InlineData("issueKey != DEMO-1", false)]
    [InlineData("project = DEMO AND issuetype IN (Bug, Task, Story)", true)]
    [InlineData("project NOT IN (OPS)", true)]
    [InlineData("NOT project = DEMO", false)]
    [InlineData("project = NONE", false)]
    [InlineData("reporter = nobody", false)]
    [InlineData("assignee != EMPTY", true)]
    [InlineData("assignee = EMPTY", false)]
    [InlineData("priority = High", true)]
    [InlineData("status = Done", false)]
    [InlineData("issue.property[color].name = red", true)]
    [InlineData("issue.property[color].name != red", false)]
    [InlineData("issue.property[none].name = red", false)]
    [InlineData("issue.property[none].name = EMPTY", true)]
    public async Task FilterShouldSelectIssues(string jql, bool isSelected)
    {
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1/properties/color", """{"name":"red"}""");
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", $$"""{"fields":{"priority":{"name":"High"},"assignee":{"accountId":"{{_visitor.Simulator.Account.AccountId}}"} } }""");
        await RegisterAsync("\"jira:issue_updated\"", jql);
        Assert.Equal(isSelected, Hooks.Publish(Site, "jira:issue_updated", "DEMO-1").Count == 1);
    }

    [Fact]
    public async Task CreatedIssueShouldBeDeliveredInTheFormatOfVersion2()
    {
        await RegisterAsync(AllEvents);
        await CallAsync(HttpMethod.Post, "/rest/api/3/issue", """
            {"fields":{"project":{"key":"DEMO"},"summary":"Boom","issuetype":{"name":"Task"},
             "description":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"It burns"}]}]}}}
            """);
        Assert.Equal(1, await Hooks.DeliverDueAsync());

        JsonNode body = _receiver.Bodies.Single();
        Assert.Equal(
            ["timestamp", "webhookEvent", "issue_event_type_name", "user", "issue", "matchedWebhookIds"],
            body.AsObject().Select(static member => member.Key));
        Assert.Equal((ManualTime.Start.ToUnixTimeMilliseconds(), "jira:issue_created", "issue_created"), ((long)body["timestamp"]!, (string?)body["webhookEvent"], (string?)body["issue_event_type_name"]));
        Assert.Equal("[1000]", body["matchedWebhookIds"]!.ToJsonString());
        JsonNode issue = body["issue"]!;
        Assert.Equal($"{Site.Url}/rest/api/2/issue/{issue["id"]}", (string?)issue["self"]);
        Assert.Null(issue["expand"]);
        Assert.Equal(("Boom", "It burns", "DEMO"), ((string?)issue["fields"]!["summary"], (string?)issue["fields"]!["description"], (string?)issue["fields"]!["project"]!["key"]));
        Assert.Equal(_visitor.Simulator.Account.AccountId, (string?)body["user"]!["accountId"]);
        Assert.DoesNotContain(_visitor.Simulator.Account.Email, body.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/rest/api/3/", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeliveryShouldHaveTheHeadersAndAProof()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _visitor.Time.Advance(TimeSpan.FromMinutes(3));
        await Hooks.DeliverDueAsync();

        WebhookReceiver.Received received = _receiver.Requests.Single();
        Assert.Equal("https://app.example/hooks", received.Address);
        Assert.Equal("application/json; charset=UTF-8", received.Headers["Content-Type"]);
        Assert.Equal("Atlassian Webhook HTTP Client", received.Headers["User-Agent"]);
        Assert.Equal(Hooks.Deliveries[0].Identifier, received.Headers["X-Atlassian-Webhook-Identifier"]);
        Assert.Equal("Primary", received.Headers["X-Atlassian-Webhook-Flow"]);
        Assert.DoesNotContain("X-Atlassian-Webhook-Retry", received.Headers.Keys);
        Assert.DoesNotContain("X-Hub-Signature", received.Headers.Keys);

        string[] token = received.Headers["Authorization"]["Bearer ".Length..].Split('.');
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Decode(token[0]));
        long now = ManualTime.Start.AddMinutes(3).ToUnixTimeSeconds();
        Assert.Equal($$"""{"nbf":{{now}},"exp":{{now + 900}}}""", Decode(token[1]));
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_visitor.Simulator.App.ClientSecret), Encoding.UTF8.GetBytes($"{token[0]}.{token[1]}"));
        Assert.Equal(Base64Url.EncodeToString(expected), token[2]);
    }

    [Fact]
    public async Task ChangedSecretShouldSignWhatIsSentAfterwards()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _visitor.Simulator.Authorization.Register(_visitor.Simulator.App with { ClientSecret = "new" });
        await Hooks.DeliverDueAsync();
        string[] token = _receiver.Requests.Single().Headers["Authorization"]["Bearer ".Length..].Split('.');
        byte[] expected = HMACSHA256.HashData("new"u8, Encoding.UTF8.GetBytes($"{token[0]}.{token[1]}"));
        Assert.Equal(Base64Url.EncodeToString(expected), token[2]);
    }

    [Fact]
    public async Task ChangesShouldRaiseEvents()
    {
        await RegisterAsync(AllEvents);
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", """{"fields":{"summary":"New"},"update":{"comment":[{"add":{"body":{"type":"doc","version":1,"content":[]}}}]}}""");
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", """{"fields":{"summary":"New"}}""");
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1/assignee", """{"accountId":null}""");
        await CallAsync(HttpMethod.Post, "/rest/api/3/issue/DEMO-1/transitions", """{"transition":{"id":"31"}}""");
        JsonNode? comment = await CallAsync(HttpMethod.Post, "/rest/api/3/issue/DEMO-1/comment", """{"body":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}}""");
        await CallAsync(HttpMethod.Put, $"/rest/api/3/issue/DEMO-1/comment/{comment!["id"]}", """{"body":{"type":"doc","version":1,"content":[]}}""");
        await CallAsync(HttpMethod.Delete, $"/rest/api/3/issue/DEMO-1/comment/{comment["id"]}");
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1/properties/color", "\"red\"");
        await CallAsync(HttpMethod.Delete, "/rest/api/3/issue/DEMO-1/properties/color");
        await CallAsync(HttpMethod.Delete, "/rest/api/3/issue/DEMO-1?deleteSubtasks=true");
        await Hooks.DeliverDueAsync();

        Assert.Equal(
            [
                "comment_created ", "jira:issue_updated issue_updated", "jira:issue_updated issue_assigned", "jira:issue_updated issue_generic", "comment_created ",
                "comment_updated ", "comment_deleted ", "issue_property_set ", "issue_property_deleted ", "jira:issue_deleted issue_deleted",
            ],
            _receiver.Bodies.Select(static body => $"{body["webhookEvent"]} {body["issue_event_type_name"]}"));
        JsonNode change = Assert.Single(_receiver.Bodies[1]["changelog"]!["items"]!.AsArray())!;
        Assert.Equal(("summary", "New"), ((string?)change["fieldId"], (string?)change["toString"]));
        Assert.Equal("Done", (string?)_receiver.Bodies[3]["issue"]!["fields"]!["status"]!["name"]);
        JsonNode added = _receiver.Bodies[4];
        Assert.Equal(("Hi", "DEMO-1"), ((string?)added["comment"]!["body"], (string?)added["issue"]!["key"]));
        Assert.StartsWith($"{Site.Url}/rest/api/2/", (string)added["comment"]!["self"]!, StringComparison.Ordinal);
        Assert.Equal("""{"key":"color","value":"red"}""", _receiver.Bodies[7]["property"]!.ToJsonString());
        Assert.Equal("DEMO-1", (string?)_receiver.Bodies[9]["issue"]!["key"]);
    }

    [Fact]
    public async Task BulkOperationShouldRaiseSecondaryEvents()
    {
        await RegisterAsync(AllEvents);
        Site.Tasks.Duration = TimeSpan.Zero;
        await CallAsync(HttpMethod.Post, "/rest/api/3/bulk/issues/transition", """{"bulkTransitionInputs":[{"selectedIssueIdsOrKeys":["DEMO-1"],"transitionId":"31"}]}""");
        Site.Tasks.Duration = TimeSpan.FromSeconds(1);
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/properties/a", """{"value":1}""");
        _visitor.Time.Advance(TimeSpan.FromSeconds(1));
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", """{"fields":{"summary":"New"}}""");
        Assert.Equal(
            ["jira:issue_updated Secondary", "issue_property_set Secondary", "issue_property_set Secondary", "issue_property_set Secondary", "jira:issue_updated Primary"],
            Hooks.Deliveries.Select(static delivery => $"{delivery.EventName} {delivery.Flow}"));
    }

    [Fact]
    public async Task WebhookShouldBeRegisteredWithoutAConsent()
    {
        Uri url = new("https://app.example/hooks");
        SimulatedWebhook webhook = Hooks.Register(Site, url, "project = DEMO", "jira:issue_updated", "comment_created");
        Assert.Equal(webhook, Assert.Single(Site.Jira.Webhooks));
        Assert.Equal(ManualTime.Start.AddDays(30), webhook.ExpiresAt);
        Assert.Equal(1, (int)(await _visitor.GetJiraAsync("/rest/api/3/webhook"))["total"]!);
        Assert.Single(Hooks.Publish(Site, "comment_created", "DEMO-1"));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Hooks.Register(Site, url, "", "coffee"));
        Assert.Equal("Jira rejects the webhook: The event coffee is unsupported. Specify a jqlFilter", exception.Message);
        Assert.Throws<ArgumentException>(() => Hooks.Register(Site, new Uri("https://app.example/other"), "project = DEMO", "jira:issue_updated"));
    }

    [Fact]
    public async Task AddedContentShouldRaiseNoEvents()
    {
        await RegisterAsync(AllEvents, "project != NONE");
        string key = Site.Jira.AddIssue("DEMO", "Quiet");
        Site.Jira.AddComment(key, "Quiet");
        await _visitor.GetJiraAsync($"/rest/api/3/issue/{key}");
        Assert.Empty(Hooks.Deliveries);
    }

    [Fact]
    public async Task WebhooksOfAnAppShouldShareADelivery()
    {
        await RegisterAsync("\"jira:issue_updated\"");
        await RegisterAsync("\"jira:issue_updated\"", "status != Done");
        await RegisterAsync("\"jira:issue_created\"");
        _visitor.Simulator.Authorization.SignedIn = new Account { AccountId = "bob", Name = "Bob", Email = "bob@example.com" };
        _visitor.SignIn("read:jira-work manage:jira-webhook");
        await RegisterAsync("\"jira:issue_updated\"");
        Assert.Equal([1000, 1001, 1003], Assert.Single(Hooks.Publish(Site, "jira:issue_updated", "DEMO-1")).MatchedWebhookIds);

        // An app that is not public gets what its owner registered.
        _visitor.Simulator.Authorization.Register(_visitor.Simulator.App with { OwnerAccountId = "bob" });
        Assert.Equal([1003], Assert.Single(Hooks.Publish(Site, "jira:issue_updated", "DEMO-1")).MatchedWebhookIds);
        Site.AppIsInstalled = false;
        Assert.Empty(Hooks.Publish(Site, "jira:issue_updated", "DEMO-1"));
    }

    [Fact]
    public async Task FiltersOfFieldsAndPropertiesShouldApply()
    {
        await RegisterAllAsync("""
            {"events":["jira:issue_updated"],"jqlFilter":"project = DEMO","fieldIdsFilter":["priority"]},
            {"events":["issue_property_set"],"jqlFilter":"project = DEMO","issuePropertyKeysFilter":["color"]}
            """);
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", """{"fields":{"summary":"New"}}""");
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1/properties/size", "1");
        Assert.Empty(Hooks.Deliveries);
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", """{"fields":{"summary":"Newer","priority":{"name":"Lowest"}}}""");
        await CallAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1/properties/color", "1");
        Assert.Equal(["jira:issue_updated", "issue_property_set"], Hooks.Deliveries.Select(static delivery => delivery.EventName));
    }

    [Fact]
    public async Task ExpiredWebhookShouldDeliverNothing()
    {
        await RegisterAsync(AllEvents);
        _visitor.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Single(Hooks.Publish(Site, "jira:issue_updated", "DEMO-1"));
        _visitor.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(Hooks.Publish(Site, "jira:issue_updated", "DEMO-1"));
        _visitor.SignIn("read:jira-work manage:jira-webhook");
        await CallAsync(HttpMethod.Put, "/rest/api/3/webhook/refresh", """{"webhookIds":[1000]}""");
        Assert.Single(Hooks.Publish(Site, "jira:issue_updated", "DEMO-1"));
    }

    [Fact]
    public async Task EventWithoutAnIssueShouldBePublished()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "sprint_started", members: new JsonObject { ["sprint"] = new JsonObject { ["id"] = 7 } });
        await Hooks.DeliverDueAsync();
        Assert.Equal("""{"timestamp":1793534400000,"webhookEvent":"sprint_started","sprint":{"id":7},"matchedWebhookIds":[1000]}""", _receiver.Bodies.Single().ToJsonString());
        Assert.Throws<ArgumentException>(() => Hooks.Publish(Site, "jira:issue_updated", "NONE-1"));
    }

    [Fact]
    public async Task FailedDeliveryShouldBeSentAgain()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _receiver.Statuses.AddRange([408, 409, 425, 429, 503]);
        SimulatedDelivery delivery = Hooks.Deliveries[0];
        DateTimeOffset last = _visitor.Time.GetUtcNow();
        for (int retry = 1; retry <= 5; retry++)
        {
            Assert.Equal(1, await Hooks.DeliverDueAsync());
            Assert.Equal((DeliveryState.Waiting, retry), (delivery.State, delivery.RetryCount));
            Assert.InRange((Hooks.NextDueAt - last)!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15));
            _visitor.Time.Advance(Hooks.NextDueAt!.Value - last - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await Hooks.DeliverDueAsync());
            _visitor.Time.Advance(TimeSpan.FromSeconds(1));
            last = _visitor.Time.GetUtcNow();
        }

        await Hooks.DeliverDueAsync();
        Assert.Equal((DeliveryState.Delivered, null), (delivery.State, Hooks.NextDueAt));
        Assert.Equal([408, 409, 425, 429, 503, 200], delivery.Attempts.Select(static attempt => attempt.Status));
        Assert.Equal([null, "1", "2", "3", "4", "5"], _receiver.Requests.Select(static request => request.Headers.GetValueOrDefault("X-Atlassian-Webhook-Retry")));
        Assert.Single(_receiver.Requests.Select(static request => request.Headers["X-Atlassian-Webhook-Identifier"]).Distinct());
        Hooks.ForgetDeliveries();
        Assert.Empty(Hooks.Deliveries);
    }

    [Fact]
    public async Task DeliveryShouldBeGivenUpAfterFiveRetries()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _receiver.Statuses.AddRange(Enumerable.Repeat(500, 7));
        await DeliverAllAsync();
        Assert.Equal((DeliveryState.GivenUp, 6), (Hooks.Deliveries[0].State, _receiver.Requests.Count));

        // The address has failed for more than half an hour.
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        await DeliverAllAsync();
        Assert.Equal((DeliveryState.GivenUp, 7), (Hooks.Deliveries[1].State, _receiver.Requests.Count));
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        await DeliverAllAsync();
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _receiver.Statuses.Add(500);
        await DeliverAllAsync();
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Delivered], Hooks.Deliveries.Skip(2).Select(static delivery => delivery.State));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task RefusedDeliveryShouldNotBeSentAgain(int status)
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _receiver.Statuses.Add(status);
        await Hooks.DeliverDueAsync();
        Assert.Equal((DeliveryState.GivenUp, null), (Hooks.Deliveries[0].State, Hooks.NextDueAt));
    }

    [Fact]
    public async Task BrokenConnectionAndTimeoutShouldBeRetried()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _receiver.Statuses.AddRange([WebhookReceiver.Breaks, WebhookReceiver.Hangs]);
        await Hooks.DeliverDueAsync();
        SimulatedDelivery delivery = Hooks.Deliveries[0];
        Assert.IsType<HttpRequestException>(delivery.Attempts[0].Exception);

        _visitor.Time.Advance(TimeSpan.FromMinutes(15));
        Task<int> sending = Hooks.DeliverDueAsync();
        Assert.False(sending.IsCompleted);
        _visitor.Time.Advance(TimeSpan.FromSeconds(20));
        await sending;
        Assert.Equal((DeliveryState.Waiting, 2), (delivery.State, delivery.RetryCount));
    }

    [Fact]
    public async Task CanceledDeliveryShouldStayDue()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        _receiver.Statuses.Add(WebhookReceiver.Hangs);
        using CancellationTokenSource cancellation = new();
        Task<int> sending = Hooks.DeliverDueAsync(cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1, await Hooks.DeliverDueAsync());
        Assert.Equal((DeliveryState.Delivered, 0), (Hooks.Deliveries[0].State, Hooks.Deliveries[0].RetryCount));
    }

    [Fact]
    public async Task FaultsShouldAffectDeliveries()
    {
        await RegisterAsync(AllEvents);
        SimulatedDelivery[] all = [.. Enumerable.Range(0, 5).SelectMany(_ => Hooks.Publish(Site, "jira:issue_updated", "DEMO-1"))];
        Hooks.Faults.Add(DeliveryFault.SendLast, delivery => delivery == all[0]);
        Hooks.Faults.Add(DeliveryFault.Duplicate(2), delivery => delivery == all[1]);
        Hooks.Faults.Add(DeliveryFault.LoseAnswer, delivery => delivery == all[2]);
        Hooks.Faults.Add(DeliveryFault.LoseRequest, delivery => delivery == all[3]);
        Hooks.Faults.Add(DeliveryFault.Hold(TimeSpan.FromMinutes(1)), delivery => delivery == all[4]);

        Assert.Equal(5, await Hooks.DeliverDueAsync());
        Assert.Equal([1, 1, 1, 2, 0], ReceivedIndexes());
        Assert.Equal([200, null, null, null], [all[0].Attempts[0].Status, all[2].Attempts[0].Status, all[3].Attempts[0].Status, all[3].Attempts[0].Exception is null ? null : 1]);
        _visitor.Time.Advance(TimeSpan.FromMinutes(1));
        await Hooks.DeliverDueAsync();
        Assert.Equal(4, ReceivedIndexes()[^1]);
        Assert.Equal((DeliveryState.Delivered, 0), (all[4].State, all[4].RetryCount));

        await DeliverAllAsync();
        Assert.Equal([1, 1, 1, 2, 0, 4, 2, 3], [.. ReceivedIndexes().Take(6), .. ReceivedIndexes().Skip(6).Order()]);
        Assert.All(all, static delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        Assert.Equal([0, 0, 1, 1, 0], all.Select(static delivery => delivery.RetryCount));

        IReadOnlyList<int> ReceivedIndexes() =>
            [.. _receiver.Requests.Select(request => Array.FindIndex(all, delivery => delivery.Identifier == request.Headers["X-Atlassian-Webhook-Identifier"]))];
    }

    [Fact]
    public async Task ClearedFaultsShouldNotApply()
    {
        await RegisterAsync(AllEvents);
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        Hooks.Faults.Add(DeliveryFault.LoseRequest, times: 100);
        Hooks.Faults.Clear();
        Assert.Equal(1, await Hooks.DeliverDueAsync());
    }

    [Fact]
    public async Task SameSeedShouldGiveTheSameDeliveries()
    {
        Assert.Equal(await RunAsync(), await RunAsync());

        static async Task<string> RunAsync()
        {
            using WebhookDeliveryTests run = new();
            await run.RegisterAsync(AllEvents);
            run.Hooks.Publish(run.Site, "jira:issue_updated", "DEMO-1");
            run._receiver.Statuses.Add(500);
            await run.Hooks.DeliverDueAsync();
            return $"{run.Hooks.Deliveries[0].Identifier} {run.Hooks.NextDueAt:O}";
        }
    }

    [Fact]
    public async Task AdminWebhookShouldBeSigned()
    {
        Site.Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = new Uri("https://app.example/admin"), Events = ["jira:issue_updated", "worklog_created"], Secret = "s3cret", JqlFilter = "text ~ printer" });
        Assert.Empty(Hooks.Publish(Site, "jira:issue_updated", "OPS-1"));
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        await Hooks.DeliverDueAsync();
        WebhookReceiver.Received received = _receiver.Requests.Single();
        Assert.Equal("https://app.example/admin", received.Address);
        Assert.DoesNotContain("Authorization", received.Headers.Keys);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, received.Body)), received.Headers["X-Hub-Signature"]);
        Assert.Null(_receiver.Bodies[0]["matchedWebhookIds"]);
        Assert.Throws<ArgumentException>(() => Site.Jira.AddAdminWebhook(new SimulatedAdminWebhook { Url = new Uri("https://app.example/"), Events = [], JqlFilter = "coffee = hot" }));
    }

    [Fact]
    public async Task AdministratorShouldCreateAWebhook()
    {
        _visitor.Simulator.ApiTokens = [new SimulatedApiToken { Value = "secret", Account = _visitor.Simulator.Account }];
        (HttpStatusCode status, JsonNode? body) = await CreateAsync("""{"name":"mine","url":"https://app.example/admin","events":["jira:issue_updated"],"filters":{"issue-related-events-section":"project = DEMO"},"secret":"s3cret"}""");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((true, false), ((bool)body!["isSigned"]!, body.AsObject().ContainsKey("secret")));
        Assert.Single(Hooks.Publish(Site, "jira:issue_updated", "DEMO-1"));
        Assert.Empty(Hooks.Publish(Site, "jira:issue_updated", "OPS-1"));
        Assert.Equal(HttpStatusCode.BadRequest, (await CreateAsync("""{"url":"https://app.example/admin","events":[]}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CreateAsync("""{"url":"https://app.example/admin","events":["a"],"filters":{"issue-related-events-section":"x"}}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _visitor.CallJiraAsync(HttpMethod.Post, "/rest/webhooks/1.0/webhook", new JsonObject())).Status);

        async Task<(HttpStatusCode Status, JsonNode? Body)> CreateAsync(string json)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, Site.Url + "/rest/webhooks/1.0/webhook") { Content = new StringContent(json) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_visitor.Simulator.Account.Email}:secret")));
            using HttpResponseMessage response = await _visitor.Client.SendAsync(request);
            return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task MissingTransportShouldBeNamed()
    {
        await RegisterAsync(AllEvents);
        Hooks.Transport = null;
        Assert.Equal(0, await Hooks.DeliverDueAsync());
        Hooks.Publish(Site, "jira:issue_updated", "DEMO-1");
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Hooks.DeliverDueAsync());
        Assert.Contains("Set AtlassianSimulator.Webhooks.Transport", exception.Message, StringComparison.Ordinal);
        Hooks.Transport = _receiver;
        Assert.Equal(1, await Hooks.DeliverDueAsync());
    }

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private async Task DeliverAllAsync()
    {
        await Hooks.DeliverDueAsync();
        while (Hooks.NextDueAt is { } due)
        {
            _visitor.Time.Advance(due - _visitor.Time.GetUtcNow());
            await Hooks.DeliverDueAsync();
        }
    }

    private Task RegisterAsync(string events, string jql = "project = DEMO") => RegisterAllAsync($$"""{"events":[{{events}}],"jqlFilter":"{{jql}}"}""");

    private async Task RegisterAllAsync(string webhooks)
    {
        JsonNode? answer = await CallAsync(HttpMethod.Post, "/rest/api/3/webhook", string.Create(CultureInfo.InvariantCulture, $$"""{"url":"https://app.example/hooks","webhooks":[{{webhooks}}]}"""));
        Assert.All(answer!["webhookRegistrationResult"]!.AsArray(), static result => Assert.NotNull(result!["createdWebhookId"]));
    }

    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, string? body = null)
    {
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(method, path, body is null ? null : JsonNode.Parse(body));
        Assert.True((int)status < 400, answer?.ToJsonString());
        return answer;
    }
}
