using Leeway.Generator.Scopes;

namespace Leeway.Generator.References;

/// <summary>A referenced assembly of ready-made clients.</summary>
/// <param name="Assembly">The assembly's name, which is also the name of the package.</param>
/// <param name="Document">The document from which the clients were generated, such as <c>jira</c>.</param>
/// <param name="Namespace">The namespace of the clients, such as <c>Leeway.Jira</c>.</param>
/// <param name="Client">The class with a property for each interface, such as <c>JiraClient</c>.</param>
/// <param name="Interfaces">The interfaces.</param>
/// <param name="Methods">The methods whose operations need scopes.</param>
internal sealed record ClientPackage(
    string Assembly,
    string Document,
    string Namespace,
    string Client,
    EquatableArray<PackagedInterface> Interfaces,
    EquatableArray<ScopedMethod> Methods);

/// <summary>An interface of a package.</summary>
/// <param name="Name">The name, such as <c>IIssuesApi</c>.</param>
/// <param name="Property">The property of the client that returns it, such as <c>Issues</c>.</param>
internal sealed record PackagedInterface(string Name, string Property);
