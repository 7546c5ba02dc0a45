namespace Leeway.Grants;

/// <summary>What is stored about a grant in addition to its tokens.</summary>
public abstract record GrantMetadata
{
    private protected GrantMetadata()
    {
    }

    /// <summary>The id that the application chose.</summary>
    public required GrantId Id { get; init; }

    /// <summary>
    /// Identifies a state of the grant. It starts at a random number, so that a grant that was removed and created again differs from
    /// its predecessor, and increases by one with each write.
    /// </summary>
    public required long Version { get; init; }

    /// <summary>A random id for the token family. Each consent creates a new family.</summary>
    public required string Family { get; init; }

    /// <summary>The number of exchanges from the consent to the current pair.</summary>
    public int Generation { get; init; }

    /// <summary>The <see cref="PendingSpend.Turn"/> of the request that returned the current pair; 0 after a consent.</summary>
    /// <remarks>
    /// It shows the order of the requests of two responses to one token without clocks, which differ between machines.
    /// </remarks>
    public int Turn { get; init; }

    /// <summary>When the access token expires, by the clock of the machine that received it, counted from the request.</summary>
    public required DateTimeOffset AccessTokenExpiresAt { get; init; }

    /// <summary>The scopes in the latest token response.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When the user consented.</summary>
    public required DateTimeOffset FamilyStartedAt { get; init; }

    /// <summary>
    /// When the request for the current pair was started, by the clock of the machine that sent it; not when the response arrived or was
    /// stored. The server cannot have issued the pair earlier, so no period that it counts from the issue ends earlier than one counted
    /// from here.
    /// </summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>
    /// Set if a token was sent more than once, so that the server may accept another pair than the current one: since when that is
    /// possible. A process renews the pair within the leeway.
    /// </summary>
    public DateTimeOffset? UnsettledSince { get; init; }

    /// <summary>Set while the refresh token may be spent and the response is not stored.</summary>
    public PendingSpend? PendingSpend { get; init; }

    /// <summary>Set when the grant is lost. Only a new consent restores it.</summary>
    public GrantLoss? Loss { get; init; }

    /// <summary>Whether there is a refresh token.</summary>
    internal abstract bool HasRefreshToken { get; }

    /// <summary>Finds the time that decides whether the grant is due, for a store that keeps it in a column of its own.</summary>
    /// <param name="reason">Why the grant may be due.</param>
    /// <returns><see langword="null"/> if the grant is not due for this reason, whatever the time.</returns>
    public DateTimeOffset? FindDueTime(GrantDueReason reason) =>
        Loss is not null || !HasRefreshToken ? null
        : reason == GrantDueReason.Idle ? RotatedAt
        : PendingSpend?.StartedAt ?? UnsettledSince;
}
