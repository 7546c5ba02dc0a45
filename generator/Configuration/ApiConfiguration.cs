using System;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Servers;

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
    /// <summary>The value of <see cref="Server"/> for an API of an Atlassian site.</summary>
    public const string Site = "site";

    /// <summary>The address to use instead of the document's servers, or <see cref="Site"/>; null for the document's servers.</summary>
    public string? Server { get; init; }

    /// <summary>The values of variables of the server.</summary>
    public EquatableArray<ServerVariable> ServerVariables { get; init; }

    /// <summary>The name of the registration that contains the login; null for the one to which the application adds the API.</summary>
    public string? Login { get; init; }

    /// <summary>Whether the project says that the API belongs to an Atlassian site.</summary>
    public bool IsSite => Site.Equals(Server, StringComparison.OrdinalIgnoreCase);

    /// <summary>The file that diagnostics about the options point to: the project file, or the document if the build does not pass the project file.</summary>
    public string ProjectPath { get; init; } = Path;

    public bool SelectsAll => Operations.IsEmpty && Tags.IsEmpty;
}

/// <summary>A configuration, or the reasons why there is none.</summary>
/// <param name="ProjectPath">The project file that contains the options, or the document if the build does not pass the project file.</param>
/// <param name="Configuration">The options, or null if they are not valid.</param>
/// <param name="Diagnostics">The errors in the options.</param>
internal sealed record ConfigurationResult(string ProjectPath, ApiConfiguration? Configuration, EquatableArray<DiagnosticInfo> Diagnostics);
