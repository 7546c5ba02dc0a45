using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Confluence;

/// <summary>The operations of the first API that start long tasks, and those of long tasks.</summary>
internal sealed class LongTaskOperations(ConfluenceState state, TaskQueue tasks)
{
    private const string FirstApi = "confluence-v1";

    private readonly Dictionary<string, JsonObject> _details = [];

    public void AddTo(OperationTable table)
    {
        table.Add(FirstApi, "copyPageHierarchy", Copy);
        table.Add(FirstApi, "deletePageTree", DeleteTree);
        table.Add(FirstApi, "archivePages", Archive);
        table.Add(FirstApi, "deleteSpace", DeleteSpace);
        table.Add(FirstApi, "getTasks", List);
        table.Add(FirstApi, "getTask", call => tasks.Find(call["id"]) is { } task
            ? SimulatedResponse.Json(200, DescribeStatus(call, task, withLinks: true))
            : ErrorAnswers.ConfluenceV1(404, $"Long running task with ID = {call["id"]} does not exist."));
    }

    private SimulatedResponse Copy(SiteRequest call)
    {
        if (state.FindPage(call["id"]) is not { } root)
        {
            return NotFound(call["id"]);
        }

        JsonObject? body = call.ReadObject();
        if (state.FindPage((body?["destinationPageId"]).Id()) is not { } destination)
        {
            return ErrorAnswers.ConfluenceV1(400, "destinationPageId does not exist.");
        }

        JsonNode? copiesDescendants = body!["copyDescendants"];
        List<ConfluencePage> pages = copiesDescendants is not null && !copiesDescendants.IsTrue() ? [root] : state.ListTree(root);
        Dictionary<string, string> copies = [];
        JsonObject details = new() { ["destinationId"] = null, ["totalPageNeedToCopy"] = pages.Count };
        return Start(call, "copypagehierarchy", pages.Count, details, (step, at) =>
        {
            ConfluencePage page = pages[step];
            ConfluencePage copy = state.AddPage(destination.Space, CreateTitle(destination.Space, page.Title, body["titleOptions"]), page.Body, call.Caller?.AccountId, at);
            copy.ParentId = page == root ? destination.Id : copies[page.ParentId!];
            copies[page.Id] = copy.Id;
            if (page == root)
            {
                details["destinationId"] = copy.Id;
                details["destinationUrl"] = $"/spaces/{copy.Space.Key}/pages/{copy.Id}";
            }

            if (body["copyLabels"].IsTrue())
            {
                copy.Labels.AddRange(page.Labels);
            }
        });
    }

    // A title is unique in a space.
    private string CreateTitle(ConfluenceSpace space, string title, JsonNode? options)
    {
        if (options.Member("search").Text() is { Length: > 0 } search)
        {
            title = title.Replace(search, options.Member("replace").Text() ?? "", StringComparison.Ordinal);
        }

        title = options.Member("prefix").Text() + title;
        while (state.HasTitle(space, title))
        {
            title = $"Copy of {title}";
        }

        return title;
    }

    private SimulatedResponse DeleteTree(SiteRequest call)
    {
        if (state.FindPage(call["id"]) is not { } root)
        {
            return NotFound(call["id"]);
        }

        // Those below are deleted first.
        List<ConfluencePage> pages = state.ListTree(root);
        return Start(call, "deletepagetree", pages.Count, [], (step, _) => pages[^(step + 1)].Status = "trashed");
    }

    private SimulatedResponse Archive(SiteRequest call)
    {
        List<ConfluencePage> pages = [];
        foreach (JsonNode? reference in call.ReadObject()?["pages"] as JsonArray ?? [])
        {
            if (state.FindPage(reference.Member("id").Id()) is not { } page)
            {
                return ErrorAnswers.ConfluenceV1(400, $"No content found with id: {reference.Member("id").Id()}");
            }

            pages.Add(page);
        }

        return pages.Count == 0
            ? ErrorAnswers.ConfluenceV1(400, "Provide the pages to archive.")
            : Start(call, "archivepages", pages.Count, [], (step, _) => pages[step].Status = "archived");
    }

    private SimulatedResponse DeleteSpace(SiteRequest call)
    {
        if (state.Spaces.Find(space => space.Key == call["spaceKey"]) is not { } space)
        {
            return ErrorAnswers.ConfluenceV1(404, $"No space with key : {call["spaceKey"]}");
        }

        return Start(call, "deletespace", 1, [], (_, _) =>
        {
            state.Pages.RemoveAll(page => page.Space == space);
            state.Spaces.Remove(space);
        });
    }

    private SimulatedResponse List(SiteRequest call)
    {
        List<SimulatedTask> all = [.. tasks.Tasks];
        PageCut cut = PageCut.Of(call, "limit", call.QueryNumber("start", 0, int.MaxValue), all.Count, 100, 100);
        JsonArray results = cut.Describe(call, all, (page, task) => DescribeStatus(page, task, withLinks: false));
        return ConfluenceList.CreateFirst(call, cut, results, null, []);
    }

    private SimulatedResponse Start(SiteRequest call, string name, int steps, JsonObject details, Action<int, DateTimeOffset> run)
    {
        SimulatedTask task = tasks.Start(call, name, steps, run);
        _details.Add(task.Id, details);
        return SimulatedResponse.Json(202, new JsonObject
        {
            ["ari"] = DescribeAri(task),
            ["id"] = task.Id,
            ["links"] = new JsonObject { ["status"] = $"/rest/api/longtask/{task.Id}" },
        });
    }

    private JsonObject DescribeStatus(SiteRequest call, SimulatedTask task, bool withLinks)
    {
        bool hasFailed = task.IsFinished && task.State != TaskState.Complete;
        JsonArray errors = hasFailed ? [DescribeMessage("The task failed.")] : [];
        JsonObject json = new()
        {
            ["ari"] = DescribeAri(task),
            ["id"] = task.Id,
            ["name"] = new JsonObject { ["key"] = $"com.atlassian.confluence.longrunning.{task.Description}", ["args"] = new JsonArray() },
            ["elapsedTime"] = (long)(task.UpdatedAt - task.SubmittedAt).TotalMilliseconds,
            ["percentageComplete"] = task.Progress,
            ["successful"] = task.State == TaskState.Complete,
            ["finished"] = task.IsFinished,
            ["messages"] = task.State == TaskState.Complete ? new JsonArray(DescribeMessage("Complete")) : new JsonArray(),
            ["status"] = task.State == TaskState.Complete ? "Complete" : hasFailed ? "Failed" : "In progress",
            ["errors"] = errors,
            ["additionalDetails"] = _details[task.Id].DeepClone(),
        };
        if (withLinks)
        {
            json["_links"] = new JsonObject
            {
                ["base"] = $"{call.SiteUrl}/wiki",
                ["context"] = "/wiki",
                ["self"] = $"{call.SiteUrl}/wiki/rest/api/longtask/{task.Id}",
            };
        }

        return json;
    }

    private static JsonObject DescribeMessage(string text) => new() { ["translation"] = text, ["args"] = new JsonArray() };

    private static string DescribeAri(SimulatedTask task) => $"ari:cloud:confluence::long-running-task/{task.Id}";

    private static SimulatedResponse NotFound(string id) => ErrorAnswers.ConfluenceV1(404, $"No content found with id: {id}");
}
