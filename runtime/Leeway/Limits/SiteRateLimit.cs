namespace Leeway.Limits;

/// <summary>What is left of the limits of one product at one site.</summary>
/// <param name="Product">The family of products: <c>jira</c> or <c>confluence</c>.</param>
/// <param name="Site">The cloud id of the site, or its host where calls go there directly.</param>
/// <param name="Status">What the latest answer told that told anything.</param>
/// <param name="ReadAt">When that answer came, by the machine's clock.</param>
public sealed record SiteRateLimit(string Product, string Site, RateLimitStatus Status, DateTimeOffset ReadAt);
