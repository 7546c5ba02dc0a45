namespace Leeway.Cli.Specs.Comparison;

/// <summary>One change between two editions of a document. Its texts are the documents' and untrusted.</summary>
/// <param name="Subject">What changed: an operation by method and route, a schema by name, or the document.</param>
/// <param name="Place">Where in it; empty for the whole.</param>
/// <param name="Was">What stood there, where that is short enough to tell.</param>
/// <param name="Now">What stands there.</param>
/// <param name="UsedBy">For a schema, the operations that reach it, sorted.</param>
internal sealed record SpecChange(
    ChangeSeverity Severity,
    ChangeKind Kind,
    ChangeSubject Subject,
    string Place,
    string? Was,
    string? Now,
    IReadOnlyList<string> UsedBy);
