namespace Leeway.Cluster;

/// <summary>The system's clock, set wrong. Timers and timestamps are the system's.</summary>
internal sealed class SkewedClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
