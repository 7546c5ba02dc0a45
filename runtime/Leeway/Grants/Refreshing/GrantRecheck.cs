using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// Reads a grant again while it is in use, because another process may have forgotten it. This happens in the background, shortly before
/// <see cref="GrantOptions.MaxStaleness"/> has passed. A call waits for a read only if the last one is older than that.
/// </summary>
internal sealed class GrantRecheck(
    TimeLimitedGrantStore store,
    RuntimeEnvironment environment,
    GrantOptions options,
    ILogger logger,
    CancellationToken stopping)
{
    // A shorter delay completes at once, before any time has passed.
    private static readonly TimeSpan s_minDelay = TimeSpan.FromMilliseconds(1);

    /// <summary>Marks a grant as in use when a token is handed out, so that it is checked in time even if no further call comes.</summary>
    public void RecheckWhileInUse(GrantSlot slot, GrantSnapshot snapshot)
    {
        // In this order, because RecheckWhileInUseAsync reads the mark before it stops.
        snapshot.IsInUse = true;
        if (slot.TryBeginRechecks())
        {
            FireAndForget.Start(static state => state.Recheck.RecheckWhileInUseAsync(state.Slot), (Recheck: this, Slot: slot));
        }
    }

    /// <summary>Reads the store, or waits for the read under way.</summary>
    /// <param name="slot">The grant.</param>
    /// <param name="stale">The state that the caller has seen. If another state is known by now, the store is not asked.</param>
    /// <param name="cancellationToken">Ends the wait; the read continues.</param>
    /// <param name="callerTimeout">Also ends the wait. The exception has the token that was cancelled.</param>
    public Task CheckAsync(
        GrantSlot slot, GrantSnapshot stale, CancellationToken cancellationToken = default, CancellationToken callerTimeout = default) =>
        slot.Check.JoinAsync(
            (Recheck: this, Slot: slot, Stale: stale),
            static call => call.Slot.Snapshot is { } known && !ReferenceEquals(known, call.Stale) ? known : null,
            static call => call.Recheck.ReadAsync(call.Slot, call.Stale),
            cancellationToken: cancellationToken,
            callerTimeout: callerTimeout);

    // Ends when no token was handed out since the last check. The next call then reads the store.
    private async Task RecheckWhileInUseAsync(GrantSlot slot)
    {
        while (!stopping.IsCancellationRequested && slot.FindInUse() is { } used)
        {
            TimeSpan pause = used.Check.GetNextInterval(options) - environment.Time.GetElapsedTime(used.Check.Timestamp);
            if (pause >= s_minDelay)
            {
                await Task.Delay(pause, environment.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await CheckAsync(slot, used).ConfigureAwait(false);
            }
        }
    }

    private async Task<GrantSnapshot> ReadAsync(GrantSlot slot, GrantSnapshot stale)
    {
        if (!slot.TryHold())
        {
            // The grant has another slot by now, or no slot.
            return stale;
        }

        using GrantHold hold = new(slot);
        GrantInquiry inquiry = slot.BeginInquiry(environment);
        try
        {
            Grant? stored = await store.FindAsync(slot.Id).ConfigureAwait(false);
            return slot.Adopt(stored, inquiry, environment, options);
        }
        catch (Exception exception)
        {
            GrantLog.StoreFailed(logger, slot.Id.Value, store.Explain("read the grant", exception), exception);
            return slot.NoteFailedCheck(environment, options) ?? stale;
        }
    }
}
