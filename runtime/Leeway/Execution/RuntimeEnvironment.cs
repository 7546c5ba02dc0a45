using System.Diagnostics.Metrics;
using Leeway.Telemetry;

namespace Leeway.Grants;

/// <summary>Provides everything that tests replace: the time, random numbers, the options for promises, and the meter.</summary>
/// <param name="time">The wall clock, which measures ages, and timestamps and timers, which measure waits.</param>
/// <param name="random">The source of jitter and names.</param>
/// <param name="promiseOptions">
/// <see cref="TaskCreationOptions.RunContinuationsAsynchronously"/>, so that callers' code does not run inside a flight;
/// <see cref="TaskCreationOptions.None"/> in tests in which one thread runs everything in a fixed order.
/// </param>
/// <param name="meter">The meter of the application. The default is the meter of the library.</param>
/// <param name="registration">The name of the registration; <see langword="null"/> if it has none.</param>
internal sealed class RuntimeEnvironment(
    TimeProvider time,
    Random random,
    TaskCreationOptions promiseOptions = TaskCreationOptions.RunContinuationsAsynchronously,
    Meter? meter = null,
    string? registration = null)
{
    private readonly Lock _lock = new();

    public TimeProvider Time => time;

    public TaskCreationOptions PromiseOptions => promiseOptions;

    /// <summary>Whether work may run on other threads, and not all on one in a fixed order.</summary>
    public bool HasThreads => promiseOptions.HasFlag(TaskCreationOptions.RunContinuationsAsynchronously);

    public Meter Meter { get; } = meter ?? LeewayTelemetry.Meter;

    /// <summary>The name that distinguishes several registrations of one application in telemetry and in stores.</summary>
    public string? Registration => registration;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Returns the timestamp that will be current after a pause.</summary>
    public long GetTimestampAfter(TimeSpan pause) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);

    /// <summary>Returns a random number that is at least 0 and less than 1.</summary>
    public double NextDouble()
    {
        lock (_lock)
        {
            return random.NextDouble();
        }
    }

    /// <summary>Returns a random version for a grant that is stored for the first time.</summary>
    public long NextVersion()
    {
        lock (_lock)
        {
            // Leaves room for all later increments.
            return random.NextInt64(1, long.MaxValue / 2);
        }
    }

    /// <summary>Returns a random name, which is very likely unique. It is not secret.</summary>
    public string NextName()
    {
        lock (_lock)
        {
            return random.NextInt64().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
