namespace Leeway.Simulator.Limits;

/// <summary>A token bucket.</summary>
/// <param name="PerSecond">How many calls it gains in a second.</param>
/// <param name="Capacity">How many calls it holds at most, and at the beginning. Atlassian tells of no figure.</param>
public sealed record BurstLimit(double PerSecond, int Capacity);
