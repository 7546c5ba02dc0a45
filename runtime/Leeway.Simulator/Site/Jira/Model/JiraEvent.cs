using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Something that happened in Jira, and that webhooks may report.</summary>
/// <param name="Name">The name, such as <c>jira:issue_updated</c>.</param>
/// <param name="Issue">The issue; null if it is not about one.</param>
/// <param name="Author">Who caused it; null for a service account.</param>
/// <param name="At">When it happened.</param>
internal sealed record JiraEvent(string Name, JiraIssue? Issue, Account? Author, DateTimeOffset At)
{
    /// <summary>What changed, if an issue was updated.</summary>
    public JiraHistory? History { get; init; }

    /// <summary>The comment, if the event is about one.</summary>
    public JiraComment? Comment { get; init; }

    /// <summary>The key of the property, if the event is about one.</summary>
    public string? PropertyKey { get; init; }

    /// <summary>Further members of the body, which replace others.</summary>
    public JsonObject? Members { get; init; }

    /// <summary>Whether it is a consequence of a bulk operation or of another event.</summary>
    public bool IsSecondary { get; init; }
}
