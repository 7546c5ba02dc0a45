namespace Leeway.Simulator.Site.Jira;

/// <summary>A status of the workflow, and the transition that leads to it from any status.</summary>
internal sealed record JiraStatus(string Id, string Name, StatusCategory Category, string TransitionId);
