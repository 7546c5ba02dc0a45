namespace Leeway.Simulation;

/// <summary>The clock of one life of a node: world time for waiting, its own wall clock, and timers that end with the life.</summary>
internal sealed class NodeClock(World world, Node node) : TimeProvider
{
    // Different from the frequency of ticks, so that code that confuses the two fails.
    private const int TimestampsPerTick = 7;

    private readonly int _life = node.Life;

    public static DateTimeOffset Beginning { get; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond * TimestampsPerTick;

    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(world.Now) + node.ClockOffset;

    public override long GetTimestamp() => (world.Now + 1) * TimestampsPerTick;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        NodeTimer timer = new(world, node, _life, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
