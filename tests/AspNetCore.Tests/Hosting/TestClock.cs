namespace Leeway.AspNetCore.Tests.Hosting;

/// <summary>A wall clock that tests move. Timers and timestamps are those of the machine.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero).UtcTicks;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}
