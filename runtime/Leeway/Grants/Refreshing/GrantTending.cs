namespace Leeway.Grants;

/// <summary>
/// Drives what must not wait for the next call: a spend that is on record, or may be, since its leeway is running out; a state
/// that the store has not taken; and a pair that may have a rival.
/// </summary>
internal sealed class GrantTending(GrantEnvironment environment, GrantOptions options) : IDisposable
{
    private volatile bool _isDisposed;

    /// <summary>Starts a flight without joiners.</summary>
    public required Action<GrantSlot> EnsureFlight { get; init; }

    /// <summary>Looks at a grant whose flight has landed, and sets its timer if something is left to do.</summary>
    public void Look(GrantSlot slot)
    {
        lock (slot.Lock)
        {
            if (_isDisposed || PauseBeforeNext(slot) is not { } pause)
            {
                slot.Timer?.Dispose();
                slot.Timer = null;
                return;
            }

            slot.Timer ??= CreateTimer(slot);
            slot.Timer.Change(pause, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _isDisposed = true;

    private ITimer CreateTimer(GrantSlot slot) =>
        environment.Time.CreateTimer(
            static state =>
            {
                (GrantTending tending, GrantSlot slot) = ((GrantTending, GrantSlot))state!;
                tending.Wake(slot);
            },
            (this, slot),
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);

    private void Wake(GrantSlot slot)
    {
        if (!_isDisposed && PauseBeforeNext(slot) is not null)
        {
            EnsureFlight(slot);
        }
    }

    private TimeSpan? PauseBeforeNext(GrantSlot slot)
    {
        TimeSpan pause = options.RetryDelay;
        if (!HasUnfinished(slot))
        {
            TimeSpan? ahead = slot.UntouchedSpend is not null
                ? options.SpendWindow / 4 // Nothing was sent; the record only must not be left behind.
                : slot.Snapshot is { Grant: { Loss: null, UnsettledSince: not null } } snapshot
                    ? snapshot.RenewAt - environment.Now
                    : null;
            if (ahead is null)
            {
                return null;
            }

            pause = ahead > pause ? ahead.Value : pause;
        }

        long now = environment.Time.GetTimestamp();
        TimeSpan backOff = slot.NotBefore > now ? environment.Time.GetElapsedTime(now, slot.NotBefore) : TimeSpan.Zero;
        return backOff > pause ? backOff : pause;
    }

    private static bool HasUnfinished(GrantSlot slot) =>
        slot.Unwritten is not null
        || (slot.Snapshot?.Grant is { Loss: null, PendingSpend: { } spend } && spend.Id != slot.UntouchedSpend);
}
