namespace Leeway.Simulator.Limits;

/// <summary>How many points may be spent in an hour of UTC.</summary>
/// <param name="Points">The points.</param>
/// <param name="IsEnforced">
/// Whether calls beyond them are refused. Where not, the headers tell of the quota with the prefix <c>Beta-</c>, and nothing else comes of it.
/// </param>
public sealed record PointsQuota(long Points, bool IsEnforced = true);
