namespace Leeway.Cli.Fields;

/// <summary>A change of a field or of one of its options.</summary>
/// <param name="Severity">What the change means for code that uses the field.</param>
/// <param name="Kind">What happened, such as <c>field removed</c>.</param>
/// <param name="Field">The id of the field.</param>
/// <param name="Option">The id of the option; null if the change concerns the field.</param>
/// <param name="Was">What it was; null for an addition.</param>
/// <param name="Now">What it is now; null for a removal.</param>
internal sealed record FieldChange(ChangeSeverity Severity, string Kind, string Field, string? Option, string? Was, string? Now);
