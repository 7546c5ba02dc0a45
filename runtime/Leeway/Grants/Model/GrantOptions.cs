namespace Leeway.Grants;

/// <summary>How grants are kept. The defaults follow what Atlassian documents and what has been seen.</summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/">OAuth 2.0 (3LO) apps</see>.</remarks>
public sealed class GrantOptions
{
    /// <summary>How long Atlassian lets a refresh token be repeated after its first exchange.</summary>
    /// <value>The default is 10 minutes, as documented.</value>
    public TimeSpan Leeway { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long before the end of <see cref="Leeway"/> the last repetition is sent: for slow networks and wrong clocks.</summary>
    /// <value>The default is 2 minutes.</value>
    public TimeSpan LeewayMargin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What to do once that time has passed.</summary>
    /// <value>The default is <see cref="LateSpend.Try"/>.</value>
    public LateSpend LateSpend { get; set; } = LateSpend.Try;

    /// <summary>How long before its end an access token is no longer handed out; at most an eighth of its life.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan ExpiryMargin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long before its end an access token is renewed in the background at the earliest, while it is still handed out; at most a quarter
    /// of its life. Each process begins at a random moment in the second half of this time.
    /// </summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan RenewAhead { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one exchange may take before its answer counts as lost.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan ExchangeTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long the store's lease lasts if its holder vanishes. Longer than <see cref="ExchangeTimeout"/>, and no shorter than three times
    /// <see cref="StoreTimeout"/>: a token is sent only after the lease was taken, the grant read and the spend recorded, and only while the
    /// lease lasts.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How soon a process that waits for another's exchange looks whether it is done. The longer it has waited the longer it waits for
    /// the next look, up to eight times this.
    /// </summary>
    /// <value>The default is a quarter of a second.</value>
    public TimeSpan LeasePollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The longest that a call without a usable token waits for one, whatever the authorization server and the store do. The refresh goes on
    /// after that without the call. It also limits how long a call waits to learn whether the store still has the grant, and how long
    /// forgetting a grant and the store's part in a sign-in take. Longer than <see cref="LeasePollInterval"/>. Where it is no longer than <see cref="LeaseDuration"/>, a
    /// call may fail while a process that vanished still has the lease.
    /// </summary>
    /// <value>The default is 45 seconds.</value>
    public TimeSpan CallerTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>The pause after the first failed attempt; it doubles with each.</summary>
    /// <value>The default is half a second.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The longest such pause, unless the server asks for a longer one while no rotation is in doubt. Shorter than the time in which a
    /// token may be sent again: <see cref="Leeway"/> less <see cref="LeewayMargin"/>.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long after an exchange another one may be forced by a 401. A 401 that a new token does not cure must not
    /// cost a rotation per call.
    /// </summary>
    /// <value>The default is one minute.</value>
    public TimeSpan ForcedRenewalInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a call may use what this process last read of a grant. A grant that <see cref="GrantKeeper.ForgetAsync"/> removed in another
    /// process is refused here after this time at the latest, for as long as the store answers.
    /// </summary>
    /// <remarks>
    /// While a grant is in use, it is read again in the background about a second before this time has passed (a tenth of it before, where that
    /// is less), so that calls do not wait; the first call after a longer pause reads the store itself. Where the store fails, valid tokens
    /// go on being used, and the read is repeated at growing intervals up to half this time.
    /// </remarks>
    /// <value>The default is 30 seconds. At least a second, at most a day.</value>
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many exchanges this process makes at once.</summary>
    /// <value>The default is 16.</value>
    public int MaxConcurrentExchanges { get; set; } = 16;

    /// <summary>After what time without use Atlassian ends a refresh token: to warn of it, to keep alive in time, and to explain a loss.</summary>
    /// <value>The default is 90 days, as documented.</value>
    public TimeSpan InactivityLimit { get; set; } = TimeSpan.FromDays(90);

    /// <summary>After what time Atlassian may end a token family whatever its use: to warn of it and to explain a loss, never to refuse.</summary>
    /// <value>The default is 365 days, as documented until 2026.</value>
    public TimeSpan AbsoluteLimit { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long before a limit <see cref="GrantAgeing"/> is told.</summary>
    /// <value>The default is 14 days.</value>
    public TimeSpan AgeWarning { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// How long one operation of the store may take before it counts as failed. It is not waited for any longer, even if the store ignores
    /// its cancellation token.
    /// </summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Until when a token may be sent again, as an age of its spend.</summary>
    internal TimeSpan SpendWindow => Leeway - LeewayMargin;
}
