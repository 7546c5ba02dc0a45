namespace Leeway.Testing.Stores;

/// <summary>A clock that stands still until a check advances it.</summary>
internal sealed class CheckClock : TimeProvider
{
    // Differs from the frequency of ticks, so that a store that confuses timestamps with ticks fails.
    private const long FrequencyPerTick = 7;

    private long _elapsedTicks;

    /// <summary>The time at which every check starts.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond * FrequencyPerTick;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(Volatile.Read(ref _elapsedTicks));

    public override long GetTimestamp() => Volatile.Read(ref _elapsedTicks) * FrequencyPerTick;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _elapsedTicks, time.Ticks);
}
