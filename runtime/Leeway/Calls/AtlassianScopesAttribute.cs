namespace Leeway;

/// <summary>
/// Declares the scopes that the application asks consent for. The build then warns of each call of a generated operation that
/// they do not cover, and tells which of them no call needs.
/// </summary>
/// <remarks>
/// It is read by the compiler alone: what is asked for at sign-in are <see cref="AtlassianOptions.Scopes"/>. Several of these
/// attributes, and the MSBuild property <c>AtlassianScopes</c>, add up. Without any of them nothing is reported.
/// </remarks>
/// <param name="scopes">The scopes, classic or granular, such as <c>read:jira-work</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AtlassianScopesAttribute(params string[] scopes) : Attribute
{
    /// <summary>The scopes.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;
}
