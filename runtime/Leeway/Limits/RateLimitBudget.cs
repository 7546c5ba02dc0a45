namespace Leeway.Limits;

/// <summary>One limit, and what is left of it.</summary>
public sealed record RateLimitBudget
{
    /// <summary>The limit's name, such as <c>global-app-quota</c>; null where the headers give none.</summary>
    public string? Name { get; init; }

    /// <summary>How much may be spent in one window: points of a quota, or requests.</summary>
    public long? Limit { get; init; }

    /// <summary>What is left. Of quotas it is told once about 80 % are spent.</summary>
    public long? Remaining { get; init; }

    /// <summary>How long the window is.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>When the window ends, by the server's clock; null where the answer does not say so, or says it as <see cref="ResetsAfter"/>.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>How long after the answer the window ends.</summary>
    public TimeSpan? ResetsAfter { get; init; }

    /// <summary>Whether calls are refused once nothing is left. What headers with <c>Beta-</c> in their name tell is not enforced.</summary>
    public bool IsEnforced { get; init; } = true;
}
