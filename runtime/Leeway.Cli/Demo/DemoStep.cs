namespace Leeway.Cli.Demo;

/// <summary>The result of one step of the demonstration.</summary>
/// <param name="Name">The name of the step.</param>
/// <param name="Outcome">The result, or the error message.</param>
/// <param name="Counts">The counts by name.</param>
/// <param name="Duration">The time that the step took.</param>
/// <param name="Passed">Whether the step succeeded.</param>
internal sealed record DemoStep(
    string Name,
    string Outcome,
    IReadOnlyList<KeyValuePair<string, long>> Counts,
    TimeSpan Duration,
    bool Passed);
