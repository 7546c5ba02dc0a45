using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of changelogs.</summary>
internal sealed class ChangelogOperations(JiraState state)
{
    private const int MaxIssues = 1000;
    private const int MaxFields = 10;
    private const int DefaultPage = 1000;
    private const int MaxPage = 10_000;

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getChangeLogs", List);
        table.Add("jira", "getChangeLogsByIds", ListByIds);
        table.Add("jira", "getBulkChangelogs", ListMany);
    }

    private SimulatedResponse List(SiteRequest call) =>
        state.FindIssue(call["issueIdOrKey"]) is { } issue
            ? JiraPage.Create(call, issue.Histories, 100, 100, IssueWriter.Write)
            : IssueErrors.NotFound();

    private SimulatedResponse ListByIds(SiteRequest call)
    {
        if (state.FindIssue(call["issueIdOrKey"]) is not { } issue)
        {
            return IssueErrors.NotFound();
        }

        List<string> ids = (call.ReadObject()?["changelogIds"]).Ids();
        List<JiraHistory> found = issue.Histories.FindAll(history => ids.Contains(history.Id));
        return SimulatedResponse.Json(200, new JsonObject
        {
            ["startAt"] = 0,
            ["maxResults"] = found.Count,
            ["total"] = found.Count,
            ["histories"] = found.Select(history => IssueWriter.Write(call, history)).ToJsonArray(),
        }).Holding(objects: found.Count);
    }

    private SimulatedResponse ListMany(SiteRequest call)
    {
        JsonObject? body = call.ReadObject();
        List<string> keys = (body?["issueIdsOrKeys"]).Ids();
        List<string> fields = (body?["fieldIds"]).Ids();
        if (keys.Count is 0 or > MaxIssues || fields.Count > MaxFields)
        {
            return ErrorAnswers.Jira(400, $"Specify from 1 to {MaxIssues} 'issueIdsOrKeys' and at most {MaxFields} 'fieldIds'.");
        }

        if (!PageToken.TryRead((body?["nextPageToken"]).Text(), out PageToken token))
        {
            return ErrorAnswers.Jira(400, "The provided next page token is invalid or has expired.");
        }

        List<(JiraIssue Issue, JiraHistory History)> found = [];
        foreach (JiraIssue issue in state.Issues.FindAll(issue => keys.Contains(issue.Key) || keys.Contains(issue.Id)))
        {
            found.AddRange(issue.Histories
                .FindAll(history => fields.Count == 0 || history.Changes.Any(change => fields.Contains(change.Field.Id)))
                .Select(history => (issue, history)));
        }

        int size = Math.Min(MaxPage, (int?)(body?["maxResults"]).Number() ?? DefaultPage);
        PageCut cut = token.Cut(call, size, found.Count, out PageToken? next);
        JsonArray logs = found[cut.Start..cut.End]
            .GroupBy(static entry => entry.Issue)
            .Select(group => new JsonObject
            {
                ["issueId"] = group.Key.Id,
                ["changeHistories"] = group.Select(entry => IssueWriter.Write(call, entry.History)).ToJsonArray(),
            })
            .ToJsonArray();
        JsonObject page = new() { ["issueChangeLogs"] = logs };
        JiraJson.AddText(page, "nextPageToken", next?.ToString());
        return SimulatedResponse.Json(200, page).Holding(objects: cut.End - cut.Start);
    }
}
