using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of projects, and of their components and versions.</summary>
internal sealed class ProjectOperations(JiraState state)
{
    public void AddTo(OperationTable table)
    {
        table.Add("jira", "searchProjects", Search);
        table.Add("jira", "getProject", call => WithProject(call, project => Get(call, project)));
        table.Add("jira", "getAllStatuses", call => WithProject(call, _ => ListStatuses(call)));
        table.Add("jira", "getProjectComponents", call => WithProject(call, project => Respond(project.Components.Select(component => Of(call, project, component)))));
        table.Add("jira", "getProjectComponentsPaginated", call => WithProject(call, project =>
            JiraPage.Create(call, project.Components, 50, 50, (page, component) => Of(page, project, component))));
        table.Add("jira", "getProjectVersions", call => WithProject(call, project => Respond(project.Versions.Select(version => Of(call, project, version)))));
        table.Add("jira", "getProjectVersionsPaginated", call => WithProject(call, project =>
            JiraPage.Create(call, project.Versions, 50, 50, (page, version) => Of(page, project, version))));
        table.Add("jira", "getComponent", GetComponent);
        table.Add("jira", "getVersion", GetVersion);
    }

    private SimulatedResponse WithProject(SiteRequest call, Func<JiraProject, SimulatedResponse> handle) =>
        state.FindProject(call["projectIdOrKey"]) is { } project
            ? handle(project)
            : ErrorAnswers.Jira(404, $"No project could be found with key '{call["projectIdOrKey"]}'.");

    private SimulatedResponse Search(SiteRequest call)
    {
        List<string> keys = call.QueryList("keys");
        string? query = call.Query("query");
        List<JiraProject> found = state.Projects.FindAll(project =>
            (keys.Count == 0 || keys.Contains(project.Key))
            && (query is null || project.Key.Contains(query, StringComparison.OrdinalIgnoreCase) || project.Name.Contains(query, StringComparison.OrdinalIgnoreCase)));
        return JiraPage.Create(call, found, 50, 100, Describe);
    }

    private SimulatedResponse Get(SiteRequest call, JiraProject project)
    {
        JsonObject json = Describe(call, project);
        json["description"] = "";
        json["issueTypes"] = state.IssueTypes.Select(type => JiraJson.Of(call, type)).ToJsonArray();
        json["components"] = project.Components.Select(component => JiraJson.Of(call, component)).ToJsonArray();
        json["versions"] = project.Versions.Select(version => Of(call, project, version)).ToJsonArray();
        json["roles"] = new JsonObject();
        return SimulatedResponse.Json(200, json).Holding(objects: 1);
    }

    private SimulatedResponse ListStatuses(SiteRequest call) => Respond(state.IssueTypes.Select(type => new JsonObject
    {
        ["self"] = $"{call.Base}/rest/api/3/issuetype/{type.Id}",
        ["id"] = type.Id,
        ["name"] = type.Name,
        ["subtask"] = type.HierarchyLevel < 0,
        ["statuses"] = state.Statuses.Select(status => JiraJson.Of(call, status)).ToJsonArray(),
    }));

    private SimulatedResponse GetComponent(SiteRequest call)
    {
        JiraProject? project = state.Projects.Find(project => project.Components.Exists(component => component.Id == call["id"]));
        return project?.Components.Find(component => component.Id == call["id"]) is { } found
            ? SimulatedResponse.Json(200, Of(call, project, found)).Holding(objects: 1)
            : ErrorAnswers.Jira(404, $"The component with id {call["id"]} does not exist.");
    }

    private SimulatedResponse GetVersion(SiteRequest call)
    {
        JiraProject? project = state.Projects.Find(project => project.Versions.Exists(version => version.Id == call["id"]));
        return project?.Versions.Find(version => version.Id == call["id"]) is { } found
            ? SimulatedResponse.Json(200, Of(call, project, found)).Holding(objects: 1)
            : ErrorAnswers.Jira(404, $"Could not find version for id '{call["id"]}'");
    }

    private static JsonObject Of(SiteRequest call, JiraProject project, JiraComponent component)
    {
        JsonObject json = JiraJson.Of(call, component);
        json["assigneeType"] = "PROJECT_DEFAULT";
        json["isAssigneeTypeValid"] = false;
        json["project"] = project.Key;
        json["projectId"] = long.Parse(project.Id, System.Globalization.CultureInfo.InvariantCulture);
        return json;
    }

    private static JsonObject Of(SiteRequest call, JiraProject project, JiraVersion version)
    {
        JsonObject json = JiraJson.Of(call, version);
        if (version.ReleaseDate is { } date)
        {
            json["userReleaseDate"] = date.ToString("dd/MMM/yy", System.Globalization.CultureInfo.InvariantCulture);
            json["overdue"] = false;
        }

        json["projectId"] = long.Parse(project.Id, System.Globalization.CultureInfo.InvariantCulture);
        return json;
    }

    private static JsonObject Describe(SiteRequest call, JiraProject project)
    {
        JsonObject json = JiraJson.Of(call, project);
        json["expand"] = "description,lead,issueTypes,url,projectKeys,permissions,insight";
        json["style"] = "classic";
        json["isPrivate"] = false;
        json["properties"] = new JsonObject();
        json["entityId"] = $"00000000-0000-4000-8000-0000000{project.Id}";
        return json;
    }

    private static SimulatedResponse Respond(IEnumerable<JsonNode> items)
    {
        JsonArray array = items.ToJsonArray();
        return SimulatedResponse.Json(200, array).Holding(objects: array.Count);
    }
}
