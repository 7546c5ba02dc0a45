namespace Leeway.Simulator.Authorization;

/// <summary>
/// Which of several answers to one refresh token, repeated inside the leeway, may be exchanged later.
/// Atlassian does not say; a client should survive each but <see cref="FirstWins"/>.
/// </summary>
public enum SiblingPolicy
{
    /// <summary>Every sibling is current; exchanging one puts the others into grace.</summary>
    AllLive,

    /// <summary>The newest sibling is current; older ones are in grace from the moment it is issued.</summary>
    LastWins,

    /// <summary>A repetition is answered with the same pair.</summary>
    Idempotent,

    /// <summary>Only the first answer is good; presenting another counts as reuse. So observed in 2021.</summary>
    FirstWins,
}
