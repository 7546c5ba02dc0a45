namespace Leeway.Cluster;

/// <summary>The addresses of the simulator.</summary>
internal sealed record SimulatorAddresses(Uri Authorization, Uri Gateway);
