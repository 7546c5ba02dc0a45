using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>What a 429 says: which limit it is, and until when it holds.</summary>
/// <param name="Reason">Atlassian's word; null where the answer has none.</param>
/// <param name="Scope">What the limit covers.</param>
/// <param name="ResetsAt">When it ends, by our clock; null where it is not known.</param>
internal sealed record RateLimitRefusal(string? Reason, RateLimitScope Scope, DateTimeOffset? ResetsAt)
{
    /// <summary>Where the request of a refusal carries it, for the code that makes an error of the response.</summary>
    public static HttpRequestOptionsKey<RateLimitRefusal> Key { get; } = new("Leeway.RateLimitRefusal");

    /// <summary>Whether no wait of seconds helps.</summary>
    public bool IsQuota => Scope is RateLimitScope.Site or RateLimitScope.App;

    /// <summary>
    /// Whether the refusal names itself as one of the limiter, which stands before the products: what it refuses has had no effect.
    /// </summary>
    public bool IsOfLimiter => Scope is RateLimitScope.Operation or RateLimitScope.Issue;

    /// <summary>The least wait that the response asks for; null where it does not say.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>Reads a refusal.</summary>
    /// <param name="response">The response.</param>
    /// <param name="now">The time that waits count from; null where it is not known.</param>
    /// <returns>Null where the response is no 429.</returns>
    public static RateLimitRefusal? Find(HttpResponseMessage response, DateTimeOffset? now)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        RateLimitHeaders? headers = RateLimitHeaders.Find(response.Headers);
        RateLimitScope scope = ScopeOf(headers?.Reason);
        (DateTimeOffset? resetAt, TimeSpan? resetAfter) = RateLimitStatus.ParseReset(headers?.Reset);
        TimeSpan? asked = FindRetryAfter(response.Headers, now);
        DateTimeOffset? reset = resetAt ?? Add(now, resetAfter);
        DateTimeOffset? end = Add(now, asked);
        if (end is null || reset > end)
        {
            end = reset;
        }

        // Quotas are counted by the hour, so that is when the next begins.
        end ??= scope is RateLimitScope.Site or RateLimitScope.App && now is { } hour ? NextHour(hour) : null;
        TimeSpan? wait = asked ?? resetAfter ?? (resetAt - now);
        return new RateLimitRefusal(headers?.Reason, scope, end) { Wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait };
    }

    /// <summary>What was read of a refusal when it came; read now, counting from its own date, where nothing of ours saw it.</summary>
    /// <returns>Null where the response is no 429.</returns>
    public static RateLimitRefusal? Of(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        return response.RequestMessage is { } request && request.Options.TryGetValue(Key, out RateLimitRefusal? known)
            ? known
            : Find(response, response.Headers.Date);
    }

    /// <summary>The least wait that a response asks for; never negative.</summary>
    /// <param name="headers">The headers of the response.</param>
    /// <param name="now">What a date counts from; null where that is not known, so that a date gives no wait.</param>
    public static TimeSpan? FindRetryAfter(HttpResponseHeaders headers, DateTimeOffset? now) => RetryAfter.Find(headers, now);

    /// <summary>Reads a reason by its parts: not all that are sent are spelt as documented.</summary>
    public static RateLimitScope ScopeOf(string? reason) =>
        reason is null ? RateLimitScope.Unknown
        : Has(reason, "quota-global") || reason.EndsWith("global-based", StringComparison.OrdinalIgnoreCase) ? RateLimitScope.App
        : Has(reason, "quota-tenant") || reason.EndsWith("tenant-based", StringComparison.OrdinalIgnoreCase) ? RateLimitScope.Site
        : Has(reason, "burst") ? RateLimitScope.Operation
        : Has(reason, "per-issue") ? RateLimitScope.Issue
        : RateLimitScope.Unknown;

    private static bool Has(string reason, string part) => reason.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Add(DateTimeOffset? now, TimeSpan? wait) =>
        now is null || wait is null ? null
        : wait < DateTimeOffset.MaxValue - now ? now + wait
        : DateTimeOffset.MaxValue;

    private static DateTimeOffset NextHour(DateTimeOffset now) =>
        new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.UtcDateTime.Hour + 1);
}
