namespace Leeway.Limits;

/// <summary>One limit, and how much of it remains.</summary>
public sealed record RateLimitBudget
{
    /// <summary>The name of the limit, such as <c>global-app-quota</c>; <see langword="null"/> if the headers contain none.</summary>
    public string? Name { get; init; }

    /// <summary>The points of a quota, or the requests, that are allowed in one window.</summary>
    public long? Limit { get; init; }

    /// <summary>The points or requests that remain. For quotas, Atlassian returns it only when about 80 % are spent.</summary>
    public long? Remaining { get; init; }

    /// <summary>The length of the window.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// When the window ends, by the server's clock; <see langword="null"/> if the response does not say so, or has
    /// <see cref="ResetsAfter"/> instead.
    /// </summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>The time from the response to the end of the window.</summary>
    public TimeSpan? ResetsAfter { get; init; }

    /// <summary>
    /// Whether calls are refused when nothing remains. Limits from headers with <c>Beta-</c> in their name are not enforced.
    /// </summary>
    public bool IsEnforced { get; init; } = true;
}
