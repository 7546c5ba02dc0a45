using System.Net;
using Leeway.Http.Resilience;
using Leeway.Limits;

namespace Leeway.Runtime.Tests.Http.Resilience;

public sealed class RetryDecisionTests
{
    private static readonly ResilienceOptions s_recipe = new();

    [Theory]
    [InlineData(0, 0.0, 1.4)]
    [InlineData(0, 0.5, 2.0)]
    [InlineData(1, 0.5, 4.0)]
    [InlineData(2, 0.5, 8.0)]
    [InlineData(3, 0.5, 16.0)]
    [InlineData(3, 0.99999999, 20.8)]
    public void WaitShouldDoubleAndVaryByThirtyPercent(int retries, double chance, double expected) =>
        Assert.Equal(expected, Decide(new AttemptResult(AttemptEnd.Unavailable), retries: retries, chance: chance).Delay.TotalSeconds, 6);

    [Fact]
    public void WaitShouldNotExceedItsMaximum() =>
        Assert.Equal(
            TimeSpan.FromSeconds(30),
            Decide(new AttemptResult(AttemptEnd.Unavailable), retries: 9, options: WithRetries(10)).Delay);

    [Theory]
    [InlineData(1, 0.0, 1.4)]
    [InlineData(1, 0.9, 2.48)]
    [InlineData(20, 0.0, 20)]
    [InlineData(20, 0.5, 23)]
    [InlineData(60, 0.0, 60)]
    [InlineData(60, 0.5, 69)]
    public void RequestedWaitShouldBeTheMinimum(int asked, double chance, double expected) =>
        Assert.Equal(
            expected,
            Decide(new AttemptResult(AttemptEnd.Unavailable, TimeSpan.FromSeconds(asked)), chance: chance).Delay.TotalSeconds,
            6);

    [Fact]
    public void WaitAboveTheMaximumShouldSurface() =>
        Assert.False(Decide(new AttemptResult(AttemptEnd.Unavailable, TimeSpan.FromSeconds(61))).IsRepeated);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void FifthAttemptShouldBeTheLast(int retries, bool expected) =>
        Assert.Equal(expected, Decide(new AttemptResult(AttemptEnd.Unavailable), retries: retries).IsRepeated);

    [Theory]
    [InlineData(2.0, false)]
    [InlineData(2.1, true)]
    public void WaitThatExceedsTheTimeoutShouldSurface(double left, bool expected) =>
        Assert.Equal(expected, Decide(new AttemptResult(AttemptEnd.Unavailable), timeLeft: TimeSpan.FromSeconds(left)).IsRepeated);

    [Theory]
    [InlineData("30", 60, true)]
    [InlineData("30", 29, false)]
    [InlineData("59.5", 60, false)]
    [InlineData("99999999999999999999", 60, false)]
    [InlineData("Sun, 01 Nov 2026 12:00:45 GMT", 40, false)]
    public void RequestedWaitShouldNeverBeShortened(string retryAfter, int left, bool expected)
    {
        using HttpResponseMessage response = new(HttpStatusCode.ServiceUnavailable);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        Assert.Equal(expected, Decide(AttemptResult.Of(response, ManualTime.Start), timeLeft: TimeSpan.FromSeconds(left), chance: 0).IsRepeated);
    }

    [Theory]
    [InlineData("jira-quota-global-based")]
    [InlineData("jira-quota-tenant-based")]
    public void SpentQuotaShouldSurfaceWhateverTheCallerSays(string reason) =>
        Assert.False(Decide(Limited(reason, 1), mayRepeat: true).IsRepeated);

    // The operation, the setting of the caller, and the result for each end: limited with a name and a wait, limited with a name only,
    // limited without a name, unavailable, lost, not sent.
    [Theory]
    [InlineData(true, null, "YYYYYY")]
    [InlineData(false, null, "YNNNNY")]
    [InlineData(true, false, "NNNNNN")]
    [InlineData(false, true, "YYYYYY")]
    public void AttemptThatMayHaveHadAnEffectShouldBeRepeatedOnlyWhenASecondRequestDoesNoHarm(bool isHarmless, bool? mayRepeat, string expected)
    {
        AttemptResult[] results =
        [
            Limited("jira-per-issue-on-write", 1), Limited("jira-burst-based", null), Limited(null, 1),
            new(AttemptEnd.Unavailable, TimeSpan.FromSeconds(1)), new(AttemptEnd.Lost), new(AttemptEnd.NotSent),
        ];

        Assert.Equal(
            expected,
            string.Concat(results.Select(result => Decide(result, isHarmless: isHarmless, mayRepeat: mayRepeat).IsRepeated ? 'Y' : 'N')));
        Assert.All(results, result => Assert.False(Decide(result, isHarmless: isHarmless, mayRepeat: mayRepeat, canBeSentAgain: false).IsRepeated));
    }

