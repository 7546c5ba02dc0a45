using System.Net;
using System.Text.Json.Nodes;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Pages, labels and long tasks of the simulated Confluence.</summary>
public sealed class ConfluencePageTests : IDisposable
{
    private const string Pages = "/wiki/api/v2/pages";
    private const string Space = "65000";

    private readonly SimulatorVisitor _visitor = new();

    private SimulatedConfluence Confluence => _visitor.Simulator.Sites[0].Confluence;

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task PageShouldBeCreatedFoundByTitleAndUpdated()
    {
        JsonNode created = await CallAsync(HttpMethod.Post, Pages, HttpStatusCode.OK, $$"""
            {"spaceId":"{{Space}}","title":"Release notes","status":"current","body":{"representation":"storage","value":"<p>One</p>"} }
            """);
        string id = (string)created["id"]!;
        Assert.Equal((1, "<p>One</p>"), ((int)created["version"]!["number"]!, (string?)created["body"]!["storage"]!["value"]));
        Assert.Equal($"{_visitor.Simulator.Sites[0].Url}/wiki", (string?)created["_links"]!["base"]);

        JsonNode found = await CallAsync(HttpMethod.Get, $"{Pages}?title=Release%20notes&space-id={Space}", HttpStatusCode.OK);
        Assert.Equal(id, (string?)found["results"]!.AsArray().Single()!["id"]);
        Assert.Empty((await CallAsync(HttpMethod.Get, $"{Pages}?title=None", HttpStatusCode.OK))["results"]!.AsArray());

        _visitor.Time.Advance(TimeSpan.FromMinutes(1));
        string update = $$"""{"id":"{{id}}","status":"current","title":"Release notes 2","version":{"number":2,"message":"m"} }""";
        JsonNode updated = await CallAsync(HttpMethod.Put, $"{Pages}/{id}", HttpStatusCode.OK, update);
        Assert.Equal((2, "m"), ((int)updated["version"]!["number"]!, (string?)updated["version"]!["message"]));
        Assert.NotEqual((string?)updated["createdAt"], (string?)updated["version"]!["createdAt"]);

        JsonNode conflict = await CallAsync(HttpMethod.Put, $"{Pages}/{id}", HttpStatusCode.Conflict, update);
        Assert.Equal("Version must be incremented on update. Current Version: [2]. Provided version: [2]", (string?)conflict["errors"]![0]!["title"]);
    }

    [Theory]
    [InlineData("""{"spaceId":"1","title":"x"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"spaceId":"65000"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"spaceId":"65000","title":"Page 1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"spaceId":"65000","title":"x","parentId":"1"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"spaceId":"65000","title":"x","body":{"representation":"atlas_doc_format","value":"<p/>"}}""", HttpStatusCode.BadRequest)]
    public async Task InvalidPageShouldBeRejected(string body, HttpStatusCode status) => await CallAsync(HttpMethod.Post, Pages, status, body);

    [Fact]
    public async Task BodyShouldHaveBothFormats()
    {
        string id = Confluence.AddPage(Space, "Formats", "<h1>Title</h1><p>a &amp; <b>b</b></p>", null, default);
        JsonNode none = await CallAsync(HttpMethod.Get, $"{Pages}/{id}", HttpStatusCode.OK);
        JsonNode adf = await CallAsync(HttpMethod.Get, $"{Pages}/{id}?body-format=atlas_doc_format", HttpStatusCode.OK);
        Assert.Empty(none["body"]!.AsObject());
        Assert.Equal(
            """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"Title"}]},{"type":"paragraph","content":[{"type":"text","text":"a \u0026 b"}]}]}""",
            JsonNode.Parse((string)adf["body"]!["atlas_doc_format"]!["value"]!)!.ToJsonString());

        JsonObject document = new()
        {
            ["spaceId"] = Space,
            ["title"] = "Document",
            ["body"] = new JsonObject
            {
                ["representation"] = "atlas_doc_format",
                ["value"] = """{"type":"doc","version":1,"content":[{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"a < b"}]}]}""",
            },
        };
        JsonNode created = await CallAsync(HttpMethod.Post, Pages, HttpStatusCode.OK, document.ToJsonString());
        JsonNode storage = await CallAsync(HttpMethod.Get, $"{Pages}/{created["id"]}?body-format=storage", HttpStatusCode.OK);
        Assert.Equal("<h2>a &lt; b</h2>", (string?)storage["body"]!["storage"]!["value"]);
    }

