namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>A change of the C# that is generated for a document.</summary>
/// <param name="Was">The old member; null if the member is new.</param>
/// <param name="Now">The new member; null if the member was removed.</param>
internal sealed record SurfaceChange(ChangeSeverity Severity, string? Was, string? Now);
