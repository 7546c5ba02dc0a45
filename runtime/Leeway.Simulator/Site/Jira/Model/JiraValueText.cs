namespace Leeway.Simulator.Site.Jira;

/// <summary>A value as the changelog writes it.</summary>
/// <param name="Id">The id; null if the value has none.</param>
/// <param name="Text">The text.</param>
internal readonly record struct JiraValueText(string? Id, string? Text);
