namespace Leeway.Simulator.Site.Jira;

/// <summary>A category of statuses.</summary>
internal sealed record StatusCategory(int Id, string Key, string ColorName, string Name);
