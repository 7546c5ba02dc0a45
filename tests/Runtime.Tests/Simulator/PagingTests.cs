using System.Net;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Every style of paging, as a client sees it that follows the documentation by hand.</summary>
public sealed class PagingTests : IDisposable
{
    private readonly SimulatorVisitor _visitor = new();

    private SimulatedSite Site => _visitor.Simulator.Sites[0];

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OffsetsShouldFollowThePageSizeOfTheServer(bool omitsTotals)
    {
        for (int i = 0; i < 10; i++)
        {
            Site.Jira.AddProject($"P{i}", $"Project {i}");
        }

        Site.Paging.LargestPage = 5;
        Site.Paging.OmitsTotals = omitsTotals;
        JsonNode first = await JiraAsync("/rest/api/3/project/search?maxResults=50");
        Assert.Equal(5, (int)first["maxResults"]!);
        Assert.Equal(5, first["values"]!.AsArray().Count);
        Assert.Equal(!omitsTotals, first["isLast"] is not null && first["total"] is not null);
        Assert.EndsWith("?maxResults=5&startAt=5", (string)first["nextPage"]!, StringComparison.Ordinal);

        JsonNode last = await JiraAsync("/rest/api/3/project/search?maxResults=50&startAt=10");
        Assert.Equal(["P8", "P9"], last["values"]!.AsArray().Select(static value => (string)value!["key"]!));
        Assert.Null(last["nextPage"]);
    }

    [Fact]
    public async Task ShortPageShouldNotBeTheLast()
    {
        Site.Paging.HasShortPages = true;
        JsonNode page = await JiraAsync("/rest/api/3/project/search?maxResults=2");
        Assert.Single(page["values"]!.AsArray());
        Assert.False((bool)page["isLast"]!);
    }

    [Fact]
    public async Task UsersShouldBePlainArrays()
    {
        UseEmptySite();
        for (int i = 0; i < 3; i++)
        {
            Site.Jira.AddUser(new Account { AccountId = $"account-{i}", Name = $"User {i}", Email = $"{i}@example.com" });
        }

        Assert.Equal(2, (await JiraAsync("/rest/api/3/users/search?maxResults=2")).AsArray().Count);
        Assert.Equal("User 2", (string)Assert.Single((await JiraAsync("/rest/api/3/users/search?maxResults=2&startAt=2")).AsArray())!["displayName"]!);
        Assert.Empty((await JiraAsync("/rest/api/3/users/search?maxResults=2&startAt=4")).AsArray());
    }

    [Fact]
    public async Task SearchesByPermissionShouldFilterThePageAfterCuttingIt()
    {
        UseEmptySite();
        for (int i = 0; i < 1_100; i++)
        {
            Site.Jira.AddUser(new Account { AccountId = $"account-{i}", Name = i % 2 == 0 ? "Ann" : "Bob", Email = $"{i}@example.com" }, hasPermissions: i is >= 60 and not 999);
        }

        foreach (string search in (string[])["assignable/search?", "assignable/multiProjectSearch?", "permission/search?", "viewissue/search?"])
        {
            Assert.Empty((await JiraAsync($"/rest/api/3/user/{search}")).AsArray());
            Assert.Equal(40, (await JiraAsync($"/rest/api/3/user/{search}startAt=50")).AsArray().Count);
            Assert.Equal(20, (await JiraAsync($"/rest/api/3/user/{search}startAt=50&query=ann")).AsArray().Count);
            Assert.Equal(49, (await JiraAsync($"/rest/api/3/user/{search}startAt=950&maxResults=100")).AsArray().Count);
            Assert.Empty((await JiraAsync($"/rest/api/3/user/{search}startAt=1000")).AsArray());
        }

        Assert.Equal(50, (await JiraAsync("/rest/api/3/user/search?query=ann&startAt=500&maxResults=1000")).AsArray().Count);
        Assert.Equal(100, (await JiraAsync("/rest/api/3/users?startAt=1000&maxResults=500")).AsArray().Count);
    }

    [Theory]
    [InlineData(false, false, "2 2 1")]
    [InlineData(true, false, "0 2 0 2 0 1")]
    [InlineData(false, true, "2 2 1")]
    public async Task TokensShouldPageSearches(bool hasEmptyPages, bool byBody, string sizes)
    {
        AddIssues(5);
        Site.Paging.HasEmptyPages = hasEmptyPages;
        List<int> seen = [];
        string? token = null;
        do
        {
            JsonNode page = byBody
                ? await JiraAsync("/rest/api/3/search/jql", new JsonObject { ["jql"] = "project = NEW", ["maxResults"] = 2, ["nextPageToken"] = token })
                : await JiraAsync($"/rest/api/3/search/jql?jql=project%20%3D%20NEW&maxResults=2{(token is null ? "" : "&nextPageToken=" + Uri.EscapeDataString(token))}");
            token = (string?)page["nextPageToken"];
            Assert.Equal(token is null, (bool)page["isLast"]!);
            seen.Add(page["issues"]!.AsArray().Count);
        }
        while (token is not null);
        Assert.Equal(sizes, string.Join(' ', seen));
    }

