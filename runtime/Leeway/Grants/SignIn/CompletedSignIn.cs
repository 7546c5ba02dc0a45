namespace Leeway.Grants;

/// <summary>A sign-in that ended well.</summary>
/// <param name="Grant">The grant as stored.</param>
/// <param name="LostScopes">
/// Scopes that the grant had before and this consent did not give. Atlassian takes them from tokens handed out earlier, too.
/// </param>
public sealed record CompletedSignIn(Grant Grant, IReadOnlyList<string> LostScopes);
