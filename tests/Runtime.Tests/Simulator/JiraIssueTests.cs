using System.Net;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Issues of the simulated Jira: edits, transitions, comments, worklogs, links, watchers and the changelog.</summary>
public sealed class JiraIssueTests : IDisposable
{
    private const string Issue = "/rest/api/3/issue/DEMO-1";
    private const string Grace = "557058:00000000-0000-4000-8000-000000000002";

    private readonly SimulatorVisitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task NewSimulatorShouldHaveIssuesWithTheFieldsOfJira()
    {
        JsonNode issue = await _visitor.GetJiraAsync(Issue);
        JsonNode fields = issue["fields"]!;

        Assert.Equal("DEMO-1", (string?)issue["key"]);
        Assert.Equal("The printer on the third floor is offline", (string?)fields["summary"]);
        Assert.Equal("2026-01-05T09:00:00.000+0000", (string?)fields["created"]);
        Assert.Equal("10000", (string?)fields["status"]!["id"]);
        Assert.Equal(2, (int)fields["status"]!["statusCategory"]!["id"]!);
        Assert.Equal("Noor Example", (string?)fields["assignee"]!["displayName"]);
        Assert.StartsWith("https://", (string?)fields["assignee"]!["avatarUrls"]!["48x48"], StringComparison.Ordinal);
        Assert.Equal("4h", (string?)fields["timetracking"]!["originalEstimate"]);
        Assert.Equal(5, (int)fields["customfield_10016"]!);
        Assert.Equal("I will look at it this afternoon.", (string?)fields["comment"]!["comments"]![0]!["body"]!["content"]![0]!["content"]![0]!["text"]);
        Assert.Null(fields["resolution"]);
        Assert.Equal("DEMO-2", (string?)(await _visitor.GetJiraAsync("/rest/api/3/issue/DEMO-3"))["fields"]!["parent"]!["key"]);
        Assert.Equal("DEMO-3", (string?)(await _visitor.GetJiraAsync("/rest/api/3/issue/DEMO-2"))["fields"]!["subtasks"]![0]!["key"]);
    }

    [Fact]
    public async Task EveryFieldOfTheListShouldBeInAnIssue()
    {
        JsonArray list = (JsonArray)await _visitor.GetJiraAsync("/rest/api/3/field");
        JsonObject fields = (await _visitor.GetJiraAsync(Issue))["fields"]!.AsObject();

        Assert.Equal(
            list.Select(static field => (string)field!["id"]!).Where(static id => id != "issuekey").Order(StringComparer.Ordinal),
            fields.Select(static field => field.Key).Order(StringComparer.Ordinal));
        string[] withoutValue = [.. fields.Where(static field => field.Key.StartsWith("customfield_", StringComparison.Ordinal) && field.Value is null).Select(static field => field.Key)];
        Assert.Equal(["customfield_10014", "customfield_10017", "customfield_10034"], withoutValue);
    }

    [Theory]
    [InlineData("?fields=summary,status", "summary status")]
    [InlineData("?fields=summary&fields=labels", "labels summary")]
    public async Task ListedFieldsShouldBeReturned(string query, string expected)
    {
        JsonObject fields = (await _visitor.GetJiraAsync(Issue + query))["fields"]!.AsObject();
        Assert.Equal(expected.Split(' ').Order(), fields.Select(static field => field.Key).Order());
    }

    [Theory]
    [InlineData("?fields=*navigable", "comment")]
    [InlineData("?fields=*navigable,-labels", "labels")]
    [InlineData("?fields=-summary", "summary")]
    public async Task OtherFieldsShouldBeLeftOut(string query, string excluded)
    {
        JsonObject fields = (await _visitor.GetJiraAsync(Issue + query))["fields"]!.AsObject();
        Assert.False(fields.ContainsKey(excluded));
        Assert.True(fields.ContainsKey("priority"));
    }

    [Fact]
    public async Task EditShouldBeRecordedInTheChangelog()
    {
        _visitor.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(Issue, """
            {"fields":{"summary":"Fixed","customfield_10012":{"value":"Low"}},"update":{"labels":[{"add":"new"},{"remove":"printer"}]}}
            """));

