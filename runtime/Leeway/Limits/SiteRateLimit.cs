namespace Leeway.Limits;

/// <summary>The rate limits of one product at one site.</summary>
/// <param name="Product">The product family: <c>jira</c> or <c>confluence</c>.</param>
/// <param name="Site">The cloud id of the site, or its host if calls go directly to the site.</param>
/// <param name="Status">The limits from the latest response that contained any.</param>
/// <param name="ReadAt">When that response arrived, by the local clock.</param>
public sealed record SiteRateLimit(string Product, string Site, RateLimitStatus Status, DateTimeOffset ReadAt);
