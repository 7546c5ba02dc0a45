namespace Leeway.Cluster;

/// <summary>The input of a node process. It is sent on standard input, because it contains secrets.</summary>
/// <param name="Settings">The settings of the run.</param>
/// <param name="Node">The number of the node, starting at 0.</param>
/// <param name="Authorization">The origin of the simulated authorization server.</param>
/// <param name="Gateway">The origin of the simulated gateway.</param>
/// <param name="Database">The connection string.</param>
/// <param name="Key">The key that encrypts the tokens.</param>
internal sealed record Assignment(ClusterSettings Settings, int Node, Uri Authorization, Uri Gateway, string Database, byte[] Key);
