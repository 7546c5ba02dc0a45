using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>
/// Marks an assembly of ready-made clients, such as that of the package <c>Leeway.Jira</c>. The generator finds them by it: projects that
/// reference the assembly get the scopes of their calls and the registration with Refit, and a warning if they generate the same API.
/// </summary>
/// <param name="document">The name of the document from which the clients were generated, such as <c>jira</c>.</param>
/// <param name="client">The full name of the class that has a property for each interface, such as <c>Leeway.Jira.JiraClient</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClientPackageAttribute(string document, string client) : Attribute
{
    /// <summary>The name of the document from which the clients were generated, such as <c>jira</c>.</summary>
    public string Document { get; } = document;

    /// <summary>The full name of the class that has a property for each interface, such as <c>Leeway.Jira.JiraClient</c>.</summary>
    public string Client { get; } = client;
}
