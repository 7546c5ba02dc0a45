using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Confluence of a site: spaces and pages.</summary>
public sealed class SimulatedConfluence
{
    private readonly Lock _lock = new();
    private readonly List<Space> _spaces = [];
    private readonly List<Page> _pages = [];

    /// <summary>Adds a space.</summary>
    /// <param name="key">Its key, such as <c>DOC</c>.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Its id.</returns>
    public string AddSpace(string key, string name)
    {
        lock (_lock)
        {
            string id = Number(65000 + _spaces.Count);
            _spaces.Add(new Space(id, key, name));
            return id;
        }
    }

    /// <summary>Adds a page.</summary>
    /// <param name="spaceId">The space it is in.</param>
    /// <param name="title">Its title.</param>
    /// <returns>Its id.</returns>
    public string AddPage(string spaceId, string title)
    {
        lock (_lock)
        {
            string id = Number(98000 + _pages.Count);
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
        int start = 0;
        if (call.Request.Query.TryGetValue("cursor", out string? cursor) && !TryReadCursor(cursor, out start))
        {
            return ErrorAnswers.ConfluenceV2(400, "INVALID_REQUEST_PARAMETER", "Provided cursor is invalid");
        }

        int limit = Math.Max(1, call.QueryNumber("limit", 25, 250));
        int end = Math.Min(start + limit, items.Count);
        JsonArray results = [];
        for (int i = start; i < end; i++)
        {
            results.Add((JsonNode)describe(call, items[i]));
        }

        // The links name the site, where the caller's token does not work, and the path as the site has it, though the gateway has its own.
        string siteBase = $"{call.Site.Url}/wiki";
        JsonObject links = new() { ["base"] = siteBase };
        string header = $"<{siteBase}>; rel=\"base\"";
        if (end < items.Count)
        {
            string path = "/" + string.Join('/', call.Segments);
            string next = $"{path}?limit={limit}&cursor={Uri.EscapeDataString(WriteCursor(end))}";
            links["next"] = next;
            header = $"<{next}>; rel=\"next\", {header}";
        }

        return SimulatedResponse.Json(200, new JsonObject { ["results"] = results, ["_links"] = links })
            .With("Link", header)
            .Holding(objects: results.Count);
    }

    private static JsonObject Describe(SiteRequest call, Space space) => new()
    {
        ["id"] = space.Id,
        ["key"] = space.Key,
        ["name"] = space.Name,
        ["type"] = "global",
        ["status"] = "current",
        ["authorId"] = "557058:author",
        ["createdAt"] = Date(call.Now),
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
        ["createdAt"] = Date(call.Now),
        ["version"] = new JsonObject
        {
            ["number"] = 1,
            ["message"] = "",
            ["minorEdit"] = false,
            ["authorId"] = "557058:author",
            ["createdAt"] = Date(call.Now),
            ["ncsStepVersion"] = null,
        },
        ["body"] = new JsonObject(),
        ["_links"] = new JsonObject { ["webui"] = $"/spaces/DOC/pages/{page.Id}", ["tinyui"] = $"/x/{page.Id}" },
    };

    // Opaque, and in need of escaping, as the real ones are.
    private static string WriteCursor(int position) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{{\"at\":{position}}}")) + "==/+";

    private static bool TryReadCursor(string cursor, out int position)
    {
        position = 0;
        if (!cursor.EndsWith("==/+", StringComparison.Ordinal))
        {
            return false;
        }

        byte[] bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor[..^4], bytes, out int written))
        {
            return false;
        }

        string text = Encoding.ASCII.GetString(bytes, 0, written);
        return text.StartsWith("{\"at\":", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(6, text.Length - 7), out position)
            && position >= 0;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Date(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed record Space(string Id, string Key, string Name);

    private sealed record Page(string Id, string SpaceId, string Title);
}
