using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Confluence;

/// <summary>The operations of spaces and pages in the second API.</summary>
internal sealed class PageOperations(ConfluenceState state)
{
    private const string Confluence = "confluence";

    public void AddTo(OperationTable table)
    {
        table.Add(Confluence, "getSpaces", ListSpaces);
        table.Add(Confluence, "getSpaceById", call => state.FindSpace(call["id"]) is { } space
            ? SimulatedResponse.Json(200, Describe(call, space)).Holding(objects: 1)
            : NotFound());
        table.Add(Confluence, "getPages", call => List(call, Select(call, state.Pages)));
        table.Add(Confluence, "getPagesInSpace", call => state.FindSpace(call["id"]) is { } space
            ? List(call, Select(call, state.Pages.FindAll(page => page.Space == space)))
            : NotFound());
        table.Add(Confluence, "getPageById", Get);
        table.Add(Confluence, "createPage", Create);
        table.Add(Confluence, "updatePage", Update);
        table.Add(Confluence, "updatePageTitle", UpdateTitle);
        table.Add(Confluence, "deletePage", Delete);
        table.Add(Confluence, "getChildPages", ListChildren);
    }

    /// <summary>Creates the page of a list of pages.</summary>
    public static SimulatedResponse List(SiteRequest call, List<ConfluencePage> pages) =>
        ConfluenceList.Create(call, pages, static (page, item) => Describe(page, item, page.Query("body-format")));

    private SimulatedResponse ListSpaces(SiteRequest call)
    {
        List<string> keys = call.QueryList("keys");
        List<string> ids = call.QueryList("ids");
        return ConfluenceList.Create(
            call,
            state.Spaces.FindAll(space => (keys.Count == 0 || keys.Contains(space.Key)) && (ids.Count == 0 || ids.Contains(space.Id))),
            Describe);
    }

    private static List<ConfluencePage> Select(SiteRequest call, List<ConfluencePage> pages)
    {
        List<string> ids = call.QueryList("id");
        List<string> spaces = call.QueryList("space-id");
        List<string> statuses = call.QueryList("status");
        string? title = call.Query("title");
        List<ConfluencePage> found = pages.FindAll(page =>
            (ids.Count == 0 || ids.Contains(page.Id))
            && (spaces.Count == 0 || spaces.Contains(page.Space.Id))
            && (statuses.Count == 0 ? page.Status is "current" or "archived" : statuses.Contains(page.Status))
            && (title is null || page.Title == title));
        return Sort(found, call.Query("sort") ?? "id");
    }

    private static List<ConfluencePage> Sort(List<ConfluencePage> pages, string sort)
    {
        IEnumerable<ConfluencePage> sorted = sort.TrimStart('-') switch
        {
            "title" => pages.OrderBy(static page => page.Title, StringComparer.OrdinalIgnoreCase),
            "created-date" => pages.OrderBy(static page => page.CreatedAt),
            "modified-date" => pages.OrderBy(static page => page.UpdatedAt),
            _ => pages,
        };
        return [.. sort.StartsWith('-') ? sorted.Reverse() : sorted];
    }

    private SimulatedResponse Get(SiteRequest call)
    {
        List<string> statuses = call.QueryList("status");
        if (state.FindPage(call["id"]) is not { } page
            || !(statuses.Count == 0 ? page.Status is "current" or "archived" || (page.Status == "draft" && call.QueryFlag("get-draft")) : statuses.Contains(page.Status)))
        {
            return NotFound();
        }

        JsonObject body = DescribeSingle(call, page, call.Query("body-format"));
        if (call.QueryFlag("include-labels"))
        {
            body["labels"] = new JsonObject
            {
                ["results"] = page.Labels.Select(LabelOperations.Describe).ToJsonArray(),
                ["meta"] = new JsonObject { ["hasMore"] = false },
                ["_links"] = new JsonObject { ["self"] = $"{call.SiteUrl}/wiki/api/v2/pages/{page.Id}/labels" },
            };
        }

        return SimulatedResponse.Json(200, body).Holding(objects: 1);
    }

