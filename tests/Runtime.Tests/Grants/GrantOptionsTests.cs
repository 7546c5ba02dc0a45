using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The documented defaults of <see cref="GrantOptions"/>, and which values are refused with which message.</summary>
public sealed class GrantOptionsTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static TheoryData<string> Times =>
    [
        nameof(GrantOptions.Leeway), nameof(GrantOptions.LeaseDuration), nameof(GrantOptions.ExchangeTimeout), nameof(GrantOptions.StoreTimeout),
        nameof(GrantOptions.LeasePollInterval), nameof(GrantOptions.CallerTimeout), nameof(GrantOptions.ForcedRenewalInterval), nameof(GrantOptions.RetryDelay),
        nameof(GrantOptions.MaxRetryDelay),
    ];

    public static TheoryData<string> Margins => [nameof(GrantOptions.LeewayMargin), nameof(GrantOptions.ExpiryMargin), nameof(GrantOptions.RenewAhead)];

    [Fact]
    public void DefaultsShouldBeAsDocumentedAndValid()
    {
        GrantOptions options = new();

        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(2), LateSpend.Try), (options.Leeway, options.LeewayMargin, options.LateSpend));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)), (options.ExpiryMargin, options.RenewAhead));
        Assert.Equal(
            (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(250)),
            (options.ExchangeTimeout, options.LeaseDuration, options.LeasePollInterval));
        Assert.Equal(
            (TimeSpan.FromSeconds(45), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30)), (options.CallerTimeout, options.RetryDelay, options.MaxRetryDelay));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30), 16), (options.ForcedRenewalInterval, options.MaxStaleness, options.MaxConcurrentExchanges));
        Assert.Equal(
            (TimeSpan.FromDays(90), TimeSpan.FromDays(365), TimeSpan.FromDays(14)), (options.InactivityLimit, options.AbsoluteLimit, options.AgeWarning));
        Assert.Equal(TimeSpan.FromSeconds(10), options.StoreTimeout);
        Assert.Equal(TimeSpan.FromMinutes(8), options.SpendWindow);
        Assert.Equal((options.RetryDelay, options.MaxRetryDelay, 0.3), (options.Retries.First, options.Retries.Max, options.Retries.Jitter));
        Assert.Empty(GrantOptionsProblems.Find(options));
    }

    [Fact]
    public void KeepAliveAndHealthCheckShouldHaveTheDocumentedDefaults()
    {
        GrantKeepAliveOptions keepAlive = new();

        Assert.Equal((TimeSpan.FromDays(60), 10), (keepAlive.FromAge, keepAlive.MaxPerMinute));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)), (keepAlive.Interval, keepAlive.RetryAfter));
        Assert.Equal(TimeSpan.FromDays(14), new GrantHealthCheckOptions().IdleWarning);
        Assert.Empty(new GrantHealthCheckOptions().RequiredGrants);
        Assert.Equal(TimeSpan.Zero, new GrantHealthCheckOptions { IdleWarning = TimeSpan.Zero }.IdleWarning);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void TimeShouldBePositiveAndNoLongerThanADay(string name)
    {
        Assert.Equal([$"{name} (00:00:00) is not positive, or longer than a day."], Find(name, TimeSpan.Zero));
        Assert.Equal([$"{name} (-00:00:00.0000001) is not positive, or longer than a day."], Find(name, -s_tick));
        Assert.Equal([$"{name} (1.00:00:00.0000001) is not positive, or longer than a day."], Find(name, s_day + s_tick));
        Assert.DoesNotContain(Find(name, s_day), static problem => problem.Contains("longer than a day", StringComparison.Ordinal));
        Assert.DoesNotContain(Find(name, s_tick), static problem => problem.Contains("longer than a day", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Margins))]
    public void MarginShouldNotBeNegativeAndNoLongerThanADay(string name)
    {
        Assert.Equal([$"{name} (-00:00:00.0000001) is negative, or longer than a day."], Find(name, -s_tick));
        Assert.Equal([$"{name} (1.00:00:00.0000001) is negative, or longer than a day."], Find(name, s_day + s_tick));
        Assert.DoesNotContain(Find(name, s_day), static problem => problem.Contains("longer than a day", StringComparison.Ordinal));
        Assert.DoesNotContain(Find(name, TimeSpan.Zero), static problem => problem.Contains("longer than a day", StringComparison.Ordinal));
    }

    [Fact]
    public void MaxStalenessShouldBeAtLeastASecond()
    {
        Assert.Empty(Find(nameof(GrantOptions.MaxStaleness), TimeSpan.FromSeconds(1)));
        Assert.Empty(Find(nameof(GrantOptions.MaxStaleness), s_day));
        Assert.Equal(
            ["MaxStaleness (00:00:00.9999999) is shorter than 00:00:01, or longer than a day."],
            Find(nameof(GrantOptions.MaxStaleness), TimeSpan.FromSeconds(1) - s_tick));
        Assert.Equal(
            ["MaxStaleness (1.00:00:00.0000001) is shorter than 00:00:01, or longer than a day."], Find(nameof(GrantOptions.MaxStaleness), s_day + s_tick));
    }

    [Fact]
    public void WarningMayBeLongerThanADayAndNotNegative()
    {
        Assert.Empty(Find(nameof(GrantOptions.AgeWarning), TimeSpan.Zero));
        Assert.Equal(["AgeWarning (-00:00:00.0000001) is negative."], Find(nameof(GrantOptions.AgeWarning), -s_tick));
        Assert.Empty(GrantOptionsProblems.Find(new GrantOptions
        {
            AgeWarning = TimeSpan.FromDays(10_000), InactivityLimit = TimeSpan.MaxValue, AbsoluteLimit = TimeSpan.MaxValue,
        }));
    }

    [Theory]
    [InlineData(0, "MaxConcurrentExchanges (0) is not positive.")]
    [InlineData(-1, "MaxConcurrentExchanges (-1) is not positive.")]
    [InlineData(1, null)]
    public void ExchangesShouldBePossible(int exchanges, string? problem) =>
        Assert.Equal(problem, GrantOptionsProblems.Find(new GrantOptions { MaxConcurrentExchanges = exchanges }).SingleOrDefault());

    [Fact]
    public void EveryInvalidValueShouldBeListed() => Assert.Equal(
        ["Leeway (00:00:00) is not positive, or longer than a day.", "RenewAhead (-00:00:01) is negative, or longer than a day."],
        GrantOptionsProblems.Find(new GrantOptions { Leeway = TimeSpan.Zero, RenewAhead = TimeSpan.FromSeconds(-1) }));

    /// <summary>Each row has the longest time that is accepted, in seconds. A tick more is refused.</summary>
    [Theory]
    [InlineData(nameof(GrantOptions.ExchangeTimeout), 30, "is not shorter than LeaseDuration (00:00:30): another process could take the lease during an exchange.")]
    [InlineData(nameof(GrantOptions.LeasePollInterval), 45, "is not shorter than CallerTimeout (00:00:45): a call would fail before it checks whether another process is done.")]
    [InlineData(nameof(GrantOptions.MaxRetryDelay), 480, "is not shorter than Leeway minus LeewayMargin (00:08:00): a token would not be sent again in time after a lost response.")]
    [InlineData(nameof(GrantOptions.AgeWarning), 90 * 86_400, "is not shorter than InactivityLimit (90.00:00:00): every new token would cause the warning.")]
    public void TimeThatMustBeShorterThanAnotherShouldBeNamed(string name, int limit, string words)
    {
        TimeSpan bound = TimeSpan.FromSeconds(limit);

        Assert.Empty(Find(name, bound - s_tick));
        Assert.Equal([$"{name} ({bound:c}) {words}"], Find(name, bound));
    }

    [Fact]
    public void OtherPairsThatDoNotFitShouldBeNamed()
    {
        AssertPair(
            static (options, more) => (options.AgeWarning, options.AbsoluteLimit) = (TimeSpan.FromDays(30), TimeSpan.FromDays(30) + s_tick - more),
            "AgeWarning (30.00:00:00) is not shorter than AbsoluteLimit (30.00:00:00): every new token would cause the warning.");
        AssertPair(
            static (options, more) => options.LeewayMargin = options.ExchangeTimeout - more,
            "ExchangeTimeout (00:00:20) is longer than LeewayMargin (00:00:19.9999999): a token could reach the server after the leeway.");
        AssertPair(
            static (options, more) => options.RetryDelay = options.MaxRetryDelay + more,
            "RetryDelay (00:00:30.0000001) is longer than MaxRetryDelay (00:00:30): the first pause would be longer than the longest.");
        AssertPair(
            static (options, more) => options.StoreTimeout = TimeSpan.FromSeconds(10) + more,
            "LeaseDuration (00:00:30) is shorter than three times StoreTimeout (00:00:10.0000001): a slow store could take so long to grant the lease, read the grant and record the spend that the token is never sent.");
        Assert.Equal(
            [
                "LeewayMargin (00:02:00) is not shorter than Leeway (00:02:00): a token could never be sent again.",
                "MaxRetryDelay (00:00:30) is not shorter than Leeway minus LeewayMargin (00:00:00): a token would not be sent again in time after a lost response.",
            ],
            Find(nameof(GrantOptions.Leeway), TimeSpan.FromMinutes(2)));
    }

    private static void AssertPair(Action<GrantOptions, TimeSpan> configure, string problem)
    {
        GrantOptions accepted = new();
        configure(accepted, TimeSpan.Zero);
        GrantOptions refused = new();
        configure(refused, s_tick);

        Assert.Empty(GrantOptionsProblems.Find(accepted));
        Assert.Equal([problem], GrantOptionsProblems.Find(refused));
    }

    private static List<string> Find(string name, TimeSpan value)
    {
        GrantOptions options = new();
        typeof(GrantOptions).GetProperty(name)!.SetValue(options, value);
        return GrantOptionsProblems.Find(options);
    }
}
