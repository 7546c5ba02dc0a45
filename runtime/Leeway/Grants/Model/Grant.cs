namespace Leeway.Grants;

/// <summary>
/// A stored token family: the permission that one Atlassian account gives one app, for all sites and products. It is read and
/// written as a whole and never changed in place.
/// </summary>
public sealed record Grant
{
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

    /// <summary>The token that authorizes calls.</summary>
    public required AccessToken AccessToken { get; init; }

    /// <summary>When <see cref="AccessToken"/> expires, by the clock of the machine that received it, counted from the request.</summary>
    public required DateTimeOffset AccessTokenExpiresAt { get; init; }

    /// <summary>The token to spend for the next pair; <see langword="null"/> if the user consented without <c>offline_access</c>.</summary>
    public RefreshToken? RefreshToken { get; init; }

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

    /// <summary>Set while <see cref="RefreshToken"/> may be spent and the response is not stored.</summary>
    public PendingSpend? PendingSpend { get; init; }

    /// <summary>Whether two states of a grant have the same family and the same pair of tokens.</summary>
    internal bool HasPairOf(Grant other) =>
        Family == other.Family && RefreshToken == other.RefreshToken && AccessToken == other.AccessToken;

    /// <summary>
    /// Since when work is open that a process has to finish: a spend to resolve, or a pair to renew because it may have a rival.
    /// </summary>
    internal DateTimeOffset? OpenSince => PendingSpend?.StartedAt ?? UnsettledSince;

    /// <summary>Set when the grant is lost. Only a new consent restores it.</summary>
    public GrantLoss? Loss { get; init; }
}
