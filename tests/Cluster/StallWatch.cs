namespace Leeway.Cluster;

/// <summary>Finds when this process did not run, because it was paused or received no processor.</summary>
internal sealed class StallWatch : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_minStall = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;
    private long _ranAt = DateTime.UtcNow.Ticks;
    private long _stalledUntil;

    public StallWatch()
    {
        // Not on the thread pool, so that waiting for a free thread of the pool is not a stall.
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Whether the process stalled at any time since the given one.</summary>
    public bool HasStalledSince(DateTimeOffset since) =>
        DateTime.UtcNow.Ticks - Volatile.Read(ref _ranAt) > s_minStall.Ticks || Volatile.Read(ref _stalledUntil) > since.UtcTicks;

    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    private void Run()
    {
        while (!_end.Wait(s_interval))
        {
            long now = DateTime.UtcNow.Ticks;
            if (now - _ranAt > s_minStall.Ticks)
            {
                Volatile.Write(ref _stalledUntil, now);
            }

            Volatile.Write(ref _ranAt, now);
        }
    }
}
