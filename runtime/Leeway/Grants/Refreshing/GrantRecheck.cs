using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// Reads a grant again while it is in use, since another process may have forgotten it: a little before
/// <see cref="GrantOptions.MaxStaleness"/> in the background, and on the path of a call only where the last read is older than that.
/// </summary>
internal sealed class GrantRecheck(
    TimeLimitedGrantStore store,
    GrantEnvironment environment,
    GrantOptions options,
    ILogger logger,
    CancellationToken stopping)
{
    // A shorter one ends at once, without time having passed.
    private static readonly TimeSpan s_shortestDelay = TimeSpan.FromMilliseconds(1);

    /// <summary>A token is handed out: the next check is due although nobody may call again before.</summary>
    public void Attend(GrantSlot slot, GrantSnapshot snapshot)
    {
        // In this order: AttendAsync looks at the mark before it stops.
        snapshot.IsInUse = true;
        if (slot.TryAttend())
        {
            Unattended.Start(static state => state.Recheck.AttendAsync(state.Slot), (Recheck: this, Slot: slot));
        }
    }

    /// <summary>Reads the store, or waits for the read under way.</summary>
    /// <param name="slot">The grant.</param>
    /// <param name="stale">What the caller has seen. If something else is known by now, the store is not asked.</param>
    /// <param name="cancellationToken">Ends the waiting; the read goes on.</param>
    /// <param name="patience">Ends the waiting too. What is thrown names the token that was cancelled.</param>
    public Task CheckAsync(
        GrantSlot slot, GrantSnapshot stale, CancellationToken cancellationToken = default, CancellationToken patience = default) =>
        slot.Check.JoinAsync(
            (Recheck: this, Slot: slot, Stale: stale),
            static call => call.Slot.Snapshot is { } known && !ReferenceEquals(known, call.Stale) ? known : null,
            static call => call.Recheck.ReadAsync(call.Slot, call.Stale),
            cancellationToken: cancellationToken,
            patience: patience);

    // Ends once nobody has used the grant since the last check: then the next call reads the store.
    private async Task AttendAsync(GrantSlot slot)
    {
        while (!stopping.IsCancellationRequested && slot.FindUsed() is { } used)
        {
            TimeSpan pause = used.Check.NextAfter(options) - environment.Time.GetElapsedTime(used.Check.Timestamp);
            if (pause >= s_shortestDelay)
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
            // The grant has another slot by now, or none.
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
