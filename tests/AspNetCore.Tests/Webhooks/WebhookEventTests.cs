using System.Net;
using Leeway.AspNetCore.Webhooks;
using Leeway.Json;

namespace Leeway.AspNetCore.Tests.Webhooks;

public sealed class WebhookEventTests
{
    [Fact]
    public void EachDocumentedEventShouldHaveItsType()
    {
        List<string> names = [];
        foreach (string name in WebhookEventReader.Names)
        {
            WebhookEvent received = Read($$"""{"webhookEvent":"{{name}}","timestamp":1700000000000}""");
            Assert.IsNotType<UnknownWebhookEvent>(received);
            Assert.Equal(name, received.Name);
            Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000000), received.Timestamp);
            names.Add(received.GetType().Name);
        }

        Assert.Equal(57, names.Distinct().Count());
    }

    [Fact]
    public void UpdatedIssueShouldBeRead()
    {
        IssueUpdated updated = Assert.IsType<IssueUpdated>(Read(Deliveries.CreateBody("ABC-1")));

        Assert.Equal(("10002", "ABC-1", "issue_generic"), (updated.Issue?.Id, updated.Issue?.Key, updated.IssueEventTypeName));
        Assert.Equal("Boom", updated.Issue?.Fields?.Summary);
        Assert.Equal("*wiki*", updated.Issue?.Fields?.Get<string>("description"));
        Assert.Equal("High", updated.Issue?.Fields?.Priority?.Name);
        Assert.Equal(("5b10", "Mia"), (updated.User?.AccountId, updated.User?.DisplayName));
        Assert.Equal([7, 8], updated.MatchedWebhookIds);
        WebhookChange change = updated.Changelog!.Find("STATUS")!;
        Assert.Equal(("To Do", "Done", "1", "3"), (change.FromText, change.ToText, change.From, change.To));
        Assert.Null(updated.Changelog.Find("summary"));
    }

    [Fact]
    public void OtherEntitiesShouldBeRead()
    {
        Assert.Equal("h1. Hi", Assert.IsType<CommentCreated>(Read("""{"webhookEvent":"comment_created","comment":{"id":10,"body":"h1. Hi","author":{"accountId":"a"}}}""")).Comment?.Body);
        Assert.Equal(("5", 60L), Assert.IsType<WorklogUpdated>(Read("""{"webhookEvent":"worklog_updated","worklog":{"id":"1","issueId":5,"timeSpentSeconds":60}}""")).Worklog is { } worklog ? (worklog.IssueId, worklog.TimeSpentSeconds) : default);
        Assert.Equal("Sprint 1", Assert.IsType<SprintStarted>(Read("""{"webhookEvent":"sprint_started","sprint":{"id":3,"name":"Sprint 1"}}""")).Sprint?.Name);
        VersionDeleted deleted = Assert.IsType<VersionDeleted>(Read("""{"webhookEvent":"jira:version_deleted","version":{"id":"1","name":"1.0","projectId":7},"mergedTo":{"id":"2","name":"2.0"}}"""));
        Assert.Equal(("1.0", "7", "2.0"), (deleted.Version?.Name, deleted.ProjectId, deleted.MergedTo?.Name));
        Assert.Equal(("1", "2", "Blocks"), Assert.IsType<IssueLinkCreated>(Read("""{"webhookEvent":"issuelink_created","issueLink":{"id":9,"sourceIssueId":1,"destinationIssueId":2,"issueLinkType":{"id":3,"name":"Blocks"}}}""")).Link is { } link ? (link.SourceIssueId, link.DestinationIssueId, link.TypeName) : default);
        Assert.Equal("true", Assert.IsType<VotingOptionChanged>(Read("""{"webhookEvent":"option_voting_changed","property":{"key":"jira.option.voting","value":"true"}}""")).Value);
        Assert.Equal("scrum", Assert.IsType<BoardCreated>(Read("""{"webhookEvent":"board_created","board":{"id":1,"type":"scrum"}}""")).Board?.Type);
        Assert.Equal("ABC", Assert.IsType<ProjectArchived>(Read("""{"webhookEvent":"project_archived","project":{"id":1,"key":"ABC"}}""")).Project?.Key);
    }

    [Theory]
    [InlineData("""{"webhookEvent":"jira:invented","a":{"b":1}}""", "jira:invented")]
    [InlineData("""{"a":{"b":1}}""", "")]
    [InlineData("""{"webhookEvent":7,"a":{"b":1}}""", "")]
    public void UnknownEventShouldKeepItsJson(string body, string name)
    {
        UnknownWebhookEvent unknown = Assert.IsType<UnknownWebhookEvent>(Read(body));

        Assert.Equal(name, unknown.Name);
        Assert.Equal(1, unknown.Json.GetProperty("a").GetProperty("b").GetInt32());
    }

    [Theory]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":"x","user":[],"timestamp":"soon","matchedWebhookIds":{"a":1},"changelog":{"items":[1,"x",{"field":7}]}}""")]
    [InlineData("""{"webhookEvent":"jira:issue_updated","issue":{"id":{},"fields":[],"self":"not an address","key":1},"user":{"accountId":5,"active":"x"},"timestamp":99999999999999999,"matchedWebhookIds":[1.5,null,"3"],"changelog":{"items":{}}}""")]
    [InlineData("""{"webhookEvent":"jira:issue_updated"}""")]
    public void OddShapesShouldBeMissing(string body)
    {
        IssueUpdated updated = Assert.IsType<IssueUpdated>(Read(body));

        Assert.Null(updated.Timestamp);
        Assert.Empty(updated.MatchedWebhookIds);
        Assert.Null(updated.Issue?.Key);
    }

    [Theory]
    [InlineData("""{"issue":{"self":"https://Example.Atlassian.net/rest/api/2/issue/1"}}""", "https://example.atlassian.net")]
    [InlineData("""{"issue":{"self":"https://api.atlassian.com/ex/jira/11111111-2222-4333-8444-555555555555/rest/api/2/issue/1"}}""", "11111111-2222-4333-8444-555555555555")]
    [InlineData("""{"timestamp":1,"comment":{"author":{"self":"https://a.atlassian.net/rest/api/2/user"}}}""", "https://a.atlassian.net")]
    [InlineData("""{"issue":{"self":"http://example.com/x"}}""", "")]
    [InlineData("""{"issue":{"self":"file:///etc/passwd"}}""", "")]
    [InlineData("""{"issue":{"self":"https://user:password@example.com/x"}}""", "")]
    [InlineData("""{"issue":{"self":5}}""", "")]
    [InlineData("{}", "")]
    public void SiteShouldComeFromLinks(string body, string expected) => Assert.Equal(expected, WebhookSite.Find(RawJson.Parse(body)));

    [Fact]
    public async Task HandlersShouldReceiveTheEventsOfTheirType()
    {
        List<string> calls = [];
        await using WebhookApplication application = await WebhookApplication.StartAsync(map: hooks => hooks
            .On<IssueUpdated>((received, _, _) => Add("updated " + received.Issue?.Key))
            .On<IssueCreated>((received, _, _) => Add("created " + received.Issue?.Key))
            .On<IssueEvent>((received, context, _) => Add($"issue {received.Issue?.Key} {context.Site} {context.Flow} {context.RetryCount}"))
            .On<UnknownWebhookEvent>((received, _, _) => Add("unknown " + received.Name)));
        HttpRequestMessage updated = Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1");
        updated.Headers.Add("X-Atlassian-Webhook-Flow", "Secondary");
        updated.Headers.Add("X-Atlassian-Webhook-Retry", "2");

        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(updated));
        await application.RunDueAsync();
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2", "jira:issue_invented"), "2")));
        await application.RunDueAsync();
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-3", "comment_created"), "3")));
        await application.RunDueAsync();

        Assert.Equal(["updated A-1", "issue A-1 https://example.atlassian.net Secondary 2", "unknown jira:issue_invented"], calls);
        Assert.Equal(0, await application.Store.CountOpenAsync(""));

        Task Add(string call)
        {
            calls.Add(call);
            return Task.CompletedTask;
        }
    }

    private static WebhookEvent Read(string body) => WebhookEventReader.Read(WebhookPayload.Of(RawJson.Parse(body)));
}
