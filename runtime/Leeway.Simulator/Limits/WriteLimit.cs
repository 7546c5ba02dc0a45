namespace Leeway.Simulator.Limits;

/// <summary>A limit for writes to one issue.</summary>
/// <param name="Writes">The maximum number of writes in the window.</param>
/// <param name="Window">The length of the sliding window.</param>
public sealed record WriteLimit(int Writes, TimeSpan Window);
