namespace Leeway.Simulator;

/// <summary>
/// The system's clock with its wall time moved forward: tokens age at once, while timers and timestamps run on as they are,
/// just as on a machine that slept.
/// </summary>
public sealed class SimulatorClock : TimeProvider
{
    private long _offsetTicks;

    /// <summary>Moves the wall clock.</summary>
    /// <param name="by">How far; negative to go back.</param>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));
}
