namespace Leeway.Runtime.Tests;

public sealed class BackoffTests
{
    private static readonly Backoff s_doubling = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(5, 16)]
    [InlineData(6, 30)]
    [InlineData(int.MaxValue, 30)]
    public void PauseShouldDoubleUpToTheMaximum(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), s_doubling.GetPause(failures));

    [Fact]
    public void PauseShouldGrowByTheFactor() => Assert.Equal(
        [1, 1.5, 2.25, 3],
        Enumerable.Range(0, 4).Select(static i => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)) { Factor = 1.5 }.GetPause(i).TotalSeconds));

    [Fact]
    public void JitterShouldChangeThePauseInBothDirections()
    {
        Backoff backoff = s_doubling with { Jitter = 0.3 };

        Assert.Equal(TimeSpan.FromSeconds(0.7), backoff.GetPause(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.GetPause(1));
        Assert.Equal(TimeSpan.FromSeconds(1.3), backoff.GetPause(1, 1));
        Assert.Equal(TimeSpan.FromSeconds(39), backoff.GetPause(9, 1));
        Assert.Equal(TimeSpan.FromSeconds(39), backoff.MaxWithJitter);
    }

    [Fact]
    public void PauseShouldNotOverflow()
    {
        Backoff backoff = new(TimeSpan.FromDays(1), TimeSpan.MaxValue / 2) { Jitter = 0.3 };

        Assert.True(backoff.GetPause(int.MaxValue, 1) > TimeSpan.FromDays(1_000_000));
        Assert.Equal(TimeSpan.Zero, (backoff with { First = TimeSpan.Zero }).GetPause(int.MaxValue));
    }
}
