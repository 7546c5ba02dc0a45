using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// Hands out access tokens and refreshes their grants. Each grant has one exchange at a time, in this process and, through
/// the store, across all processes.
/// </summary>
public sealed class GrantKeeper : IGrantKeeper, ILogin, IDisposable, IAsyncDisposable
{
    // If the server has issued expired tokens this often, it does so again.
    private const int MaxRounds = 3;

    private static readonly TimeSpan s_refusalTimeout = TimeSpan.FromSeconds(5);

    // A swap is lost when another process has written. This many lost swaps in a row mean that the store refuses all of them.
    private const int MaxSwaps = 5;

    private readonly TimeLimitedGrantStore _store;
    private readonly RuntimeEnvironment _environment;
    private readonly GrantOptions _options;
    private readonly GrantRefresh _refresh;
    private readonly GrantFlights _flights;
    private readonly GrantRecovery _recovery;
    private readonly GrantRecheck _recheck;
    private readonly GrantRemoval _removal;
    private readonly GrantEventDelivery _events;
    private readonly string[] _askedScopes;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _stoppingHandlers = new();
    private bool _isStopped;
    private bool _isDisposed;

    /// <param name="store">The store of the grants.</param>
    /// <param name="endpoint">The token endpoint.</param>
    /// <param name="environment">The time and random numbers.</param>
    /// <param name="options">The margins.</param>
    /// <param name="askedScopes">The scopes that the application requests, to find those that are missing.</param>
    /// <param name="handlers">The event handlers.</param>
    /// <param name="instruments">The metrics.</param>
    /// <param name="logger">The logger.</param>
    internal GrantKeeper(
        IGrantStore store,
        TokenEndpoint endpoint,
        RuntimeEnvironment environment,
        GrantOptions options,
        IEnumerable<string> askedScopes,
        IReadOnlyList<IGrantEvents> handlers,
        GrantInstruments instruments,
        ILogger logger)
    {
        _askedScopes = [.. askedScopes];
        _logger = logger;
        _events = new GrantEventDelivery(handlers, environment, options, instruments, logger, _stoppingHandlers.Token);
        _store = new TimeLimitedGrantStore(store, environment, options, logger);
        _environment = environment;
        _options = options;
        _refresh = new GrantRefresh(_store, endpoint, environment, options, _events, instruments, logger, _stopping.Token);
        _recheck = new GrantRecheck(_store, environment, options, logger, _stopping.Token);
        _removal = new GrantRemoval(_store, environment, options, _events, logger);
        _recovery = new GrantRecovery(environment, options) { EnsureFlight = slot => _flights!.EnsureFlight(slot) };
        _flights = new GrantFlights(environment, instruments) { Fly = FlyAsync };
    }

    /// <summary>
    /// Called before a grant is forgotten, for what only its tokens can do; <see langword="null"/> if there is nothing. It has a time limit of its own
    /// and throws nothing.
    /// </summary>
    internal Func<GrantId, CancellationToken, Task>? BeforeForgetting { get; set; }

    /// <summary>How calls log in.</summary>
    internal AtlassianLogin Login { get; init; } = AtlassianLogin.Consent;