    [Fact]
    public void FinalEndShouldSurfaceWhateverTheCallerSays() => Assert.False(Decide(new AttemptResult(AttemptEnd.Final), mayRepeat: true).IsRepeated);

    [Theory]
    [InlineData(200, null, nameof(AttemptEnd.Final))]
    [InlineData(303, "1", nameof(AttemptEnd.Final))]
    [InlineData(401, null, nameof(AttemptEnd.Final))]
    [InlineData(404, "1", nameof(AttemptEnd.Final))]
    [InlineData(408, null, nameof(AttemptEnd.Unavailable))]
    [InlineData(429, null, nameof(AttemptEnd.Limited))]
    [InlineData(500, null, nameof(AttemptEnd.Final))]
    [InlineData(500, "1", nameof(AttemptEnd.Unavailable))]
    [InlineData(501, null, nameof(AttemptEnd.Final))]
    [InlineData(502, null, nameof(AttemptEnd.Unavailable))]
    [InlineData(503, null, nameof(AttemptEnd.Unavailable))]
    [InlineData(504, null, nameof(AttemptEnd.Unavailable))]
    public void StatusShouldDetermineHowAnAttemptEnded(int status, string? retryAfter, string expected)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        Assert.Equal(expected, AttemptResult.Of(response, ManualTime.Start).End.ToString());
    }

    [Theory]
    [InlineData(200, null, false)]
    [InlineData(404, null, false)]
    [InlineData(408, null, true)]
    [InlineData(425, null, false)]
    [InlineData(429, null, false)]
    [InlineData(500, null, true)]
    [InlineData(501, null, false)]
    [InlineData(502, null, true)]
    [InlineData(503, null, true)]
    [InlineData(503, "", true)]
    [InlineData(503, "jira-burst-based", false)]
    [InlineData(504, "jira-burst-based", true)]
    [InlineData(505, null, false)]
    [InlineData(511, null, false)]
    [InlineData(520, null, true)]
    public void StatusShouldSayWhetherTheOutcomeIsUnknown(int status, string? reason, bool expected)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("RateLimit-Reason", reason);

        Assert.Equal(expected, AttemptResult.IsOutcomeUnknown(response));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, nameof(AttemptEnd.NotSent))]
    [InlineData(HttpRequestError.NameResolutionError, nameof(AttemptEnd.Final))]
    [InlineData(HttpRequestError.ResponseEnded, nameof(AttemptEnd.Lost))]
    [InlineData(HttpRequestError.Unknown, nameof(AttemptEnd.Lost))]
    [InlineData(HttpRequestError.SecureConnectionError, nameof(AttemptEnd.Final))]
    public void ErrorShouldDetermineHowAnAttemptEnded(HttpRequestError error, string expected) =>
        Assert.Equal(expected, AttemptResult.Of(new HttpRequestException(error)).End.ToString());

    [Fact]
    public void FailureOutsideTheTransportShouldBeFinal()
    {
        Assert.Equal(AttemptEnd.Final, AttemptResult.Of(new InvalidOperationException()).End);
        Assert.Equal(AttemptEnd.Final, AttemptResult.Of(new SiteSelectionException("no such site", [])).End);
        Assert.Equal(AttemptEnd.Final, AttemptResult.Of(new RateLimitedException("spent") { Scope = RateLimitScope.App }).End);
        Assert.Equal(AttemptEnd.Final, AttemptResult.Of(new OperationCanceledException()).End);
        Assert.Equal(AttemptEnd.NotSent, AttemptResult.Of(new AtlassianApiException("which sites", HttpStatusCode.ServiceUnavailable)).End);
    }

    private static ResilienceOptions WithRetries(int retries)
    {
        ResilienceOptions options = new();
        options.Retry.MaxRetryAttempts = retries;
        return options;
    }

    private static AttemptResult Limited(string? reason, int? retryAfter) => new(
        AttemptEnd.Limited,
        retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        new RateLimitRefusal(reason, RateLimitRefusal.ScopeOf(reason), null));

    private static RetryDecision Decide(
        AttemptResult result,
        bool isHarmless = true,
        bool? mayRepeat = null,
        bool canBeSentAgain = true,
        int retries = 0,
        TimeSpan? timeLeft = null,
        double chance = 0.5,
        ResilienceOptions? options = null) =>
        RetryDecision.Decide(
            result, isHarmless, mayRepeat, canBeSentAgain, retries, timeLeft ?? Timeout.InfiniteTimeSpan, chance, options ?? s_recipe);
}
