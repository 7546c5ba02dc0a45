namespace Leeway.Limits;

/// <summary>A spent quota. Until it ends, calls that it covers fail without being sent.</summary>
/// <param name="Scope"><see cref="RateLimitScope.App"/> or <see cref="RateLimitScope.Site"/>.</param>
/// <param name="Product">The product family of the quota: <c>jira</c> or <c>confluence</c>.</param>
/// <param name="Site">
/// The cloud id of the site, or its host if calls go directly to the site; <see langword="null"/> for the whole app.
/// </param>
/// <param name="Reason">The reason that Atlassian returned.</param>
/// <param name="EndsAt">When calls are sent again, by the local clock.</param>
public sealed record QuotaStop(RateLimitScope Scope, string Product, string? Site, string? Reason, DateTimeOffset EndsAt);
