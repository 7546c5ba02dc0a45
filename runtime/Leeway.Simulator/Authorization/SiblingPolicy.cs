namespace Leeway.Simulator.Authorization;

/// <summary>
/// Which token pairs stay valid when one refresh token is exchanged several times within the leeway. Atlassian does not document this. A
/// client should work with every policy except <see cref="FirstWins"/>.
/// </summary>
public enum SiblingPolicy
{
    /// <summary>All siblings are current. Exchanging one starts the leeway of the others.</summary>
    AllLive,

    /// <summary>The newest sibling is current. The leeway of older siblings starts when it is issued.</summary>
    LastWins,

    /// <summary>A repeated exchange returns the same pair.</summary>
    Idempotent,

    /// <summary>Only the first pair is valid; presenting another counts as reuse. Observed in 2021.</summary>
    FirstWins,
}
