using System.Net.Http.Headers;
using Leeway.Limits;

namespace Leeway.Runtime.Tests.Limits;

public sealed class RateLimitsTests
{
    private const string Cloud = "11111111-1111-1111-1111-111111111111";

    private static readonly Uri s_call = new($"https://api.atlassian.com/ex/jira/{Cloud}/rest/api/3/myself");

    private readonly ManualTime _time = new();
    private readonly RateLimits _limits;

    public RateLimitsTests()
    {
        _limits = new RateLimits(_time);
    }

    private static LimitedPlace Place => LimitedPlace.Of(s_call, "jira");

    [Fact]
    public void LatestHeadersOfAPlaceShouldBeKeptWithTheirTime()
    {
        Assert.Empty(_limits.Current);
        Assert.Null(_limits.Find("jira", Cloud));

        Observe(("X-RateLimit-Remaining", "9"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Observe(("X-RateLimit-Remaining", "8"));

        SiteRateLimit found = _limits.Find("jira", Cloud)!;
        Assert.Equal(("jira", Cloud, ManualTime.Start.AddMinutes(1)), (found.Product, found.Site, found.ReadAt));
        Assert.Equal(8, Assert.Single(found.Status.Budgets).Remaining);
        Assert.Equal(found, Assert.Single(_limits.Current));
        Assert.Same(found.Status, _limits.Find("jira", Cloud)!.Status);
        Assert.Null(_limits.Find("confluence", Cloud));
        Assert.Null(_limits.Find("jira", "other"));
        Assert.Throws<ArgumentNullException>("product", () => _limits.Find(null!, Cloud));
        Assert.Throws<ArgumentNullException>("site", () => _limits.Find("jira", null!));
    }

    [Fact]
    public void StopShouldHoldCallsUntilItEnds()
    {
        Assert.False(_limits.HasStops);
        QuotaStop? stop = Stop(RateLimitScope.Site, TimeSpan.FromMinutes(5));

        Assert.Equal(
            new QuotaStop { Scope = RateLimitScope.Site, Product = "jira", Site = Cloud, Reason = "why", EndsAt = ManualTime.Start.AddMinutes(5) },
            stop);
        Assert.True(_limits.HasStops);
        Assert.Same(stop, _limits.FindStop(Place));
        Assert.Same(stop, Assert.Single(_limits.Stops));

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Same(stop, _limits.FindStop(Place));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Empty(_limits.Stops);
        Assert.Null(_limits.FindStop(Place));
    }

    [Fact]
    public void StopThatHasEndedShouldNotApplyAgainIfTheClockIsSetBack()
    {
        Stop(RateLimitScope.Site, TimeSpan.FromMinutes(5));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(_limits.FindStop(Place));

        _time.MoveWallClock(TimeSpan.FromMinutes(-5));

        Assert.Null(_limits.FindStop(Place));
        Assert.Empty(_limits.Stops);
    }

    [Fact]
    public void StopOfTheAppShouldHoldTheProductAtEverySite()
    {
        QuotaStop stop = Stop(RateLimitScope.App, TimeSpan.FromMinutes(5))!;

        Assert.Null(stop.Site);
        Assert.Same(stop, _limits.FindStop(LimitedPlace.Of(new Uri("https://other.atlassian.net/rest"), "jira")));
        Assert.Null(_limits.FindStop(LimitedPlace.Parse($"confluence/{Cloud}")));
    }

    [Fact]
    public void StopOfTheAppShouldBeFoundBeforeTheStopOfASite()
    {
        Stop(RateLimitScope.Site, TimeSpan.FromMinutes(5));
        QuotaStop stop = Stop(RateLimitScope.App, TimeSpan.FromMinutes(4))!;

        Assert.Same(stop, _limits.FindStop(Place));
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(59, 59)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    public void StopShouldLastAnHourAtMost(int? minutes, int expected)
    {
        QuotaStop stop = Stop(RateLimitScope.Site, minutes is { } count ? TimeSpan.FromMinutes(count) : null)!;

        Assert.Equal(ManualTime.Start.AddMinutes(expected), stop.EndsAt);
    }

    [Fact]
    public void StopThatIsOverOrKnownShouldNotBeNoted()
    {
        Assert.Null(Stop(RateLimitScope.Site, TimeSpan.FromTicks(-1)));
        Assert.Null(Stop(RateLimitScope.Site, TimeSpan.Zero));
        Assert.False(_limits.HasStops);

        Assert.NotNull(Stop(RateLimitScope.Site, TimeSpan.FromMinutes(5)));
        Assert.Null(Stop(RateLimitScope.Site, TimeSpan.FromMinutes(5)));
        Assert.Null(Stop(RateLimitScope.Site, TimeSpan.FromMinutes(4)));
        Assert.Equal(ManualTime.Start.AddMinutes(5), _limits.FindStop(Place)!.EndsAt);
        Assert.Equal(ManualTime.Start.AddMinutes(6), Stop(RateLimitScope.Site, TimeSpan.FromMinutes(6))!.EndsAt);
        Assert.Equal(ManualTime.Start.AddMinutes(6), _limits.FindStop(Place)!.EndsAt);
    }

    [Theory]
    [InlineData("https://api.atlassian.com/ex/jira/1/rest", "jira/1", "jira", "1")]
    [InlineData("https://api.atlassian.com/ex/confluence/1/wiki", "confluence/1", "confluence", "1")]
    [InlineData("https://api.atlassian.com/ex/confluence/1", "x/api.atlassian.com", "x", "api.atlassian.com")]
    [InlineData("https://api.atlassian.com/ex/confluence", "x/api.atlassian.com", "x", "api.atlassian.com")]
    [InlineData("https://api.atlassian.com/ex/jira//rest", "x/api.atlassian.com", "x", "api.atlassian.com")]
    [InlineData("https://api.atlassian.com/ex//1/rest", "x/api.atlassian.com", "x", "api.atlassian.com")]
    [InlineData("https://api.atlassian.com/ex//", "x/api.atlassian.com", "x", "api.atlassian.com")]
    [InlineData("https://one.atlassian.net/rest/ex/jira/1/rest", "x/one.atlassian.net", "x", "one.atlassian.net")]
    [InlineData("https://one.atlassian.net", "x/one.atlassian.net", "x", "one.atlassian.net")]
    public void PlaceShouldBeFoundInTheAddress(string address, string key, string product, string site)
    {
        LimitedPlace place = LimitedPlace.Of(new Uri(address), "x");

        Assert.Equal((key, product, site), (place.Key.ToString(), place.Product.ToString(), place.Site.ToString()));
        LimitedPlace parsed = LimitedPlace.Parse(key);
        Assert.Equal((product, site), (parsed.Product.ToString(), parsed.Site.ToString()));
    }

    [Fact]
    public void ServerOfItsOwnShouldHaveLimitsOfItsOwn()
    {
        Assert.Equal($"assets/{Cloud}", LimitedPlace.OfServer(s_call, "assets").Key.ToString());
        Assert.Equal("rockets/api.acme.example", LimitedPlace.OfHost(new Uri("https://api.acme.example/ex/jira/1/rest"), "rockets").Key.ToString());
        Assert.True(default(LimitedPlace).Site.IsEmpty);
    }

    [Theory]
    [InlineData(RateLimitScope.App, "The hourly quota of the app for all its sites is spent. Make no calls to this product until 2026-11-01 12:30:00Z.")]
    [InlineData(RateLimitScope.Site, "The hourly quota of the app for this site is spent. Make no calls to this product of the site until 2026-11-01 12:30:00Z. Other sites are not affected.")]
    [InlineData(RateLimitScope.Issue, "There were too many writes to one issue. Do not write to it until 2026-11-01 12:30:00Z. Other calls are not affected.")]
    [InlineData(RateLimitScope.Operation, "There were too many calls of this operation at this site. Do not call it until 2026-11-01 12:30:00Z. Other operations are not affected.")]
    [InlineData(RateLimitScope.Unknown, "There were too many calls. Make no calls until 2026-11-01 12:30:00Z.")]
    public void AdviceShouldSayWhatIsLimitedAndUntilWhen(RateLimitScope scope, string expected)
    {
        DateTimeOffset end = new(2026, 11, 1, 14, 30, 0, TimeSpan.FromHours(2));

        Assert.Equal(expected, RateLimitAdvice.For(scope, end));
        Assert.Equal(expected.Replace("until 2026-11-01 12:30:00Z", "for a while", StringComparison.Ordinal), RateLimitAdvice.For(scope, null));
    }

    private QuotaStop? Stop(RateLimitScope scope, TimeSpan? after) =>
        _limits.Stop(Place, new RateLimitRefusal("why", scope, _time.GetUtcNow() + after));

    private void Observe(params (string Name, string? Value)[] headers)
    {
        HttpResponseHeaders made = RateLimitStatusTests.Headers(headers);
        _limits.Observe(Place, RateLimitHeaders.Find(made)!);
    }
}
