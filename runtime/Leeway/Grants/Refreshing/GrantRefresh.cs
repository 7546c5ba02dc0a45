using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>Carries a refresh through: the numbered steps of <c>README.md</c> in this folder.</summary>
internal sealed class GrantRefresh(
    TimeLimitedGrantStore store,
    TokenEndpoint endpoint,
    GrantEnvironment environment,
    GrantOptions options,
    GrantEventDelivery events,
    GrantInstruments instruments,
    ILogger logger,
    CancellationToken stopping)
{
    private const double LeastJitter = 0.7;
    private const double MostJitter = 1.3;

    private readonly GrantWriter _writer = new(store, environment, options);
    private readonly ExchangeGate _gate = new(options.MaximumConcurrentExchanges, environment.PromiseOptions);

    /// <summary>The longest pause that is not the server's wish.</summary>
    private TimeSpan LongestPause => options.MaximumRetryDelay * MostJitter;

    /// <summary>Offers the store once more what it has not taken, where no flight will do so any more.</summary>
    public async Task WriteLeftoverAsync(GrantSlot slot)
    {
        if (slot.Unwritten is { } unwritten && (await _writer.WriteAsync(slot, unwritten).ConfigureAwait(false)).Failure is { } failure)
        {
            GrantLog.Unwritten(logger, slot.Id.Value, failure);
        }
    }

    /// <summary>Attempts until the grant is settled, or for as long as a caller is made to wait.</summary>
    public async Task<GrantOutcome> RunAsync(GrantSlot slot)
    {
        long startedAt = environment.Time.GetTimestamp();
        TimeSpan poll = options.LeasePollInterval;
        bool wasContended = false;
        while (true)
        {
            TimeSpan pause = TimeUntil(slot.NotBefore);
            if (pause > TimeSpan.Zero)
            {
                if (slot.LastFailure is { } failure && !MayWait(failure, startedAt, pause))
                {
                    // Somebody else may have had more luck, or the user may have consented again; or there is a spend by now, for
                    // which the server's wish is not heeded.
                    if (await LookAsync(slot).ConfigureAwait(false) is GrantOutcome.Settled settled)
                    {
                        return Settle(slot, settled);
                    }

                    if (!IsPressing(slot) || pause <= LongestPause)
                    {
                        return failure;
                    }
                }
                else
                {
                    await PauseAsync(pause).ConfigureAwait(false);
                }
            }

            if (stopping.IsCancellationRequested)
            {
                return new GrantOutcome.Unavailable("The application is stopping", false, null, null);
            }

            GrantOutcome outcome;
            try
            {
                outcome = await AttemptAsync(slot).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                outcome = new GrantOutcome.Unavailable("The refresh failed", false, null, exception);
            }

            switch (outcome)
            {
                case GrantOutcome.Settled settled:
                    return Settle(slot, settled);

                case GrantOutcome.Contended when !wasContended:
                    // Once may be chance: what changed the grant has settled it, as a rule.
                    wasContended = true;
                    break;

                case GrantOutcome.Contended contended:
                    BackOff(slot, new GrantOutcome.Unavailable(contended.Detail, true, null, null));
                    break;

                case GrantOutcome.Waiting when MayWait(outcome, startedAt, poll):
                    await PauseAsync(poll).ConfigureAwait(false);

                    // Who has waited long waits for something slow: many waiters are a load of their own on the store.
                    poll = poll * 1.5 < options.LeasePollInterval * 8 ? poll * 1.5 : options.LeasePollInterval * 8;
                    break;

                case GrantOutcome.Waiting:
                    return new GrantOutcome.Unavailable("Another process has been refreshing this grant for too long", true, null, null);

                default:
                    BackOff(slot, outcome);
                    break;
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, environment.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<GrantOutcome> AttemptAsync(GrantSlot slot)
    {
        // A pair that the store has not taken replaces the one it has: nothing may be spent before that is mended.
        if (slot.Unwritten is { } unwritten)
        {
            (GrantSnapshot written, Exception? failure) = await _writer.WriteAsync(slot, unwritten).ConfigureAwait(false);
            if (failure is not null)
            {
                return StoreFailed(slot, "write the new tokens", failure);
            }

            if (!NeedsExchange(written))
            {
                return new GrantOutcome.Settled(written);
            }
        }

        if (await LookAsync(slot).ConfigureAwait(false) is { } seen)
        {
            return seen;
        }

        await _gate.EnterAsync().ConfigureAwait(false);
        try
        {
            return await AttemptUnderLeaseAsync(slot).ConfigureAwait(false);
        }
        finally
        {
            _gate.Leave();
        }
    }

    /// <summary>Reads the store, which may be all that is needed.</summary>
    /// <returns><see langword="null"/> where an exchange is needed.</returns>
    private async Task<GrantOutcome?> LookAsync(GrantSlot slot)
    {
        try
        {
            GrantSnapshot seen = await ReadAsync(slot).ConfigureAwait(false);
            return NeedsExchange(seen) ? null : new GrantOutcome.Settled(seen);
        }
        catch (Exception exception)
        {
            return StoreFailed(slot, "read the grant", exception);
        }
    }

    private async Task<GrantOutcome> AttemptUnderLeaseAsync(GrantSlot slot)
    {
        // :: Step 2: take the lease, read again, and stop if somebody else has rotated.
        IAsyncDisposable? lease;
        GrantSnapshot seen;
        long askedAt = environment.Time.GetTimestamp();
        DateTimeOffset askedAtWall = environment.Now;
        try
        {
            lease = await store.TryLeaseAsync(slot.Id, options.LeaseDuration).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return StoreFailed(slot, "lease the grant", exception);
        }

        if (lease is null)
        {
            return GrantOutcome.Waiting.Instance;
        }

        try
        {
            try
            {
                seen = await ReadAsync(slot).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                return StoreFailed(slot, "read the grant", exception);
            }

            return NeedsExchange(seen)
                ? await SpendAsync(slot, seen.Grant!, HoldsLease).ConfigureAwait(false)
                : new GrantOutcome.Settled(seen);
        }
        finally
        {
            // Not waited for: a store that hangs on it would hold every caller.
            _ = ReleaseAsync(slot, lease);
        }

        // By both clocks, of which one stands still while a machine sleeps and the other can be set.
        bool HoldsLease() =>
            environment.Time.GetElapsedTime(askedAt) < options.LeaseDuration && environment.Now - askedAtWall < options.LeaseDuration;
    }

    private async Task<GrantOutcome> SpendAsync(GrantSlot slot, Grant grant, Func<bool> holdsLease)
    {
        if (stopping.IsCancellationRequested)
        {
            return GrantOutcome.Contended.Changed;
        }

        // :: Step 3: put on record that the token is about to be spent. A spend found open is somebody's lost answer.
        PendingSpend? doubt = grant.PendingSpend?.Id == slot.UntouchedSpend ? null : grant.PendingSpend;
        DateTimeOffset now = environment.Now;
        bool isOpen = doubt is not null && SpendWindow.IsOpen(doubt, now, options);
        PendingSpend spend;
        if (isOpen && doubt == slot.OwnSpend)
        {
            spend = doubt!;
        }
        else
        {
            // :: Step 6: past the leeway, a spend in doubt is tried anew or given up.
            if (doubt is not null && !isOpen && options.LateSpend == LateSpend.Never)
            {
                return await GiveUpAsync(slot, grant, doubt, now).ConfigureAwait(false);
            }

            // Taking over another's spend is recorded too, so that the other does not take it for its own, untouched spend. A name not yet
            // used serves again, since a record that seemed to fail may still arrive.
            string name = slot.UntouchedSpend ?? environment.NextName();
            spend = isOpen
                ? doubt! with { Id = name, Turn = doubt.Turn + 1 }
                : new PendingSpend(name, now, doubt?.InDoubtSince ?? now, (grant.PendingSpend?.Turn ?? 0) + 1);
            Grant recorded = grant with { PendingSpend = spend, Version = grant.Version + 1 };
            slot.OwnSpend = spend;
            slot.UntouchedSpend = doubt is null ? name : null;
            try
            {
                // Swapped, and yet overtaken: the user has consented again meanwhile, or a peer has taken the spend over.
                if (!ReferenceEquals((await TrySwapAsync(slot, recorded).ConfigureAwait(false))?.Grant, recorded))
                {
                    return GrantOutcome.Contended.Changed;
                }
            }
            catch (Exception exception)
            {
                return StoreFailed(slot, "record that the refresh token is about to be sent", exception);
            }

            grant = recorded;
        }

        // :: Step 4: send. Whatever was awaited since the record may have taken long.
        if (!MaySend())
        {
            if (stopping.IsCancellationRequested && slot.UntouchedSpend == spend.Id)
            {
                await TakeBackAsync(slot, grant).ConfigureAwait(false);
            }

            return holdsLease()
                ? GrantOutcome.Contended.Changed
                : new GrantOutcome.Contended(
                    $"The store took longer to read and write the grant than the lease lasts ({options.LeaseDuration}), so the refresh token was not sent; "
                    + $"set {nameof(GrantOptions)}.{nameof(GrantOptions.LeaseDuration)} to more than three operations of the store take");
        }

        if (doubt is not null)
        {
            GrantLog.Recovering(logger, slot.Id.Value, doubt.InDoubtSince);
            events.InDoubt(slot, doubt);
        }

        bool wasUntouched = slot.UntouchedSpend == spend.Id;
        slot.UntouchedSpend = null;
        DateTimeOffset sentAt = environment.Now;
        TokenEndpointAnswer answer = await endpoint.RefreshAsync(grant.RefreshToken!, MaySend).ConfigureAwait(false);
        switch (answer)
        {
            case TokenEndpointAnswer.Issued issued:
                return await KeepAsync(slot, grant, doubt, issued).ConfigureAwait(false);

            case TokenEndpointAnswer.Refused refused:
                return await JudgeAsync(slot, grant, doubt, refused.Words, sentAt).ConfigureAwait(false);

            case TokenEndpointAnswer.Misconfigured misconfigured:
                GrantLog.Misconfigured(logger, misconfigured.Words);
                if (wasUntouched)
                {
                    await TakeBackAsync(slot, grant).ConfigureAwait(false);
                }

                return new GrantOutcome.Misconfigured(misconfigured.Words);

            default:
                TokenEndpointAnswer.Unavailable unavailable = (TokenEndpointAnswer.Unavailable)answer;
                GrantLog.Unavailable(logger, slot.Id.Value, unavailable.Detail, unavailable.Exception);
                if (wasUntouched && !unavailable.MayBeSpent)
                {
                    await TakeBackAsync(slot, grant).ConfigureAwait(false);
                }
                else
                {
                    events.InDoubt(slot, spend);
                }

                return new GrantOutcome.Unavailable(
                    unavailable.Detail, unavailable.IsPassing, unavailable.RetryAfter, unavailable.Exception);
        }

        // Asked again once there is a connection: one may take long to come about, and a machine may sleep meanwhile,
        // or the user consent again.
        bool MaySend() =>
            !stopping.IsCancellationRequested
            && SpendWindow.IsOpen(spend, environment.Now, options)
            && holdsLease()
            && slot.Snapshot?.Grant?.HasPairOf(grant) == true;
    }

    // :: Step 3, undone: the token surely had no effect. Left on record, a spend would pass for one in doubt once this process is gone.
    private async Task TakeBackAsync(GrantSlot slot, Grant recorded)
    {
        slot.UntouchedSpend = recorded.PendingSpend!.Id;
        try
        {
            // Where the swap is lost, somebody has taken it over or replaced the grant.
            await TrySwapAsync(slot, recorded with { PendingSpend = null, Version = recorded.Version + 1 }).ConfigureAwait(false);
            slot.UntouchedSpend = null;
        }
        catch (Exception exception)
        {
            StoreFailed(slot, "take back the record of a refresh token that was not spent", exception);
        }
    }

    // :: Step 5: the new pair is stored before anyone uses it, and used all the same if the store fails.
    private async Task<GrantOutcome> KeepAsync(GrantSlot slot, Grant spent, PendingSpend? doubt, TokenEndpointAnswer.Issued issued)
    {
        Grant successor = spent with
        {
            Version = spent.Version + 1,
            AccessToken = issued.AccessToken,
            AccessTokenExpiresAt = issued.ExpiresAt,
            RefreshToken = issued.RefreshToken ?? spent.RefreshToken,
            Scopes = issued.Scopes.Count > 0 ? issued.Scopes : spent.Scopes,
            // Whoever sends the same token after us does so from here on, however late our answer is.
            RotatedAt = issued.AskedAt,
            Generation = spent.Generation + 1,
            Turn = spent.PendingSpend!.Turn,
            PendingSpend = null,
            UnsettledSince = null,
        };
        if (doubt is not null)
        {
            // A request sent before may still arrive.
            successor = GrantSlot.Unsettle(successor, options);
        }

        (GrantSnapshot snapshot, Exception? failure) =
            await _writer.WriteAsync(slot, new UnwrittenGrant(spent, successor)).ConfigureAwait(false);
        instruments.Rotated(isStored: failure is null);
        if (failure is not null)
        {
            GrantLog.Unwritten(logger, slot.Id.Value, failure);
        }
        else if (snapshot.Grant is { } kept)
        {
            GrantLog.Rotated(logger, slot.Id.Value, kept.AccessTokenExpiresAt);
        }
        else
        {
            GrantLog.Discarded(logger, slot.Id.Value);
        }

        if (snapshot.Grant?.AccessToken == successor.AccessToken)
        {
            events.Rotated(slot, spent, successor);
        }

        return new GrantOutcome.Settled(snapshot);
    }

    // :: Step 7: a refusal is believed after the store has been read once more.
    private async Task<GrantOutcome> JudgeAsync(GrantSlot slot, Grant sent, PendingSpend? doubt, string refusal, DateTimeOffset sentAt)
    {
        try
        {
            GrantSnapshot reread = await ReadAsync(slot).ConfigureAwait(false);
            if (reread.Grant is null || !RefusalJudgement.EndsGrant(sent, reread.Grant))
            {
                return NeedsExchange(reread) ? GrantOutcome.Contended.Changed : new GrantOutcome.Settled(reread);
            }
        }
        catch (Exception exception)
        {
            return StoreFailed(slot, "read the grant a second time after the refusal of its token", exception);
        }

        return await LoseAsync(slot, sent, doubt, refusal, sentAt).ConfigureAwait(false);
    }

    // Not what the server said but what the clock says: it counts once the store agrees that nobody else knows better.
    private async Task<GrantOutcome> GiveUpAsync(GrantSlot slot, Grant grant, PendingSpend doubt, DateTimeOffset at)
    {
        Grant lost = Lose(grant, doubt, refusal: null, at);
        GrantSnapshot? snapshot;
        try
        {
            snapshot = await TrySwapAsync(slot, lost).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return StoreFailed(slot, "write that the grant is lost", exception);
        }

        return snapshot is null ? GrantOutcome.Contended.Changed : TellLoss(slot, lost.Loss!, snapshot);
    }

    private async Task<GrantOutcome> LoseAsync(GrantSlot slot, Grant grant, PendingSpend? doubt, string refusal, DateTimeOffset at)
    {
        Grant lost = Lose(grant, doubt, refusal, at);
        (GrantSnapshot snapshot, Exception? failure) =
            await _writer.WriteAsync(slot, new UnwrittenGrant(grant, lost)).ConfigureAwait(false);
        if (failure is not null)
        {
            StoreFailed(slot, "write that the grant is lost", failure);
        }

        return TellLoss(slot, lost.Loss!, snapshot);
    }

    private Grant Lose(Grant grant, PendingSpend? doubt, string? refusal, DateTimeOffset at) =>
        grant with { Version = grant.Version + 1, Loss = LossInference.Infer(grant, doubt, refusal, at, options) };

    private GrantOutcome.Settled TellLoss(GrantSlot slot, GrantLoss loss, GrantSnapshot snapshot)
    {
        if (snapshot.Grant?.Loss is not null)
        {
            GrantLog.Lost(logger, slot.Id.Value, loss.Reason, loss.Evidence);
            instruments.Lost(loss.Reason);
            events.Lost(slot, loss);
        }

        return new GrantOutcome.Settled(snapshot);
    }

    private async Task<GrantSnapshot> ReadAsync(GrantSlot slot)
    {
        GrantInquiry inquiry = slot.BeginInquiry(environment);
        Grant? grant = await store.FindAsync(slot.Id).ConfigureAwait(false);
        return slot.Adopt(grant, inquiry, environment, options);
    }

    /// <summary>Replaces the version before, and takes note of it.</summary>
    /// <returns><see langword="null"/> where the store holds another.</returns>
    private async Task<GrantSnapshot?> TrySwapAsync(GrantSlot slot, Grant successor)
    {
        GrantInquiry inquiry = slot.BeginInquiry(environment);
        return await store.TrySwapAsync(successor, successor.Version - 1).ConfigureAwait(false)
            ? slot.Adopt(successor, inquiry, environment, options)
            : null;
    }

    private async Task ReleaseAsync(GrantSlot slot, IAsyncDisposable lease)
    {
        try
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // It ends by itself.
            StoreFailed(slot, "give the lease back", exception);
        }
    }

    private GrantOutcome.Unavailable StoreFailed(GrantSlot slot, string operation, Exception exception)
    {
        string detail = store.Explain(operation, exception);
        GrantLog.StoreFailed(logger, slot.Id.Value, detail, exception);
        return new GrantOutcome.Unavailable(detail, true, null, exception);
    }

    private bool NeedsExchange(GrantSnapshot snapshot) => snapshot.NeedsRenewal(environment.Now);

    private GrantOutcome.Settled Settle(GrantSlot slot, GrantOutcome.Settled outcome)
    {
        slot.Failures = 0;
        slot.NotBefore = 0;
        slot.LastFailure = null;
        slot.UntouchedSpend = null;
        events.Settled(slot, outcome.Snapshot);
        return outcome;
    }

    /// <summary>
    /// Whether a spend is on record, of this process or another. It cannot wait for as long as a server may ask for: its leeway is
    /// running out.
    /// </summary>
    private static bool IsPressing(GrantSlot slot) => slot.UntouchedSpend is not null || slot.Snapshot?.Grant?.PendingSpend is not null;

    private bool MayWait(GrantOutcome failure, long startedAt, TimeSpan pause) =>
        failure is GrantOutcome.Waiting or GrantOutcome.Unavailable { IsPassing: true }
        && environment.Time.GetElapsedTime(startedAt) + pause < options.Patience;

    private TimeSpan TimeUntil(long timestamp) =>
        timestamp == 0 ? TimeSpan.Zero : environment.Time.GetElapsedTime(environment.Time.GetTimestamp(), timestamp);

    private void BackOff(GrantSlot slot, GrantOutcome outcome)
    {
        double doubled = options.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(slot.Failures++, 16));
        double jitter = LeastJitter + ((MostJitter - LeastJitter) * environment.NextDouble());
        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(doubled, options.MaximumRetryDelay.TotalSeconds) * jitter);
        if (outcome is not GrantOutcome.Unavailable { IsPassing: true })
        {
            pause = options.MaximumRetryDelay;
        }
        else if (outcome is GrantOutcome.Unavailable { RetryAfter: { } asked } && asked > pause)
        {
            pause = IsPressing(slot) && asked > LongestPause ? LongestPause : asked;
        }

        long frequency = environment.Time.TimestampFrequency;
        slot.NotBefore = environment.Time.GetTimestamp() + (long)(pause.TotalSeconds * frequency);
        slot.LastFailure = outcome;
    }
}
