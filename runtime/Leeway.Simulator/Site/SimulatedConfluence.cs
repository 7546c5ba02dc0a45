using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Confluence product of a site: spaces and pages.</summary>
public sealed class SimulatedConfluence
{
    private readonly Lock _lock = new();
    private readonly List<Space> _spaces = [];
    private readonly List<Page> _pages = [];

    /// <summary>Adds a space.</summary>
    /// <param name="key">The key of the space, such as <c>DOC</c>.</param>
    /// <param name="name">The name of the space.</param>
    /// <returns>The id of the space.</returns>
    public string AddSpace(string key, string name)
    {
        lock (_lock)
        {
            string id = Format(65000 + _spaces.Count);
            _spaces.Add(new Space(id, key, name));
            return id;
        }
    }

    /// <summary>Adds a page.</summary>
    /// <param name="spaceId">The id of the space that contains the page.</param>
    /// <param name="title">The title of the page.</param>
    /// <returns>The id of the page.</returns>
    public string AddPage(string spaceId, string title)
    {
        lock (_lock)
        {
            string id = Format(98000 + _pages.Count);
            _pages.Add(new Page(id, spaceId, title));
            return id;
        }
    }

    internal SimulatedResponse Handle(SiteRequest call)
    {
        lock (_lock)
        {
            return call switch
            {
                _ when call.Is("GET", "wiki", "api", "v2", "spaces") => List(call, _spaces, Describe),
                _ when call.Is("GET", "wiki", "api", "v2", "pages") => List(call, _pages, Describe),
                _ when call.Is("GET", "wiki", "api", "v2", "pages", "*") => GetPage(call, call.Segments[4]),
                _ when call.Is("GET", "wiki", "api", "v2", "spaces", "*", "pages") => ListPagesOf(call, call.Segments[4]),
                _ when call.Is("GET", "wiki", "rest", "api", "content") => ListContent(call),
                _ when call.Is("GET", "wiki", "rest", "api", "content", "search") => Search(call, DescribeContent),
                _ when call.Is("GET", "wiki", "rest", "api", "search") => Search(call, DescribeSearchResult),
                _ => SimulatedResponse.Html(404),
            };
        }
    }

    private SimulatedResponse GetPage(SiteRequest call, string id)
    {
        int index = _pages.FindIndex(page => page.Id == id);
        if (index < 0)
        {
            return ErrorAnswers.ConfluenceV2(404, "NOT_FOUND", "Not Found");
        }

        JsonObject body = Describe(call, _pages[index]);
        body["body"] = new JsonObject
        {
            ["storage"] = new JsonObject { ["representation"] = "storage", ["value"] = $"<p>{_pages[index].Title}</p>" },
        };
        return SimulatedResponse.Json(200, body).Holding(objects: 1);
    }

    private SimulatedResponse ListPagesOf(SiteRequest call, string spaceId) =>
        _spaces.Exists(space => space.Id == spaceId)
            ? List(call, _pages.FindAll(page => page.SpaceId == spaceId), Describe)
            : ErrorAnswers.ConfluenceV2(404, "NOT_FOUND", "Not Found");

    private static SimulatedResponse List<T>(SiteRequest call, List<T> items, Func<SiteRequest, T, JsonObject> describe)
    {
        if (!PageToken.TryRead(call.Request.Query.GetValueOrDefault("cursor"), out PageToken token))
        {
            return ErrorAnswers.ConfluenceV2(400, "INVALID_REQUEST_PARAMETER", "Provided cursor is invalid");
        }

        PageCut cut = token.Cut(call, "limit", items.Count, 25, 250, out PageToken? next);
        JsonArray results = cut.Describe(call, items, describe);

        // The links contain the site's address and path, where the caller's token does not work, and not those of the gateway.
        string siteBase = $"{call.Site.Url}/wiki";
        JsonObject links = new() { ["base"] = siteBase };
        string header = $"<{siteBase}>; rel=\"base\"";
        if (next is not null)
        {
            string link = $"/{string.Join('/', call.Segments)}?{FormatOtherParameters(call, "limit", "cursor")}cursor={Escape(next)}&limit={cut.Size}";
            header = $"<{link}>; rel=\"next\", {header}";
            if (!call.Site.Paging.OmitsLinksInBody)
            {
                links["next"] = link;
            }
        }

        SimulatedResponse page = SimulatedResponse.Json(200, new JsonObject { ["results"] = results, ["_links"] = links }).Holding(objects: results.Count);
        return call.Site.Paging.OmitsLinkHeader ? page : page.With("Link", header);
    }

    // The links of the first API are relative to the site's "/wiki", which the response states separately.
    private SimulatedResponse ListContent(SiteRequest call)
    {
        PageCut cut = PageCut.Of(call, "limit", call.QueryNumber("start", 0, int.MaxValue), _pages.Count, 25, 200);
        string? next = cut.IsLast ? null : $"/rest/api/content?{FormatOtherParameters(call, "limit", "start")}limit={cut.Size}&start={cut.End}";
        return CreateFirstApiPage(call, cut, cut.Describe(call, _pages, DescribeContent), next, []);
    }

