namespace Leeway.Grants;

/// <summary>
/// Drives what must not wait for the next call: a spend whose answer is missing, whose leeway is running out; a state that the
/// store has not taken; and a pair that may have a rival.
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
            if (slot.Snapshot is not { Grant: { Loss: null } grant } snapshot || grant.AccessToken != slot.Unsettled)
            {
                return null;
            }

            TimeSpan ahead = snapshot.RenewAt - environment.Now;
            pause = ahead > pause ? ahead : pause;
        }

        long now = environment.Time.GetTimestamp();
        TimeSpan backOff = slot.NotBefore > now ? environment.Time.GetElapsedTime(now, slot.NotBefore) : TimeSpan.Zero;
        return backOff > TimeSpan.Zero ? backOff : pause;
    }

    private static bool HasUnfinished(GrantSlot slot) =>
        slot.Unwritten is not null
        || (slot.Snapshot?.Grant is { Loss: null, PendingSpend: { } spend } && spend != slot.UntouchedSpend);
}
