namespace Leeway.Simulator.Site.Jira;

/// <summary>An option of a field.</summary>
/// <param name="Id">The id.</param>
/// <param name="Value">The text.</param>
/// <param name="ParentId">The id of the option that it is a child of; null for an option of the first level.</param>
internal sealed record JiraOption(string Id, string Value, string? ParentId);
