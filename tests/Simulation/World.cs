namespace Leeway.Simulation;

/// <summary>
/// Virtual time and the queue of events. Everything runs on the thread that created it: completing a task in a step resumes the waiting
/// code within that step, because nothing switches threads.
/// </summary>
internal sealed class World(int seed, Trace trace)
{
    // More steps than any schedule needs, so that two events that schedule each other forever are detected.
    private const int MaxSteps = 200_000;

    private readonly PriorityQueue<ScheduledEvent, EventOrder> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _sequence;

    /// <summary>The only source of randomness.</summary>
    public Random Random { get; } = new(seed);

    public Trace Trace => trace;

    /// <summary>The true time, in ticks since the start.</summary>
    public long Now { get; private set; }

    public int Steps { get; private set; }

    /// <summary>The first violated invariant; <see langword="null"/> while all hold.</summary>
    public string? Failure { get; private set; }

    /// <summary>Called before each step of a node. <see langword="false"/> prevents the step.</summary>
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

    /// <summary>Runs steps until a time, or until an invariant is violated.</summary>
    public void RunUntil(long moment)
    {
        while (Failure is null && _queue.TryPeek(out _, out EventOrder next) && next.Due <= moment)
        {
            Step();
        }

        Now = Math.Max(Now, moment);
    }

    /// <summary>Runs steps until a condition is met, or a timeout has passed.</summary>
    /// <returns>Whether the condition is met.</returns>
    public bool RunUntil(Func<bool> isMet, TimeSpan timeout)
    {
        long end = Now + timeout.Ticks;
        while (Failure is null && !isMet())
        {
            if (!_queue.TryPeek(out _, out EventOrder next) || next.Due > end)
            {
                return false;
            }

            Step();
        }

        return Failure is null;
    }

    /// <summary>Reports that an invariant is violated.</summary>
    public void Fail(string failure)
    {
        trace.Say(Now, 0, "VIOLATED: " + failure);
        Failure ??= failure;
    }

    /// <summary>Returns true with a probability.</summary>
    public bool Chance(double probability) => probability > 0 && Random.NextDouble() < probability;

    public TimeSpan Between(TimeSpan from, TimeSpan to) => from + ((to - from) * Random.NextDouble());

    public void AssertOnPump()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("The simulation was called on another thread. Everything must run on the thread that created it.");
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
        if (++Steps > MaxSteps)
        {
            Fail($"the schedule did not end after {MaxSteps} steps");
            return;
        }

        if (next.Node is { } node)
        {
            if (node.PausedUntil > Now)
            {
                // Events that were delayed by a pause run in random order.
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
