namespace Leeway;

/// <summary>
/// Declares the scopes that the application asks the user to consent to. The compiler then warns when a generated operation needs a
/// scope that is not declared, and reports declared scopes that no call needs.
/// </summary>
/// <remarks>
/// Only the compiler reads this attribute: the sign-in asks for <see cref="AtlassianOptions.Scopes"/>. Several of these attributes
/// and the MSBuild property <c>AtlassianScopes</c> are combined. Without any of them, nothing is reported.
/// </remarks>
/// <param name="scopes">The scopes, classic or granular, such as <c>read:jira-work</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AtlassianScopesAttribute(params string[] scopes) : Attribute
{
    /// <summary>The scopes.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;
}
