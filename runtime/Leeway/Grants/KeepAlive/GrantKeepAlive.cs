using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// Refreshes grants that are not in use before they expire, a few each minute, and recovers spends whose processes have ended. Every
/// process that uses the store may run one: a grant that one has refreshed is no longer due for the others.
/// </summary>
internal sealed class GrantKeepAlive(
    TimeLimitedGrantStore store,
    GrantFlights flights,
    RuntimeEnvironment environment,
    GrantOptions grantOptions,
    GrantKeepAliveOptions options,
    GrantEventDelivery events,
    ILogger logger)
{
    private readonly Queue<GrantId> _idle = new();
    private DueGrant? _lastIdle;
    private DueGrant? _lastAbandoned;
    private long _noSweepBefore;

    /// <summary>Creates a keep-alive that shares the store and the flights of a keeper.</summary>
    public static GrantKeepAlive Create(GrantKeeper keeper, GrantKeepAliveOptions options) =>
        new(keeper.Store, keeper.Flights, keeper.Environment, keeper.Options, options, keeper.Events, keeper.Logger);

    /// <summary>
    /// Runs until it is stopped. No pause is much longer than the interval, even if the next grant is due later. It does not run in the
    /// caller's execution context, so that it does not keep, for example, the activity of the host's start.
    /// </summary>
    public Task RunAsync(CancellationToken stopping) =>
        FireAndForget.RunAsync(static run => run.KeepAlive.SweepAsync(run.Stopping), (KeepAlive: this, Stopping: stopping));

    private async Task SweepAsync(CancellationToken stopping)
    {
        try
        {
            long? checkedAt = null;
            while (!stopping.IsCancellationRequested)
            {
                if (checkedAt is null || environment.Time.GetElapsedTime(checkedAt.Value) >= options.Interval)
                {
                    checkedAt = environment.Time.GetTimestamp();
                    await FindDueAsync(stopping).ConfigureAwait(false);
                }

                TimeSpan pause = TimeSpan.Zero;
                if (!_idle.TryDequeue(out GrantId id))
                {
                    pause = options.Interval * (1 + (environment.NextDouble() / 4)) - environment.Time.GetElapsedTime(checkedAt.Value);
                }
                else if (await RefreshAsync(id, stopping).ConfigureAwait(false))
                {
                    pause = TimeSpan.FromMinutes(1) / options.MaxPerMinute * (1 + environment.NextDouble());
                }

                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, environment.Time, stopping).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Refreshes under way continue.
        }
    }

    private async Task FindDueAsync(CancellationToken stopping)
    {
        try
        {
            GrantsDue due = new()
            {
                Reason = GrantDueReason.Abandoned, Before = environment.Now - grantOptions.LeaseDuration, After = _lastAbandoned,
            };
            IReadOnlyList<DueGrant> abandoned = await store.ListDueAsync(due, stopping).ConfigureAwait(false);
            _lastAbandoned = abandoned.Count == due.Limit ? abandoned[^1] : null;
            foreach (DueGrant grant in abandoned)
            {
                flights.EnsureFlight(flights.GetSlot(grant.Id));
            }

            if (_idle.Count == 0 && (_lastIdle is not null || environment.Time.GetTimestamp() >= _noSweepBefore))
            {
                due = new() { Reason = GrantDueReason.Idle, Before = environment.Now - options.FromAge, After = _lastIdle };
                IReadOnlyList<DueGrant> idle = await store.ListDueAsync(due, stopping).ConfigureAwait(false);
                _lastIdle = idle.Count == due.Limit ? idle[^1] : null;
                foreach (DueGrant grant in idle)
                {
                    _idle.Enqueue(grant.Id);
                }
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            GrantLog.ListingFailed(logger, store.Explain("list the grants that are due", exception), exception);
        }
    }

    /// <returns>Whether an exchange may have taken place.</returns>
    private async Task<bool> RefreshAsync(GrantId id, CancellationToken stopping)
    {
        DateTimeOffset startedAt = environment.Now;
        GrantOutcome outcome;
        try
        {
            do
            {
                GrantSlot slot = flights.GetSlot(id);
                outcome = await flights.JoinAsync(slot, slot.Snapshot, stopping).ConfigureAwait(false);
            }
            while (outcome is GrantOutcome.Retired);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            outcome = new GrantOutcome.Unavailable("The refresh failed", true, null, exception);
        }

        if (outcome is GrantOutcome.Settled { Snapshot.Grant: var settled } && (settled is null || !IsDue(settled)))
        {
            // The flight has read the store, and another process may have refreshed the grant first.
            return settled is { Loss: not null } || settled?.RotatedAt >= startedAt;
        }

        GrantLog.NotKeptAlive(logger, id.Value, (outcome as GrantOutcome.Unavailable)?.Exception);
        _noSweepBefore = environment.GetTimestampAfter(options.RetryAfter);
        if (flights.GetSlot(id) is { Snapshot.Grant: { } grant } known)
        {
            events.ReportIdle(known, grant);
        }

        if (outcome is GrantOutcome.Misconfigured)
        {
            // The next grant would fail for the same reason.
            _idle.Clear();
            _lastIdle = null;
        }

        return true;
    }

    private bool IsDue(Grant grant) =>
        grant.FindDueTime(GrantDueReason.Idle) is { } since && environment.Now - since > options.FromAge;
}
