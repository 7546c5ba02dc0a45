namespace Leeway.Cluster;

/// <summary>The result of one node in a burst.</summary>
/// <param name="Seconds">The time until the node had every token.</param>
/// <param name="MedianWait">The median wait for a token, in seconds.</param>
/// <param name="LongestWait">The longest wait for a token, in seconds.</param>
/// <param name="Failed">The number of tokens that the node did not receive in time.</param>
/// <param name="Digest">A hash of all tokens, which is equal for nodes that received the same tokens.</param>
internal sealed record BurstReport(double Seconds, double MedianWait, double LongestWait, int Failed, string Digest);
