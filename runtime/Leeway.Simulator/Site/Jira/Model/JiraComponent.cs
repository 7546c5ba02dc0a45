namespace Leeway.Simulator.Site.Jira;

/// <summary>A component of a project.</summary>
internal sealed record JiraComponent(string Id, string Name, string? Description);
