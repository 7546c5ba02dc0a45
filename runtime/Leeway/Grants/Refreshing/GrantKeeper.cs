using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// Hands out access tokens and keeps their grants alive: one exchange at a time for each grant, in this process and, through
/// the store, among all.
/// </summary>
public sealed class GrantKeeper : ILogin, IDisposable, IAsyncDisposable
{
    // A server that issues tokens which have already ended does so again.
    private const int MaximumRounds = 3;

    // Each swap that is lost is another's write; more of them in a row are a store that refuses them all.
    private const int MaximumSwaps = 5;

    private readonly TimeLimitedGrantStore _store;
    private readonly GrantEnvironment _environment;
    private readonly GrantOptions _options;
    private readonly GrantRefresh _refresh;
    private readonly GrantFlights _flights;
    private readonly GrantTending _tending;
    private readonly GrantRecheck _recheck;
    private readonly GrantRemoval _removal;
    private readonly GrantEventDelivery _events;
    private readonly IEnumerable<string> _askedScopes;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private bool _isDisposed;

    /// <param name="store">Where grants live.</param>
    /// <param name="endpoint">The token endpoint.</param>
    /// <param name="environment">Time and chance.</param>
    /// <param name="options">The margins.</param>
    /// <param name="askedScopes">The scopes that the application asks for: only to tell which are missing.</param>
    /// <param name="handlers">Handle the events.</param>
    /// <param name="instruments">Measures what happens to grants.</param>
    /// <param name="logger">What is logged to.</param>
    internal GrantKeeper(
        IGrantStore store,
        TokenEndpoint endpoint,
        GrantEnvironment environment,
        GrantOptions options,
        IEnumerable<string> askedScopes,
        IReadOnlyList<IGrantEvents> handlers,
        GrantInstruments instruments,
        ILogger logger)
    {
        _askedScopes = askedScopes;
        _logger = logger;
        _events = new GrantEventDelivery(handlers, environment, options, instruments, logger);
        _store = new TimeLimitedGrantStore(store, environment, options, logger);
        _environment = environment;
        _options = options;
        _refresh = new GrantRefresh(_store, endpoint, environment, options, _events, instruments, logger, _stopping.Token);
        _recheck = new GrantRecheck(_store, environment, options, logger, _stopping.Token);
        _removal = new GrantRemoval(_store, environment, options, _events, logger);
        _tending = new GrantTending(environment, options) { EnsureFlight = slot => _flights!.EnsureFlight(slot) };
        _flights = new GrantFlights(environment, instruments) { Fly = FlyAsync };
    }

    /// <summary>How calls log in.</summary>
    internal AtlassianLogin Login { get; init; } = AtlassianLogin.Consent;

