using System.Globalization;

namespace Leeway.Simulation;

/// <summary>The results of many seeds.</summary>
internal sealed class Summary
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<Exemption, int> _exemptions = [];
    private readonly SortedDictionary<LossCause, int> _losses = [];
    private readonly List<SeedResult> _failures = [];
    private int _calm;
    private long _calmExchanges;
    private long _calmRotations;
    private long _exchanges;
    private long _rotations;
    private long _steps;
    private double _simulatedHours;

    public int Schedules { get; private set; }

    public int UnexpectedLosses { get; private set; }

    /// <summary>The number of times that a grant was forgotten.</summary>
    public int Forgotten { get; private set; }

    /// <summary>The number of calls with a forgotten grant after the time when no process should use it.</summary>
    public int ForgottenCalls { get; private set; }

    /// <summary>The seeds in which an invariant was violated.</summary>
    public IReadOnlyList<SeedResult> Failures => _failures;

    public void Add(SeedResult result)
    {
        lock (_lock)
        {
            Schedules++;
            UnexpectedLosses += result.UnexpectedLosses;
            Forgotten += result.Forgotten;
            ForgottenCalls += result.ForgottenCalls;
            _steps += result.Steps;
            _simulatedHours += result.Simulated.TotalHours;
            if (result.IsCalm)
            {
                _calm++;
                _calmExchanges += result.Exchanges;
                _calmRotations += result.Rotations;
            }
            else
            {
                _exchanges += result.Exchanges;
                _rotations += result.Rotations;
            }

            foreach ((Exemption exemption, int count) in result.Exemptions)
            {
                _exemptions[exemption] = _exemptions.GetValueOrDefault(exemption) + count;
            }

            foreach ((LossCause cause, int count) in result.Losses)
            {
                _losses[cause] = _losses.GetValueOrDefault(cause) + count;
            }

            if (result.Failure is not null)
            {
                _failures.Add(result);
            }
        }
    }

    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"steps {_steps:N0}, simulated hours {_simulatedHours:N0}"));
        output.WriteLine("lost grants by cause: " + Join(_losses));
        output.WriteLine("of which no process could prevent: " + Join(_exemptions));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"grants forgotten {Forgotten}, calls with one after the allowed time {ForgottenCalls}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"without faults: schedules {_calm}, exchanges {_calmExchanges}, rotations {_calmRotations}; with faults: exchanges {_exchanges}, rotations {_rotations}, {Ratio(_exchanges, _rotations):F3} per rotation"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"schedules {Schedules}, grants lost unexpectedly {UnexpectedLosses}, exchanges per rotation {Ratio(_calmExchanges, _calmRotations):F3}"));
    }

    private static double Ratio(long exchanges, long rotations) => rotations == 0 ? 0 : (double)exchanges / rotations;

    private static string Join<T>(SortedDictionary<T, int> counts)
        where T : notnull =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(static pair => $"{pair.Key} {pair.Value}"));
}