        JsonNode history = (await _visitor.GetJiraAsync($"{Issue}/changelog"))["values"]!.AsArray().Single()!;
        Assert.Equal("2026-11-01T12:05:00.000+0000", (string?)history["created"]);
        Assert.Equal("Ada Example", (string?)history["author"]!["displayName"]);
        Assert.Equal(
            ["summary: The printer on the third floor is offline -> Fixed", "Severity: High -> Low", "labels: hardware printer -> hardware new"],
            history["items"]!.AsArray().Select(static item => $"{item!["field"]}: {item["fromString"]} -> {item["toString"]}"));
        Assert.Equal("customfield_10012", (string?)history["items"]![1]!["fieldId"]);
        JsonNode issue = await _visitor.GetJiraAsync($"{Issue}?expand=changelog");
        Assert.Equal((string?)history["id"], (string?)issue["changelog"]!["histories"]![0]!["id"]);
        Assert.Equal("2026-11-01T12:05:00.000+0000", (string?)issue["fields"]!["updated"]);

        (_, JsonNode? bulk) = await _visitor.CallJiraAsync(
            HttpMethod.Post, "/rest/api/3/changelog/bulkfetch", JsonNode.Parse("""{"issueIdsOrKeys":["DEMO-1","DEMO-2"],"fieldIds":["customfield_10012"]}"""));
        Assert.Equal((string?)history["id"], (string?)bulk!["issueChangeLogs"]!.AsArray().Single()!["changeHistories"]![0]!["id"]);
    }

    [Fact]
    public async Task UnchangedValueShouldLeaveNoHistory()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(Issue, """{"fields":{"labels":["hardware","printer"]}}"""));
        Assert.Empty((await _visitor.GetJiraAsync($"{Issue}/changelog"))["values"]!.AsArray());
    }

    [Fact]
    public async Task TransitionShouldChangeTheStatusAndTheResolution()
    {
        JsonNode transitions = (await _visitor.GetJiraAsync($"{Issue}/transitions"))["transitions"]!;
        Assert.Equal(["To Do", "In Progress", "Done"], transitions.AsArray().Select(static transition => (string?)transition!["name"]));
        string done = (string)transitions[2]!["id"]!;

        JsonNode body = JsonNode.Parse("""{"fields":{"labels":["closed"]},"update":{"comment":[{"add":{"body":{"type":"doc","version":1,"content":[]}}}]}}""")!;
        body["transition"] = new JsonObject { ["id"] = done };
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync($"{Issue}/transitions", body.ToJsonString()));
        JsonNode fields = (await _visitor.GetJiraAsync(Issue))["fields"]!;
        Assert.Equal("Done", (string?)fields["status"]!["name"]);
        Assert.Equal("done", (string?)fields["status"]!["statusCategory"]!["key"]);
        Assert.Equal("Done", (string?)fields["resolution"]!["name"]);
        Assert.NotNull(fields["resolutiondate"]);
        Assert.Equal("closed", (string?)fields["labels"]!.AsArray().Single());
        Assert.Equal(2, (int)fields["comment"]!["total"]!);

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync($"{Issue}/transitions", """{"transition":{"id":"11"}}"""));
        Assert.Null((await _visitor.GetJiraAsync(Issue))["fields"]!["resolution"]);
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Post, $"{Issue}/transitions", JsonNode.Parse("""{"transition":{"id":"99"}}"""));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Transition id '99' is not valid for this issue.", (string?)answer!["errorMessages"]![0]);
    }

    [Fact]
    public async Task CommentsShouldBeAddedChangedAndDeleted()
    {
        (HttpStatusCode status, JsonNode? added) = await _visitor.CallJiraAsync(HttpMethod.Post, $"{Issue}/comment", JsonNode.Parse("""
            {"body":{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"first"}]}]},"visibility":{"type":"group","value":"site-team"}}
            """));
        Assert.Equal(HttpStatusCode.Created, status);
        string path = $"{Issue}/comment/{added!["id"]}";
        Assert.Equal("group", (string?)added["visibility"]!["type"]);

        _visitor.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(path, """{"body":{"type":"doc","version":1,"content":[]}}"""));
        JsonNode changed = await _visitor.GetJiraAsync(path);
        Assert.Empty(changed["body"]!["content"]!.AsArray());
        Assert.NotEqual((string?)changed["created"], (string?)changed["updated"]);
        Assert.Equal(2, (int)(await _visitor.GetJiraAsync($"{Issue}/comment"))["total"]!);

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync($"{Issue}/comment", """{"body":"plain text"}"""));
    }

    [Fact]
    public async Task WorklogsShouldCountTowardsTheEstimate()
    {
        (HttpStatusCode status, JsonNode? added) = await _visitor.CallJiraAsync(
            HttpMethod.Post, $"{Issue}/worklog", JsonNode.Parse("""{"timeSpent":"1h 30m","started":"2026-01-06T10:00:00.000+0000"}"""));
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(5400, (int)added!["timeSpentSeconds"]!);
        Assert.Equal("2026-01-06T10:00:00.000+0000", (string?)added["started"]);

        JsonNode fields = (await _visitor.GetJiraAsync(Issue))["fields"]!;
        Assert.Equal(
            """{"originalEstimate":"4h","remainingEstimate":"2h 30m","timeSpent":"1h 30m","originalEstimateSeconds":14400,"remainingEstimateSeconds":9000,"timeSpentSeconds":5400}""",
            fields["timetracking"]!.ToJsonString());
        Assert.Equal((37, 5400), ((int)fields["workratio"]!, (int)fields["timespent"]!));
        Assert.Equal(HttpStatusCode.OK, await PutAsync($"{Issue}/worklog/{added["id"]}", """{"timeSpentSeconds":60}"""));
        Assert.Equal("1m", (string?)(await _visitor.GetJiraAsync($"{Issue}/worklog/{added["id"]}"))["timeSpent"]);
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync($"{Issue}/worklog", """{"timeSpent":"soon"}"""));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(HttpMethod.Delete, $"{Issue}/worklog/{added["id"]}"));
        Assert.Equal(0, (int)(await _visitor.GetJiraAsync($"{Issue}/worklog"))["total"]!);
    }

    [Fact]
    public async Task LinksShouldBeSeenFromBothIssues()
    {
        Assert.Equal(HttpStatusCode.Created, await PostAsync("/rest/api/3/issueLink", """
            {"type":{"name":"Blocks"},"inwardIssue":{"key":"DEMO-1"},"outwardIssue":{"key":"DEMO-2"}}
            """));
        JsonNode blocker = (await _visitor.GetJiraAsync(Issue))["fields"]!["issuelinks"]!.AsArray().Single()!;
        JsonNode blocked = (await _visitor.GetJiraAsync("/rest/api/3/issue/DEMO-2"))["fields"]!["issuelinks"]!.AsArray().Single()!;

        Assert.Equal(("DEMO-2", null), ((string?)blocker["outwardIssue"]!["key"], blocker["inwardIssue"]));
        Assert.Equal("DEMO-1", (string?)blocked["inwardIssue"]!["key"]);
        Assert.Equal("blocks", (string?)(await _visitor.GetJiraAsync("/rest/api/3/issueLinkType"))["issueLinkTypes"]![0]!["outward"]);
        Assert.Equal("DEMO-1", (string?)(await _visitor.GetJiraAsync($"/rest/api/3/issueLink/{blocker["id"]}"))["inwardIssue"]!["key"]);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(HttpMethod.Delete, $"/rest/api/3/issueLink/{blocker["id"]}"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/rest/api/3/issueLink", """
            {"type":{"name":"Likes"},"inwardIssue":{"key":"DEMO-1"},"outwardIssue":{"key":"DEMO-2"}}
            """));
    }

    [Fact]
    public async Task AssigneeShouldBeAUserWhoCanSeeTheIssue()
    {
        _visitor.Simulator.Sites[0].Jira.AddUser(new Account { AccountId = "guest", Name = "Guest", Email = "guest@example.com" }, hasPermissions: false);

        Assert.Equal(HttpStatusCode.NoContent, await PutAsync($"{Issue}/assignee", $$"""{"accountId":"{{Grace}}"}"""));
        Assert.Equal("Grace Sample", (string?)(await _visitor.GetJiraAsync(Issue))["fields"]!["assignee"]!["displayName"]);
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync($"{Issue}/assignee", """{"accountId":"guest"}"""));
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync($"{Issue}/assignee", """{"accountId":null}"""));
        Assert.Null((await _visitor.GetJiraAsync(Issue))["fields"]!["assignee"]);
    }

    [Fact]
    public async Task UsersShouldBeFoundByEmailAndById()
    {
        JsonNode found = await _visitor.GetJiraAsync("/rest/api/3/user/search?query=grace%40example.com");
        Assert.Equal(Grace, (string?)found.AsArray().Single()!["accountId"]);
        Assert.Equal("Grace Sample", (string?)(await _visitor.GetJiraAsync($"/rest/api/3/user?accountId={Grace}"))["displayName"]);
        Assert.Equal("ada@example.com", (string?)(await _visitor.GetJiraAsync("/rest/api/3/myself"))["emailAddress"]);
        JsonNode many = await _visitor.GetJiraAsync($"/rest/api/3/user/bulk?accountId={Grace}&accountId={_visitor.Simulator.Account.AccountId}&accountId=none");
        Assert.Equal(["Grace Sample", "Ada Example"], many["values"]!.AsArray().Select(static user => (string?)user!["displayName"]));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, "/rest/api/3/user?accountId=none"));
    }

    [Fact]
    public async Task IssueWithSubtasksShouldBeDeletedOnlyWithThem()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Delete, "/rest/api/3/issue/DEMO-2"));
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(HttpMethod.Delete, "/rest/api/3/issue/DEMO-2?deleteSubtasks=true"));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, "/rest/api/3/issue/DEMO-3"));
    }

    [Fact]
    public async Task ManyIssuesShouldBeCreatedAndReadAtOnce()
    {
        (HttpStatusCode status, JsonNode? created) = await _visitor.CallJiraAsync(HttpMethod.Post, "/rest/api/3/issue/bulk", JsonNode.Parse("""
            {"issueUpdates":[
              {"fields":{"project":{"key":"DEMO"},"summary":"a","issuetype":{"name":"Task"}}},
              {"fields":{"project":{"key":"DEMO"},"issuetype":{"name":"Task"}}}]}
            """));
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(1, (int)created!["errors"]!.AsArray().Single()!["failedElementNumber"]!);
        string key = (string)created["issues"]!.AsArray().Single()!["key"]!;
        (_, JsonNode? fetched) = await _visitor.CallJiraAsync(
            HttpMethod.Post, "/rest/api/3/issue/bulkfetch", JsonNode.Parse($$"""{"issueIdsOrKeys":["{{key}}","NONE-1"],"fields":["summary"]}"""));
        Assert.Equal("a", (string?)fetched!["issues"]!.AsArray().Single()!["fields"]!["summary"]);
        Assert.Equal("NONE-1", (string?)fetched["issueErrors"]!.AsArray().Single()!["id"]);
    }

    [Fact]
    public async Task AddedIssueShouldFollowTheRulesOfJira()
    {
        SimulatedJira jira = _visitor.Simulator.Sites[0].Jira;
        string key = jira.AddIssue("OPS", "Story", new JsonObject { ["summary"] = "s", ["labels"] = new JsonArray("x") });
        Assert.Equal("x", (string?)(await _visitor.GetJiraAsync($"/rest/api/3/issue/{key}"))["fields"]!["labels"]![0]);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => jira.AddIssue("OPS", "Story", new JsonObject { ["summary"] = "s", ["points"] = 1 }));
        Assert.Contains("points", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => jira.AddIssue("NONE", "s"));
        Assert.Throws<ArgumentException>(() => jira.AddFieldOption("customfield_1", "x"));
    }

    [Fact]
    public async Task WatchersAndPropertiesShouldBeStored()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync($"{Issue}/watchers", $"\"{Grace}\""));
        Assert.Equal(1, (int)(await _visitor.GetJiraAsync($"{Issue}/watchers"))["watchCount"]!);
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(HttpMethod.Delete, $"{Issue}/watchers?accountId={Grace}"));
        Assert.Equal(0, (int)(await _visitor.GetJiraAsync(Issue))["fields"]!["watches"]!["watchCount"]!);

        Assert.Equal(HttpStatusCode.Created, await PutAsync($"{Issue}/properties/a.b", """{"x":1}"""));
        Assert.Equal(1, (int)(await _visitor.GetJiraAsync($"{Issue}/properties/a.b"))["value"]!["x"]!);
        Assert.Equal("a.b", (string?)(await _visitor.GetJiraAsync($"{Issue}/properties"))["keys"]!.AsArray().Single()!["key"]);
    }

    private Task<HttpStatusCode> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    private Task<HttpStatusCode> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? body = null) =>
        (await _visitor.CallJiraAsync(method, path, body is null ? null : JsonNode.Parse(body))).Status;
}
