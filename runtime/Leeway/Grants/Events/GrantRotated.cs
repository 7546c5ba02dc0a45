namespace Leeway.Grants;

/// <summary>A new pair of tokens was received. <see cref="GrantEvent.At"/> is the time when the pair was requested.</summary>
public sealed record GrantRotated : GrantEvent
{
    /// <summary>When the new access token expires.</summary>
    public required DateTimeOffset AccessTokenExpiresAt { get; init; }

    /// <summary>The scopes in the token response.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// The scopes that the grant had before and no longer has: the user has consented again with fewer scopes, which limits earlier grants
    /// too.
    /// </summary>
    public IReadOnlyList<string> LostScopes { get; init; } = [];
}
