using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations that list priorities, statuses, issue types and resolutions, and describe the server.</summary>
internal sealed class SettingOperations(JiraState state)
{
    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getServerInfo", GetServerInfo);
        table.Add("jira", "getPriorities", call => List(state.Priorities, priority => Describe(call, priority)));
        table.Add("jira", "searchPriorities", call => JiraPage.Create(call, state.Priorities, 50, 50, Describe));
        table.Add("jira", "getPriority", call => Get(state.Priorities.Find(item => item.Id == call["id"]), priority => Describe(call, priority), "priority", call["id"]));
        table.Add("jira", "getStatuses", call => List(state.Statuses, status => JiraJson.Of(call, status)));
        table.Add("jira", "getStatus", call => Get(
            state.Statuses.Find(item => item.Id == call["idOrName"] || item.Name == call["idOrName"]), status => JiraJson.Of(call, status), "status", call["idOrName"]));
        table.Add("jira", "getStatusCategories", call => List(SystemData.Categories, category => JiraJson.Of(call, category)));
        table.Add("jira", "getStatusCategory", call => Get(
            SystemData.Categories.FirstOrDefault(item => $"{item.Id}" == call["idOrKey"] || item.Key == call["idOrKey"]),
            category => JiraJson.Of(call, category),
            "status category",
            call["idOrKey"]));
        table.Add("jira", "getIssueAllTypes", call => List(state.IssueTypes, type => JiraJson.Of(call, type)));
        table.Add("jira", "getIssueTypesForProject", call => List(state.IssueTypes, type => JiraJson.Of(call, type)));
        table.Add("jira", "getIssueType", call => Get(state.IssueTypes.Find(item => item.Id == call["id"]), type => JiraJson.Of(call, type), "issue type", call["id"]));
        table.Add("jira", "getResolutions", call => List(state.Resolutions, resolution => JiraJson.Of(call, resolution)));
        table.Add("jira", "getResolution", call => Get(
            state.Resolutions.Find(item => item.Id == call["id"]), resolution => JiraJson.Of(call, resolution), "resolution", call["id"]));
    }

    private static SimulatedResponse GetServerInfo(SiteRequest call) =>
        SimulatedResponse.Json(200, new JsonObject
        {
            ["baseUrl"] = call.SiteUrl,
            ["version"] = "1001.0.0-SNAPSHOT",
            ["versionNumbers"] = new JsonArray(1001, 0, 0),
            ["deploymentType"] = "Cloud",
            ["buildNumber"] = 100277,
            ["buildDate"] = JiraJson.FormatDate(call.Now),
            ["serverTime"] = JiraJson.FormatDate(call.Now),
            ["scmInfo"] = "simulated",
            ["serverTitle"] = "Jira",
            ["defaultLocale"] = new JsonObject { ["locale"] = "en_US" },
        });

    private static JsonObject Describe(SiteRequest call, JiraPriority priority)
    {
        JsonObject json = JiraJson.Of(call, priority);
        json["statusColor"] = priority.StatusColor;
        json["description"] = "";
        json["isDefault"] = priority.Name == "Medium";
        return json;
    }

    private static SimulatedResponse List<T>(IReadOnlyCollection<T> items, Func<T, JsonObject> describe) =>
        SimulatedResponse.Json(200, items.Select(describe).ToJsonArray()).Holding(objects: items.Count);

    private static SimulatedResponse Get<T>(T? item, Func<T, JsonObject> describe, string what, string id)
        where T : class =>
        item is not null
            ? SimulatedResponse.Json(200, describe(item)).Holding(objects: 1)
            : ErrorAnswers.Jira(404, $"The {what} with id '{id}' does not exist");
}
