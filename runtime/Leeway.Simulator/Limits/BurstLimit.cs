namespace Leeway.Simulator.Limits;

/// <summary>A token bucket.</summary>
/// <param name="PerSecond">The number of calls that are added per second.</param>
/// <param name="Capacity">The maximum and initial number of calls. Atlassian does not document it.</param>
public sealed record BurstLimit(double PerSecond, int Capacity);
