namespace Leeway.Simulator.Limits;

/// <summary>The number of points that can be spent per hour (UTC).</summary>
/// <param name="Points">The number of points.</param>
/// <param name="IsEnforced">
/// Whether further calls are rejected. If not, the headers describe the quota with the prefix <c>Beta-</c>, and it has no other effect.
/// </param>
public sealed record PointsQuota(long Points, bool IsEnforced = true);
