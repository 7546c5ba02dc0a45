namespace Leeway.Grants;

/// <summary>A new pair of tokens was received.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When.</param>
/// <param name="AccessTokenExpiresAt">When the new access token ends.</param>
/// <param name="Scopes">The scopes that the answer named.</param>
/// <param name="LostScopes">
/// Those that the grant had before and has no more: the user has consented again with fewer, which narrows earlier grants too.
/// </param>
public sealed record GrantRotated(
    GrantId Grant,
    DateTimeOffset At,
    DateTimeOffset AccessTokenExpiresAt,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> LostScopes) : GrantEvent(Grant, At);
