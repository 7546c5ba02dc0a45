namespace Leeway.Simulator.Site.Jira;

/// <summary>An issue type.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Description">The description.</param>
/// <param name="HierarchyLevel">1 for epics, -1 for subtasks, otherwise 0.</param>
internal sealed record JiraIssueType(string Id, string Name, string Description, int HierarchyLevel);
