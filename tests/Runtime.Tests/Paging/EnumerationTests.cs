using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Jira;
using Leeway.JiraSoftware;
using Leeway.Paging;
using Leeway.Runtime.Tests.Calls;
using User = Leeway.Jira.User;

namespace Leeway.Runtime.Tests.Paging;

/// <summary>Generated enumerations over responses as servers return them.</summary>
public class EnumerationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public async Task UsersShouldBeReturnedOnceIfTheServerFiltersAPageAfterItHasCutIt(int? size)
    {
        RecordingHandler mostPass = Users(200, static i => i % 5 != 0);
        List<User> users = await Jira(mostPass).UserSearch.EnumerateAssignableUsersAsync(project: "DEMO", maxResults: size).ToListAsync(Cancellation);
        Assert.Equal(160, users.Count);
        Assert.Equal(160, users.DistinctBy(static user => user.AccountId).Count());

        RecordingHandler firstPageEmpty = Users(200, static i => i >= 50);
        Assert.Equal(150, (await Jira(firstPageEmpty).UserSearch.EnumerateAssignableUsersAsync(project: "DEMO", maxResults: size).ToListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task SearchThatStopsAtAThousandUsersShouldSayThatOthersMayBeMissing()
    {
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() =>
            Jira(Users(1_200, static _ => true)).UserSearch.EnumerateAssignableUsersAsync(project: "DEMO").ToListAsync(Cancellation).AsTask());
        Assert.Equal(("findAssignableUsers", 1_000), (exception.OperationId, exception.Received));
        Assert.Contains("getAllUsers", exception.Message, StringComparison.Ordinal);

        Assert.Equal(1_200, (await Jira(Users(1_200, static _ => true, bound: int.MaxValue)).Users.EnumerateAllUsersAsync().ToListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task UsersOfAStructuredQueryShouldBeReturnedOnce()
    {
        var handler = new RecordingHandler(static request =>
        {
            int start = Number(request, "startAt", 0);
            int size = Number(request, "maxResults", 100);
            JsonArray values = [.. Enumerable.Range(start, size).Where(static i => i < 300 && i % 7 == 0).Select(static i => new JsonObject { ["accountId"] = $"u{i}" })];
            return Json(new JsonObject { ["startAt"] = start, ["maxResults"] = size, ["total"] = values.Count, ["isLast"] = true, ["values"] = values });
        });
        List<User> users = await Jira(handler).UserSearch.EnumerateUsersByQueryAsync("is assignee of DEMO").ToListAsync(Cancellation);
        Assert.Equal(Enumerable.Range(0, 300).Where(static i => i % 7 == 0).Select(static i => $"u{i}"), users.Select(static user => user.AccountId));
    }

    [Theory]
    [InlineData("""{"issues":[],"nextPageToken":"t#","isLast":false}""")]
    [InlineData("""{"issues":[{"id":"1"},{"id":"2"}],"nextPageToken":"t#","isLast":false}""")]
    public async Task NewTokensWithoutNewItemsShouldBeAnError(string page)
    {
        int requests = 0;
        var handler = new RecordingHandler(_ => RecordingHandler.Response(HttpStatusCode.OK, page.Replace("#", $"{requests++}", StringComparison.Ordinal)));
        IIssueSearchApi search = Jira(handler).IssueSearch;
        await Assert.ThrowsAsync<PagingException>(() => search.EnumerateIssuesAsync(jql: "project = DEMO").ToListAsync(Cancellation).AsTask());
        await Assert.ThrowsAsync<PagingException>(() =>
            search.EnumerateIssuesByPostAsync(new IssueSearchRequest { Jql = "project = DEMO" }).ToListAsync(Cancellation).AsTask());
        Assert.InRange(requests, 2, 300);
    }

    [Fact]
    public async Task EmptyPageOfBoardsThatClaimsOthersShouldBeAnError()
    {
        RecordingHandler handler = RecordingHandler.Answering(HttpStatusCode.OK, """{"maxResults":50,"startAt":0,"isLast":false,"values":[]}""");
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() =>
            new JiraSoftwareClient(new AtlassianCaller(new HttpMessageInvoker(handler))).Board.EnumerateBoardsAsync().ToListAsync(Cancellation).AsTask());
        Assert.Equal("The list of getAllBoards may be incomplete after 0 items: the server reports that more items follow and returns none at position 0.", exception.Message);
    }

    [Fact]
    public async Task ListThatTheServerCutsOffBelowItsTotalShouldBeAnError()
    {
        var handler = new RecordingHandler(static request =>
        {
            int start = Number(request, "startAt", 0);
            JsonArray values = [.. Enumerable.Range(start, 50).Where(static i => i < 100).Select(static i => new JsonObject { ["id"] = $"{i}" })];
            return Json(new JsonObject { ["startAt"] = start, ["maxResults"] = 50, ["total"] = 120, ["isLast"] = start >= 50, ["values"] = values });
        });
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => Jira(handler).Projects.EnumerateProjectsAsync().ToListAsync(Cancellation).AsTask());
        Assert.Equal((100, 120), (exception.Received, exception.Total));
    }

    [Fact]
    public async Task MetadataForNewIssuesShouldBeReadToItsEnd()
    {
        IIssuesApi issues = Jira(new RecordingHandler(static request =>
        {
            int start = Number(request, "startAt", 0);
            bool isFields = request.RequestUri!.OriginalString.Contains("/10001", StringComparison.Ordinal);
            JsonArray items = [.. Enumerable.Range(start, 50).Where(static i => i < 130).Select(i => new JsonObject { [isFields ? "fieldId" : "id"] = $"{i}" })];
            return Json(new JsonObject { ["startAt"] = start, ["maxResults"] = 50, ["total"] = 130, [isFields ? "fields" : "issueTypes"] = items });
        })).Issues;
        Assert.Equal(
            Enumerable.Range(0, 130).Select(static i => $"{i}"),
            await issues.EnumerateCreateMetadataIssueTypesAsync("DEMO").Select(static type => type.Id).ToListAsync(Cancellation));
        Assert.Equal(
            Enumerable.Range(0, 130).Select(static i => $"{i}"),
            await issues.EnumerateCreateMetadataFieldsAsync("DEMO", "10001").Select(static field => field.FieldId).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task WorklogsShouldBeReadFromTheEndOfThePreviousPage()
    {
        var handler = new RecordingHandler(static request => Number(request, "since", 0) switch
        {
            100 => Json(JsonNode.Parse("""{"lastPage":false,"since":100,"until":200,"nextPage":"https://x.atlassian.net/x?since=200","values":[{"worklogId":1},{"worklogId":2}]}""")!),
            200 => Json(JsonNode.Parse("""{"lastPage":true,"since":200,"until":300,"nextPage":"https://x.atlassian.net/x?since=300","values":[{"worklogId":3}]}""")!),
            _ => RecordingHandler.Response(HttpStatusCode.BadRequest),
        });
        List<ChangedWorklog> worklogs = await Jira(handler).IssueWorklogs.EnumerateIdsOfWorklogsModifiedSinceAsync(since: 100, expand: "properties").ToListAsync(Cancellation);
        Assert.Equal(["1", "2", "3"], worklogs.Select(static worklog => worklog.WorklogId));
        Assert.Equal(2, handler.Requests.Count);
        Assert.Contains("expand=properties", handler.Requests[1].Uri, StringComparison.Ordinal);
    }

    [Fact]
    [Experimental("LEEWAYX001")]
    public async Task ListWithABodyShouldBeReadFromThePositionInTheBody()
    {
        var handler = new RecordingHandler(static request =>
        {
            JsonNode body = JsonNode.Parse(request.Content!.ReadAsStream())!;
            int start = (int)(body["startAt"] ?? 0);
            return Json(new JsonObject { ["startAt"] = start, ["maxResults"] = 2, ["total"] = 5, ["isLast"] = start >= 3, ["values"] = new JsonArray(new JsonObject { ["id"] = $"{start}" }, new JsonObject { ["id"] = $"{start + 1}" }) });
        });
        SuggestedMappingsRequest body = new() { SchemeId = "7", StartAt = 1 };
        List<PriorityWithSequence> priorities = await Jira(handler).PrioritySchemes.EnumerateSuggestedPrioritiesForMappingsAsync(body).ToListAsync(Cancellation);
        Assert.Equal(["1", "2", "3", "4"], priorities.Select(static priority => priority.Id));
        Assert.Equal(1, body.StartAt);
    }

    [Fact]
    public void MissingBodyShouldBeCreatedForTheNextPage()
    {
        Assert.Null(PagedBody.At<IssueSearchRequest>(null, "nextPageToken", (string?)null));
        Assert.Equal("t1", PagedBody.At<IssueSearchRequest>(null, "nextPageToken", "t1")!.NextPageToken);
        Assert.Equal(7, PagedBody.At<SuggestedMappingsRequest>(null, "startAt", 7).StartAt);
        Assert.Equal(0, PagedBody.PositionOf<SuggestedMappingsRequest>(null, "startAt"));
    }

    private static JiraClient Jira(HttpMessageHandler handler) => new(new AtlassianCaller(new HttpMessageInvoker(handler)));

    /// <summary>A search that cuts a range of users, up to a bound, and filters it afterward.</summary>
    private static RecordingHandler Users(int count, Predicate<int> filter, int bound = 1_000) => new(request =>
    {
        int start = Number(request, "startAt", 0);
        int end = Math.Min(start + Number(request, "maxResults", 50), Math.Min(count, bound));
        return Json(new JsonArray([.. Enumerable.Range(start, Math.Max(0, end - start)).Where(i => filter(i)).Select(static i => new JsonObject { ["accountId"] = $"u{i}" })]));
    });

    private static int Number(HttpRequestMessage request, string name, int otherwise) =>
        int.TryParse(HttpUtility.ParseQueryString(request.RequestUri!.OriginalString.Split('?')[^1])[name], out int number) ? number : otherwise;

    private static HttpResponseMessage Json(JsonNode body) => RecordingHandler.Response(HttpStatusCode.OK, body.ToJsonString());
}
