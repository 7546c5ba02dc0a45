namespace Leeway.Limits;

/// <summary>A spent quota. Until it ends, calls that it covers fail without being sent.</summary>
public sealed record QuotaStop
{
    /// <summary><see cref="RateLimitScope.App"/> or <see cref="RateLimitScope.Site"/>.</summary>
    public required RateLimitScope Scope { get; init; }

    /// <summary>The product family of the quota: <c>jira</c> or <c>confluence</c>.</summary>
    public required string Product { get; init; }

    /// <summary>
    /// The cloud id of the site, or its host if calls go directly to the site; <see langword="null"/> for the whole app.
    /// </summary>
    public string? Site { get; init; }

    /// <summary>The reason that Atlassian returned.</summary>
    public string? Reason { get; init; }

    /// <summary>When calls are sent again, by the local clock.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}
