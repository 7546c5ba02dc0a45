namespace Leeway.Limits;

/// <summary>The rate limits of one product at one site.</summary>
public sealed record SiteRateLimit
{
    /// <summary>The product family: <c>jira</c> or <c>confluence</c>.</summary>
    public required string Product { get; init; }

    /// <summary>The cloud id of the site, or its host if calls go directly to the site.</summary>
    public required string Site { get; init; }

    /// <summary>The limits from the latest response that contained any.</summary>
    public required RateLimitStatus Status { get; init; }

    /// <summary>When that response arrived, by the local clock.</summary>
    public required DateTimeOffset ReadAt { get; init; }
}
