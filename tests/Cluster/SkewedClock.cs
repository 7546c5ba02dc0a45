namespace Leeway.Cluster;

/// <summary>
/// The system clock with a wrong wall-clock time. Timers and timestamps are unchanged. It remembers for each task when the wall clock was
/// last read.
/// </summary>
internal sealed class SkewedClock(TimeSpan by) : TimeProvider
{
    private readonly AsyncLocal<Reading?> _reading = new();

    /// <summary>
    /// When the current task last read the clock, by the correct clock. The pipeline reads it to decide whether a token is still valid, and
    /// not again until the request is sent. <see langword="null"/> for tasks that do not call <see cref="RememberReadings"/>.
    /// </summary>
    public DateTimeOffset? LastReadAt => _reading.Value?.At;

    /// <summary>Remembers the readings of the current task. Background work that it starts is not part of it.</summary>
    public void RememberReadings() => _reading.Value = new Reading();

    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now = System.GetUtcNow();
        _reading.Value?.At = now;
        return now + by;
    }

    private sealed class Reading
    {
        public DateTimeOffset? At { get; set; }
    }
}
