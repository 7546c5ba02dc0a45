namespace Leeway.Generator.Tests.Fields;

/// <summary>A custom field of a synthetic site, with a value that Jira could return.</summary>
/// <param name="Id">The id.</param>
/// <param name="Json">The value.</param>
/// <param name="Assigned">The JSON that is written after the value of the property was assigned.</param>
internal sealed record SyntheticField(string Id, string Json, string Assigned);
