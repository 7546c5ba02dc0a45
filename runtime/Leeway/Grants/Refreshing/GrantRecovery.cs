namespace Leeway.Grants;

/// <summary>
/// Starts, by timer, the work that must not wait for the next call: resolving a spend that is or may be recorded, because its leeway is
/// running out; writing a state that is in memory only; and renewing a pair that may have a rival.
/// </summary>
internal sealed class GrantRecovery(RuntimeEnvironment environment, GrantOptions options) : IDisposable
{
    private volatile bool _isDisposed;

    /// <summary>Starts a flight that no caller waits for.</summary>
    public required Action<GrantSlot> EnsureFlight { get; init; }

    /// <summary>Sets the timer of a grant whose flight has ended, if work is left; otherwise, removes it.</summary>
    public void Schedule(GrantSlot slot)
    {
        lock (slot.Lock)
        {
            if (_isDisposed || GetPause(slot) is not { } pause)
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
                (GrantRecovery recovery, GrantSlot slot) = ((GrantRecovery, GrantSlot))state!;
                recovery.Start(slot);
            },
            (this, slot),
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);

    private void Start(GrantSlot slot)
    {
        if (!_isDisposed && GetPause(slot) is not null)
        {
            EnsureFlight(slot);
        }
    }

    private TimeSpan? GetPause(GrantSlot slot)
    {
        TimeSpan pause = options.RetryDelay;
        if (!HasUnfinished(slot))
        {
            TimeSpan? ahead = slot.UntouchedSpend is not null
                ? options.SpendWindow / 4 // No token was sent, but the record must be removed.
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
