using System.Globalization;
using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>What a bulk operation has done.</summary>
/// <param name="selected">The ids and keys that the caller selected.</param>
/// <param name="state">The issues.</param>
internal sealed class BulkRun(List<string> selected, JiraState state)
{
    private readonly List<string> _processed = [];
    private readonly Dictionary<string, string> _failed = [];
    private int _missing;

    /// <summary>The number of selected issues.</summary>
    public int Count => selected.Count;

    /// <summary>Changes one of the selected issues.</summary>
    /// <param name="step">The index of the issue.</param>
    /// <param name="change">Changes the issue, and returns why it failed; null if it did not.</param>
    public void Change(int step, Func<JiraIssue, string?> change)
    {
        if (state.FindIssue(selected[step]) is not { } issue)
        {
            _missing++;
        }
        else if (change(issue) is { } error)
        {
            _failed.Add(issue.Id, error);
        }
        else
        {
            _processed.Add(issue.Id);
        }
    }

    public JsonObject Describe(SiteRequest call, SimulatedTask task)
    {
        JsonObject failed = [];
        foreach ((string id, string error) in _failed)
        {
            failed[id] = new JsonArray(error);
        }

        JsonObject json = new()
        {
            ["taskId"] = task.Id,
            ["status"] = JiraTaskJson.Of(task.State),
            ["progressPercent"] = task.Progress,
            ["submittedBy"] = JiraJson.Of(call, task.Submitter),
            ["created"] = JiraJson.FormatDate(task.SubmittedAt),
        };
        JiraJson.AddText(json, "started", JiraJson.FormatDate(task.StartedAt));
        json["updated"] = JiraJson.FormatDate(task.UpdatedAt);
        json["totalIssueCount"] = Count;
        json["processedAccessibleIssues"] = _processed.Select(static id => (JsonNode)long.Parse(id, CultureInfo.InvariantCulture)).ToJsonArray();
        json["failedAccessibleIssues"] = failed;
        json["invalidOrInaccessibleIssueCount"] = _missing;
        return json;
    }
}
