namespace Leeway.Simulator.Site.Jira;

/// <summary>A priority.</summary>
internal sealed record JiraPriority(string Id, string Name, string StatusColor);
