using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>Refreshes a grant, in the numbered steps of <c>docs/grants.md</c>.</summary>
internal sealed class GrantRefresh(
    TimeLimitedGrantStore store,
    TokenEndpoint endpoint,
    RuntimeEnvironment environment,
    GrantOptions options,
    GrantEventDelivery events,
    GrantInstruments instruments,
    ILogger logger,
    CancellationToken stopping)
{
    private readonly GrantWriter _writer = new(store, environment, options);
    private readonly ExchangeGate _gate = new(options.MaxConcurrentExchanges, environment.PromiseOptions);

    // The longer the wait, the slower the holder of the lease. Many waiting processes are themselves a load on the store.
    private readonly Backoff _leasePolls = new(options.LeasePollInterval, options.LeasePollInterval * 8) { Factor = 1.5 };

    /// <summary>Tries once more to write a state that is in memory only, after the last flight of the grant.</summary>
    public async Task WriteUnwrittenAsync(GrantSlot slot)
    {
        if (slot.Unwritten is { } unwritten && (await _writer.WriteAsync(slot, unwritten).ConfigureAwait(false)).Failure is { } failure)
        {
            GrantLog.Unwritten(logger, slot.Id.Value, failure);
        }
    }

    /// <summary>Makes attempts until the grant is settled or an attempt fails for longer than callers wait.</summary>
    public async Task<GrantOutcome> RunAsync(GrantSlot slot)
    {
        long startedAt = environment.Time.GetTimestamp();
        int polls = 0;
        bool wasContended = false;
        while (true)
        {
            if (await WaitForBackOffAsync(slot, startedAt).ConfigureAwait(false) is { } early)
            {
                return early;
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
                    // The first time may be chance: the write that changed the grant has usually settled it.
                    wasContended = true;
                    break;

                case GrantOutcome.Contended contended:
                    BackOff(slot, new GrantOutcome.Unavailable(contended.Detail, true, null, null));
                    break;

                case GrantOutcome.Waiting when MayWait(outcome, startedAt, _leasePolls.GetPause(polls)):
                    await PauseAsync(_leasePolls.GetPause(polls++)).ConfigureAwait(false);
                    break;

                case GrantOutcome.Waiting:
                    return new GrantOutcome.Unavailable("Another process has been refreshing this grant for too long", true, null, null);

                default:
                    BackOff(slot, outcome);
                    break;
            }
        }
    }

    /// <summary>Waits until the pause after the last failure has passed, if a caller would wait that long.</summary>
    /// <returns>How the flight ends without an attempt; <see langword="null"/> if the next attempt is due.</returns>
    private async Task<GrantOutcome?> WaitForBackOffAsync(GrantSlot slot, long startedAt)
    {
        TimeSpan pause = GetTimeUntil(slot.NotBefore);
        if (pause <= TimeSpan.Zero)
        {
            return null;
        }

        if (slot.LastFailure is not { } failure || MayWait(failure, startedAt, pause))
        {
            await PauseAsync(pause).ConfigureAwait(false);
            return null;
        }

        // Another process may have refreshed the grant, or the user may have consented again. If the store has a recorded spend by now,
        // the attempt does not wait for as long as the server asked.
        if (await ReadSettledAsync(slot).ConfigureAwait(false) is GrantOutcome.Settled settled)
        {
            return Settle(slot, settled);
        }

        return !IsPressing(slot) || pause <= options.Retries.MaxWithJitter ? failure : null;
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, environment.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<GrantOutcome> AttemptAsync(GrantSlot slot)
    {
        // The pair in memory replaces the stored one. Until it is written, no token may be spent.
        if (slot.Unwritten is { } unwritten)
        {
            (GrantSnapshot written, Exception? failure) = await _writer.WriteAsync(slot, unwritten).ConfigureAwait(false);
            if (failure is not null)
            {
                return ReportStoreFailure(slot, "write the new tokens", failure);
            }

            if (!NeedsExchange(written))
            {
                return new GrantOutcome.Settled(written);
            }
        }

        if (await ReadSettledAsync(slot).ConfigureAwait(false) is { } seen)
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

    /// <summary>Reads the store, which may be enough.</summary>
    /// <returns><see langword="null"/> if an exchange is needed.</returns>
    private async Task<GrantOutcome?> ReadSettledAsync(GrantSlot slot)
    {
        try
        {
            GrantSnapshot seen = await ReadAsync(slot).ConfigureAwait(false);
            return NeedsExchange(seen) ? null : new GrantOutcome.Settled(seen);
        }
        catch (Exception exception)
        {
            return ReportStoreFailure(slot, "read the grant", exception);
        }
    }

    private async Task<GrantOutcome> AttemptUnderLeaseAsync(GrantSlot slot)
    {
        // :: Step 2: take the lease, read again, and stop if another process has rotated the tokens.
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
            return ReportStoreFailure(slot, "lease the grant", exception);
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
                return ReportStoreFailure(slot, "read the grant", exception);
            }

            return NeedsExchange(seen)
                ? await SpendAsync(slot, seen.Grant!, HoldsLease).ConfigureAwait(false)
                : new GrantOutcome.Settled(seen);
        }
        finally
        {
            // Not awaited: a store that hangs here would delay every caller.
            _ = ReleaseAsync(slot, lease);
        }

        // By both clocks: one stops while the machine sleeps, and the other can be set.
        bool HoldsLease() =>
            environment.Time.GetElapsedTime(askedAt) < options.LeaseDuration && environment.Now - askedAtWall < options.LeaseDuration;
    }

    private async Task<GrantOutcome> SpendAsync(GrantSlot slot, Grant grant, Func<bool> holdsLease)
    {
        if (stopping.IsCancellationRequested)
        {
            return GrantOutcome.Contended.Changed;
        }

        // A recorded spend means that a response was lost, unless this process recorded it and knows that it had no effect.
        PendingSpend? doubt = grant.PendingSpend?.Id == slot.UntouchedSpend ? null : grant.PendingSpend;
        DateTimeOffset now = environment.Now;
        bool isOpen = doubt is not null && SpendWindow.IsOpen(doubt, now, options);
        if (doubt is not null && !isOpen && options.LateSpend == LateSpend.Never)
        {
            // :: Step 6: after the leeway, a spend in doubt is tried again (below) or given up.
            return await GiveUpAsync(slot, grant, doubt, now).ConfigureAwait(false);
        }

        if (!isOpen || doubt != slot.OwnSpend)
        {
            (grant, GrantOutcome? obstacle) = await RecordSpendAsync(slot, grant, doubt, isOpen, now).ConfigureAwait(false);
            if (obstacle is not null)
            {
                return obstacle;
            }
        }

        // :: Step 4: send. Recording the spend may have taken long.
        return MaySend(slot, grant, holdsLease)
            ? await SendAsync(slot, grant, doubt, holdsLease).ConfigureAwait(false)
            : await HoldBackAsync(slot, grant, holdsLease).ConfigureAwait(false);
    }

    // :: Step 3: record that the token is about to be spent.
    // Returns the grant as recorded, or the reason why the token must not be sent.
    private async Task<(Grant Recorded, GrantOutcome? Obstacle)> RecordSpendAsync(
        GrantSlot slot, Grant grant, PendingSpend? doubt, bool isOpen, DateTimeOffset now)
    {
        // Taking over the spend of another process is recorded too, so that the other process does not regard it as its own, untouched
        // spend. A name that has not been used is used again, because a write that seemed to fail may still take effect.
        string name = slot.UntouchedSpend ?? environment.NextName();
        PendingSpend spend = isOpen
            ? doubt! with { Id = name, Turn = doubt.Turn + 1 }
            : new PendingSpend
            {
                Id = name,
                StartedAt = now,
                InDoubtSince = doubt?.InDoubtSince ?? now,
                Turn = (grant.PendingSpend?.Turn ?? 0) + 1,
            };
        Grant recorded = grant with { PendingSpend = spend, Version = grant.Version + 1 };
        slot.OwnSpend = spend;
        slot.UntouchedSpend = doubt is null ? name : null;
        try
        {
            // The swap can succeed and be overtaken: the user has consented again, or another process has taken the spend over.
            GrantSnapshot? swapped = await TrySwapAsync(slot, recorded).ConfigureAwait(false);
            return (recorded, ReferenceEquals(swapped?.Grant, recorded) ? null : GrantOutcome.Contended.Changed);
        }
        catch (Exception exception)
        {
            return (recorded, ReportStoreFailure(slot, "record that the refresh token is about to be sent", exception));
        }
    }

    // Checked again when there is a connection: connecting may take long, the machine may sleep, or the user may consent again.
    private bool MaySend(GrantSlot slot, Grant recorded, Func<bool> holdsLease) =>
        !stopping.IsCancellationRequested
        && SpendWindow.IsOpen(recorded.PendingSpend!, environment.Now, options)
        && holdsLease()
        && slot.Snapshot?.Grant?.HasPairOf(recorded) == true;

    private async Task<GrantOutcome> HoldBackAsync(GrantSlot slot, Grant recorded, Func<bool> holdsLease)
    {
        bool isLeased = holdsLease();
        if (slot.UntouchedSpend == recorded.PendingSpend!.Id)
        {
            await RemoveSpendAsync(slot, recorded).ConfigureAwait(false);
        }

        return isLeased
            ? GrantOutcome.Contended.Changed
            : new GrantOutcome.Contended(
                $"Reading and writing the grant and connecting to the authorization server took longer than the lease lasts ({options.LeaseDuration}), so the "
                + "refresh token was not sent; "
                + $"set {nameof(GrantOptions)}.{nameof(GrantOptions.LeaseDuration)} to more than three store operations and a connection take");
    }

    private async Task<GrantOutcome> SendAsync(GrantSlot slot, Grant grant, PendingSpend? doubt, Func<bool> holdsLease)
    {
        PendingSpend spend = grant.PendingSpend!;
        if (doubt is not null)
        {
            GrantLog.Recovering(logger, slot.Id.Value, doubt.InDoubtSince);
            events.ReportDoubt(slot, doubt);
        }

        bool wasUntouched = slot.UntouchedSpend == spend.Id;
        slot.UntouchedSpend = null;
        DateTimeOffset sentAt = environment.Now;
        TokenEndpointResult result = await endpoint
            .RefreshAsync(grant.RefreshToken!, () => MaySend(slot, grant, holdsLease))
            .ConfigureAwait(false);
        switch (result)
        {
            case TokenEndpointResult.Issued issued:
                return await StorePairAsync(slot, grant, doubt, issued).ConfigureAwait(false);

            case TokenEndpointResult.Refused refused:
                return await JudgeRefusalAsync(slot, grant, doubt, refused.Words, sentAt).ConfigureAwait(false);

            case TokenEndpointResult.Misconfigured misconfigured:
                GrantLog.Misconfigured(logger, misconfigured.Words);
                if (wasUntouched)
                {
                    await RemoveSpendAsync(slot, grant).ConfigureAwait(false);
                }

                return new GrantOutcome.Misconfigured(misconfigured.Words);

            case TokenEndpointResult.Withheld:
                slot.UntouchedSpend = wasUntouched ? spend.Id : null;
                return await HoldBackAsync(slot, grant, holdsLease).ConfigureAwait(false);

            default:
                TokenEndpointResult.Unavailable unavailable = (TokenEndpointResult.Unavailable)result;
                GrantLog.Unavailable(logger, slot.Id.Value, unavailable.Detail, unavailable.Exception);
                if (wasUntouched && !unavailable.MayBeSpent)
                {
                    await RemoveSpendAsync(slot, grant).ConfigureAwait(false);
                }
                else
                {
                    events.ReportDoubt(slot, spend);
                }

                return new GrantOutcome.Unavailable(
                    unavailable.Detail, unavailable.IsPassing, unavailable.RetryAfter, unavailable.Exception);
        }
    }

    // :: Step 3, undone: the token had no effect. If the record stayed, another process would regard the spend as in doubt after this one ends.
    private async Task RemoveSpendAsync(GrantSlot slot, Grant recorded)
    {
        slot.UntouchedSpend = recorded.PendingSpend!.Id;
        try
        {
            // If the swap is lost, another process has taken the spend over or replaced the grant.
            await TrySwapAsync(slot, recorded with { PendingSpend = null, Version = recorded.Version + 1 }).ConfigureAwait(false);
            slot.UntouchedSpend = null;
        }
        catch (Exception exception)
        {
            ReportStoreFailure(slot, "remove the record of a refresh token that was not spent", exception);
        }
    }

    // :: Step 5: store the new pair before any caller uses it. If the store fails, callers use it from memory.
    private async Task<GrantOutcome> StorePairAsync(GrantSlot slot, Grant spent, PendingSpend? doubt, TokenEndpointResult.Issued issued)
    {
        Grant successor = spent with
        {
            Version = spent.Version + 1,
            AccessToken = issued.AccessToken,
            AccessTokenExpiresAt = issued.ExpiresAt,
            RefreshToken = issued.RefreshToken ?? spent.RefreshToken,
            Scopes = issued.Scopes.Count > 0 ? issued.Scopes : spent.Scopes,
            // A process that sends the same token after this one sends it later than this, however late this response arrives.
            RotatedAt = issued.AskedAt,
            Generation = spent.Generation + 1,
            Turn = spent.PendingSpend!.Turn,
            PendingSpend = null,
            UnsettledSince = null,
        };
        if (doubt is not null)
        {
            // An earlier request may still arrive at the server.
            successor = GrantSlot.Unsettle(successor, options);
        }

        (GrantSnapshot snapshot, Exception? failure) =
            await _writer.WriteAsync(slot, new UnwrittenGrant(spent, successor)).ConfigureAwait(false);
        instruments.RecordRotation(isStored: failure is null);
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
            events.ReportRotation(slot, spent, successor);
        }

        return new GrantOutcome.Settled(snapshot);
    }

    // :: Step 7: believe a refusal only after a second read of the store.
    private async Task<GrantOutcome> JudgeRefusalAsync(GrantSlot slot, Grant sent, PendingSpend? doubt, string refusal, DateTimeOffset sentAt)
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
            return ReportStoreFailure(slot, "read the grant again after its token was refused", exception);
        }

        return await LoseAsync(slot, sent, doubt, refusal, sentAt).ConfigureAwait(false);
    }

    // The clock says so, not the server. It counts only if the store accepts it, which shows that no other process has newer tokens.
    private async Task<GrantOutcome> GiveUpAsync(GrantSlot slot, Grant grant, PendingSpend doubt, DateTimeOffset at)
    {
        Grant lost = MarkLost(grant, doubt, refusal: null, at);
        GrantSnapshot? snapshot;
        try
        {
            snapshot = await TrySwapAsync(slot, lost).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return ReportStoreFailure(slot, "write that the grant is lost", exception);
        }

        return snapshot is null ? GrantOutcome.Contended.Changed : ReportLoss(slot, lost.Loss!, snapshot);
    }

    private async Task<GrantOutcome> LoseAsync(GrantSlot slot, Grant grant, PendingSpend? doubt, string refusal, DateTimeOffset at)
    {
        Grant lost = MarkLost(grant, doubt, refusal, at);
        (GrantSnapshot snapshot, Exception? failure) =
            await _writer.WriteAsync(slot, new UnwrittenGrant(grant, lost)).ConfigureAwait(false);
        if (failure is not null)
        {
            ReportStoreFailure(slot, "write that the grant is lost", failure);
        }

        return ReportLoss(slot, lost.Loss!, snapshot);
    }

    private Grant MarkLost(Grant grant, PendingSpend? doubt, string? refusal, DateTimeOffset at) =>
        grant with { Version = grant.Version + 1, Loss = LossInference.Infer(grant, doubt, refusal, at, options) };

    private GrantOutcome.Settled ReportLoss(GrantSlot slot, GrantLoss loss, GrantSnapshot snapshot)
    {
        if (snapshot.Grant?.Loss is not null)
        {
            GrantLog.Lost(logger, slot.Id.Value, loss.Reason, loss.Evidence);
            instruments.RecordLoss(loss.Reason);
            events.ReportLoss(slot, loss);
        }

        return new GrantOutcome.Settled(snapshot);
    }

    private async Task<GrantSnapshot> ReadAsync(GrantSlot slot)
    {
        GrantInquiry inquiry = slot.BeginInquiry(environment);
        Grant? grant = await store.FindAsync(slot.Id).ConfigureAwait(false);
        return slot.Adopt(grant, inquiry, environment, options);
    }

    /// <summary>Replaces the previous version in the store, and adopts the new one.</summary>
    /// <returns><see langword="null"/> if the store has another version.</returns>
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
            // The lease ends by itself.
            ReportStoreFailure(slot, "release the lease", exception);
        }
    }

    private GrantOutcome.Unavailable ReportStoreFailure(GrantSlot slot, string operation, Exception exception)
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
        events.ReportSettled(slot, outcome.Snapshot);
        return outcome;
    }

    /// <summary>
    /// Whether a spend is recorded, by this process or another. It cannot wait for as long as a server may ask, because its leeway is
    /// running out.
    /// </summary>
    private static bool IsPressing(GrantSlot slot) => slot.UntouchedSpend is not null || slot.Snapshot?.Grant?.PendingSpend is not null;

    private bool MayWait(GrantOutcome failure, long startedAt, TimeSpan pause) =>
        failure is GrantOutcome.Waiting or GrantOutcome.Unavailable { IsPassing: true }
        && environment.Time.GetElapsedTime(startedAt) + pause < options.CallerTimeout;

    private TimeSpan GetTimeUntil(long timestamp) =>
        timestamp == 0 ? TimeSpan.Zero : environment.Time.GetElapsedTime(environment.Time.GetTimestamp(), timestamp);

    private void BackOff(GrantSlot slot, GrantOutcome outcome)
    {
        Backoff retries = options.Retries;
        TimeSpan pause = retries.GetPause(slot.Failures++, environment.NextDouble());
        if (outcome is not GrantOutcome.Unavailable { IsPassing: true })
        {
            pause = options.MaxRetryDelay;
        }
        else if (outcome is GrantOutcome.Unavailable { RetryAfter: { } asked } && asked > pause)
        {
            pause = IsPressing(slot) && asked > retries.MaxWithJitter ? retries.MaxWithJitter : asked;
        }

        slot.NotBefore = environment.GetTimestampAfter(pause);
        slot.LastFailure = outcome;
    }
}
