namespace Leeway.Simulator.Limits;

/// <summary>A limit for writes to one issue.</summary>
public sealed record WriteLimit
{
    /// <summary>The maximum number of writes in the window.</summary>
    public required int Writes { get; init; }

    /// <summary>The length of the sliding window.</summary>
    public required TimeSpan Window { get; init; }
}
