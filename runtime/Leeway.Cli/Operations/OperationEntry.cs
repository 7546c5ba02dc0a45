namespace Leeway.Cli.Operations;

/// <summary>A line of the index of operations.</summary>
/// <param name="Id">The operationId.</param>
/// <param name="Document">The document, such as <c>jira</c>.</param>
/// <param name="Group">The property of the generated client, such as <c>Issues</c>.</param>
/// <param name="Tag">The tag in the document.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Route">The path template.</param>
/// <param name="Method">The C# name, such as <c>GetIssueAsync</c>.</param>
/// <param name="Mark"><c>deprecated</c>, <c>experimental</c>, or empty.</param>
/// <param name="Start">The position of the facts in the table of the document, in bytes.</param>
/// <param name="Length">Their length in bytes.</param>
/// <param name="Summary">What the operation does; empty if the document does not say.</param>
internal sealed record OperationEntry(
    string Id,
    string Document,
    string Group,
    string Tag,
    string Verb,
    string Route,
    string Method,
    string Mark,
    int Start,
    int Length,
    string Summary)
{
    /// <summary>Whether an id without a document means this one although other documents have it, too.</summary>
    public bool IsOfMainDocument => Document is "jira" or "confluence";
}
