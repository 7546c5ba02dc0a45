namespace Leeway.Simulation;

/// <summary>A timer of one life of a node.</summary>
internal sealed class NodeTimer(World world, Node node, int life, TimerCallback callback, object? state) : ITimer
{
    private ScheduledEvent? _next;
    private TimeSpan _period;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Stop();
        _period = period;
        Arm(dueTime);
        return true;
    }

    public void Dispose() => Stop();

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan delay)
    {
        if (delay != Timeout.InfiniteTimeSpan)
        {
            _next = world.ScheduleAt(world.Now + delay.Ticks, node, life, "timer", Ring);
        }
    }

    private void Ring()
    {
        _next = null;
        if (_period > TimeSpan.Zero)
        {
            Arm(_period);
        }

        callback(state);
    }

    private void Stop()
    {
        _next?.IsCancelled = true;
        _next = null;
    }
}
