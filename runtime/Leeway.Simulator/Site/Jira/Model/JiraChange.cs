namespace Leeway.Simulator.Site.Jira;

/// <summary>A change of one field.</summary>
/// <param name="Field">The field.</param>
/// <param name="From">The value before the change.</param>
/// <param name="To">The value after the change.</param>
internal sealed record JiraChange(JiraField Field, JiraValueText From, JiraValueText To);
