using System.Net;
using Leeway.Calls;
using Leeway.Limits;

namespace Leeway;

/// <summary>
/// A rate limit refuses the call, and Leeway does not wait: a quota is spent until the hour ends, the wait is longer than
/// <see cref="Http.Resilience.ResilienceOptions.MaxRetryAfter"/>, or the limit refused all repetitions.
/// </summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Atlassian's rate limits</see>.</remarks>
public sealed class RateLimitedException : AtlassianApiException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public RateLimitedException(string message)
        : base(message, HttpStatusCode.TooManyRequests)
    {
    }

    internal RateLimitedException(string message, ErrorFacts facts)
        : base(message, HttpStatusCode.TooManyRequests, facts)
    {
    }

    /// <summary>What the limit covers, and therefore which other calls it refuses.</summary>
    public RateLimitScope Scope { get; init; }

    /// <summary>Atlassian's name for the limit, such as <c>jira-quota-tenant-based</c>; null if the response has none.</summary>
    public string? Reason { get; init; }

    /// <summary>When calls are possible again, by the machine's clock; null if it is not known.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Whether the call was sent; false if Leeway held it back because an earlier call showed that the quota is spent.</summary>
    public bool WasSent { get; init; } = true;
}
