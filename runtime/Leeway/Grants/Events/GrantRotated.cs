namespace Leeway.Grants;

/// <summary>A new pair of tokens was received.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="At">When the pair was requested.</param>
/// <param name="AccessTokenExpiresAt">When the new access token expires.</param>
/// <param name="Scopes">The scopes in the token response.</param>
/// <param name="LostScopes">
/// The scopes that the grant had before and no longer has: the user has consented again with fewer scopes, which limits earlier grants too.
/// </param>
public sealed record GrantRotated(
    GrantId Grant,
    DateTimeOffset At,
    DateTimeOffset AccessTokenExpiresAt,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> LostScopes) : GrantEvent(Grant, At);
