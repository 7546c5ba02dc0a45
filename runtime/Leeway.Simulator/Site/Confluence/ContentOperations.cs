using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Confluence;

/// <summary>The lists and searches of the first API.</summary>
internal sealed class ContentOperations(ConfluenceState state)
{
    public void AddTo(OperationTable table)
    {
        table.Add("confluence-v1", "getContent", List);
        table.Add("confluence-v1", "searchContentByCQL", call => Search(call, Describe));
        table.Add("confluence-v1", "searchByCQL", call => Search(call, DescribeResult));
    }

    private SimulatedResponse List(SiteRequest call)
    {
        List<ConfluencePage> pages = state.VisiblePages;
        PageCut cut = PageCut.Of(call, "limit", call.QueryNumber("start", 0, int.MaxValue), pages.Count, 25, 200);
        string? next = cut.IsLast
            ? null
            : $"/rest/api/content?{ConfluenceList.FormatOtherParameters(call, "limit", "start")}limit={cut.Size}&start={cut.End}";
        return ConfluenceList.CreateFirst(call, cut, cut.Describe(call, pages, Describe), next, []);
    }

    // The simulator does not evaluate CQL: all pages match.
    private SimulatedResponse Search(SiteRequest call, Func<SiteRequest, ConfluencePage, JsonObject> describe)
    {
        if (string.IsNullOrEmpty(call.Request.Query.GetValueOrDefault("cql")))
        {
            return ErrorAnswers.ConfluenceV1(400, "The cql query parameter is required.");
        }

        if (!PageToken.TryRead(call.Request.Query.GetValueOrDefault("cursor"), out PageToken token))
        {
            return ErrorAnswers.ConfluenceV1(400, "The cursor is invalid.");
        }

        List<ConfluencePage> pages = state.VisiblePages;
        PageCut cut = token.Cut(call, "limit", pages.Count, 25, 250, out PageToken? next);
        string path = string.Join('/', call.Segments[1..]);
        string? link = next is null
            ? null
            : $"/{path}?next=true&cursor={ConfluenceList.Escape(next)}&{ConfluenceList.FormatOtherParameters(call, "next", "cursor", "limit", "start")}limit={cut.Size}&start={cut.End}";
        return ConfluenceList.CreateFirst(call, cut, cut.Describe(call, pages, describe), link, new JsonObject { ["totalSize"] = pages.Count });
    }

    private static JsonObject Describe(SiteRequest call, ConfluencePage page) => new()
    {
        ["id"] = page.Id,
        ["type"] = "page",
        ["status"] = page.Status,
        ["title"] = page.Title,
        ["_expandable"] = new JsonObject { ["version"] = "", ["space"] = $"/rest/api/space/{page.Space.Key}" },
        ["_links"] = new JsonObject
        {
            ["self"] = $"{call.SiteUrl}/wiki/rest/api/content/{page.Id}",
            ["webui"] = $"/spaces/{page.Space.Key}/pages/{page.Id}",
        },
    };

    private static JsonObject DescribeResult(SiteRequest call, ConfluencePage page) => new()
    {
        ["content"] = Describe(call, page),
        ["title"] = page.Title,
        ["excerpt"] = "",
        ["url"] = $"/spaces/{page.Space.Key}/pages/{page.Id}",
        ["entityType"] = "content",
    };
}
