using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The searches for issues.</summary>
internal sealed class SearchOperations(JiraState state, IssueWriter writer)
{
    private const int DefaultPage = 50;
    private const int MaxPage = 5000;

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "searchAndReconsileIssuesUsingJql", Search);
        table.Add("jira", "searchAndReconsileIssuesUsingJqlPost", SearchByBody);
        table.Add("jira", "countIssues", Count);
        table.Add("jira", "searchForIssuesUsingJql", static _ => ErrorAnswers.JiraRemovedApi());
        table.Add("jira", "searchForIssuesUsingJqlPost", static _ => ErrorAnswers.JiraRemovedApi());
    }

    private SimulatedResponse Search(SiteRequest call) => Search(
        call,
        call.Query("jql"),
        call.QueryList("fields"),
        call.QueryList("expand"),
        call.QueryNumber("maxResults", DefaultPage, MaxPage),
        call.Request.Query.GetValueOrDefault("nextPageToken"));

    // The same search, with its parameters in a body, where a long query fits.
    private SimulatedResponse SearchByBody(SiteRequest call)
    {
        if (call.ReadObject() is not { } body)
        {
            return IssueErrors.InvalidBody();
        }

        int size = int.TryParse(body["maxResults"].Id(), CultureInfo.InvariantCulture, out int number) ? number : DefaultPage;
        List<string> expand = [.. (body["expand"].Text() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return Search(call, body["jql"].Text(), body["fields"].Ids(), expand, Math.Min(size, MaxPage), body["nextPageToken"].Text());
    }

    private SimulatedResponse Search(SiteRequest call, string? jql, List<string> fields, List<string> expand, int size, string? pageToken)
    {
        if (!PageToken.TryRead(pageToken, out PageToken token))
        {
            return ErrorAnswers.Jira(400, "The provided next page token is invalid or has expired.");
        }

        if (Find(call, jql, out List<JiraIssue> found) is { } error)
        {
            return error;
        }

        FieldSelection selection = new(fields, "id");
        HashSet<string> expandedIssue = [.. expand.Where(static name => name is not ("names" or "schema"))];
        PageCut cut = token.Cut(call, size, found.Count, out PageToken? next);
        JsonArray issues = cut.Describe(call, found, (page, issue) => fields.Count == 0 && expandedIssue.Count == 0
            ? new JsonObject { ["id"] = issue.Id }
            : writer.Write(page, issue, selection, expandedIssue));
        JsonObject result = new() { ["issues"] = issues };
        if (!call.Paging.OmitsTotals)
        {
            result["isLast"] = next is null;
        }

        JiraJson.AddText(result, "nextPageToken", next?.ToString());
        writer.Expand(result, selection, expand);
        return SimulatedResponse.Json(200, result).Holding(objects: issues.Count);
    }

    private SimulatedResponse Count(SiteRequest call) =>
        Find(call, (call.ReadObject()?["jql"]).Text(), out List<JiraIssue> found) is { } error
            ? error
            : SimulatedResponse.Json(200, new JsonObject { ["count"] = found.Count });

    private SimulatedResponse? Find(SiteRequest call, string? jql, out List<JiraIssue> found)
    {
        try
        {
            found = JqlParser.Parse(jql ?? "", new JqlConditions(state, call.Caller)).Select(state.Issues);
            return null;
        }
        catch (FormatException exception)
        {
            found = [];
            return ErrorAnswers.Jira(400, exception.Message);
        }
    }
}
