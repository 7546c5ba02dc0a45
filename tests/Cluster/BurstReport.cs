namespace Leeway.Cluster;

/// <summary>What became of one node's part in a burst.</summary>
/// <param name="Seconds">How long it took to have every token.</param>
/// <param name="MedianWait">How long the caller in the middle waited for one.</param>
/// <param name="LongestWait">How long the last caller waited for one.</param>
/// <param name="Failed">How many it was not given in time.</param>
/// <param name="Digest">Of all tokens: the same for nodes that were given the same.</param>
internal sealed record BurstReport(double Seconds, double MedianWait, double LongestWait, int Failed, string Digest);
