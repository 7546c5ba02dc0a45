namespace Leeway.Simulator.Site.Jira;

/// <summary>A link that a caller sent, after it was checked. The issue that is null is the one that the caller edits.</summary>
internal sealed record LinkInput(JiraLinkType Type, JiraIssue? Inward, JiraIssue? Outward);
