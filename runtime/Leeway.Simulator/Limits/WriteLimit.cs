namespace Leeway.Simulator.Limits;

/// <summary>How often one issue may be written to.</summary>
/// <param name="Writes">How many writes.</param>
/// <param name="Window">In how long a time, which slides.</param>
public sealed record WriteLimit(int Writes, TimeSpan Window);
