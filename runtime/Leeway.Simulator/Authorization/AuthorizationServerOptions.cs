namespace Leeway.Simulator.Authorization;

/// <summary>The constants of the protocol, and a setting for each behavior that is not documented. Can be changed at any time.</summary>
public sealed class AuthorizationServerOptions
{
    /// <summary>The lifetime of an access token.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an exchanged refresh token can be sent again, from its first successful exchange.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan Leeway { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refresh token can stay unused.</summary>
    /// <value>The default is 90 days.</value>
    public TimeSpan InactivityLimit { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The maximum age of a token family, even if it is used. Documented as 365 days until 2026.</summary>
    /// <value>The default is <see langword="null"/>: no limit.</value>
    public TimeSpan? AbsoluteLimit { get; set; }

    /// <summary>The lifetime of an authorization code. Not documented.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Which of the token pairs that a repeated refresh token received stay valid.</summary>
    /// <value>The default is <see cref="SiblingPolicy.AllLive"/>.</value>
    public SiblingPolicy Siblings { get; set; } = SiblingPolicy.AllLive;

    /// <summary>How the second-to-last refresh token is treated.</summary>
    /// <value>The default is <see cref="SecondToLastPolicy.Strict"/>.</value>
    public SecondToLastPolicy SecondToLast { get; set; } = SecondToLastPolicy.Strict;

    /// <summary>The error format of the token endpoint.</summary>
    /// <value>The default is <see cref="ErrorDialect.Live"/>.</value>
    public ErrorDialect Errors { get; set; } = ErrorDialect.Live;

    /// <summary>The effect of a new consent on the token families of the same grant.</summary>
    /// <value>The default is <see cref="NewConsentEffect.KeepsFamilies"/>.</value>
    public NewConsentEffect NewConsent { get; set; } = NewConsentEffect.KeepsFamilies;

    /// <summary>Whether using an authorization code twice revokes the token family of its first use.</summary>
    public bool CodeReuseRevokesFamily { get; set; }

    /// <summary>
    /// Whether a refresh returns no <c>refresh_token</c> and the presented one stays current. This has been observed occasionally, and is
    /// how persistent refresh tokens worked. <see cref="AuthorizationServer.OmitRefreshToken"/> does this for some responses only.
    /// </summary>
    public bool PersistentRefreshTokens { get; set; }

    /// <summary>Whether access tokens of a withdrawn grant work until the leeway has passed, instead of being rejected at once.</summary>
    public bool WithdrawnAccessOutlivesLeeway { get; set; }

    /// <summary>Whether a consent replaces the sites of the grant (resource-level apps) instead of adding to them (account-level
    /// apps).</summary>
    public bool ConsentReplacesSites { get; set; }
}
