using System.ComponentModel;
using Leeway.Calls;

namespace Leeway.Generated;

/// <summary>
/// States the scopes of a generated method: a caller needs all classic scopes or all granular scopes. The compiler reads them here,
/// also from referenced assemblies. The <see cref="OperationDescriptor"/> of a call has the same scopes.
/// </summary>
/// <param name="classicScopes">The classic scopes, separated by spaces; empty if the document names none.</param>
/// <param name="granularScopes">The granular scopes, separated by spaces; empty if the document names none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationScopesAttribute(string classicScopes, string granularScopes = "") : Attribute
{
    /// <summary>The classic scopes, separated by spaces; empty if the document names none.</summary>
    public string ClassicScopes { get; } = classicScopes;

    /// <summary>The granular scopes, separated by spaces; empty if the document names none.</summary>
    public string GranularScopes { get; } = granularScopes;
}
