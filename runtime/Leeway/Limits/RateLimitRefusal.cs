using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>What a 429 says: which limit it is, and until when it holds.</summary>
/// <param name="Reason">Atlassian's word; null where the answer has none.</param>
/// <param name="Scope">What the limit covers.</param>
/// <param name="ResetsAt">When it ends, by our clock; null where nothing tells.</param>
internal sealed record RateLimitRefusal(string? Reason, RateLimitScope Scope, DateTimeOffset? ResetsAt)
{
    /// <summary>Where the request of a refusal carries it, for whoever makes an error of the answer.</summary>
    public static HttpRequestOptionsKey<RateLimitRefusal> Key { get; } = new("Leeway.RateLimitRefusal");

    /// <summary>Whether no wait of seconds helps.</summary>
    public bool IsQuota => Scope is RateLimitScope.Site or RateLimitScope.App;

    /// <summary>
    /// Whether the refusal names itself as one of the limiter, which stands before the products: what it refuses has had no effect.
    /// </summary>
    public bool IsOfLimiter => Scope is RateLimitScope.Operation or RateLimitScope.Issue;

    /// <summary>Reads a refusal.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">The time that waits count from.</param>
    /// <returns>Null where the answer is no 429.</returns>
    public static RateLimitRefusal? Find(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        RateLimitHeaders? headers = RateLimitHeaders.Find(response.Headers);
        string? reason = headers?.Reason?.Trim() is { Length: > 0 } text ? text : null;
        RateLimitScope scope = ScopeOf(reason);
        DateTimeOffset? reset = RateLimitStatus.ParseTime(headers?.Reset);
        DateTimeOffset? end = FindRetryAfter(response.Headers, now) is { } wait ? Add(now, wait) : null;
        if (end is null || reset > end)
        {
            end = reset;
        }

        // Quotas are counted by the hour, so that is when the next begins.
        return new RateLimitRefusal(
            reason, scope, end ?? (scope is RateLimitScope.Site or RateLimitScope.App ? NextHour(now) : null));
    }

    /// <summary>What was read of a refusal when it came; read now, counting from its own date, where nothing of ours saw it.</summary>
    /// <returns>Null where the answer is no 429.</returns>
    public static RateLimitRefusal? Of(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        if (response.RequestMessage is { } request && request.Options.TryGetValue(Key, out RateLimitRefusal? known))
        {
            return known;
        }

        return response.Headers.Date is { } answeredAt
            ? Find(response, answeredAt)
            : Find(response, DateTimeOffset.UnixEpoch)! with { ResetsAt = RateLimitStatus.ParseTime(RateLimitHeaders.Find(response.Headers)?.Reset) };
    }

    /// <summary>The least wait that an answer asks for, a date counted from a given time; never negative.</summary>
    public static TimeSpan? FindRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.NonValidated.Contains("Retry-After") || headers.RetryAfter is not { } asked)
        {
            return null;
        }

        TimeSpan? wait = asked.Delta ?? (asked.Date - now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Reads a reason by its parts: not all that are sent are spelt as documented.</summary>
    public static RateLimitScope ScopeOf(string? reason) =>
        reason is null ? RateLimitScope.Unknown
        : Has(reason, "quota-global") || reason.EndsWith("global-based", StringComparison.OrdinalIgnoreCase) ? RateLimitScope.App
        : Has(reason, "quota-tenant") || reason.EndsWith("tenant-based", StringComparison.OrdinalIgnoreCase) ? RateLimitScope.Site
        : Has(reason, "burst") ? RateLimitScope.Operation
        : Has(reason, "per-issue") ? RateLimitScope.Issue
        : RateLimitScope.Unknown;

    private static bool Has(string reason, string part) => reason.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset Add(DateTimeOffset now, TimeSpan wait) =>
        wait < DateTimeOffset.MaxValue - now ? now + wait : DateTimeOffset.MaxValue;

    private static DateTimeOffset NextHour(DateTimeOffset now) =>
        new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.UtcDateTime.Hour + 1);
}
