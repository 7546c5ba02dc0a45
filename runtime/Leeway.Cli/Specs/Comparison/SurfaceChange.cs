namespace Leeway.Cli.Specs.Comparison;

/// <summary>A change of the C# that is generated for a document.</summary>
/// <param name="Was">The member as it was; null for one that is new.</param>
/// <param name="Now">The member as it is; null for one that is gone.</param>
internal sealed record SurfaceChange(ChangeSeverity Severity, string? Was, string? Now);
