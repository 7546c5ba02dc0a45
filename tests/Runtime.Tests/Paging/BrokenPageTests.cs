using System.Net;
using Leeway.Calls;
using Leeway.Confluence;
using Leeway.Jira;
using Leeway.JiraServiceManagement;
using Leeway.JiraSoftware;
using Leeway.Paging;
using Leeway.Runtime.Tests.Calls;

namespace Leeway.Runtime.Tests.Paging;

/// <summary>Pages without their list or the link to the next page, and lists that lead on in more than one way.</summary>
public class BrokenPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"values":"x"}""", "'values'")]
    [InlineData("""{"values":{}}""", "'values'")]
    [InlineData("""{"values":5,"isLast":true,"total":0}""", "'values'")]
    [InlineData("""{"values":null,"isLast":true,"total":7}""", "counts 7 items")]
    [InlineData("""{"values":null,"isLast":false}""", "more items follow")]
    [InlineData("""{"total":7}""", "counts 7 items")]
    [InlineData("""{"isLast":true,"total":7}""", "counts 7 items")]
    [InlineData("""{"isLast":false}""", "more items follow")]
    public async Task PageByPositionWithoutItsListShouldBeAnError(string body, string problem)
    {
        foreach (string prefix in (string[])["", """{"values":[{"id":"1"}],"startAt":0,"maxResults":1,"isLast":false,"total":7}"""])
        {
            string[] pages = prefix.Length > 0 ? [prefix, body] : [body];
            PagingException exception = await Assert.ThrowsAsync<PagingException>(() => ReadAsync(Caller(pages), static caller => new JiraClient(caller).Projects.EnumerateProjectsAsync()));
            Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
            Assert.Equal((pages.Length - 1, pages.Length - 1), (exception.Received, exception.Position));
        }
    }

    [Theory]
    [InlineData("""{"values":[]}""")]
    [InlineData("""{"values":null,"isLast":true}""")]
    [InlineData("""{"values":null,"total":0}""")]
    [InlineData("""{"isLast":true,"total":0}""")]
    [InlineData("{}")]
    public async Task PageThatReportsNoItemsShouldBeAnEmptyList(string body)
    {
        Assert.Empty(await ReadAsync(Caller(body), static caller => new JiraClient(caller).Projects.EnumerateProjectsAsync()));
        Assert.Empty(await ReadAsync(Caller(body), static caller => new JiraSoftwareClient(caller).Board.EnumerateBoardsAsync()));
    }

    [Theory]
    [InlineData("""{"issues":"x"}""", "'issues'")]
    [InlineData("""{"issues":{},"isLast":true}""", "'issues'")]
    [InlineData("""{"issues":{},"nextPageToken":"a"}""", "'issues'")]
    [InlineData("""{"issues":null,"nextPageToken":"a"}""", "no list of items")]
    [InlineData("""{"nextPageToken":"a"}""", "no list of items")]
    [InlineData("""{"issues":[],"nextPageToken":{}}""", "'nextPageToken'")]
    [InlineData("""{"issues":[],"nextPageToken":["a"],"isLast":false}""", "'nextPageToken'")]
    [InlineData("""{"issues":[],"isLast":false}""", "but not where")]
    [InlineData("""{"isLast":false}""", "but not where")]
    public async Task PageByTokenWithoutItsListOrItsTokenShouldBeAnError(string body, string problem)
    {
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() =>
            ReadAsync(Caller(body), static caller => new JiraClient(caller).IssueSearch.EnumerateIssuesAsync()));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageThatATokenLeadsToShouldHaveAList()
    {
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => ReadAsync(
            Caller("""{"issues":[{"id":"1"}],"nextPageToken":"a"}""", """{"message":"x"}"""), static caller => new JiraClient(caller).IssueSearch.EnumerateIssuesAsync()));
        Assert.Equal((1, "a"), (exception.Received, exception.Token));
    }

    /// <summary>If there is a token, the mark of the last page can be wrong.</summary>
    [Fact]
    public async Task TokenShouldCountAndNotTheMarkOfTheLastPage() => Assert.Equal(2, (await ReadAsync(
        Caller("""{"issues":[{"id":"1"}],"nextPageToken":"a","isLast":true}""", """{"issues":[{"id":"2"}],"isLast":true}"""),
        static caller => new JiraClient(caller).IssueSearch.EnumerateIssuesAsync())).Count);

    [Theory]
    [InlineData("""{"results":"x","_links":{}}""")]
    [InlineData("""{"results":[],"_links":{"next":{}}}""")]
    [InlineData("""{"results":[],"_links":{"next":["/x?cursor=a"]}}""")]
    [InlineData("""{"results":[],"_links":"/x?cursor=a"}""")]
    [InlineData("""{"_links":{"next":"/x?cursor=a"}}""")]
    [InlineData("""{"results":[],"_links":{"next":"/x?page=2"}}""")]
    public async Task PageByCursorWithoutItsListOrItsLinkShouldBeAnError(string body) => await Assert.ThrowsAsync<PagingException>(() =>
        ReadAsync(Caller(body), static caller => new ConfluenceClient(caller).Page.EnumeratePagesAsync()));

    [Theory]
    [InlineData("""{"results":[{"id":"1"}],"_links":{"base":"https://x.atlassian.net/wiki"}}""")]
    [InlineData("""{"results":[{"id":"1"}],"_links":{"next":null}}""")]
    [InlineData("""{"results":[{"id":"1"}]}""")]
    public async Task LinkHeaderShouldBeUsedIfTheBodyHasNoLink(string body)
    {
        var handler = new RecordingHandler(request =>
        {
            bool isSecond = request.RequestUri!.OriginalString.Contains("cursor=", StringComparison.Ordinal);
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, isSecond ? """{"results":[{"id":"2"}]}""" : body);
            string next = isSecond ? "" : "<https://elsewhere.example/wiki/api/v2/pages?limit=5&cursor=a%2Bb>; rel=\"next\", ";
            response.Headers.TryAddWithoutValidation("Link", next + "<https://x.atlassian.net/wiki>; rel=\"base\"");
            return response;
        });
        List<PageSummary> pages = await ReadAsync(new AtlassianCaller(new HttpMessageInvoker(handler)), static caller => new ConfluenceClient(caller).Page.EnumeratePagesAsync());
        Assert.Equal(["1", "2"], pages.Select(static page => page.Id));
        Assert.Equal(["/wiki/api/v2/pages", "/wiki/api/v2/pages?cursor=a%2Bb"], handler.Requests.Select(static request => request.Uri));
    }

    /// <summary>The document has both parameters, and its example links to the next page with the one that it calls deprecated.</summary>
    [Theory]
    [InlineData("start=4&limit=2", "start=4")]
    [InlineData("cursor=c&limit=2&prev=false", "cursor=c")]
    [InlineData("start=4&cursor=c", "start=4&cursor=c")]
    public async Task ArticlesShouldBeReadByTheParameterOfTheirLink(string link, string asked)
    {
        var handler = new RecordingHandler(request => RecordingHandler.Response(HttpStatusCode.OK, request.RequestUri!.OriginalString.Contains(asked, StringComparison.Ordinal)
            ? """{"isLastPage":true,"values":[{"title":"b"}],"_links":{}}"""
            : """{"isLastPage":false,"values":[{"title":"a"}],"_links":{"next":"https://x.atlassian.net/rest/servicedeskapi/knowledgebase/article?LINK"}}""".Replace("LINK", link, StringComparison.Ordinal)));
        List<Article> articles = await ReadAsync(
            new AtlassianCaller(new HttpMessageInvoker(handler)),
            static caller => new JiraServiceManagementClient(caller).Knowledgebase.EnumerateArticlesAsync("x", highlight: false, start: 2));
        Assert.Equal(["a", "b"], articles.Select(static article => article.Title));
        Assert.Equal([true, link.Contains("start", StringComparison.Ordinal)], handler.Requests.Select(static request => request.Uri.Contains("start=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TypesOfUnknownIdsShouldBeNull()
    {
        const string Body = """{"results":{"1":"page","2":null,"3":"custom"}}""";
        ContentIdToContentTypeResponse response = await new ConfluenceClient(Caller(Body)).Content.ConvertContentIdsToContentTypesAsync(new ConvertContentIdsToContentTypesRequest { ContentIds = ["1"] }, Cancellation);
        Assert.Equal(["1", "2", "3"], response.Results!.Keys);
        Assert.Null(response.Results["2"]);
        Assert.Equal("custom", response.Results["3"]?.ToString());
        Assert.Equal(Body, Leeway.Json.RawJson.From(response).ToString());
    }

    private static AtlassianCaller Caller(params string[] bodies)
    {
        int next = 0;
        return new AtlassianCaller(new HttpMessageInvoker(new RecordingHandler(_ => RecordingHandler.Response(HttpStatusCode.OK, bodies[next++]))));
    }

    private static async Task<List<T>> ReadAsync<T>(AtlassianCaller caller, Func<AtlassianCaller, PagedItems<T>> list) => await list(caller).ToListAsync(Cancellation);
}
