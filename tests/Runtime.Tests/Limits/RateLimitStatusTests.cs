using System.Net.Http.Headers;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Limits;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Limits;

public sealed class RateLimitStatusTests
{
    private static readonly string[] s_names =
    [
        "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-RateLimit-NearLimit", "RateLimit", "RateLimit-Policy", "RateLimit-Reason",
        "Beta-RateLimit", "Beta-RateLimit-Policy", "X-Beta-RateLimit-Limit", "X-Beta-RateLimit-Reset", "x-ratelimit-remaining", "Retry-After",
    ];

    [Fact]
    public void ResponseWithoutLimitsShouldHaveNoStatus() =>
        Assert.Null(Read(("Retry-After", "5"), ("Beta-Retry-After", "5"), ("Content-Language", "en"), ("X-Other", "1")));

    [Fact]
    public void ResponseWithoutLimitsShouldNotAllocate()
    {
        HttpResponseHeaders headers = Headers(("Date", "Sun, 01 Nov 2026 12:00:00 GMT"), ("X-Request-Id", "1"), ("Vary", "Accept"), ("atl-traceid", "1"));
        RateLimitHeaders.Find(headers);
        long before = GC.GetAllocatedBytesForCurrentThread();

        RateLimitHeaders.Find(headers);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void PlainHeadersShouldCreateOneBudget()
    {
        RateLimitStatus status = Read(
            ("x-ratelimit-limit", "350"),
            ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", "2026-11-01T12:34:56Z"),
            ("X-RateLimit-NearLimit", "true"),
            ("RateLimit-Reason", "jira-burst-based"))!;

        Assert.Equal(
            new RateLimitBudget { Limit = 350, Remaining = 0, ResetsAt = new(2026, 11, 1, 12, 34, 56, TimeSpan.Zero) },
            Assert.Single(status.Budgets));
        Assert.True(status.IsNearLimit);
        Assert.Equal("jira-burst-based", status.Reason);
    }

    [Theory]
    [InlineData("2026-11-01T12:34Z", "2026-11-01T12:34:00Z")]
    [InlineData("2026-11-01T12:34:56.789Z", "2026-11-01T12:34:56.789Z")]
    [InlineData("2026-11-01T14:34+02:00", "2026-11-01T12:34:00Z")]
    [InlineData(" 2026-11-01T12:34:56 ", "2026-11-01T12:34:56Z")]
    [InlineData("tomorrow", null)]
    [InlineData("1793536496", null)]
    [InlineData("9999-99-99T99:99Z", null)]
    public void ResetShouldBeReadWithSecondsAndWithout(string text, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            RateLimitStatus.ParseTime(text));

    [Theory]
    [InlineData("\"global-app-quota\";q=65000;w=3600, \"tenant-app-quota\";q=100000;w=3600", "\"tenant-app-quota\";r=9000;t=600,\"global-app-quota\";t=60;r=11000")]
    [InlineData("\"tenant-app-quota\";w=3600;q=100000 ,, \"global-app-quota\" ; q=65000 ; w=3600", "\"global-app-quota\";r=11000;t=60,\"tenant-app-quota\";r=9000;t=600")]
    public void ListsShouldBeJoinedByNameInAnyOrder(string policy, string state)
    {
        RateLimitStatus status = Read(("RateLimit", state), ("RateLimit-Policy", policy))!;

        Assert.Equal(
            [
                new RateLimitBudget { Name = "global-app-quota", Limit = 65000, Window = TimeSpan.FromHours(1), Remaining = 11000, ResetsAfter = TimeSpan.FromMinutes(1) },
                new RateLimitBudget { Name = "tenant-app-quota", Limit = 100000, Window = TimeSpan.FromHours(1), Remaining = 9000, ResetsAfter = TimeSpan.FromMinutes(10) },
            ],
            status.Budgets.OrderBy(static budget => budget.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void BetaLimitsShouldBeSeparateAndNotEnforced()
    {
        RateLimitStatus status = Read(
            ("Beta-RateLimit-Policy", "\"global-app-quota\";q=65000;w=3600"),
            ("RateLimit-Policy", "\"global-app-quota\";q=100;w=1"),
            ("X-Beta-RateLimit-Remaining", "7"))!;

        Assert.Equal(
            [(100L, null, true), (null, 7L, false), (65000L, null, false)],
            status.Budgets.Select(static budget => (budget.Limit, budget.Remaining, budget.IsEnforced)));
    }

    [Fact]
    public void UnreportedRemainderShouldStayUnknown() =>
        Assert.Null(Assert.Single(Read(("RateLimit", "\"global-app-quota\";t=60"))!.Budgets).Remaining);

    [Fact]
    public void SeparatorsInAQuotedNameShouldNotEndIt() =>
        Assert.Equal("a;b,c", Assert.Single(Read(("RateLimit", "\"a;b,c\";r=1;t=2"))!.Budgets).Name);

    [Fact]
    public void AnyHeadersShouldBeReadWithoutFailing() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(3_000)),
            Prop.ForAll(
                Arb.From(
                    from pairs in Gen.ListOf(
                        from name in Gen.Elements(s_names)
                        from value in Gen.OneOf(
                            ArbMap.Default.GeneratorFor<string>(),
                            Gen.Elements("\"", "\"a\\", ";;,=;", "r=;t", "\"a\";r=99999999999999999999;t=922337203685477", "\"\";q=-1;w=1e9", "=", "a=1;r", "-5", "1.5", new string(',', 400)))
                        select (name, value))
                    select pairs),
                static pairs =>
                {
                    RateLimitStatus? status = Read([.. pairs]);
                    return status is null || status.Budgets.All(static budget =>
                        budget.Limit is null or >= 0 && budget.Remaining is null or >= 0 && (budget.ResetsAfter ?? TimeSpan.Zero) >= TimeSpan.Zero);
                }));

    [Fact]
    public void HeadersShouldBeRequired() => Assert.Throws<ArgumentNullException>("headers", static () => RateLimitStatus.Read((HttpResponseHeaders)null!));

    [Theory]
    [InlineData("X-RateLimit-Limit", "350", 350L, null, null, null)]
    [InlineData("RateLimit-Remaining", "7", null, 7L, null, null)]
    [InlineData("X-RateLimit-Reset", "2026-11-01T12:34Z", null, null, "2026-11-01T12:34:00Z", null)]
    [InlineData("RateLimit-Reset", "30", null, null, null, 30)]
    public void EachPlainHeaderShouldCreateABudget(string name, string value, long? limit, long? remaining, string? resetsAt, int? resetsAfter) =>
        Assert.Equal(
            new RateLimitBudget
            {
                Limit = limit,
                Remaining = remaining,
                ResetsAt = resetsAt is null ? null : DateTimeOffset.Parse(resetsAt, System.Globalization.CultureInfo.InvariantCulture),
                ResetsAfter = resetsAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
            Assert.Single(Read((name, value))!.Budgets));

    [Theory]
    [InlineData("true", true)]
    [InlineData(" TRUE ", true)]
    [InlineData("false", false)]
    [InlineData("yes", false)]
    public void NearLimitShouldBeReadWithoutABudget(string value, bool expected)
    {
        RateLimitStatus status = Read(("X-RateLimit-NearLimit", value))!;

        Assert.Equal(expected, status.IsNearLimit);
        Assert.Empty(status.Budgets);
        Assert.False(Read(("X-RateLimit-Limit", "1"))!.IsNearLimit);
    }

    [Theory]
    [InlineData("jira-burst-based", "jira-burst-based")]
    [InlineData("  jira-burst-based ", "jira-burst-based")]
    [InlineData("  ", null)]
    public void ReasonShouldBeReadWithoutABudget(string value, string? expected)
    {
        RateLimitStatus status = Read(("RateLimit-Reason", value))!;

        Assert.Equal(expected, status.Reason);
        Assert.Empty(status.Budgets);
    }

    [Theory]
    [InlineData("X-MyRateLimit-Limit")]
    [InlineData("My-RateLimit")]
    [InlineData("Beta-My-RateLimit")]
    public void HeaderThatOnlyContainsTheWordShouldBeIgnored(string name) => Assert.Null(Read((name, "\"a\";r=1")));

    [Theory]
    [InlineData("X-RateLimits")]
    [InlineData("RateLimit-Other")]
    public void OtherHeadersShouldCreateNoBudget(string name) => Assert.Empty(Read((name, "\"a\";r=1"))!.Budgets);

    /// <summary>A small number is a wait in seconds; greater ones are seconds or milliseconds since 1970.</summary>
    [Theory]
    [InlineData("0", null, 0L)]
    [InlineData("1.5", null, 2L)]
    [InlineData("\"5\"", null, 5L)]
    [InlineData("999999999", null, 999_999_999L)]
    [InlineData("1000000000", 1_000_000_000_000L, null)]
    [InlineData("99999999999", 99_999_999_999_000L, null)]
    [InlineData("100000000000", null, null)]
    [InlineData("999999999999", null, null)]
    [InlineData("1000000000000", 1_000_000_000_000L, null)]
    [InlineData("99999999999999", 99_999_999_999_999L, null)]
    [InlineData("100000000000000", null, null)]
    [InlineData("\"1893456000\"", 1_893_456_000_000L, null)]
    [InlineData("5s", null, 5L)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void SizeOfTheResetShouldDetermineItsMeaning(string? text, long? milliseconds, long? seconds) =>
        Assert.Equal(
            (milliseconds is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, seconds is { } count ? TimeSpan.FromSeconds(count) : null),
            RateLimitStatus.ParseReset(text));

    [Fact]
    public void UnnamedItemShouldNotBeJoinedWithThePlainHeaders() =>
        Assert.Equal(
            [new RateLimitBudget { Limit = 350 }, new RateLimitBudget { Remaining = 3, ResetsAfter = TimeSpan.FromSeconds(5) }],
            Read(("X-RateLimit-Limit", "350"), ("RateLimit", "r=3;t=5"))!.Budgets);

    [Theory]
    [InlineData("burst;r=1", "burst", 1L)]
    [InlineData("\"a\\\"b,c\";r=1", "a\\\"b,c", 1L)]
    [InlineData("\"a\";rate=5;r = 2 ;r=3", "a", 2L)]
    [InlineData("\"a\";rate=5", "a", null)]
    [InlineData("\"a\";r", "a", null)]
    [InlineData("\"a=b\";r=4", "a=b", 4L)]
    [InlineData(" ; r=4", null, 4L)]
    [InlineData("\"a", "\"a", null)]
    public void ItemShouldBeReadWithItsFirstMatchingParameter(string list, string? name, long? remaining)
    {
        RateLimitBudget budget = Assert.Single(Read(("RateLimit", list))!.Budgets);

        Assert.Equal((name, remaining), (budget.Name, budget.Remaining));
    }

    [Theory]
    [InlineData(922_337_203_685L, true)]
    [InlineData(922_337_203_686L, false)]
    public void WindowShouldBeUnknownIfItExceedsTheLongestTime(long seconds, bool isKnown) =>
        Assert.Equal(
            isKnown ? TimeSpan.FromSeconds(seconds) : null,
            Assert.Single(Read(("RateLimit-Policy", $"\"a\";w={seconds}"))!.Budgets).Window);

    [Fact]
    public void StatesShouldBeJoinedAlsoIfNoFurtherBudgetIsCreated()
    {
        string policies = string.Join(',', Enumerable.Range(0, 40).Select(static i => $"\"n{i}\";q=9"));

        IReadOnlyList<RateLimitBudget> budgets = Read(("RateLimit-Policy", policies), ("RateLimit", "\"n39\";r=1,\"n31\";r=2,\"n0\";r=3"))!.Budgets;

        Assert.Equal(Enumerable.Range(0, 32).Select(static i => $"n{i}"), budgets.Select(static budget => budget.Name));
        Assert.Equal((3L, 2L), (budgets[0].Remaining, budgets[31].Remaining));
        Assert.Equal(30, budgets.Count(static budget => budget.Remaining is null));
    }

    [Fact]
    public void LongListShouldNotCreateUnlimitedBudgets() =>
        Assert.Equal(32, Read(("RateLimit", string.Join(',', Enumerable.Range(0, 10_000).Select(static i => $"\"n{i}\";r=1"))))!.Budgets.Count);

    internal static HttpResponseHeaders Headers(params (string Name, string? Value)[] headers)
    {
        HttpResponseHeaders made = new HttpResponseMessage().Headers;
        foreach ((string name, string? value) in headers)
        {
            made.TryAddWithoutValidation(name, value);
        }

        return made;
    }

    private static RateLimitStatus? Read(params (string Name, string? Value)[] headers) => RateLimitStatus.Read(Headers(headers));
}
