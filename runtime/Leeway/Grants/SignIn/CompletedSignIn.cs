namespace Leeway.Grants;

/// <summary>The result of a successful sign-in.</summary>
/// <param name="Grant">The grant as stored.</param>
/// <param name="LostScopes">
/// The scopes that the grant had before and that this consent does not include. Atlassian also removes them from tokens issued earlier.
/// </param>
public sealed record CompletedSignIn(Grant Grant, IReadOnlyList<string> LostScopes);
