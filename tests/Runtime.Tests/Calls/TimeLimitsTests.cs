using Leeway.Http.Resilience;

namespace Leeway.Runtime.Tests.Calls;

public sealed class TimeLimitsTests
{
    [Theory]
    [InlineData(100, 0, 100)]
    [InlineData(100, 40, 60)]
    [InlineData(100, 100, 0)]
    [InlineData(100, 200, 0)]
    [InlineData(-1, 200, -1)]
    public void TimeThatIsLeftShouldNotBeNegative(int call, int elapsed, int expected) =>
        Assert.Equal(Seconds(expected), new TimeLimits(Seconds(call), Seconds(1)).Left(Seconds(elapsed)));

    [Theory]
    [InlineData(30, 20, false, 20)]
    [InlineData(20, 20, true, 20)]
    [InlineData(10, 20, true, 10)]
    [InlineData(10, -1, true, 10)]
    [InlineData(-1, 20, false, 20)]
    [InlineData(-1, -1, false, -1)]
    public void ShorterTimeShouldLimitTheNextAttempt(int left, int attempt, bool isBoundByCall, int expected)
    {
        TimeLimits limits = new(Seconds(100), Seconds(attempt));

        Assert.Equal((isBoundByCall, Seconds(expected)), (limits.IsBoundByCall(Seconds(left)), limits.Next(Seconds(left))));
    }

    private static TimeSpan Seconds(int seconds) => seconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
}