    private SimulatedResponse Create(SiteRequest call)
    {
        if (call.ReadObject() is not { } body)
        {
            return Reject("Request body is not valid JSON");
        }

        if (body["spaceId"].Id() is not { } spaceId || state.FindSpace(spaceId) is not { } space)
        {
            return Reject($"Space with id '{body["spaceId"].Id()}' does not exist", "NOT_FOUND", 404);
        }

        bool isDraft = body["status"].Text() == "draft";
        string title = body["title"].Text() ?? "";
        if (title.Length == 0 && !isDraft)
        {
            return Reject("Title is required for a page that is not a draft");
        }

        PageBody? content = body["body"] is null ? PageBody.OfStorage("") : PageBody.Read(body["body"]);
        if (content is null)
        {
            return Reject("Body is invalid. Its representation must be 'storage' or 'atlas_doc_format', and its value must be valid");
        }

        ConfluencePage? parent = state.FindPage(body["parentId"].Id());
        if (body["parentId"] is not null && parent is null)
        {
            return Reject($"Parent with id '{body["parentId"].Id()}' does not exist", "NOT_FOUND", 404);
        }

        if (!isDraft && state.HasTitle(space, title))
        {
            return RejectTitle();
        }

        ConfluencePage page = state.AddPage(space, title, content, call.Caller?.AccountId, call.Now);
        page.ParentId = parent?.Id;
        page.Status = isDraft ? "draft" : "current";
        return SimulatedResponse.Json(200, DescribeSingle(call, page, content.Representation)).Holding(objects: 1);
    }

    private SimulatedResponse Update(SiteRequest call)
    {
        if (state.FindPage(call["id"]) is not { Status: not "trashed" } page)
        {
            return NotFound();
        }

        if (call.ReadObject() is not { } body || body["id"].Id() != page.Id || body["title"].Text() is not { Length: > 0 } title || body["status"].Text() is not { } status)
        {
            return Reject("Provide the 'id' of the page, its 'status' and a 'title'");
        }

        PageBody? content = body["body"] is null ? page.Body : PageBody.Read(body["body"]);
        if (content is null)
        {
            return Reject("Body is invalid. Its representation must be 'storage' or 'atlas_doc_format', and its value must be valid");
        }

        // A draft has no versions until it is published as the first one.
        int? number = (int?)body["version"].Member("number").Number();
        int expected = page.Status == "draft" ? 1 : page.Version + 1;
        if (number != expected)
        {
            return Reject($"Version must be incremented on update. Current Version: [{page.Version}]. Provided version: [{number}]", "CONFLICT", 409);
        }

        if (state.HasTitle(page.Space, title, page))
        {
            return RejectTitle();
        }

        string? parentId = body["parentId"] is { } parent ? parent.Id() : page.ParentId;
        if (parentId != page.ParentId && !CanBeBelow(page, parentId))
        {
            return Reject($"The page cannot be below the page with id '{parentId}'");
        }

        page.Title = title;
        page.Body = content;
        page.ParentId = parentId;
        page.Status = status;
        Advance(call, page, expected, body["version"].Member("message").Text() ?? "");
        return SimulatedResponse.Json(200, DescribeSingle(call, page, content.Representation)).Holding(objects: 1);
    }

    private bool CanBeBelow(ConfluencePage page, string? parentId) =>
        state.FindPage(parentId) is { } parent && !state.ListTree(page).Contains(parent);

    private SimulatedResponse UpdateTitle(SiteRequest call)
    {
        if (state.FindPage(call["id"]) is not { Status: not "trashed" } page)
        {
            return NotFound();
        }

        if ((call.ReadObject()?["title"]).Text() is not { Length: > 0 } title)
        {
            return Reject("Provide a 'title'");
        }

        if (state.HasTitle(page.Space, title, page))
        {
            return RejectTitle();
        }

        page.Title = title;
        Advance(call, page, page.Version + 1, "");
        return SimulatedResponse.Json(200, DescribeSingle(call, page, null)).Holding(objects: 1);
    }

