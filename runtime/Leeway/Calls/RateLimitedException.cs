using System.Net;
using Leeway.Calls;
using Leeway.Limits;

namespace Leeway;

/// <summary>
/// A limit refuses the call, and waiting for it is left to the caller: a quota that is spent until the hour ends, a wait longer
/// than <see cref="Http.Resilience.ResilienceOptions.MaxRetryAfter"/>, or a limit that held through all repetitions.
/// </summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Atlassian's rate limits</see>.</remarks>
public sealed class RateLimitedException : AtlassianApiException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened.</param>
    public RateLimitedException(string message)
        : base(message, HttpStatusCode.TooManyRequests)
    {
    }

    internal RateLimitedException(string message, ErrorFacts facts)
        : base(message, HttpStatusCode.TooManyRequests, facts)
    {
    }

    /// <summary>What the limit covers, and so what else will be refused.</summary>
    public RateLimitScope Scope { get; init; }

    /// <summary>Atlassian's word for the limit, such as <c>jira-quota-tenant-based</c>; null where the answer has none.</summary>
    public string? Reason { get; init; }

    /// <summary>When calls may be made again, by the machine's clock; null where nothing tells.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>Whether the call was sent: false where a quota that an earlier call found spent held this one back.</summary>
    public bool WasSent { get; init; } = true;
}
