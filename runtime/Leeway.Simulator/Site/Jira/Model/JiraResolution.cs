namespace Leeway.Simulator.Site.Jira;

/// <summary>A resolution.</summary>
internal sealed record JiraResolution(string Id, string Name, string Description);
