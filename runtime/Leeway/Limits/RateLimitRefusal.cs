using System.Net;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>The content of a 429 response: which limit was exceeded, and until when it applies.</summary>
/// <param name="Reason">The reason that Atlassian returned; <see langword="null"/> if there is none.</param>
/// <param name="Scope">What the limit covers.</param>
/// <param name="ResetsAt">When it resets, by the local clock; <see langword="null"/> if that is not known.</param>
internal sealed record RateLimitRefusal(string? Reason, RateLimitScope Scope, DateTimeOffset? ResetsAt)
{
    /// <summary>The request option that holds the refusal, for the code that creates an exception from the response.</summary>
    public static HttpRequestOptionsKey<RateLimitRefusal> Key { get; } = new("Leeway.RateLimitRefusal");

    /// <summary>Whether the limit is an hourly quota, so that waiting for seconds does not help.</summary>
    public bool IsQuota => Scope is RateLimitScope.Site or RateLimitScope.App;

    /// <summary>
    /// Whether the reason shows that the rate limiter in front of the products refused the request, so that the request had no effect.
    /// </summary>
    public bool IsOfLimiter => Scope is RateLimitScope.Operation or RateLimitScope.Issue;

    /// <summary>The minimum wait that the response asks for; <see langword="null"/> if it does not ask for one.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>Reads a refusal.</summary>
    /// <param name="response">The response.</param>
    /// <param name="now">The time that waits count from; <see langword="null"/> if it is not known.</param>
    /// <param name="isOfAtlassian">Whether the response is Atlassian's, so that its reason names what the limit covers.</param>
    /// <returns><see langword="null"/> if the status is not 429.</returns>
    public static RateLimitRefusal? Find(HttpResponseMessage response, DateTimeOffset? now, bool isOfAtlassian = true)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        RateLimitHeaders? headers = RateLimitHeaders.Find(response.Headers);
        RateLimitScope scope = isOfAtlassian ? ScopeOf(headers?.Reason) : RateLimitScope.Unknown;
        (DateTimeOffset? resetAt, TimeSpan? resetAfter) = FindReset(headers);
        TimeSpan? asked = FindRetryAfter(response.Headers, now);
        DateTimeOffset? reset = resetAt ?? Add(now, resetAfter);
        DateTimeOffset? end = Add(now, asked);
        if (end is null || reset > end)
        {
            end = reset;
        }

        // Quotas are counted per hour, so the quota resets at the next full hour.
        end ??= scope is RateLimitScope.Site or RateLimitScope.App && now is { } hour ? GetNextHour(hour) : null;
        TimeSpan? wait = asked ?? resetAfter ?? (resetAt - now);
        return new RateLimitRefusal(headers?.Reason, scope, end) { Wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait };
    }

    /// <summary>
    /// Gets the refusal that a handler has read when the response arrived. If none has, reads it now, relative to the date of the response.
    /// </summary>
    /// <returns><see langword="null"/> if the status is not 429.</returns>
    public static RateLimitRefusal? Of(HttpResponseMessage response, bool isOfAtlassian)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        return response.RequestMessage is { } request && request.Options.TryGetValue(Key, out RateLimitRefusal? known)
            ? known
            : Find(response, response.Headers.Date, isOfAtlassian);
    }

    /// <summary>Finds the minimum wait that a response asks for. It is never negative.</summary>
    /// <param name="headers">The headers of the response.</param>
    /// <param name="now">The time from which a wait until a date counts; <see langword="null"/> to ignore dates.</param>
    public static TimeSpan? FindRetryAfter(HttpResponseHeaders headers, DateTimeOffset? now) => RetryAfter.Find(headers, now);

    /// <summary>
    /// Finds when the limit resets: in the header for it, or else in the list of limits, as the longest time of those that are exhausted or
    /// do not say what remains.
    /// </summary>
    private static (DateTimeOffset? At, TimeSpan? After) FindReset(RateLimitHeaders? headers)
    {
        (DateTimeOffset? At, TimeSpan? After) reset = RateLimitStatus.ParseReset(headers?.Reset);
        if (reset is not (null, null) || headers?.Structured is not { } structured)
        {
            return reset;
        }

        long? longest = null;
        StructuredList limits = new(structured);
        while (limits.MoveNext())
        {
            // An older draft of the header has longer names.
            if ((limits.FindNumber("t") ?? limits.FindNumber("reset")) is { } seconds
                && (limits.FindNumber("r") ?? limits.FindNumber("remaining")) is null or 0
                && !(seconds <= longest))
            {
                longest = seconds;
            }
        }

        return longest is { } wait ? RateLimitStatus.ParseReset(wait) : reset;
    }

    /// <summary>Determines the scope from parts of the reason, because not all reasons are spelled as documented.</summary>
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

    private static DateTimeOffset? GetNextHour(DateTimeOffset now) =>
        Add(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.UtcDateTime.Hour), TimeSpan.FromHours(1));
}
