using Leeway.Paging;

namespace Leeway.Runtime.Tests.Paging;

public class PageTrailTests
{
    [Fact]
    public void AnyNumberOfNewMarksShouldBeAccepted()
    {
        var trail = new PageTrail();
        for (uint i = 0; i < 100_000; i++)
        {
            Assert.True(trail.TryAdd(i));
        }
    }

    /// <summary>A short cycle is detected at once; one that is longer than the kept hashes after some rounds.</summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(7, 2, 9)]
    [InlineData(0, 1_024, 1_024)]
    [InlineData(100, 5_000, 20_000)]
    public void CycleShouldBeDetected(uint before, uint length, int steps)
    {
        var trail = new PageTrail();
        uint step = 0;
        while (trail.TryAdd(step < before ? step : before + ((step - before) % length)))
        {
            step++;
        }

        Assert.InRange((int)step, (int)(before + length), steps);
    }
}
