using Leeway.Simulator;

namespace Leeway.Runtime.Tests.Surface;

/// <summary>What the packages offer changes only where a reviewer has seen it.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void RuntimeShouldHaveTheApprovedSurface() =>
        Snapshot.Match(PublicSurface.Of(typeof(AtlassianOptions).Assembly), "Runtime.Tests/Surface", "Leeway");

    [Fact]
    public void SimulatorShouldHaveTheApprovedSurface() =>
        Snapshot.Match(PublicSurface.Of(typeof(AtlassianSimulator).Assembly), "Runtime.Tests/Surface", "Leeway.Simulator");
}