    private SimulatedResponse Delete(SiteRequest call)
    {
        if (state.FindPage(call["id"]) is not { } page || (page.Status == "trashed") != call.QueryFlag("purge") || (page.Status == "draft") != call.QueryFlag("draft"))
        {
            return NotFound();
        }

        if (page.Status is "trashed" or "draft")
        {
            state.Pages.Remove(page);
        }
        else
        {
            page.Status = "trashed";
        }

        return new SimulatedResponse(204);
    }

    private SimulatedResponse ListChildren(SiteRequest call) =>
        state.FindPage(call["id"]) is { } parent
            ? ConfluenceList.Create(call, state.VisiblePages.FindAll(page => page.ParentId == parent.Id), static (_, page) => new JsonObject
            {
                ["id"] = page.Id,
                ["status"] = page.Status,
                ["title"] = page.Title,
                ["spaceId"] = page.Space.Id,
                ["childPosition"] = 0,
            })
            : NotFound();

    private static void Advance(SiteRequest call, ConfluencePage page, int version, string message)
    {
        page.Version = version;
        page.VersionMessage = message;
        page.VersionAuthorId = call.Caller?.AccountId ?? page.VersionAuthorId;
        page.UpdatedAt = call.Now;
    }

    private static JsonObject DescribeSingle(SiteRequest call, ConfluencePage page, string? format)
    {
        JsonObject json = Describe(call, page, format);
        ((JsonObject)json["_links"]!)["base"] = $"{call.SiteUrl}/wiki";
        return json;
    }

    private static JsonObject Describe(SiteRequest call, ConfluencePage page, string? format) => new()
    {
        ["id"] = page.Id,
        ["status"] = page.Status,
        ["title"] = page.Title,
        ["spaceId"] = page.Space.Id,
        ["parentId"] = page.ParentId,
        ["parentType"] = page.ParentId is null ? null : "page",
        ["position"] = 0,
        ["authorId"] = page.AuthorId,
        ["ownerId"] = page.AuthorId,
        ["lastOwnerId"] = null,
        ["createdAt"] = ConfluenceList.FormatDate(page.CreatedAt),
        ["version"] = new JsonObject
        {
            ["number"] = page.Version,
            ["message"] = page.VersionMessage,
            ["minorEdit"] = false,
            ["authorId"] = page.VersionAuthorId,
            ["createdAt"] = ConfluenceList.FormatDate(page.UpdatedAt),
            ["ncsStepVersion"] = null,
        },
        ["body"] = page.Body.Write(format),
        ["_links"] = new JsonObject
        {
            ["webui"] = $"/spaces/{page.Space.Key}/pages/{page.Id}",
            ["editui"] = $"/pages/resumedraft.action?draftId={page.Id}",
            ["tinyui"] = $"/x/{page.Id}",
        },
    };

    private static JsonObject Describe(SiteRequest call, ConfluenceSpace space) => new()
    {
        ["id"] = space.Id,
        ["key"] = space.Key,
        ["name"] = space.Name,
        ["type"] = "global",
        ["status"] = "current",
        ["authorId"] = "557058:author",
        ["createdAt"] = ConfluenceList.FormatDate(space.CreatedAt),
        ["homepageId"] = null,
        ["description"] = null,
        ["icon"] = null,
        ["currentActiveAlias"] = space.Key,
        ["_links"] = new JsonObject { ["webui"] = $"/spaces/{space.Key}" },
    };

    private static SimulatedResponse NotFound() => ErrorAnswers.ConfluenceV2(404, "NOT_FOUND", "Not Found");

    private static SimulatedResponse Reject(string title, string code = "INVALID_REQUEST_PARAMETER", int status = 400) =>
        ErrorAnswers.ConfluenceV2(status, code, title);

    private static SimulatedResponse RejectTitle() => Reject("A page with this title already exists: A page already exists with the same TITLE in this space");
}
