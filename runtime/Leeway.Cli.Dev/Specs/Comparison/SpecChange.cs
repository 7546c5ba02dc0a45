namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>One change between two editions of a document. Its texts come from the documents and are untrusted.</summary>
/// <param name="Subject">What changed: an operation, a schema, or the document.</param>
/// <param name="Place">The place in the subject; empty for the whole subject.</param>
/// <param name="Was">The old value, if it is short enough to print.</param>
/// <param name="Now">The new value, if it is short enough to print.</param>
/// <param name="UsedBy">For a schema, the operations that use it, sorted.</param>
internal sealed record SpecChange(
    ChangeSeverity Severity,
    ChangeKind Kind,
    ChangeSubject Subject,
    string Place,
    string? Was,
    string? Now,
    IReadOnlyList<string> UsedBy);
