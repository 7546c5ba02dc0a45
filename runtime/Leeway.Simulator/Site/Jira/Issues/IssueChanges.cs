using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>What a create, an edit or a transition changes, after everything was checked.</summary>
internal sealed class IssueChanges
{
    /// <summary>The new values by field; null for a field that is cleared.</summary>
    public List<(JiraField Field, JsonNode? Value)> Values { get; } = [];

    /// <summary>The bodies of comments to add.</summary>
    public List<JsonNode> Comments { get; } = [];

    /// <summary>The worklogs to add, as the caller sent them.</summary>
    public List<WorklogInput> Worklogs { get; } = [];

    /// <summary>The links to add.</summary>
    public List<LinkInput> Links { get; } = [];

    /// <summary>Why the request is rejected, by field.</summary>
    public JsonObject Errors { get; } = [];

    public bool HasErrors => Errors.Count > 0;

    /// <summary>Returns the new value of a field, if it changes.</summary>
    public bool TryGet(JiraField field, out JsonNode? value)
    {
        int index = Values.FindIndex(change => change.Field == field);
        value = index < 0 ? null : Values[index].Value;
        return index >= 0;
    }

    public void Set(JiraField field, JsonNode? value)
    {
        Values.RemoveAll(change => change.Field == field);
        Values.Add((field, value));
    }
}
