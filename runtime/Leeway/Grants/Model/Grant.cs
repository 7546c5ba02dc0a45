namespace Leeway.Grants;

/// <summary>
/// One token family, as stored: what one Atlassian account allows one app, whatever the sites and products. It is read and
/// written whole, and never changed in place.
/// </summary>
public sealed record Grant
{
    /// <summary>The application's name for it.</summary>
    public required GrantId Id { get; init; }

    /// <summary>
    /// Tells one state of the grant from another. It begins at a random number, so that a grant removed and made anew is not
    /// taken for its predecessor, and grows by one with each write.
    /// </summary>
    public required long Version { get; init; }

    /// <summary>A random name for the token family. Each consent begins another.</summary>
    public required string Family { get; init; }

    /// <summary>How many exchanges lie between the consent and the present pair.</summary>
    public int Generation { get; init; }

    /// <summary>The <see cref="PendingSpend.Turn"/> of the request that the present pair is the answer to; 0 after a consent.</summary>
    /// <remarks>
    /// It tells two answers to one token apart by the order of their requests, without clocks, of which two machines never have the same.
    /// </remarks>
    public int Turn { get; init; }

    /// <summary>The token to make calls with.</summary>
    public required AccessToken AccessToken { get; init; }

    /// <summary>When <see cref="AccessToken"/> ends, by the clock of the machine that received it, counted from when it was asked for.</summary>
    public required DateTimeOffset AccessTokenExpiresAt { get; init; }

    /// <summary>The token to spend for the next pair; <see langword="null"/> where the user consented without <c>offline_access</c>.</summary>
    public RefreshToken? RefreshToken { get; init; }

    /// <summary>The scopes that the latest answer named.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When the user consented.</summary>
    public required DateTimeOffset FamilyStartedAt { get; init; }

    /// <summary>
    /// When the request that the present pair is the answer to was begun, by the clock of the machine that sent it: not when the answer arrived
    /// or was stored. The server cannot have issued the pair earlier, so whatever it counts from then on ends no earlier than counted from here.
    /// </summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>
    /// Set where a token was sent more than once, so that another answer than the present pair may be the one that the server lets
    /// live: since when it may be. The pair is renewed inside the leeway, by whichever process is there to do it.
    /// </summary>
    public DateTimeOffset? UnsettledSince { get; init; }

    /// <summary>Set while <see cref="RefreshToken"/> may be spent without its answer being stored.</summary>
    public PendingSpend? PendingSpend { get; init; }

    /// <summary>Whether two states of a grant are of one consent and one pair of tokens.</summary>
    internal bool HasPairOf(Grant other) =>
        Family == other.Family && RefreshToken == other.RefreshToken && AccessToken == other.AccessToken;

    /// <summary>Since when something is open that a process has to finish: a spend, or else which pair lives.</summary>
    internal DateTimeOffset? OpenSince => PendingSpend?.StartedAt ?? UnsettledSince;

    /// <summary>Set once the authorization server has refused <see cref="RefreshToken"/> for good. Only a new consent restores the grant.</summary>
    public GrantLoss? Loss { get; init; }
}