    [Fact]
    public async Task TokensShouldRepeatIfConfigured()
    {
        AddIssues(5);
        Site.Paging.RepeatsTokens = true;
        string token = (string)(await JiraAsync("/rest/api/3/search/jql?maxResults=2"))["nextPageToken"]!;
        JsonNode second = await JiraAsync($"/rest/api/3/search/jql?maxResults=2&nextPageToken={Uri.EscapeDataString(token)}");
        Assert.Equal(token, (string)second["nextPageToken"]!);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("/rest/api/3/search/jql?nextPageToken=made-up"));
    }

    [Fact]
    public async Task ServiceDesksShouldMarkTheLastPage()
    {
        for (int i = 0; i < 3; i++)
        {
            Site.ServiceManagement.AddServiceDesk($"SD{i}", $"Desk {i}");
        }

        JsonNode first = await JiraAsync("/rest/servicedeskapi/servicedesk?limit=2");
        Assert.Equal("2 False", $"{first["values"]!.AsArray().Count} {first["isLastPage"]}", ignoreCase: true);
        Assert.Equal($"{Site.Url}/rest/servicedeskapi/servicedesk?start=2&limit=2", (string)first["_links"]!["next"]!);
        JsonNode last = await JiraAsync("/rest/servicedeskapi/servicedesk?start=2&limit=2");
        Assert.True((bool)last["isLastPage"]!);
        Assert.Null(last["_links"]!["next"]);
    }

    [Theory]
    [InlineData("/wiki/api/v2/pages?limit=10&body-format=storage", "/wiki", "10 10 3")]
    [InlineData("/wiki/rest/api/content?limit=10&type=page", "", "10 10 3")]
    [InlineData("/wiki/rest/api/search?limit=10&cql=type%3Dpage", "", "10 10 3")]
    [InlineData("/wiki/rest/api/content/search?limit=10&cql=type%3Dpage", "", "10 10 3")]
    public async Task LinksOfConfluenceShouldNameTheSiteAndKeepTheParameters(string path, string linkPrefix, string sizes)
    {
        string route = path[..path.IndexOf('?', StringComparison.Ordinal)];
        string kept = path.Split('&')[1];
        List<int> seen = [];
        string? query = path[route.Length..];
        while (query is not null)
        {
            JsonNode page = await BodyAsync(_visitor.ConfluenceAsync(route + query));
            seen.Add(page["results"]!.AsArray().Count);
            Assert.Equal(Site.Url + "/wiki", (string)page["_links"]!["base"]!);
            string? next = (string?)page["_links"]!["next"];
            Assert.StartsWith(linkPrefix + route["/wiki".Length..] + "?", next ?? linkPrefix + route["/wiki".Length..] + "?", StringComparison.Ordinal);
            Assert.Contains(kept, next ?? kept, StringComparison.Ordinal);
            query = next?[next.IndexOf('?', StringComparison.Ordinal)..];
        }

        Assert.Equal(sizes, string.Join(' ', seen));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task LinkShouldBeInTheHeaderOrTheBodyOnlyIfConfigured(bool inHeader, bool inBody)
    {
        Site.Paging.OmitsLinkHeader = !inHeader;
        Site.Paging.OmitsLinksInBody = !inBody;
        using HttpResponseMessage response = await _visitor.ConfluenceAsync("/wiki/api/v2/pages");
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(inHeader, response.Headers.TryGetValues("Link", out _));

        using HttpResponseMessage more = await _visitor.ConfluenceAsync("/wiki/api/v2/pages?limit=1");
        Assert.Equal(inHeader, more.Headers.TryGetValues("Link", out IEnumerable<string>? links) && links.Single().Contains("rel=\"next\"", StringComparison.Ordinal));
        Assert.Equal(inBody, JsonNode.Parse(await more.Content.ReadAsStringAsync())!["_links"]!["next"] is not null);
        Assert.Equal(23, body["results"]!.AsArray().Count);
    }

    private void UseEmptySite() => _visitor.Simulator.Sites = [new SimulatedSite(_visitor.CloudId, "empty", Site.Url)];

    private void AddIssues(int count)
    {
        Site.Jira.AddProject("NEW", "New");
        for (int i = 0; i < count; i++)
        {
            Site.Jira.AddIssue("NEW", $"Issue {i}", _visitor.Time.GetUtcNow());
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage response = await _visitor.JiraAsync(path);
        return response.StatusCode;
    }

    private Task<JsonNode> JiraAsync(string path, JsonObject? body = null) => BodyAsync(body is null
        ? _visitor.JiraAsync(path)
        : _visitor.JiraAsync(path, HttpMethod.Post, new StringContent(body.ToJsonString())));

    private static async Task<JsonNode> BodyAsync(Task<HttpResponseMessage> call)
    {
        using HttpResponseMessage response = await call;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
