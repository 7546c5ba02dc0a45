namespace Leeway.Cluster;

/// <summary>The system clock with a wrong wall-clock time. Timers and timestamps are unchanged.</summary>
internal sealed class SkewedClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