    /// <summary>Gets an access token that works, as far as can be known without asking the gateway.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Ends the waiting. A refresh under way goes on.</param>
    /// <exception cref="ReauthorizationRequiredException">The grant is lost, was forgotten, or was never given.</exception>
    /// <exception cref="ClientCredentialsRefusedException">The authorization server refuses the app: its id or secret, its state, or the kind of grant.</exception>
    /// <exception cref="TokenUnavailableException">
    /// The authorization server or the store is in trouble, or no token came within <see cref="GrantOptions.Patience"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        GrantSlot slot = _flights.SlotOf(id);
        return slot.Snapshot is { } snapshot && snapshot.IsFresh(_environment.Now)
            ? new(Serve(slot, snapshot))
            : new(RenewAsync(id, cancellationToken));
    }

    /// <summary>Gets an access token to replay a call with that was answered 401.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="rejected">The token that the call was made with.</param>
    /// <param name="cancellationToken">Ends the waiting. A refresh under way goes on.</param>
    /// <returns>
    /// Another token: a newer one that is known or stored already, else one that is exchanged for now.
    /// <see langword="null"/> where the rejected one is too young for its age to be the cause: then the 401 stands.
    /// </returns>
    /// <inheritdoc cref="GetAccessTokenAsync" path="/exception"/>
    public async ValueTask<AccessToken?> GetAccessTokenAfterAsync(
        GrantId id,
        AccessToken rejected,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        GrantSlot slot = _flights.SlotOf(id);
        using CallerPatience patience = new(_options.Patience, _environment.Time);
        if (slot.Snapshot is null)
        {
            // Let go of since the call began: how old the token is, the store tells.
            await JoinAsync(slot, null, patience, cancellationToken).ConfigureAwait(false);
        }

        if (slot.Snapshot is { } known && known.Grant?.AccessToken == rejected)
        {
            // An age far below nothing was measured by clocks that disagree, and tells nothing.
            TimeSpan age = _environment.Now - known.Grant.RotatedAt;
            if (age >= _options.ForcedRenewalInterval || age < -_options.LeewayMargin)
            {
                slot.Reject(rejected, _options);
            }
            else
            {
                // Another process may have rotated all the same: a flight that finds nothing to renew only reads.
                await JoinAsync(slot, known, patience, cancellationToken).ConfigureAwait(false);
            }
        }

        AccessToken token = await RenewAsync(id, patience, cancellationToken).ConfigureAwait(false);
        return token == rejected ? null : token;
    }

    /// <summary>Forgets a grant: what a "disconnect" button calls. Afterwards, calls with it throw <see cref="ReauthorizationRequiredException"/>.</summary>
    /// <remarks>
    /// <para>
    /// Access ends in this process before the store is asked. The grant is then removed from the store, and every other process over the same
    /// store stops using it within <see cref="GrantOptions.MaxStaleness"/> (30 seconds by default) for as long as the store answers. A
    /// request that has been sent already is not called back. A refresh under way discards the tokens that it receives. Forgetting a
    /// grant that does not exist does nothing.
    /// </para>
    /// <para>
    /// A later sign-in with the same id begins a new grant, and so does a sign-in that is under way in the meantime.
    /// <see cref="GrantForgotten"/> is raised in this process.
    /// </para>
    /// <para>
    /// The tokens themselves remain valid until they end, since Atlassian documents no way to revoke them. To withdraw the consent, the user
    /// removes the app at <see href="https://id.atlassian.com/manage-profile/apps">Connected apps</see> in the Atlassian account; an
    /// administrator of a site can remove the app there, under Connected apps in the site's administration, for all its users.
    /// </para>
    /// </remarks>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Gives up removing it from the store; access in this process has ended all the same.</param>
    /// <exception cref="GrantNotForgottenException">
    /// The store failed for as long as <see cref="GrantOptions.Patience"/>, or says that it cannot work until somebody repairs it. This process no longer uses the
    /// grant; other processes do until it is forgotten successfully.
    /// </exception>
    /// <exception cref="InvalidOperationException">Calls do not log in by grants, but by another <see cref="AtlassianLogin"/>.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task ForgetAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        if (Login.Kind != LoginKind.Consent)
        {
            throw new InvalidOperationException(
                $"Calls log in by {Login}, so there is no grant '{id}' to forget. To end access, revoke the credential at Atlassian and remove it from the configuration.");
        }

        using GrantHold hold = _flights.Hold(id);
        await _removal.RunAsync(hold.Slot, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reports the state of a grant: what the store holds of it, and what went wrong in this process.</summary>
    /// <param name="id">The grant.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="TokenUnavailableException">The store cannot be read.</exception>
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

    /// <summary>Stops: no exchange begins any more. One that is under way ends by itself, if the process lives that long.</summary>
    /// <remarks>
    /// A process that ends before leaves a spend on record that another process, or the next run inside the leeway, has to recover:
    /// <see cref="DisposeAsync"/> does not.
    /// </remarks>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            _tending.Dispose();
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    /// <summary>
    /// Stops as <see cref="Dispose"/> does, and waits for the exchanges under way, whose tokens are stored: rarely longer than
    /// <see cref="GrantOptions.ExchangeTimeout"/> and an operation of the store.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _flights.LandAsync(_refresh.WriteLeftoverAsync).ConfigureAwait(false);
    }

    /// <summary>Reads what is stored, and takes note of it: the next call must not get a token that is known to be spent.</summary>
    /// <returns>What is known then.</returns>
    /// <exception cref="TokenUnavailableException">The store cannot be read.</exception>
    internal async ValueTask<GrantSnapshot> FindAsync(GrantId id, CancellationToken cancellationToken)
    {
        using GrantHold hold = _flights.Hold(id);
        using CallerPatience patience = new(_options.Patience, _environment.Time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        GrantInquiry inquiry = hold.Slot.BeginInquiry(_environment);
        Grant? stored;
        try
        {
            stored = await _store.FindAsync(id, end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested || exception is not OperationCanceledException)
        {
            Exception trouble = patience.ExplainStore(exception);
            throw new TokenUnavailableException(id, _store.Explain("read the grant", trouble), null, trouble);
        }

        return hold.Slot.Adopt(stored, inquiry, _environment, _options);
    }

    /// <summary>
    /// Stores the pair of a new consent in place of whatever the grant held; a refresh under way then finds itself late. The code is
    /// used up, so the store is asked again for as long as a caller is made to wait.
    /// </summary>
    /// <returns>What was stored, and what it replaced.</returns>
    /// <exception cref="TokenUnavailableException">The store does not take it.</exception>
    internal async Task<(Grant Begun, Grant? Replaced)> BeginFamilyAsync(GrantId id, TokenEndpointAnswer.Issued issued)
    {
        long startedAt = _environment.Time.GetTimestamp();
        using CallerPatience patience = new(_options.Patience, _environment.Time);
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
        for (TimeSpan pause = _options.RetryDelay; ; pause = pause * 2 < _options.MaximumRetryDelay ? pause * 2 : _options.MaximumRetryDelay)
        {
            try
            {
                for (int swaps = 0; swaps < MaximumSwaps; swaps++)
                {
                    GrantInquiry inquiry = hold.Slot.BeginInquiry(_environment);
                    Grant? stored = await _store.FindAsync(id, patience.Token).ConfigureAwait(false);
                    GrantSnapshot known = hold.Slot.Adopt(stored, inquiry, _environment, _options);
                    if (stored?.Family == begun.Family || (!isFirst && stored?.Family != replaced?.Family && stored?.FamilyStartedAt > now))
                    {
                        // A write that seemed to fail has arrived, or a later sign-in has been faster.
                        _events.Settled(hold.Slot, known);
                        return (stored, replaced);
                    }

                    replaced = isFirst ? stored : replaced;
                    isFirst = false;
                    inquiry = hold.Slot.BeginInquiry(_environment);

                    // Where nothing is stored, an earlier attempt may have been written and forgotten: its version may have been used by others,
                    // and processes that were told to forget its family do not use it again.
                    begun = stored is null
                        ? begun with { Version = _environment.NextVersion(), Family = _environment.NextName() }
                        : begun with { Version = stored.Version + 1 };
                    if (await _store.TrySwapAsync(begun, stored?.Version, patience.Token).ConfigureAwait(false))
                    {
                        _events.Settled(hold.Slot, hold.Slot.Adopt(begun, inquiry, _environment, _options));
                        return (begun, replaced);
                    }
                }

                throw new InvalidOperationException($"it refused {MaximumSwaps} times to replace the version that it had just returned");
            }
            catch (Exception exception)
            {
                Exception trouble = patience.ExplainStore(exception);
                string detail = _store.Explain("write the tokens of the sign-in", trouble);
                GrantLog.StoreFailed(_logger, id.Value, detail, trouble);
                if (_environment.Time.GetElapsedTime(startedAt) + pause >= _options.Patience)
                {
                    throw new TokenUnavailableException(id, $"{detail}. The code of the sign-in is used up: sign in again", null, trouble);
                }
            }

            await Task.Delay(pause, _environment.Time).ConfigureAwait(false);
        }
    }

    internal TimeLimitedGrantStore Store => _store;

    internal GrantFlights Flights => _flights;

    internal GrantEventDelivery Events => _events;

    internal GrantEnvironment Environment => _environment;

    internal GrantOptions Options => _options;

    internal ILogger Logger => _logger;

    /// <summary>The grant as this process last saw it.</summary>
    internal Grant? Known(GrantId id) => _flights.Find(id)?.Snapshot?.Grant;

    /// <inheritdoc/>
    IReadOnlyList<string>? ILogin.ScopesOf(GrantId id) => Known(id)?.Scopes;

    internal GrantSlot SlotOf(GrantId id) => _flights.SlotOf(id);

    /// <inheritdoc cref="GrantFlights.RetireIdle"/>
    internal void RetireIdle() => _flights.RetireIdle();

    private async Task<GrantOutcome> FlyAsync(GrantSlot slot)
    {
        GrantOutcome outcome = await _refresh.RunAsync(slot).ConfigureAwait(false);
        _tending.Look(slot);
        return outcome;
    }

    private AccessToken Serve(GrantSlot slot, GrantSnapshot snapshot)
    {
        if (!snapshot.IsInUse)
        {
            _recheck.Attend(slot, snapshot);
        }

        return snapshot.Grant!.AccessToken;
    }

    private async Task<AccessToken> RenewAsync(GrantId id, CancellationToken cancellationToken)
    {
        using CallerPatience patience = new(_options.Patience, _environment.Time);
        return await RenewAsync(id, patience, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AccessToken> RenewAsync(GrantId id, CallerPatience patience, CancellationToken cancellationToken)
    {
        int rounds = 0;
        int checks = 0;
        while (rounds < MaximumRounds)
        {
            GrantSlot slot = _flights.SlotOf(id);
            GrantSnapshot? seen = slot.Snapshot;
            switch (seen?.Decide(_environment.Now))
            {
                // A store may take so long that its answer is old when it comes. What it last answered to this very call will do.
                case RenewalDecision.Recheck when checks < MaximumRounds:
                    checks++;
                    await CheckAsync(slot, seen, patience, cancellationToken).ConfigureAwait(false);
                    break;

                case RenewalDecision.Serve or RenewalDecision.Recheck:
                    return Serve(slot, seen);

                case RenewalDecision.ServeAndRenew:
                    _flights.EnsureFlight(slot);
                    return Serve(slot, seen);

                default:
                    await JoinAsync(slot, seen, patience, cancellationToken).ConfigureAwait(false);

                    // Not what the flight came to, but what is known by now: a sign-in or a 401 may have overtaken it.
                    if (slot.Snapshot is not { } settled)
                    {
                        // The slot was let go of meanwhile.
                        break;
                    }

                    if (settled.IsAlive(_environment.Now) && (settled.IsTrusted(_environment.Now) || checks == MaximumRounds))
                    {
                        return Serve(slot, settled);
                    }

                    ThrowIfRefused(id, settled);
                    rounds++;
                    break;
            }
        }

        throw new TokenUnavailableException(id, "the authorization server issues tokens that have already ended", null, null);
    }

    /// <summary>Asks the store whether it still has the grant, and waits no longer than the caller's patience.</summary>
    /// <exception cref="TokenUnavailableException">
    /// The store did not answer in time. The token at hand is not used: until the read has failed, the grant may have been removed.
    /// </exception>
    private async Task CheckAsync(GrantSlot slot, GrantSnapshot seen, CallerPatience patience, CancellationToken cancellationToken)
    {
        try
        {
            await _recheck.CheckAsync(slot, seen, cancellationToken, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (patience.HasEnded(exception))
        {
            Exception timeout = patience.ExplainStore(exception);
            throw patience.Explain(slot.Id, _store.Explain("read the grant", timeout), null, timeout);
        }
    }

    /// <summary>Waits for the flight of a grant for as long as the caller is made to wait.</summary>
    private async Task JoinAsync(GrantSlot slot, GrantSnapshot? seen, CallerPatience patience, CancellationToken cancellationToken)
    {
        GrantOutcome outcome;
        try
        {
            outcome = await _flights.JoinAsync(slot, seen, cancellationToken, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (patience.HasEnded(exception))
        {
            // The flight goes on. What went wrong last is what it is held up by, as a rule.
            GrantOutcome.Unavailable? trouble = slot.LastFailure as GrantOutcome.Unavailable;
            throw patience.Explain(slot.Id, trouble?.Detail, trouble?.RetryAfter, trouble?.Exception);
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
                    id, snapshot.Removal ?? new GrantLoss(GrantLossReason.NotGranted, "nothing is stored for it.", now));

            case RenewalDecision.RefuseNoRefreshToken:
                throw new ReauthorizationRequiredException(
                    id,
                    new GrantLoss(
                        GrantLossReason.NoRefreshToken,
                        "its access token has ended, and without the scope offline_access there is no refresh token.",
                        now));

            case RenewalDecision.RefuseLost:
                throw new ReauthorizationRequiredException(id, snapshot.Grant!.Loss!);
        }
    }
}
