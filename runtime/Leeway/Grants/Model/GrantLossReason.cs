namespace Leeway.Grants;

/// <summary>
/// Why a grant probably ended. The authorization server does not say why, so all reasons except <see cref="NotGranted"/>,
/// <see cref="NoRefreshToken"/> and <see cref="Forgotten"/> are inferred from what is stored.
/// </summary>
public enum GrantLossReason
{
    /// <summary>Nothing stored explains the cause. The user may have removed the app or changed the password.</summary>
    Unknown,

    /// <summary>There is no such grant: the user has not signed in, or the application has removed the grant.</summary>
    NotGranted,

    /// <summary>The access token has expired and cannot be renewed, because the user consented without <c>offline_access</c>.</summary>
    NoRefreshToken,

    /// <summary>The refresh token was not used for longer than Atlassian's limit of 90 days.</summary>
    Idle,

    /// <summary>The token family is older than 365 days, a limit that Atlassian documented until 2026.</summary>
    AbsoluteAge,

    /// <summary>The refresh token was sent, the response was lost, and the leeway for sending the token again passed.</summary>
    SpendInDoubt,

    /// <summary>The authorization server's error text says that the consent was withdrawn.</summary>
    Withdrawn,

    /// <summary>
    /// The grant is alive but lacks scopes that the application requests. The user consented before they were requested, or a later consent
    /// of the same user with fewer scopes has replaced the earlier one. Only <see cref="GrantHealth"/> reports this.
    /// </summary>
    ScopesNarrowed,

    /// <summary>
    /// The previous refresh token was sent more than once, by this process after a lost response or by another process that has the same
    /// token, and the authorization server seems to accept another response than the stored one.
    /// </summary>
    Reused,

    /// <summary>
    /// The application removed the grant: <see cref="GrantKeeper.ForgetAsync"/> was called in this process, or this process had used the
    /// grant and found it removed from the store. A process that never used the grant reports <see cref="NotGranted"/>.
    /// </summary>
    Forgotten,
}
