namespace Leeway.Cli.Demo;

/// <summary>One step of the demonstration, as it went.</summary>
/// <param name="Name">What was to be shown.</param>
/// <param name="Outcome">What was seen, or what went wrong.</param>
/// <param name="Counts">The figures, by name.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Held">Whether it went as it should.</param>
internal sealed record DemoStep(
    string Name,
    string Outcome,
    IReadOnlyList<KeyValuePair<string, long>> Counts,
    TimeSpan Duration,
    bool Held);
