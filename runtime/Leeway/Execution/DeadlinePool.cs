namespace Leeway.Http.Resilience;

/// <summary>Keeps what deadlines are made of, because nearly every response needs one and hardly any uses it up.</summary>
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
        // Only a source on the system's clock can be set back; TryReset says so itself.
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
