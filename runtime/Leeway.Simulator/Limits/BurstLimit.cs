namespace Leeway.Simulator.Limits;

/// <summary>A token bucket.</summary>
public sealed record BurstLimit
{
    /// <summary>The number of calls that are added per second.</summary>
    public required double PerSecond { get; init; }

    /// <summary>The maximum and initial number of calls. Atlassian does not document it.</summary>
    public required int Capacity { get; init; }
}
