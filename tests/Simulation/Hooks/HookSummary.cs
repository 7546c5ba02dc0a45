using System.Globalization;

namespace Leeway.Simulation;

/// <summary>The results of many seeds.</summary>
internal sealed class HookSummary
{
    private readonly Lock _lock = new();
    private readonly List<HookResult> _failures = [];
    private long _steps;

    public int Seeds { get; private set; }

    public int Registrations { get; private set; }

    public int Extensions { get; private set; }

    /// <summary>The number of gaps at times at which no node ran for an hour in five days.</summary>
    public int ExcusedGaps { get; private set; }

    /// <summary>The seeds in which an invariant was violated.</summary>
    public IReadOnlyList<HookResult> Failures => _failures;

    public void Add(HookResult result)
    {
        lock (_lock)
        {
            Seeds++;
            Registrations += result.Registrations;
            Extensions += result.Extensions;
            ExcusedGaps += result.ExcusedGaps;
            _steps += result.Steps;
            if (result.Failure is not null)
            {
                _failures.Add(result);
            }
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"steps {_steps:N0}, seeds {Seeds}, failed {_failures.Count}, webhooks registered {Registrations}, extended {Extensions}, gaps while no node ran for an hour in five days {ExcusedGaps}");
}
