using System.Diagnostics.Metrics;
using Leeway.Telemetry;

namespace Leeway.Grants;

/// <summary>All that the outside world decides: time, chance, on whose thread a waiting caller goes on, and who measures.</summary>
/// <param name="time">Wall clock for ages, timestamps and timers for waiting.</param>
/// <param name="random">Where jitter and names come from.</param>
/// <param name="promiseOptions">
/// <see cref="TaskCreationOptions.RunContinuationsAsynchronously"/>, so that no caller's work runs inside a flight;
/// <see cref="TaskCreationOptions.None"/> where one thread runs everything in a fixed order.
/// </param>
/// <param name="meter">What is measured with; the library's own where an application has none.</param>
internal sealed class RuntimeEnvironment(
    TimeProvider time,
    Random random,
    TaskCreationOptions promiseOptions = TaskCreationOptions.RunContinuationsAsynchronously,
    Meter? meter = null)
{
    private readonly Lock _lock = new();

    public TimeProvider Time => time;

    public TaskCreationOptions PromiseOptions => promiseOptions;

    public Meter Meter { get; } = meter ?? LeewayTelemetry.Meter;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A number from 0 to below 1.</summary>
    public double NextDouble()
    {
        lock (_lock)
        {
            return random.NextDouble();
        }
    }

    /// <summary>A version for a grant that is stored for the first time.</summary>
    public long NextVersion()
    {
        lock (_lock)
        {
            // Leaves room for as many increments as there can be.
            return random.NextInt64(1, long.MaxValue / 2);
        }
    }

    /// <summary>A name that no other is likely to have; no secret.</summary>
    public string NextName()
    {
        lock (_lock)
        {
            return random.NextInt64().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