    private SimulatedResponse Search(SiteRequest call, Func<SiteRequest, Page, JsonObject> describe)
    {
        if (string.IsNullOrEmpty(call.Request.Query.GetValueOrDefault("cql")))
        {
            return ErrorAnswers.ConfluenceV1(400, "The cql query parameter is required.");
        }

        if (!PageToken.TryRead(call.Request.Query.GetValueOrDefault("cursor"), out PageToken token))
        {
            return ErrorAnswers.ConfluenceV1(400, "The cursor is invalid.");
        }

        PageCut cut = token.Cut(call, "limit", _pages.Count, 25, 250, out PageToken? next);
        string path = string.Join('/', call.Segments[1..]);
        string? link = next is null
            ? null
            : $"/{path}?next=true&cursor={Escape(next)}&{FormatOtherParameters(call, "next", "cursor", "limit", "start")}limit={cut.Size}&start={cut.End}";
        return CreateFirstApiPage(call, cut, cut.Describe(call, _pages, describe), link, new JsonObject { ["totalSize"] = _pages.Count });
    }

    private static SimulatedResponse CreateFirstApiPage(SiteRequest call, PageCut cut, JsonArray results, string? next, JsonObject page)
    {
        JsonObject links = new()
        {
            ["base"] = $"{call.Site.Url}/wiki",
            ["context"] = "/wiki",
            ["self"] = $"{call.Site.Url}/{string.Join('/', call.Segments)}",
        };
        if (next is not null)
        {
            links["next"] = next;
        }

        page["results"] = results;
        page["start"] = cut.Start;
        page["limit"] = cut.Size;
        page["size"] = results.Count;
        page["_links"] = links;
        return SimulatedResponse.Json(200, page).Holding(objects: results.Count);
    }

    private static string FormatOtherParameters(SiteRequest call, params ReadOnlySpan<string> without)
    {
        string parameters = "";
        foreach ((string name, string value) in call.Request.Query)
        {
            parameters += without.Contains(name) ? "" : $"{name}={Uri.EscapeDataString(value)}&";
        }

        return parameters;
    }

    private static string Escape(PageToken? token) => Uri.EscapeDataString(token.ToString()!);

    private static JsonObject DescribeContent(SiteRequest call, Page page) => new()
    {
        ["id"] = page.Id,
        ["type"] = "page",
        ["status"] = "current",
        ["title"] = page.Title,
        ["_expandable"] = new JsonObject { ["version"] = "", ["space"] = "/rest/api/space/DOC" },
        ["_links"] = new JsonObject { ["self"] = $"{call.Site.Url}/wiki/rest/api/content/{page.Id}", ["webui"] = $"/spaces/DOC/pages/{page.Id}" },
    };

    private static JsonObject DescribeSearchResult(SiteRequest call, Page page) => new()
    {
        ["content"] = DescribeContent(call, page),
        ["title"] = page.Title,
        ["excerpt"] = "",
        ["url"] = $"/spaces/DOC/pages/{page.Id}",
        ["entityType"] = "content",
    };

    private static JsonObject Describe(SiteRequest call, Space space) => new()
    {
        ["id"] = space.Id,
        ["key"] = space.Key,
        ["name"] = space.Name,
        ["type"] = "global",
        ["status"] = "current",
        ["authorId"] = "557058:author",
        ["createdAt"] = FormatDate(call.Now),
        ["homepageId"] = null,
        ["description"] = null,
        ["icon"] = null,
        ["currentActiveAlias"] = space.Key,
        ["_links"] = new JsonObject { ["webui"] = $"/spaces/{space.Key}" },
    };

    private static JsonObject Describe(SiteRequest call, Page page) => new()
    {
        ["id"] = page.Id,
        ["status"] = "current",
        ["title"] = page.Title,
        ["spaceId"] = page.SpaceId,
        ["parentId"] = null,
        ["parentType"] = null,
        ["position"] = 0,
        ["authorId"] = "557058:author",
        ["ownerId"] = "557058:author",
        ["lastOwnerId"] = null,
        ["createdAt"] = FormatDate(call.Now),
        ["version"] = new JsonObject
        {
            ["number"] = 1,
            ["message"] = "",
            ["minorEdit"] = false,
            ["authorId"] = "557058:author",
            ["createdAt"] = FormatDate(call.Now),
            ["ncsStepVersion"] = null,
        },
        ["body"] = new JsonObject(),
        ["_links"] = new JsonObject { ["webui"] = $"/spaces/DOC/pages/{page.Id}", ["tinyui"] = $"/x/{page.Id}" },
    };

    private static string Format(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string FormatDate(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed record Space(string Id, string Key, string Name);

    private sealed record Page(string Id, string SpaceId, string Title);
}
