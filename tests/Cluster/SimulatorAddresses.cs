namespace Leeway.Cluster;

/// <summary>Where the simulator listens.</summary>
internal sealed record SimulatorAddresses(Uri Authorization, Uri Gateway);
