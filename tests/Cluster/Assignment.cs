namespace Leeway.Cluster;

/// <summary>What a process needs to take part. It comes by standard input, since there are secrets in it.</summary>
/// <param name="Settings">The run.</param>
/// <param name="Node">The number of the node, from 0.</param>
/// <param name="Authorization">The simulator's token endpoint.</param>
/// <param name="Gateway">The simulator's gateway.</param>
/// <param name="Database">The connection string.</param>
/// <param name="Key">The key that tokens are encrypted with.</param>
internal sealed record Assignment(ClusterSettings Settings, int Node, Uri Authorization, Uri Gateway, string Database, byte[] Key);
