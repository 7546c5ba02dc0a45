namespace Leeway.Simulation;

/// <summary>
/// Virtual time and the queue of what is to happen. Everything runs on the thread that made it: a promise kept by a step
/// resumes the code behind it inside that step, since nothing here hops to another thread.
/// </summary>
internal sealed class World(int seed, Trace trace)
{
    // More steps than any schedule takes: two that chase each other for ever are found out.
    private const int MaximumSteps = 200_000;

    private readonly PriorityQueue<ScheduledEvent, EventOrder> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _sequence;

    /// <summary>Where all chance comes from.</summary>
    public Random Random { get; } = new(seed);

    public Trace Trace => trace;

    /// <summary>True time, in ticks since the beginning.</summary>
    public long Now { get; private set; }

    public int Steps { get; private set; }

    /// <summary>The first invariant that broke; <see langword="null"/> while all hold.</summary>
    public string? Failure { get; private set; }

    /// <summary>Asked before each step of a node: <see langword="false"/> lets it not happen.</summary>
    public Func<ScheduledEvent, bool>? MayRun { get; set; }

    public ScheduledEvent Schedule(TimeSpan delay, Node? node, string label, Action run) =>
        ScheduleAt(Now + Math.Max(0, delay.Ticks), node, node?.Life ?? 0, label, run);

    public ScheduledEvent ScheduleAt(long due, Node? node, int life, string label, Action run)
    {
        AssertOnPump();
        ScheduledEvent scheduled = new(node, life, label, run);
        Enqueue(scheduled, Math.Max(due, Now));
        return scheduled;
    }

    /// <summary>Takes steps until a moment has come, or an invariant has broken.</summary>
    public void RunUntil(long moment)
    {
        while (Failure is null && _queue.TryPeek(out _, out EventOrder next) && next.Due <= moment)
        {
            Step();
        }

        Now = Math.Max(Now, moment);
    }

    /// <summary>Takes steps until something is so, or too much time has passed.</summary>
    /// <returns>Whether it is so.</returns>
    public bool RunUntil(Func<bool> isSo, TimeSpan patience)
    {
        long end = Now + patience.Ticks;
        while (Failure is null && !isSo())
        {
            if (!_queue.TryPeek(out _, out EventOrder next) || next.Due > end)
            {
                return false;
            }

            Step();
        }

        return Failure is null;
    }

    /// <summary>Says that an invariant does not hold.</summary>
    public void Fail(string failure)
    {
        trace.Say(Now, 0, "BROKEN: " + failure);
        Failure ??= failure;
    }

    /// <summary>Whether something happens that happens in one of so many cases.</summary>
    public bool Chance(double probability) => probability > 0 && Random.NextDouble() < probability;

    public TimeSpan Between(TimeSpan from, TimeSpan to) => from + ((to - from) * Random.NextDouble());

    public void AssertOnPump()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("Something hopped to another thread.");
        }
    }

    private void Step()
    {
        _queue.TryDequeue(out ScheduledEvent? next, out EventOrder order);
        if (next!.IsCancelled || next.Life != (next.Node?.Life ?? 0))
        {
            return;
        }

        Now = Math.Max(Now, order.Due);
        if (++Steps > MaximumSteps)
        {
            Fail("the schedule does not come to an end");
            return;
        }

        if (next.Node is { } node)
        {
            if (node.PausedUntil > Now)
            {
                // What piles up in a pause is let go in any order.
                Enqueue(next, node.PausedUntil);
                return;
            }

            if (MayRun?.Invoke(next) == false)
            {
                if (next.Life == node.Life)
                {
                    Enqueue(next, Math.Max(node.PausedUntil, Now + 1));
                }

                return;
            }
        }

        trace.Step(Now, next.Node?.Number ?? 0, next.Label);
        next.Run();
    }

    private void Enqueue(ScheduledEvent scheduled, long due) =>
        _queue.Enqueue(scheduled, new EventOrder(due, Random.Next(), _sequence++));
}