    [Fact]
    public async Task DeletedPageShouldGoToTheTrashFirst()
    {
        await CallAsync(HttpMethod.Delete, $"{Pages}/98000", HttpStatusCode.NoContent);
        await CallAsync(HttpMethod.Get, $"{Pages}/98000", HttpStatusCode.NotFound);
        Assert.Equal("trashed", (string?)(await CallAsync(HttpMethod.Get, $"{Pages}/98000?status=trashed", HttpStatusCode.OK))["status"]);
        await CallAsync(HttpMethod.Delete, $"{Pages}/98000?purge=true", HttpStatusCode.NoContent);
        await CallAsync(HttpMethod.Get, $"{Pages}/98000?status=trashed", HttpStatusCode.NotFound);
        await CallAsync(HttpMethod.Delete, $"{Pages}/98001?purge=true", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task LabelsShouldBeAddedReadAndRemoved()
    {
        JsonNode added = await CallAsync(HttpMethod.Post, "/wiki/rest/api/content/98000/label", HttpStatusCode.OK, """[{"prefix":"global","name":"a"},{"prefix":"my","name":"b"}]""");
        Assert.Equal(2, (int)added["size"]!);
        JsonNode labels = await CallAsync(HttpMethod.Get, $"{Pages}/98000/labels?prefix=global", HttpStatusCode.OK);
        string id = (string)labels["results"]!.AsArray().Single()!["id"]!;
        Assert.Equal("98000", (string?)(await CallAsync(HttpMethod.Get, $"/wiki/api/v2/labels/{id}/pages", HttpStatusCode.OK))["results"]!.AsArray().Single()!["id"]);
        await CallAsync(HttpMethod.Delete, "/wiki/rest/api/content/98000/label/a", HttpStatusCode.NoContent);
        JsonNode page = await CallAsync(HttpMethod.Get, $"{Pages}/98000?include-labels=true", HttpStatusCode.OK);
        Assert.Equal(["b"], page["labels"]!["results"]!.AsArray().Select(static label => (string?)label!["name"]));
    }

    [Fact]
    public async Task HierarchyShouldBeCopiedAndDeletedByLongTasks()
    {
        string root = Confluence.AddPage(Space, "Root", "", null, default);
        string child = Confluence.AddPage(Space, "Child", "", root, default);
        string target = Confluence.AddPage(Space, "Target", "", null, default);
        JsonNode task = await CallAsync(HttpMethod.Post, $"/wiki/rest/api/content/{root}/pagehierarchy/copy", HttpStatusCode.Accepted, $$"""
            {"destinationPageId":"{{target}}","titleOptions":{"prefix":"New "} }
            """);
        string path = "/wiki" + (string)task["links"]!["status"]!;
        _visitor.Time.Advance(TimeSpan.FromSeconds(3));
        JsonNode half = await CallAsync(HttpMethod.Get, path, HttpStatusCode.OK);
        Assert.Equal((60, false, 3000), ((int)half["percentageComplete"]!, (bool)half["finished"]!, (int)half["elapsedTime"]!));
        _visitor.Time.Advance(TimeSpan.FromSeconds(2));
        JsonNode done = await CallAsync(HttpMethod.Get, path, HttpStatusCode.OK);
        Assert.True((bool)done["successful"]!);
        JsonNode copies = await CallAsync(HttpMethod.Get, $"{Pages}/{done["additionalDetails"]!["destinationId"]}/children", HttpStatusCode.OK);
        Assert.Equal("New Child", (string?)copies["results"]!.AsArray().Single()!["title"]);

        await CallAsync(HttpMethod.Delete, $"/wiki/rest/api/content/{root}/pageTree", HttpStatusCode.Accepted);
        _visitor.Time.Advance(TimeSpan.FromSeconds(5));
        await CallAsync(HttpMethod.Get, $"{Pages}/{child}", HttpStatusCode.NotFound);
        Assert.Equal(2, (int)(await CallAsync(HttpMethod.Get, "/wiki/rest/api/longtask", HttpStatusCode.OK))["size"]!);
    }

    [Fact]
    public async Task FailedLongTaskShouldHaveErrors()
    {
        _visitor.Simulator.Sites[0].Tasks.Outcome = TaskOutcome.Fail;
        JsonNode task = await CallAsync(HttpMethod.Post, "/wiki/rest/api/content/archive", HttpStatusCode.Accepted, """{"pages":[{"id":98000},{"id":98001}]}""");
        _visitor.Time.Advance(TimeSpan.FromSeconds(5));
        JsonNode failed = await CallAsync(HttpMethod.Get, "/wiki" + (string)task["links"]!["status"]!, HttpStatusCode.OK);
        Assert.Equal((true, false, 50), ((bool)failed["finished"]!, (bool)failed["successful"]!, (int)failed["percentageComplete"]!));
        Assert.Single(failed["errors"]!.AsArray());
        Assert.Equal("archived", (string?)(await CallAsync(HttpMethod.Get, $"{Pages}/98000", HttpStatusCode.OK))["status"]);
        Assert.Equal("current", (string?)(await CallAsync(HttpMethod.Get, $"{Pages}/98001", HttpStatusCode.OK))["status"]);
    }

    private async Task<JsonNode> CallAsync(HttpMethod method, string path, HttpStatusCode expected, string? body = null)
    {
        using HttpResponseMessage response = await _visitor.SendAsync($"/ex/confluence/{_visitor.CloudId}{path}", method, body is null ? null : new StringContent(body));
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
