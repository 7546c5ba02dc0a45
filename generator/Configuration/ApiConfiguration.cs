namespace Leeway.Generator.Configuration;

/// <summary>What a project asks of one document.</summary>
/// <param name="Path">The document's file.</param>
/// <param name="Document">The name by which the project named the document, such as <c>jira</c>.</param>
/// <param name="Name">The product's C# name, such as <c>Jira</c>.</param>
/// <param name="Namespace">The namespace of what is generated.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Operations">The operationIds asked for; with none and no tags, the whole document.</param>
/// <param name="Tags">The tags asked for.</param>
internal sealed record ApiConfiguration(
    string Path,
    string Document,
    string Name,
    string Namespace,
    string Accessibility,
    EquatableArray<string> Operations,
    EquatableArray<string> Tags)
{
    /// <summary>The file that diagnostics of the options point at: the project's, or the document's where the build does not tell.</summary>
    public string ProjectPath { get; init; } = Path;

    public bool SelectsAll => Operations.IsEmpty && Tags.IsEmpty;
}
