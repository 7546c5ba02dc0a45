namespace Leeway.Calls;

/// <summary>
/// States the scopes of a generated method: either all the classic ones or all the granular ones let it be called. The compiler
/// reads them here, also from assemblies; a call has the same in its <see cref="OperationDescriptor"/>.
/// </summary>
/// <param name="classicScopes">The classic scopes, separated by spaces; empty where the document names none.</param>
/// <param name="granularScopes">The granular scopes, separated by spaces; empty where the document names none.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationScopesAttribute(string classicScopes, string granularScopes = "") : Attribute
{
    /// <summary>The classic scopes, separated by spaces; empty where the document names none.</summary>
    public string ClassicScopes { get; } = classicScopes;

    /// <summary>The granular scopes, separated by spaces; empty where the document names none.</summary>
    public string GranularScopes { get; } = granularScopes;
}
