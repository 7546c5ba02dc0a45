namespace Leeway.Http.Resilience;

/// <summary>Reuses the cancellation sources of deadlines, because nearly every attempt needs one and few of them are cancelled.</summary>
internal sealed class DeadlinePool(TimeProvider time)
{
    private readonly CancellationTokenSource?[] _free = new CancellationTokenSource?[64];

    public Deadline Begin(TimeSpan after, CancellationToken caller)
    {
        if (after == Timeout.InfiniteTimeSpan)
        {
            return new Deadline(caller);
        }

        for (int i = 0; i < _free.Length; i++)
        {
            if (Volatile.Read(ref _free[i]) is { } source && Interlocked.CompareExchange(ref _free[i], null, source) == source)
            {
                source.CancelAfter(after);
                return new Deadline(this, source, caller);
            }
        }

        return new Deadline(this, new CancellationTokenSource(after, time), caller);
    }

    public void Return(CancellationTokenSource source)
    {
        // TryReset returns false if the source was cancelled or does not use the system's timer.
        if (source.TryReset())
        {
            for (int i = 0; i < _free.Length; i++)
            {
                if (Volatile.Read(ref _free[i]) is null && Interlocked.CompareExchange(ref _free[i], source, null) is null)
                {
                    return;
                }
            }
        }

        source.Dispose();
    }
}
