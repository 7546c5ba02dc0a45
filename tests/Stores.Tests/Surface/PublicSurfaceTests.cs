using Leeway.EntityFrameworkCore;
using Leeway.Runtime.Tests.Surface;

namespace Leeway.Stores.Tests.Surface;

/// <summary>What the package offers changes only where a reviewer has seen it.</summary>
public class PublicSurfaceTests
{
    [Fact]
    public void PackageShouldHaveTheApprovedSurface() =>
        Snapshot.Match(PublicSurface.Of(typeof(GrantDbContext).Assembly), "Stores.Tests/Surface", "Leeway.EntityFrameworkCore");

    [Fact]
    public void RowShouldBeMappableWhereProxiesAre() => Assert.False(typeof(GrantRow).IsSealed);
}
