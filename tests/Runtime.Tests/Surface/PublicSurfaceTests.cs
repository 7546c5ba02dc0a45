using System.Reflection;
using Leeway.Simulator;

namespace Leeway.Runtime.Tests.Surface;

/// <summary>The public surface of the packages changes only after a review.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void RuntimeShouldHaveTheApprovedSurface() =>
        Snapshot.Match(PublicSurface.Of(typeof(AtlassianOptions).Assembly), "Runtime.Tests/Surface", "Leeway");

    [Fact]
    public void SimulatorShouldHaveTheApprovedSurface() =>
        Snapshot.Match(PublicSurface.Of(typeof(AtlassianSimulator).Assembly), "Runtime.Tests/Surface", "Leeway.Simulator");

    /// <summary>A positional record breaks its callers when a member is added.</summary>
    [Theory]
    [InlineData(typeof(AtlassianOptions))]
    [InlineData(typeof(AtlassianSimulator))]
    public void PublicRecordsShouldNotBePositional(Type type) => Assert.Empty(
        type.Assembly.GetExportedTypes()
            .Where(static type => type.Namespace != "Leeway.Generated" && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
            .Where(static type => type.GetMethod("Deconstruct") is not null));
}
