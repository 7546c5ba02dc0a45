namespace Leeway.Grants;

/// <summary>How grants are refreshed and stored. The defaults follow Atlassian's documentation and observed behavior.</summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/">OAuth 2.0 (3LO) apps</see>.</remarks>
public sealed class GrantOptions
{
    /// <summary>How long Atlassian accepts a refresh token again after its first exchange.</summary>
    /// <value>The default is 10 minutes, as documented.</value>
    public TimeSpan Leeway { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long before the end of <see cref="Leeway"/> a token is sent for the last time, to allow for slow networks and wrong clocks.
    /// </summary>
    /// <value>The default is 2 minutes.</value>
    public TimeSpan LeewayMargin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What to do with a token in doubt when that time has passed.</summary>
    /// <value>The default is <see cref="LateSpend.Try"/>.</value>
    public LateSpend LateSpend { get; set; } = LateSpend.Try;

    /// <summary>How long before its expiry an access token is no longer handed out; limited to an eighth of its lifetime.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan ExpiryMargin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The earliest time before its expiry at which an access token is renewed in the background while it is still handed out; limited to a
    /// quarter of its lifetime. Each process uses a random value between half of this time and all of it.
    /// </summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan RenewAhead { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one exchange may take before its response counts as lost.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan ExchangeTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long the store's lease lasts if its holder ends without releasing it. It must be longer than <see cref="ExchangeTimeout"/> and
    /// at least three times <see cref="StoreTimeout"/>, because a token is sent only after the lease was taken, the grant was read and the
    /// spend was recorded, and only while the lease lasts.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a process that waits for the exchange of another process checks whether it has ended. The interval grows with each check,
    /// up to eight times this value.
    /// </summary>
    /// <value>The default is a quarter of a second.</value>
    public TimeSpan LeasePollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a call without a usable token waits for one, whatever the authorization server and the store do. After that the call fails
    /// and the refresh continues. It also limits how long a call waits to find out whether the store still has the grant, and how long
    /// forgetting a grant and storing the tokens of a sign-in take. It must be longer than <see cref="LeasePollInterval"/>. If it is not
    /// longer than <see cref="LeaseDuration"/>, a call may fail while a process that has ended still has the lease.
    /// </summary>
    /// <value>The default is 45 seconds.</value>
    public TimeSpan CallerTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>The pause after the first failed attempt. It doubles with each further failure.</summary>
    /// <value>The default is half a second.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The maximum pause, unless the server asks for a longer one while no rotation is in doubt. It must be shorter than the time in which
    /// a token may be sent again: <see cref="Leeway"/> minus <see cref="LeewayMargin"/>.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The minimum time between an exchange and another one that a 401 causes. It prevents that a 401 that a new token does not resolve
    /// causes an exchange at each call. Only the first token of a consent is exchanged earlier, if a call and its replay are refused, so that a consent
    /// that is withdrawn at once is noticed.
    /// </summary>
    /// <value>The default is one minute.</value>
    public TimeSpan ForcedRenewalInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a call may use a grant as this process last read it. A grant that <see cref="GrantKeeper.ForgetAsync"/> removed in another
    /// process is refused here after this time at the latest, provided that the store works.
    /// </summary>
    /// <remarks>
    /// While a grant is in use, it is read again in the background about one second before this time has passed (a tenth of it, if that
    /// is less), so that calls do not wait. The first call after a longer pause reads the store itself. If the store fails, valid tokens
    /// remain in use, and the read is repeated at growing intervals up to half of this time.
    /// </remarks>
    /// <value>The default is 30 seconds. The minimum is one second and the maximum one day.</value>
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of exchanges that this process makes at the same time.</summary>
    /// <value>The default is 16.</value>
    public int MaxConcurrentExchanges { get; set; } = 16;

    /// <summary>
    /// The time without use after which Atlassian ends a refresh token. It is used to warn, to keep grants alive in time, and to explain a
    /// loss.
    /// </summary>
    /// <value>The default is 90 days, as documented.</value>
    public TimeSpan InactivityLimit { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// The age at which Atlassian may end a token family, even if it is used. It is used to warn and to explain a loss, never to refuse a
    /// call.
    /// </summary>
    /// <value>The default is 365 days, as documented until 2026.</value>
    public TimeSpan AbsoluteLimit { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long before a limit <see cref="GrantAgeing"/> is raised.</summary>
    /// <value>The default is 14 days.</value>
    public TimeSpan AgeWarning { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// How long one store operation may take before it counts as failed, including the encryption of its tokens. The limit applies even if
    /// the store or the <see cref="ITokenProtector"/> ignores its cancellation token.
    /// </summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pauses between attempts. Jitter keeps processes from trying at the same time.</summary>
    internal Backoff Retries => new(RetryDelay, MaxRetryDelay) { Jitter = 0.3 };

    /// <summary>The maximum age of a spend at which its token may be sent again.</summary>
    internal TimeSpan SpendWindow => Leeway - LeewayMargin;
}
