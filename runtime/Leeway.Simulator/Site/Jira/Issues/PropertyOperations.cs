using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of the properties of an issue: JSON values that apps store with it.</summary>
internal sealed class PropertyOperations(JiraState state)
{
    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getIssuePropertyKeys", call => WithIssue(call, issue => ListKeys(call, issue)));
        table.Add("jira", "getIssueProperty", call => WithIssue(call, issue => Get(call, issue)));
        table.Add("jira", "setIssueProperty", call => WithIssue(call, issue => Set(call, issue)));
        table.Add("jira", "deleteIssueProperty", call => WithIssue(call, issue =>
            issue.Properties.Remove(call["propertyKey"]) ? Changed(call, issue, WebhookEventNames.IssuePropertyDeleted, new SimulatedResponse(204)) : NotFound(call)));
    }

    private SimulatedResponse WithIssue(SiteRequest call, Func<JiraIssue, SimulatedResponse> handle) =>
        state.FindIssue(call["issueIdOrKey"]) is { } issue ? handle(issue) : IssueErrors.NotFound();

    private static SimulatedResponse ListKeys(SiteRequest call, JiraIssue issue) => SimulatedResponse.Json(200, new JsonObject
    {
        ["keys"] = issue.Properties.Keys.Select(key => new JsonObject
        {
            ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}/properties/{Uri.EscapeDataString(key)}",
            ["key"] = key,
        }).ToJsonArray(),
    });

    private static SimulatedResponse Get(SiteRequest call, JiraIssue issue) =>
        issue.Properties.TryGetValue(call["propertyKey"], out JsonNode? value)
            ? SimulatedResponse.Json(200, new JsonObject { ["key"] = call["propertyKey"], ["value"] = value?.DeepClone() })
            : NotFound(call);

    private SimulatedResponse Set(SiteRequest call, JiraIssue issue)
    {
        JsonNode? value = call.ReadBody();
        if (value is null)
        {
            return ErrorAnswers.Jira(400, "The property value must be valid JSON.");
        }

        bool isNew = !issue.Properties.ContainsKey(call["propertyKey"]);
        issue.Properties[call["propertyKey"]] = value;
        return Changed(call, issue, WebhookEventNames.IssuePropertySet, SimulatedResponse.Json(isNew ? 201 : 200, new JsonObject()));
    }

    private SimulatedResponse Changed(SiteRequest call, JiraIssue issue, string eventName, SimulatedResponse response)
    {
        state.Events.Add(new JiraEvent(eventName, issue, call.Caller, call.Now) { PropertyKey = call["propertyKey"] });
        return response;
    }

    private static SimulatedResponse NotFound(SiteRequest call) =>
        ErrorAnswers.Jira(404, $"The property with key '{call["propertyKey"]}' does not exist.");
}
