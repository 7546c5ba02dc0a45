using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of watchers.</summary>
internal sealed class WatcherOperations(JiraState state)
{
    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getIssueWatchers", call => WithIssue(call, issue => List(call, issue)));
        table.Add("jira", "addWatcher", call => WithIssue(call, issue => Add(call, issue)));
        table.Add("jira", "removeWatcher", call => WithIssue(call, issue => Remove(call, issue)));
    }

    private SimulatedResponse WithIssue(SiteRequest call, Func<JiraIssue, SimulatedResponse> handle) =>
        state.FindIssue(call["issueIdOrKey"]) is { } issue ? handle(issue) : IssueErrors.NotFound();

    private SimulatedResponse List(SiteRequest call, JiraIssue issue) => SimulatedResponse.Json(200, new JsonObject
    {
        ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}/watchers",
        ["isWatching"] = call.Caller is { } caller && issue.Watchers.Contains(caller.AccountId),
        ["watchCount"] = issue.Watchers.Count,
        ["watchers"] = issue.Watchers.Select(id => JiraJson.Of(call, Find(call, id))).ToJsonArray(),
    }).Holding(users: issue.Watchers.Count);

    // The body is the account id as a JSON string; without a body, the caller is added.
    private SimulatedResponse Add(SiteRequest call, JiraIssue issue)
    {
        string? id = call.Request.Body.IsEmpty ? call.Caller?.AccountId : call.ReadBody().Text();
        if (id is null || Find(call, id) is not { } user)
        {
            return ErrorAnswers.Jira(404, $"User '{id}' does not exist.");
        }

        if (!issue.Watchers.Contains(user.AccountId))
        {
            issue.Watchers.Add(user.AccountId);
        }

        return new SimulatedResponse(204);
    }

    private static SimulatedResponse Remove(SiteRequest call, JiraIssue issue)
    {
        if (call.Query("accountId") is not { } id)
        {
            return ErrorAnswers.Jira(400, "The query parameter 'accountId' is required.");
        }

        issue.Watchers.Remove(id);
        return new SimulatedResponse(204);
    }

    private Account? Find(SiteRequest call, string id) => state.FindUser(id) ?? (call.Caller?.AccountId == id ? call.Caller : null);
}
