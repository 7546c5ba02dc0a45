using Leeway.EntityFrameworkCore;
using Leeway.Runtime.Tests.Surface;

namespace Leeway.Stores.Tests.Surface;

/// <summary>Checks that the public API changes only with a review.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void PackageShouldHaveTheApprovedSurface() =>
        Snapshot.Match(PublicSurface.Of(typeof(GrantDbContext).Assembly), "Stores.Tests/Surface", "Leeway.EntityFrameworkCore");

    [Fact]
    public void RowShouldBeMappableWithProxies() => Assert.False(typeof(GrantRow).IsSealed);
}
