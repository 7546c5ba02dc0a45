using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Dynamic webhooks of the simulated Jira: who registers them, what they can be, and how long they live.</summary>
public sealed class WebhookRegistrationTests : IDisposable
{
    private const string Scopes = "read:jira-work manage:jira-webhook offline_access";
    private const string Url = "https://app.example/hooks";
    private const string Path = "/rest/api/3/webhook";

    private readonly SimulatorVisitor _visitor = new();

    public WebhookRegistrationTests() => _visitor.SignIn(Scopes);

    private SimulatedSite Site => _visitor.Simulator.Sites[0];

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task RegisteredWebhooksShouldBeListed()
    {
        JsonNode result = await RegisterAsync(
            """{"events":["jira:issue_created","jira:issue_updated"],"jqlFilter":"project = DEMO","fieldIdsFilter":["summary"]}""",
            """{"events":["issue_property_set"],"jqlFilter":"project in (DEMO, OPS) AND status != Done","issuePropertyKeysFilter":["key"]}""");
        Assert.Equal("""[{"createdWebhookId":1000},{"createdWebhookId":1001}]""", result.ToJsonString());

        JsonNode page = await _visitor.GetJiraAsync($"{Path}?maxResults=1&startAt=1");
        Assert.Equal((1, 2, true), ((int)page["startAt"]!, (int)page["total"]!, (bool)page["isLast"]!));
        Assert.Equal(
            $$"""[{"id":1001,"jqlFilter":"project in (DEMO, OPS) AND status != Done","events":["issue_property_set"],"url":"{{Url}}","expirationDate":{{ManualTime.Start.AddDays(30).ToUnixTimeMilliseconds()}},"issuePropertyKeysFilter":["key"]}]""",
            page["values"]!.ToJsonString());
        SimulatedWebhook first = Site.Jira.Webhooks[0];
        Assert.Equal((1000L, _visitor.Simulator.App.ClientId, _visitor.Simulator.Account.AccountId), (first.Id, first.ClientId, first.AccountId));
        Assert.Equal(("summary", null), (Assert.Single(first.FieldIdsFilter!), first.IssuePropertyKeysFilter));
    }

