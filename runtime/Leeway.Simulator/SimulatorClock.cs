namespace Leeway.Simulator;

/// <summary>
/// The system clock with an adjustable wall-clock time. Tokens age at once, while timers and timestamps continue unchanged, as on a machine
/// that was suspended.
/// </summary>
public sealed class SimulatorClock : TimeProvider
{
    private long _offsetTicks;

    /// <summary>Moves the wall-clock time.</summary>
    /// <param name="by">The amount; negative to move back.</param>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));
}
