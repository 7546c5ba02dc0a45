namespace Leeway.Grants;

/// <summary>
/// Why a grant probably ended. The authorization server never says, so all but <see cref="NotGranted"/>,
/// <see cref="NoRefreshToken"/> and <see cref="Forgotten"/> are inferred from what is stored.
/// </summary>
public enum GrantLossReason
{
    /// <summary>Nothing stored points at a cause. The user may have removed the app or changed the password.</summary>
    Unknown,

    /// <summary>There is no such grant: the user has not signed in, or the application has removed it.</summary>
    NotGranted,

    /// <summary>The access token has ended, and the user consented without <c>offline_access</c>, so nothing can renew it.</summary>
    NoRefreshToken,

    /// <summary>The refresh token lay unused for longer than Atlassian's limit of 90 days.</summary>
    Idle,

    /// <summary>The token family is older than 365 days, a limit that Atlassian documented until 2026.</summary>
    AbsoluteAge,

    /// <summary>The refresh token was sent and the answer lost, for longer than the leeway in which that can be mended.</summary>
    SpendInDoubt,

    /// <summary>The authorization server's words say that the consent was withdrawn.</summary>
    Withdrawn,

    /// <summary>
    /// The grant is alive but lacks scopes that the application asks for. It was given before they were asked for, or a later
    /// consent of the same user gave fewer, which replaces what earlier ones gave. Only <see cref="GrantHealth"/> tells this.
    /// </summary>
    ScopesNarrowed,

    /// <summary>
    /// The token before was sent more than once, by this process after an answer was lost or by another that shares it, and the
    /// authorization server seems to let another of its answers live than the one stored.
    /// </summary>
    Reused,

    /// <summary>
    /// The application removed the grant: <see cref="GrantKeeper.ForgetAsync"/> was called in this process, or this process had used the grant
    /// and found it removed from the store. A process that never used it reports <see cref="NotGranted"/>.
    /// </summary>
    Forgotten,
}