    [Theory]
    [InlineData("""{"events":["jira:issue_created"]}""", "Specify a jqlFilter")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":" "}""", "Specify a jqlFilter")]
    [InlineData("""{"events":[],"jqlFilter":"project = DEMO"}""", "Specify at least one event")]
    [InlineData("""{"events":["worklog_created"],"jqlFilter":"project = DEMO"}""", "The event worklog_created is unsupported")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":"watchCount = 1"}""", "The clause watchCount is unsupported")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":"text = a OR project = DEMO"}""", "The clause text is unsupported")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":"cf[10012] = a"}""", "The clause cf[10012] is unsupported")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":"project ~ DEMO"}""", "The operator '~' is unsupported for the clause project")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":"status IS EMPTY"}""", "The operator 'IS' is unsupported for the clause status")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":"project = DEMO ORDER BY key"}""", "ORDER BY is unsupported")]
    [InlineData("""{"events":["jira:issue_created"],"jqlFilter":"project ="}""", "Error in the JQL Query: Expecting a value but got the end of the query.")]
    public async Task InvalidWebhookShouldBeRejectedAlone(string webhook, string error)
    {
        JsonNode result = await RegisterAsync(webhook, """{"events":["jira:issue_created"],"jqlFilter":"project = DEMO"}""");
        Assert.Equal(error, (string?)Assert.Single(result[0]!["errors"]!.AsArray()));
        Assert.Equal(1000, (long)result[1]!["createdWebhookId"]!);
    }

    [Theory]
    [InlineData("""{"url":"https://app.example/hooks"}""", "Specify 'url' and at least one of 'webhooks'.")]
    [InlineData("""{"url":"https://app.example/hooks","webhooks":[]}""", "Specify 'url' and at least one of 'webhooks'.")]
    [InlineData("""{"webhooks":[{}]}""", "The URL '' is not valid. It must be an absolute https address.")]
    [InlineData("""{"url":"http://app.example/hooks","webhooks":[{}]}""", "The URL 'http://app.example/hooks' is not valid. It must be an absolute https address.")]
    public async Task InvalidRegistrationShouldBeRejected(string body, string error)
    {
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Post, Path, JsonNode.Parse(body));
        Assert.Equal((HttpStatusCode.BadRequest, error), (status, (string?)answer!["errorMessages"]![0]));
    }

    [Fact]
    public async Task AppShouldHaveOneUrl()
    {
        await RegisterAsync(Webhook());
        (HttpStatusCode status, JsonNode? answer) = await CallRegisterAsync("https://app.example/other", Webhook());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal($"Only a single URL per app is allowed to be registered. The URL of this app is '{Url}'.", (string?)answer!["errorMessages"]![0]);

        await _visitor.CallJiraAsync(HttpMethod.Delete, Path, Ids(1000));
        Assert.Equal(HttpStatusCode.OK, (await CallRegisterAsync("https://app.example/other", Webhook())).Status);
    }

    [Fact]
    public async Task EachUserShouldHaveAtMostFive()
    {
        JsonNode result = await RegisterAsync([.. Enumerable.Repeat(Webhook(), 6)]);
        Assert.Equal([1000L, 1001L, 1002L, 1003L, 1004L], result.AsArray().Take(5).Select(static entry => (long)entry!["createdWebhookId"]!));
        Assert.Equal("The app has 5 webhooks for this user, which is the maximum", (string?)result[5]!["errors"]![0]);

        // Expired webhooks count until they cannot be refreshed any more.
        _visitor.Time.Advance(TimeSpan.FromDays(31));
        _visitor.SignIn(Scopes);
        Assert.NotNull((await RegisterAsync(Webhook()))[0]!["errors"]);

        SignInAsBob();
        Assert.Equal(1005, (long)(await RegisterAsync(Webhook()))[0]!["createdWebhookId"]!);
        Assert.Single((await _visitor.GetJiraAsync(Path))["values"]!.AsArray());
    }

    [Fact]
    public async Task WebhookShouldExpireAndBeRefreshable()
    {
        await RegisterAsync(Webhook(), Webhook());
        Later(TimeSpan.FromDays(40));
        (HttpStatusCode status, JsonNode? refreshed) = await _visitor.CallJiraAsync(HttpMethod.Put, $"{Path}/refresh", Ids(1000, 7));
        DateTimeOffset expected = ManualTime.Start.AddDays(70);
        Assert.Equal((HttpStatusCode.OK, expected.ToUnixTimeMilliseconds()), (status, (long)refreshed!["expirationDate"]!));
        Assert.Equal([expected, ManualTime.Start.AddDays(30)], Site.Jira.Webhooks.Select(static webhook => webhook.ExpiresAt));

        // Three months after it expired, the second one is gone.
        Later(TimeSpan.FromDays(79));
        Assert.Equal(2, (int)(await _visitor.GetJiraAsync(Path))["total"]!);
        Later(TimeSpan.FromDays(1));
        Assert.Equal(1, (int)(await _visitor.GetJiraAsync(Path))["total"]!);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.CallJiraAsync(HttpMethod.Put, $"{Path}/refresh", Ids(1001))).Status);
        Assert.Equal([1000L], Site.Jira.Webhooks.Select(static webhook => webhook.Id));
    }

    [Fact]
    public async Task ExpirationShouldBeATextIfConfigured()
    {
        Site.Webhooks.WritesExpirationAsText = true;
        await RegisterAsync(Webhook());
        Assert.Equal("2026-12-01T12:00:00.000+0000", (string?)(await _visitor.GetJiraAsync(Path))["values"]![0]!["expirationDate"]);
        (_, JsonNode? refreshed) = await _visitor.CallJiraAsync(HttpMethod.Put, $"{Path}/refresh", Ids(1000));
        Assert.Equal("2026-12-01T12:00:00.000+0000", (string?)refreshed!["expirationDate"]);
    }

    [Fact]
    public async Task WebhooksOfOthersShouldBeIgnored()
    {
        await RegisterAsync(Webhook());
        Later(TimeSpan.FromDays(1));
        SignInAsBob();
        Assert.Equal(0, (int)(await _visitor.GetJiraAsync(Path))["total"]!);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.CallJiraAsync(HttpMethod.Put, $"{Path}/refresh", Ids(1000))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await _visitor.CallJiraAsync(HttpMethod.Delete, Path, Ids(1000, 5))).Status);
        Assert.Equal(ManualTime.Start.AddDays(30), Assert.Single(Site.Jira.Webhooks).ExpiresAt);

        Site.Webhooks.SharesWebhooksOfUsers = true;
        Assert.Equal(1, (int)(await _visitor.GetJiraAsync(Path))["total"]!);
        await _visitor.CallJiraAsync(HttpMethod.Delete, Path, Ids(1000));
        Assert.Empty(Site.Jira.Webhooks);
    }

    [Theory]
    [InlineData("PUT", "/refresh")]
    [InlineData("DELETE", "")]
    public async Task IdsShouldBeRequired(string method, string suffix) => Assert.Equal(
        HttpStatusCode.BadRequest, (await _visitor.CallJiraAsync(new HttpMethod(method), Path + suffix, new JsonObject { ["webhookIds"] = new JsonArray() })).Status);

    [Theory]
    [InlineData("POST", "", "write:webhook:jira read:field:jira read:project:jira")]
    [InlineData("GET", "", "read:webhook:jira read:jql:jira")]
    [InlineData("PUT", "/refresh", "write:webhook:jira read:webhook:jira")]
    [InlineData("DELETE", "", "delete:webhook:jira")]
    public async Task ScopesShouldBeRequired(string method, string suffix, string granular)
    {
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(Scopes));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("read:jira-work"));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(granular));
        foreach (string scope in granular.Split(' '))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(granular.Replace(scope, "read:me", StringComparison.Ordinal)));
        }

        async Task<HttpStatusCode> StatusAsync(string scopes)
        {
            _visitor.SignIn(scopes);
            return (await _visitor.CallJiraAsync(new HttpMethod(method), Path + suffix, method == "GET" ? null : new JsonObject())).Status;
        }
    }

    [Fact]
    public async Task CallerWithoutAnAppShouldBeForbidden()
    {
        _visitor.Simulator.ApiTokens = [new SimulatedApiToken { Value = "secret", Account = _visitor.Simulator.Account }];
        using HttpRequestMessage request = new(HttpMethod.Get, Site.Url + Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_visitor.Simulator.Account.Email}:secret")));
        using HttpResponseMessage response = await _visitor.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static string Webhook() => """{"events":["jira:issue_created"],"jqlFilter":"project = DEMO"}""";

    private static JsonObject Ids(params long[] ids) => new() { ["webhookIds"] = new JsonArray([.. ids.Select(static id => (JsonNode)id)]) };

    private async Task<JsonNode> RegisterAsync(params string[] webhooks)
    {
        (HttpStatusCode status, JsonNode? answer) = await CallRegisterAsync(Url, webhooks);
        Assert.Equal(HttpStatusCode.OK, status);
        return answer!["webhookRegistrationResult"]!;
    }

    private Task<(HttpStatusCode Status, JsonNode? Body)> CallRegisterAsync(string url, params string[] webhooks) => _visitor.CallJiraAsync(
        HttpMethod.Post, Path, JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $$"""{"url":"{{url}}","webhooks":[{{string.Join(',', webhooks)}}]}""")));

    private void Later(TimeSpan time)
    {
        _visitor.Time.Advance(time);
        _visitor.SignIn(Scopes);
    }

    private void SignInAsBob()
    {
        _visitor.Simulator.Authorization.SignedIn = new Account { AccountId = "bob", Name = "Bob", Email = "bob@example.com" };
        _visitor.SignIn(Scopes);
    }
}
