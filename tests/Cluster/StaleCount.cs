namespace Leeway.Cluster;

/// <summary>The number of calls that a node made with an invalid token.</summary>
/// <param name="Node">The number of the node.</param>
/// <param name="Cause">Why.</param>
/// <param name="Calls">The number.</param>
/// <param name="MaxAge">The longest time, in milliseconds, for which a token had been expired.</param>
internal sealed record StaleCount(int Node, StaleCause Cause, int Calls, double MaxAge);
