namespace Leeway.Simulation;

/// <summary>True time, which the authorization server and the store use. It has no timers.</summary>
internal sealed class WorldClock(World world) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => NodeClock.Beginning.AddTicks(world.Now);

    public override long GetTimestamp() => world.Now + 1;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException();
}
