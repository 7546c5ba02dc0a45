namespace Leeway.Cluster;

/// <summary>What a node reports about a call that it makes. The times are by the correct clock.</summary>
/// <param name="Node">The number of the node.</param>
/// <param name="CheckedAt">When the node decided that the token is still valid.</param>
/// <param name="SentAt">When the request left the pipeline.</param>
/// <param name="WasStalled">Whether the process stalled between the two, or in the last second before.</param>
internal sealed record SentCall(int Node, DateTimeOffset CheckedAt, DateTimeOffset SentAt, bool WasStalled);
