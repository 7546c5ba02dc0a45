namespace Leeway.Simulator.Limits;

/// <summary>The number of points that can be spent per hour (UTC).</summary>
public sealed record PointsQuota
{
    /// <summary>The number of points.</summary>
    public required long Points { get; init; }

    /// <summary>
    /// Whether further calls are rejected. If not, the headers describe the quota with the prefix <c>Beta-</c>, and it has no other effect.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IsEnforced { get; init; } = true;
}
