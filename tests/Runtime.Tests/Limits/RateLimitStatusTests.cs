using System.Net.Http.Headers;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Limits;

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
            Config.QuickThrowOnFailure.WithMaxTest(3000),
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
    public void LongListShouldNotCreateUnlimitedBudgets() =>
        Assert.InRange(Read(("RateLimit", string.Join(',', Enumerable.Range(0, 10_000).Select(static i => $"\"n{i}\";r=1"))))!.Budgets.Count, 1, 64);

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
