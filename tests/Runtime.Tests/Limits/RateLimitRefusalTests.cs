using System.Globalization;
using System.Net;
using Leeway.Limits;

namespace Leeway.Runtime.Tests.Limits;

public sealed class RateLimitRefusalTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 1, 12, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("jira-quota-global-based", RateLimitScope.App)]
    [InlineData("confluence-quota-global-based", RateLimitScope.App)]
    [InlineData("conf-global-based", RateLimitScope.App)]
    [InlineData("JIRA-QUOTA-TENANT-BASED", RateLimitScope.Site)]
    [InlineData("confluence-quota-tenant-based", RateLimitScope.Site)]
    [InlineData("conf-tenant-based", RateLimitScope.Site)]
    [InlineData("jira-quota-tenant", RateLimitScope.Site)]
    [InlineData("jira-quota-global", RateLimitScope.App)]
    [InlineData("jira-burst-based", RateLimitScope.Operation)]
    [InlineData("jira-per-issue-on-write", RateLimitScope.Issue)]
    [InlineData("jira-cost-based", RateLimitScope.Unknown)]
    [InlineData("jira-max-concurrent-threads-across-all-instances-per-tenant-per-user", RateLimitScope.Unknown)]
    [InlineData(null, RateLimitScope.Unknown)]
    public void ReasonShouldDetermineTheScope(string? reason, RateLimitScope expected) =>
        Assert.Equal(expected, RateLimitRefusal.ScopeOf(reason));

    [Theory]
    [InlineData("60", null, "12:21:00")]
    [InlineData("60", "2026-11-01T13:00Z", "13:00:00")]
    [InlineData("3600", "2026-11-01T13:00Z", "13:20:00")]
    [InlineData("Sun, 01 Nov 2026 12:30:00 GMT", null, "12:30:00")]
    [InlineData("Sun, 01 Nov 2026 11:30:00 GMT", null, "12:20:00")]
    [InlineData(null, "2026-11-01T12:45:30Z", "12:45:30")]
    [InlineData(null, null, "13:00:00")]
    public void QuotaShouldEndAtTheTimeInTheResponseOrWithTheHour(string? retryAfter, string? reset, string expected)
    {
        using HttpResponseMessage response = Refuse(("RateLimit-Reason", "jira-quota-global-based"), ("Retry-After", retryAfter), ("X-RateLimit-Reset", reset));

        Assert.Equal(
            TimeOnly.Parse(expected, CultureInfo.InvariantCulture).ToTimeSpan(),
            RateLimitRefusal.Find(response, s_now)!.ResetsAt!.Value.TimeOfDay);
    }

    /// <summary>The time can be the server's, which may be anything.</summary>
    [Fact]
    public void QuotaShouldNotEndAfterTheLastTime()
    {
        using HttpResponseMessage response = Refuse(("RateLimit-Reason", "jira-quota-global-based"), ("Date", "Fri, 31 Dec 9999 23:30:00 GMT"));

        Assert.Equal(DateTimeOffset.MaxValue, RateLimitRefusal.Of(response, isOfAtlassian: true)!.ResetsAt);
    }

    [Fact]
    public void RefusalWithoutHeadersShouldHaveNoEnd()
    {
        using HttpResponseMessage response = Refuse();

        Assert.Equal(new RateLimitRefusal(null, RateLimitScope.Unknown, null), RateLimitRefusal.Find(response, s_now));
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("-2.5")]
    [InlineData("1.2.3")]
    [InlineData(", ,")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    [InlineData("soon")]
    [InlineData("2 fortnights")]
    [InlineData("ms")]
    [InlineData("-1500ms")]
    [InlineData("-PT5S")]
    [InlineData("P-5D")]
    [InlineData("PT")]
    [InlineData("P")]
    [InlineData("P5")]
    [InlineData("P5S")]
    [InlineData("PT5D")]
    [InlineData("PT5S3")]
    [InlineData("PT1.2.3S")]
    [InlineData("1 5")]
    [InlineData("1m 30")]
    [InlineData("-1793535630")]
    [InlineData("Mon, 99 Nov 2026 12:20:30 GMT")]
    [InlineData("")]
    public void InvalidRetryAfterShouldBeIgnored(string value)
    {
        using HttpResponseMessage response = Refuse(("Retry-After", value));

        Assert.Null(RateLimitRefusal.FindRetryAfter(response.Headers, s_now));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("17", 17)]
    [InlineData(" 17 ", 17)]
    [InlineData("2.5", 3)]
    [InlineData("0.01", 1)]
    [InlineData("1, 1", 1)]
    [InlineData("1,5", 5)]
    [InlineData("5, soon", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("5s", 5)]
    [InlineData("5; note", 5)]
    [InlineData("+5", 5)]
    [InlineData("3000000000", int.MaxValue)]
    [InlineData("99999999999999999999", int.MaxValue)]
    [InlineData("99999999999999999999999999999999999999999", int.MaxValue)]
    [InlineData("1500ms", 2)]
    [InlineData("1500 ms", 2)]
    [InlineData("1500 msec", 2)]
    [InlineData("1500 millis", 2)]
    [InlineData("1 millisecond", 1)]
    [InlineData("1500 milliseconds", 2)]
    [InlineData("3000000ms", 3_000)]
    [InlineData("2 seconds", 2)]
    [InlineData("1 second", 1)]
    [InlineData("2 secs", 2)]
    [InlineData("2 mins", 120)]
    [InlineData("1 minute", 60)]
    [InlineData("2 Minutes", 120)]
    [InlineData("2 hours", 7_200)]
    [InlineData("2d", 172_800)]
    [InlineData("1 day", 86_400)]
    [InlineData("2 sec.", 2)]
    [InlineData("1.5 min", 90)]
    [InlineData("1h", 3_600)]
    [InlineData("1m30s", 90)]
    [InlineData("1 hour 5 min", 3_900)]
    [InlineData("2 days", 172_800)]
    [InlineData("PT5S", 5)]
    [InlineData("pt0.5s", 1)]
    [InlineData("\"PT5S\"", 5)]
    [InlineData("PT1M30S; note", 90)]
    [InlineData("PT1H", 3_600)]
    [InlineData("P1DT1H", 90_000)]
    [InlineData("P1W", 604_800)]
    [InlineData("P1M", 2_592_000)]
    [InlineData("P99999999999999999999999999999999999Y", int.MaxValue)]
    [InlineData("PT99999999999999999999H99999999999999999999M", int.MaxValue)]
    [InlineData("1793535630", 30)]
    [InlineData("1793535630000", 30)]
    [InlineData("1793535630500", 30.5)]
    [InlineData("1793535630.5", 30.5)]
    [InlineData("1577836799", 1_577_836_799)]
    [InlineData("1577836800", 0)]
    [InlineData("2524607999", 731_072_399)]
    [InlineData("2524608000", int.MaxValue)]
    [InlineData("1793535000", 0)]
    [InlineData("1600000000", 0)]
    [InlineData("1000000000", 1_000_000_000)]
    [InlineData("9999999999999999", int.MaxValue)]
    [InlineData("99999999999999999999999999 h", int.MaxValue)]
    [InlineData("Sun, 01 Nov 2026 12:20:30 GMT", 30)]
    [InlineData("Mon, 01 Nov 2026 12:20:30 GMT", 30)]
    [InlineData("Tuesday, 01 Nov 2026 12:20:30 GMT", 30)]
    [InlineData("Monday, 01-Nov-26 12:20:30 GMT", 30)]
    [InlineData("Monday, 01-Nov-26 12:20:30 UTC", 30)]
    [InlineData("Mon, 1 Nov 2026 12:20:30 UTC", 30)]
    [InlineData("Mon, 1 Nov 2026 12:20:30", 30)]
    [InlineData("Mon, 01 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("Sunday, 01-Nov-26 12:20:30 GMT", 30)]
    [InlineData("Sun Nov  1 12:20:30 2026", 30)]
    [InlineData("2026-11-01T12:20:30Z", 30)]
    [InlineData("2026-11-01T14:20:30+02:00", 30)]
    [InlineData("Sun, 01 Nov 2026 11:00:00 GMT", 0)]
    public void RetryAfterShouldBeReadInEveryForm(string value, double seconds)
    {
        using HttpResponseMessage response = Refuse(("Retry-After", value));

        Assert.Equal(TimeSpan.FromSeconds(seconds), RateLimitRefusal.FindRetryAfter(response.Headers, s_now));
    }

    [Fact]
    public void LongestOfSeveralValuesShouldBeUsed()
    {
        using HttpResponseMessage response = Refuse(("Retry-After", "1"), ("Retry-After", "7"), ("Retry-After", "Sun, 01 Nov 2026 12:20:05 GMT"));

        Assert.Equal(TimeSpan.FromSeconds(7), RateLimitRefusal.FindRetryAfter(response.Headers, s_now));
    }

    [Theory]
    [InlineData("Sun, 01 Nov 2026 12:20:05 GMT")]
    [InlineData("1793535630")]
    [InlineData("1793535630000")]
    public void DateShouldBeIgnoredIfTheTimeIsNotKnown(string value)
    {
        using HttpResponseMessage response = Refuse(("Retry-After", value));

        Assert.Null(RateLimitRefusal.FindRetryAfter(response.Headers, null));
    }

    [Theory]
    [InlineData("1893456000", "2030-01-01T00:00:00Z")]
    [InlineData("1893456000000", "2030-01-01T00:00:00Z")]
    [InlineData("2030-01-01T00:00Z", "2030-01-01T00:00:00Z")]
    [InlineData("30", "2026-11-01T12:20:30Z")]
    [InlineData("\"30\"", "2026-11-01T12:20:30Z")]
    [InlineData("30;w=60", "2026-11-01T12:20:30Z")]
    [InlineData("30s", "2026-11-01T12:20:30Z")]
    [InlineData("PT30S", "2026-11-01T12:20:30Z")]
    [InlineData("Tue, 01 Jan 2030 00:00:00 GMT", "2030-01-01T00:00:00Z")]
    [InlineData("1893456000000000", null)]
    [InlineData("-PT30S", null)]
    [InlineData("-1", null)]
    [InlineData("later", null)]
    public void ResetShouldBeReadInEveryForm(string reset, string? expected)
    {
        using HttpResponseMessage response = Refuse(("X-RateLimit-Reset", reset));
        RateLimitRefusal refusal = RateLimitRefusal.Find(response, s_now)!;
        DateTimeOffset? at = expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture);

        Assert.Equal((at, at - s_now), (refusal.ResetsAt, refusal.Wait));
    }

    [Theory]
    [InlineData("\"burst\";r=0;t=30", 30)]
    [InlineData("\"burst\";t=30", 30)]
    [InlineData("\"burst\";r=0;t=30, \"hour\";r=500;t=1800", 30)]
    [InlineData("\"burst\";r=0;t=30, \"hour\";r=0;t=1800", 1800)]
    [InlineData("limit=100, remaining=0, reset=30", 30)]
    [InlineData("\"burst\";r=0;t=30;remaining=7;reset=60", 30)]
    [InlineData("\"burst\";remaining=0;reset=30", 30)]
    [InlineData("\"burst\";remaining=9;reset=30", null)]
    [InlineData("\"burst\";R=0;T=1793535630", 30)]
    [InlineData("\"burst\";r=9;t=30", null)]
    [InlineData("\"burst\";r=0;t=-30", null)]
    [InlineData("\"burst\";r=0;t=99999999999999999999", null)]
    [InlineData("\"burst\";r=0;t=9223372036854775807", null)]
    [InlineData("\"burst\";r=0;t=soon", null)]
    [InlineData(";;,=;t", null)]
    public void ExhaustedLimitShouldDetermineTheWait(string limits, int? seconds)
    {
        TimeSpan? wait = seconds is { } count ? TimeSpan.FromSeconds(count) : null;
        using HttpResponseMessage response = Refuse(("RateLimit", limits));
        RateLimitRefusal refusal = RateLimitRefusal.Find(response, s_now)!;

        Assert.Equal((wait, s_now + wait), (refusal.Wait, refusal.ResetsAt));
    }

    [Fact]
    public void HeadersForTheWaitShouldComeBeforeTheListOfLimits()
    {
        using HttpResponseMessage reset = Refuse(("RateLimit", "\"burst\";r=0;t=30"), ("RateLimit-Reset", "10"));
        using HttpResponseMessage retry = Refuse(("RateLimit", "\"burst\";r=0;t=30"), ("Retry-After", "10"));

        Assert.Equal(TimeSpan.FromSeconds(10), RateLimitRefusal.Find(reset, s_now)!.Wait);
        Assert.Equal(TimeSpan.FromSeconds(10), RateLimitRefusal.Find(retry, s_now)!.Wait);
    }

    [Theory]
    [InlineData(RateLimitScope.App, true, false)]
    [InlineData(RateLimitScope.Site, true, false)]
    [InlineData(RateLimitScope.Operation, false, true)]
    [InlineData(RateLimitScope.Issue, false, true)]
    [InlineData(RateLimitScope.Unknown, false, false)]
    public void ScopeShouldDistinguishQuotasFromTheLimiter(RateLimitScope scope, bool isQuota, bool isOfLimiter)
    {
        RateLimitRefusal refusal = new(null, scope, null);

        Assert.Equal((isQuota, isOfLimiter), (refusal.IsQuota, refusal.IsOfLimiter));
    }

    [Fact]
    public void OtherStatusShouldBeNoRefusal()
    {
        using HttpResponseMessage response = new(HttpStatusCode.ServiceUnavailable);
        response.Headers.TryAddWithoutValidation("Retry-After", "5");

        Assert.Null(RateLimitRefusal.Find(response, s_now));
        Assert.Null(RateLimitRefusal.Of(response, isOfAtlassian: true));
    }

    [Fact]
    public void ReasonOfAnotherServerShouldNotDetermineTheScope()
    {
        using HttpResponseMessage response = Refuse(("RateLimit-Reason", "jira-quota-global-based"));

        Assert.Equal(new RateLimitRefusal("jira-quota-global-based", RateLimitScope.Unknown, null), RateLimitRefusal.Find(response, s_now, isOfAtlassian: false));
    }

    [Fact]
    public void RefusalThatAHandlerHasReadShouldBeUsed()
    {
        using HttpResponseMessage response = Refuse(("Retry-After", "5"));
        RateLimitRefusal known = new("known", RateLimitScope.Site, s_now);
        response.RequestMessage = new HttpRequestMessage();

        Assert.Equal(TimeSpan.FromSeconds(5), RateLimitRefusal.Of(response, isOfAtlassian: true)!.Wait);
        response.RequestMessage.Options.Set(RateLimitRefusal.Key, known);

        Assert.Same(known, RateLimitRefusal.Of(response, isOfAtlassian: true));
    }

    /// <summary>Retry-After asks for a wait, and the limit can reset later.</summary>
    [Theory]
    [InlineData("60", "90", 60, 90)]
    [InlineData("90", "60", 90, 90)]
    [InlineData(null, "60", 60, 60)]
    [InlineData("60", null, 60, 60)]
    [InlineData(null, "Sun, 01 Nov 2026 12:19:00 GMT", 0, -60)]
    public void LaterOfTheTimesShouldBeTheEnd(string? retryAfter, string? reset, int wait, int end)
    {
        using HttpResponseMessage response = Refuse(("Retry-After", retryAfter), ("RateLimit-Reset", reset));
        RateLimitRefusal refusal = RateLimitRefusal.Find(response, s_now)!;

        Assert.Equal((TimeSpan.FromSeconds(wait), s_now.AddSeconds(end)), (refusal.Wait, refusal.ResetsAt));
    }

    [Fact]
    public void WaitWithoutATimeShouldHaveNoEnd()
    {
        using HttpResponseMessage response = Refuse(("Retry-After", "60"), ("RateLimit-Reason", "jira-quota-tenant-based"));
        RateLimitRefusal refusal = RateLimitRefusal.Find(response, null)!;

        Assert.Equal((TimeSpan.FromMinutes(1), null), (refusal.Wait, refusal.ResetsAt));
    }

    /// <summary>The hour is one of UTC, also where the local time differs by half an hour.</summary>
    [Fact]
    public void QuotaShouldResetAtTheNextFullHourOfUtc()
    {
        using HttpResponseMessage response = Refuse(("RateLimit-Reason", "jira-quota-tenant-based"));
        DateTimeOffset now = new(2026, 11, 1, 23, 50, 0, TimeSpan.FromMinutes(-330));

        Assert.Equal(new DateTimeOffset(2026, 11, 2, 6, 0, 0, TimeSpan.Zero), RateLimitRefusal.Find(response, now)!.ResetsAt);
    }

    [Fact]
    public void BetaWaitShouldBeIgnored()
    {
        using HttpResponseMessage response = Refuse(("Beta-Retry-After", "1800"), ("Beta-RateLimit", "\"burst\";r=0;t=30"), ("X-Beta-RateLimit-Reset", "30"));

        Assert.Null(RateLimitRefusal.FindRetryAfter(response.Headers, s_now));
        Assert.Null(RateLimitRefusal.Find(response, s_now)!.Wait);
    }

    private static HttpResponseMessage Refuse(params (string Name, string? Value)[] headers)
    {
        HttpResponseMessage response = new(HttpStatusCode.TooManyRequests);
        foreach ((string name, string? value) in headers.Where(static header => header.Value is not null))
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