    /// <summary>Gets an access token that should work, as far as is known without a request to the gateway.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Ends the wait. A refresh under way continues.</param>
    /// <exception cref="ReauthorizationRequiredException">The grant is lost, was forgotten, or never existed.</exception>
    /// <exception cref="ClientCredentialsRefusedException">
    /// The authorization server refuses the app: its id or secret, its state, or the grant type.
    /// </exception>
    /// <exception cref="TokenUnavailableException">
    /// The authorization server or the store fails, or no token was received within <see cref="GrantOptions.CallerTimeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        GrantSlot slot = _flights.GetSlot(id);
        return slot.Snapshot is { } snapshot && snapshot.IsFresh(_environment.Now)
            ? new(Serve(slot, snapshot))
            : new(RenewAsync(id, cancellationToken));
    }

    /// <summary>Gets another access token to repeat a call that failed with status 401.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="rejected">The token that the call used.</param>
    /// <param name="cancellationToken">Ends the wait. A refresh under way continues.</param>
    /// <returns>
    /// A newer token that is already known or stored; otherwise, a token from a new exchange.
    /// <see langword="null"/> if the rejected token is so new that its age cannot be the cause. In that case the 401 is final.
    /// </returns>
    /// <inheritdoc cref="GetAccessTokenAsync" path="/exception"/>
    public async ValueTask<AccessToken?> GetAccessTokenAfterAsync(
        GrantId id,
        AccessToken rejected,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        GrantSlot slot = _flights.GetSlot(id);
        using CallerTimeout callerTimeout = new(_options.CallerTimeout, _environment.Time);
        if (slot.Snapshot is null)
        {
            // The slot was dropped from memory since the call began. The store knows how old the token is.
            await JoinAsync(slot, null, callerTimeout, cancellationToken).ConfigureAwait(false);
        }

        if (slot.Snapshot is { } known && known.Grant?.AccessToken == rejected)
        {
            // A clearly negative age was measured by clocks that disagree, and proves nothing.
            TimeSpan age = _environment.Now - known.Grant.RotatedAt;
            if (age >= _options.ForcedRenewalInterval || age < -_options.LeewayMargin)
            {
                slot.Reject(rejected, _options);
            }
            else
            {
                // Another process may have rotated the tokens anyway. A flight that finds nothing to renew only reads.
                await JoinAsync(slot, known, callerTimeout, cancellationToken).ConfigureAwait(false);
            }
        }

        AccessToken token = await RenewAsync(id, callerTimeout, cancellationToken).ConfigureAwait(false);
        return token == rejected ? null : token;
    }

    /// <inheritdoc/>
    async ValueTask ILogin.CheckRefusedAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken)
    {
        if (_flights.GetSlot(id).TryRejectNew(rejected, _options))
        {
            // The caller has an answer already, and waits only for a better one.
            using CallerTimeout callerTimeout = new(TimeSpan.FromTicks(Math.Min(s_refusalTimeout.Ticks, _options.CallerTimeout.Ticks)), _environment.Time);
            await RenewAsync(id, callerTimeout, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Forgets a grant, for example when a user clicks "disconnect". Later calls with it throw
    /// <see cref="ReauthorizationRequiredException"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Access ends in this process before the store is asked. The grant is then removed from the store, and every other process that uses
    /// the store stops using it within <see cref="GrantOptions.MaxStaleness"/> (30 seconds by default), provided that the store works. A
    /// request that was already sent is not canceled. A refresh under way discards the tokens that it receives. Forgetting a grant that
    /// does not exist has no effect.
    /// </para>
    /// <para>
    /// A later sign-in with the same id creates a new grant, and so does a sign-in that is under way during the call.
    /// <see cref="GrantForgotten"/> is raised in this process.
    /// </para>
    /// <para>
    /// The tokens themselves remain valid until they expire, because Atlassian documents no way to revoke them. To withdraw the consent,
    /// the user removes the app under <see href="https://id.atlassian.com/manage-profile/apps">Connected apps</see> in the Atlassian
    /// account. A site administrator can remove the app for all users of the site, under Connected apps in the site's administration.
    /// </para>
    /// </remarks>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Cancels the removal from the store. Access in this process has ended anyway.</param>
    /// <exception cref="GrantNotForgottenException">
    /// The store failed until <see cref="GrantOptions.CallerTimeout"/> had passed, or reported that it must be repaired. This process no
    /// longer uses the grant; other processes use it until <see cref="ForgetAsync"/> succeeds.
    /// </exception>
    /// <exception cref="InvalidOperationException">Calls do not use grants but another <see cref="AtlassianLogin"/>.</exception>
    /// <exception cref="OperationCanceledException">The removal was canceled.</exception>
    public async Task ForgetAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        if (Login.Kind != LoginKind.Consent)
        {
            throw new InvalidOperationException(
                $"There is no grant '{id}' to forget, because calls log in with {Login}. To end access, revoke the credential at Atlassian and remove it from the configuration.");
        }

        if (BeforeForgetting is { } prepare)
        {
            await prepare(id, cancellationToken).ConfigureAwait(false);
        }

        using GrantHold hold = _flights.Hold(id);
        await _removal.RunAsync(hold.Slot, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reports the state of a grant, from what is stored and from what went wrong in this process.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="TokenUnavailableException">The store cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The read was canceled.</exception>
    public async ValueTask<GrantHealth> GetHealthAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        GrantSnapshot known = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        GrantSlot? slot = _flights.Find(id);
        return HealthAssessment.Assess(
            id,
            known.Grant is null ? null : GrantOutline.Of(known.Grant),
            isUnstored: slot?.Unwritten is not null,
            slot?.LastFailure,
            _askedScopes,
            _environment.Now,
            _options,
            known.Removal);
    }

    /// <summary>
    /// Stops starting exchanges, and cancels event handlers. An exchange under way ends by itself, if the process lives long enough.
    /// </summary>
    /// <remarks>
    /// If the process ends earlier, a recorded spend remains that another process, or the next run within the leeway, has to recover.
    /// <see cref="DisposeAsync"/> avoids this.
    /// </remarks>
    public void Dispose()
    {
        StopExchanges();
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            _stoppingHandlers.Cancel();
            _stoppingHandlers.Dispose();
        }
    }

    /// <summary>
    /// Stops as <see cref="Dispose"/> does, and waits until the exchanges under way have ended and their tokens are stored. This rarely
    /// takes longer than <see cref="GrantOptions.ExchangeTimeout"/> and one store operation. Then waits until the event handlers have handled
    /// the events so far, for at most <see cref="GrantOptions.StoreTimeout"/>, and cancels those that have not.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        StopExchanges();
        await _flights.WaitForFlightsAsync(_refresh.WriteUnwrittenAsync).ConfigureAwait(false);
        await _events.DrainAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Reads the store and adopts the result, so that the next call does not get a token that is known to be spent.</summary>
    /// <returns>The state that is known then.</returns>
    /// <exception cref="TokenUnavailableException">The store cannot be read.</exception>
    internal async ValueTask<GrantSnapshot> FindAsync(GrantId id, CancellationToken cancellationToken)
    {
        using GrantHold hold = _flights.Hold(id);
        using CallerTimeout callerTimeout = new(_options.CallerTimeout, _environment.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, callerTimeout.Token);
        GrantInquiry inquiry = hold.Slot.BeginInquiry(_environment);
        Grant? stored;
        try
        {
            stored = await _store.FindAsync(id, end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested || exception is not OperationCanceledException)
        {
            Exception cause = callerTimeout.ExplainStore(exception);
            throw new TokenUnavailableException(id, _store.Explain("read the grant", cause), null, cause);
        }

        return hold.Slot.Adopt(stored, inquiry, _environment, _options);
    }

    /// <summary>
    /// Stores the pair of a new consent in place of the stored grant. A refresh under way then finds that it is outdated. The code cannot
    /// be used again, so a failing store is tried again until <see cref="GrantOptions.CallerTimeout"/> has passed.
    /// </summary>
    /// <returns>The stored grant, and the grant that it replaced.</returns>
    /// <exception cref="TokenUnavailableException">The store did not accept the pair.</exception>
    internal async Task<(Grant Begun, Grant? Replaced)> BeginFamilyAsync(GrantId id, TokenEndpointResult.Issued issued)
    {
        long startedAt = _environment.Time.GetTimestamp();
        using CallerTimeout callerTimeout = new(_options.CallerTimeout, _environment.Time);
        DateTimeOffset now = _environment.Now;
        Grant begun = new()
        {
            Id = id,
            Version = _environment.NextVersion(),
            Family = _environment.NextName(),
            AccessToken = issued.AccessToken,
            AccessTokenExpiresAt = issued.ExpiresAt,
            RefreshToken = issued.RefreshToken,
            Scopes = issued.Scopes,
            FamilyStartedAt = now,
            RotatedAt = issued.AskedAt,
        };
        Grant? replaced = null;
        bool isFirst = true;
        using GrantHold hold = _flights.Hold(id);
        for (int failures = 0; ; failures++)
        {
            TimeSpan pause = _options.Retries.GetPause(failures);
            try
            {
                for (int swaps = 0; swaps < MaxSwaps; swaps++)
                {
                    GrantInquiry inquiry = hold.Slot.BeginInquiry(_environment);
                    Grant? stored = await _store.FindAsync(id, callerTimeout.Token).ConfigureAwait(false);
                    GrantSnapshot known = hold.Slot.Adopt(stored, inquiry, _environment, _options);
                    if (stored?.Family == begun.Family || (!isFirst && stored?.Family != replaced?.Family && stored?.FamilyStartedAt > now))
                    {
                        // A write that seemed to fail took effect after all, or a later sign-in was faster.
                        _events.ReportSettled(hold.Slot, known);
                        return (stored, replaced);
                    }

                    replaced = isFirst ? stored : replaced;
                    isFirst = false;
                    inquiry = hold.Slot.BeginInquiry(_environment);

                    // If nothing is stored, an earlier attempt may have been written and then forgotten. Others may have used its version,
                    // and processes that have forgotten its family do not use it again.
                    begun = stored is null
                        ? begun with { Version = _environment.NextVersion(), Family = _environment.NextName() }
                        : begun with { Version = stored.Version + 1 };
                    if (await _store.TrySwapAsync(begun, stored?.Version, callerTimeout.Token).ConfigureAwait(false))
                    {
                        _events.ReportSettled(hold.Slot, hold.Slot.Adopt(begun, inquiry, _environment, _options));
                        return (begun, replaced);
                    }
                }

                throw new InvalidOperationException($"it refused {MaxSwaps} times to replace the version that it had just returned");
            }
            catch (Exception exception)
            {
                Exception cause = callerTimeout.ExplainStore(exception);
                string detail = _store.Explain("write the tokens of the sign-in", cause);
                GrantLog.StoreFailed(_logger, id.Value, detail, cause);
                if (_environment.Time.GetElapsedTime(startedAt) + pause >= _options.CallerTimeout)
                {
                    throw new TokenUnavailableException(id, $"{detail}. The authorization code cannot be used again: sign in again", null, cause);
                }
            }

            await Task.Delay(pause, _environment.Time).ConfigureAwait(false);
        }
    }

    internal TimeLimitedGrantStore Store => _store;

    internal GrantFlights Flights => _flights;

    internal GrantEventDelivery Events => _events;

    internal RuntimeEnvironment Environment => _environment;

    internal GrantOptions Options => _options;

    internal ILogger Logger => _logger;

    /// <summary>Finds the grant as this process last saw it.</summary>
    internal Grant? FindKnown(GrantId id) => _flights.Find(id)?.Snapshot?.Grant;

    /// <inheritdoc/>
    IReadOnlyList<string>? ILogin.GetScopes(GrantId id) => FindKnown(id)?.Scopes;

    internal GrantSlot GetSlot(GrantId id) => _flights.GetSlot(id);

    /// <inheritdoc cref="GrantFlights.RetireIdle"/>
    internal void RetireIdle() => _flights.RetireIdle();

    private void StopExchanges()
    {
        if (!Interlocked.Exchange(ref _isStopped, true))
        {
            _recovery.Dispose();
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    private async Task<GrantOutcome> FlyAsync(GrantSlot slot)
    {
        GrantOutcome outcome = await _refresh.RunAsync(slot).ConfigureAwait(false);
        _recovery.Schedule(slot);
        return outcome;
    }

    private AccessToken Serve(GrantSlot slot, GrantSnapshot snapshot)
    {
        if (!snapshot.IsInUse)
        {
            _recheck.RecheckWhileInUse(slot, snapshot);
        }

        return snapshot.Grant!.AccessToken;
    }

    private async Task<AccessToken> RenewAsync(GrantId id, CancellationToken cancellationToken)
    {
        using CallerTimeout callerTimeout = new(_options.CallerTimeout, _environment.Time);
        return await RenewAsync(id, callerTimeout, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AccessToken> RenewAsync(GrantId id, CallerTimeout callerTimeout, CancellationToken cancellationToken)
    {
        int rounds = 0;
        int checks = 0;
        while (rounds < MaxRounds)
        {
            GrantSlot slot = _flights.GetSlot(id);
            GrantSnapshot? seen = slot.Snapshot;
            switch (seen?.Decide(_environment.Now))
            {
                // A slow store's result may already be old when it arrives. After MaxRounds checks, the last result for this call is used.
                case RenewalDecision.Recheck when checks < MaxRounds:
                    checks++;
                    await CheckAsync(slot, seen, callerTimeout, cancellationToken).ConfigureAwait(false);
                    break;

                case RenewalDecision.Serve or RenewalDecision.Recheck:
                    return Serve(slot, seen);

                case RenewalDecision.ServeAndRenew:
                    _flights.EnsureFlight(slot);
                    return Serve(slot, seen);

                default:
                    await JoinAsync(slot, seen, callerTimeout, cancellationToken).ConfigureAwait(false);

                    // Use what is known by now rather than the outcome of the flight: a sign-in or a 401 may have changed it.
                    if (slot.Snapshot is not { } settled)
                    {
                        // The slot was dropped from memory in the meantime.
                        break;
                    }

                    if (settled.IsAlive(_environment.Now) && (settled.IsTrusted(_environment.Now) || checks == MaxRounds))
                    {
                        return Serve(slot, settled);
                    }

                    ThrowIfRefused(id, settled);
                    rounds++;
                    break;
            }
        }

        throw new TokenUnavailableException(id, "the authorization server issues tokens that have already expired", null, null);
    }

    /// <summary>Asks the store whether it still has the grant, until the caller's timeout.</summary>
    /// <exception cref="TokenUnavailableException">
    /// The store did not respond in time. The known token is not used, because the grant may have been removed.
    /// </exception>
    private async Task CheckAsync(GrantSlot slot, GrantSnapshot seen, CallerTimeout callerTimeout, CancellationToken cancellationToken)
    {
        try
        {
            await _recheck.CheckAsync(slot, seen, cancellationToken, callerTimeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (callerTimeout.HasEnded(exception))
        {
            Exception timeout = callerTimeout.ExplainStore(exception);
            throw callerTimeout.Explain(slot.Id, _store.Explain("read the grant", timeout), null, timeout);
        }
    }

    /// <summary>Waits for the flight of a grant until the caller's timeout.</summary>
    private async Task JoinAsync(GrantSlot slot, GrantSnapshot? seen, CallerTimeout callerTimeout, CancellationToken cancellationToken)
    {
        GrantOutcome outcome;
        try
        {
            outcome = await _flights.JoinAsync(slot, seen, cancellationToken, callerTimeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (callerTimeout.HasEnded(exception))
        {
            // The flight continues. It is usually delayed by what went wrong last.
            GrantOutcome.Unavailable? trouble = slot.LastFailure as GrantOutcome.Unavailable;
            throw callerTimeout.Explain(slot.Id, trouble?.Detail, trouble?.RetryAfter, trouble?.Exception);
        }

        switch (outcome)
        {
            case GrantOutcome.Misconfigured misconfigured:
                throw new ClientCredentialsRefusedException(slot.Id, misconfigured.Words);

            case GrantOutcome.Unavailable trouble:
                throw new TokenUnavailableException(slot.Id, trouble.Detail, trouble.RetryAfter, trouble.Exception);
        }
    }

    private void ThrowIfRefused(GrantId id, GrantSnapshot snapshot)
    {
        DateTimeOffset now = _environment.Now;
        switch (snapshot.Decide(now))
        {
            case RenewalDecision.RefuseNotGranted:
                throw new ReauthorizationRequiredException(
                    id,
                    snapshot.Removal ?? new GrantLoss { Reason = GrantLossReason.NotGranted, Evidence = "nothing is stored for it.", At = now });

            case RenewalDecision.RefuseNoRefreshToken:
                throw new ReauthorizationRequiredException(
                    id,
                    new GrantLoss
                    {
                        Reason = GrantLossReason.NoRefreshToken,
                        Evidence = "its access token has expired, and there is no refresh token because the user consented without the scope offline_access.",
                        At = now,
                    });

            case RenewalDecision.RefuseLost:
                throw new ReauthorizationRequiredException(id, snapshot.Grant!.Loss!);
        }
    }
}
