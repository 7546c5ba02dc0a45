using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>The options of one <c>AtlassianApi</c> item.</summary>
/// <param name="Path">The document's file.</param>
/// <param name="Document">The name by which the project named the document, such as <c>jira</c>.</param>
/// <param name="Name">The product's C# name, such as <c>Jira</c>.</param>
/// <param name="Namespace">The namespace of the generated code.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Operations">The selected operations. If no operations and no tags are selected, the whole document is generated.</param>
/// <param name="Tags">The selected tags.</param>
internal sealed record ApiConfiguration(
    string Path,
    string Document,
    string Name,
    string Namespace,
    string Accessibility,
    EquatableArray<string> Operations,
    EquatableArray<string> Tags)
{
    /// <summary>The file that diagnostics about the options point to: the project file, or the document if the build does not pass the project file.</summary>
    public string ProjectPath { get; init; } = Path;

    public bool SelectsAll => Operations.IsEmpty && Tags.IsEmpty;
}

/// <summary>A configuration, or the reasons why there is none.</summary>
/// <param name="ProjectPath">The project file that contains the options, or the document if the build does not pass the project file.</param>
/// <param name="Configuration">The options, or null if they are not valid.</param>
/// <param name="Diagnostics">The errors in the options.</param>
internal sealed record ConfigurationResult(string ProjectPath, ApiConfiguration? Configuration, EquatableArray<DiagnosticInfo> Diagnostics);
