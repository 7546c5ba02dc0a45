namespace Leeway.Runtime.Tests;

/// <summary>
/// Virtual time that a test advances. Timers fire in the order of their due times, and each one sees its own due time. The wall
/// clock can be set separately, as by a clock correction or by sleep.
/// </summary>
internal sealed class ManualTime : TimeProvider
{
    // Differs from the frequency of ticks, so that code that confuses timestamps with ticks fails.
    private const long FrequencyPerTick = 7;

    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private long _elapsedTicks;
    private TimeSpan _wallOffset;
    private long _sequence;

    public static DateTimeOffset Start { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond * FrequencyPerTick;

    public int ActiveTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return Start + _wallOffset + TimeSpan.FromTicks(_elapsedTicks);
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsedTicks * FrequencyPerTick;
        }
    }

    public void MoveWallClock(TimeSpan by)
    {
        lock (_lock)
        {
            _wallOffset += by;
        }
    }

    public void Advance(TimeSpan by)
    {
        long target;
        lock (_lock)
        {
            target = _elapsedTicks + by.Ticks;
        }

        while (true)
        {
            Timer? due;
            lock (_lock)
            {
                due = _timers.Where(t => t.DueTicks <= target).OrderBy(t => t.DueTicks).ThenBy(t => t.Sequence).FirstOrDefault();
                if (due is null)
                {
                    _elapsedTicks = target;
                    return;
                }

                _elapsedTicks = Math.Max(_elapsedTicks, due.DueTicks);
                due.Rearm(_elapsedTicks);
            }

            due.Fire();
        }
    }

    /// <summary>Advances time by a step whenever a timer waits, until a task has ended, and returns its outcome.</summary>
    /// <remarks>
    /// The steps run on the thread pool, where the continuations of timers run too: threads of their own would advance time faster than
    /// a busy pool runs what a timer started.
    /// </remarks>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan step)
    {
        await RunAsync((Task)task, step);
        return await task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public async Task RunAsync(Task task, TimeSpan step)
    {
        await Task.Run(async () =>
        {
            while (!task.IsCompleted)
            {
                if (ActiveTimers > 0)
                {
                    Advance(step);
                }

                await Task.Yield();
            }
        });
        await task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long DueTicks { get; private set; }

        public long Sequence { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueTicks = time._elapsedTicks + dueTime.Ticks;
                    Sequence = ++time._sequence;
                    time._timers.Add(this);
                }

                return true;
            }
        }

        public void Rearm(long now)
        {
            if (_period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero)
            {
                time._timers.Remove(this);
            }
            else
            {
                DueTicks = now + _period.Ticks;
                Sequence = ++time._sequence;
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
