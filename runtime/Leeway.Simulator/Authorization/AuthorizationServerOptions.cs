namespace Leeway.Simulator.Authorization;

/// <summary>The constants of the protocol, and a switch for each thing about it that is not known. May be changed while running.</summary>
public sealed class AuthorizationServerOptions
{
    /// <summary>How long an access token lives.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an exchanged refresh token may be repeated, counted from its first successful exchange.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan Leeway { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refresh token may stay unused.</summary>
    /// <value>The default is 90 days.</value>
    public TimeSpan InactivityLimit { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a family may live, whatever its use. Documented as 365 days until 2026.</summary>
    /// <value>The default is <see langword="null"/>: no limit.</value>
    public TimeSpan? AbsoluteLimit { get; set; }

    /// <summary>How long an authorization code may be exchanged. Not documented.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Which answers to a repeated token live on.</summary>
    /// <value>The default is <see cref="SiblingPolicy.AllLive"/>.</value>
    public SiblingPolicy Siblings { get; set; } = SiblingPolicy.AllLive;

    /// <summary>How the second-to-last token is treated.</summary>
    /// <value>The default is <see cref="SecondToLastPolicy.Strict"/>.</value>
    public SecondToLastPolicy SecondToLast { get; set; } = SecondToLastPolicy.Strict;

    /// <summary>How refusals are worded.</summary>
    /// <value>The default is <see cref="ErrorDialect.Live"/>.</value>
    public ErrorDialect Errors { get; set; } = ErrorDialect.Live;

    /// <summary>What a new consent does to the families of the same grant.</summary>
    /// <value>The default is <see cref="NewConsentEffect.KeepsFamilies"/>.</value>
    public NewConsentEffect NewConsent { get; set; } = NewConsentEffect.KeepsFamilies;

    /// <summary>Whether presenting an authorization code twice revokes the family of its first use.</summary>
    public bool CodeReuseRevokesFamily { get; set; }

    /// <summary>
    /// Whether a refresh is answered without a <c>refresh_token</c>, the presented one staying current, as sometimes seen and as
    /// with the persistent tokens of old. <see cref="AuthorizationServer.OmitRefreshToken"/> does so for some answers only.
    /// </summary>
    public bool PersistentRefreshTokens { get; set; }

    /// <summary>Whether access tokens of a withdrawn grant work until the leeway has passed, rather than ending at once.</summary>
    public bool WithdrawnAccessOutlivesLeeway { get; set; }

    /// <summary>Whether a consent replaces the sites of the grant (resource-level apps) rather than adding to them (account-level).</summary>
    public bool ConsentReplacesSites { get; set; }
}
