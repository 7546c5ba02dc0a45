namespace Leeway.Limits;

/// <summary>A quota that is spent. Calls that it covers fail here without being sent, until it ends.</summary>
/// <param name="Scope"><see cref="RateLimitScope.App"/> or <see cref="RateLimitScope.Site"/>.</param>
/// <param name="Product">The family of products whose quota it is: <c>jira</c> or <c>confluence</c>.</param>
/// <param name="Site">The cloud id of the site, or its host where calls go there directly; null for the whole app.</param>
/// <param name="Reason">Atlassian's word for it.</param>
/// <param name="EndsAt">When calls are sent again, by the machine's clock.</param>
public sealed record QuotaStop(RateLimitScope Scope, string Product, string? Site, string? Reason, DateTimeOffset EndsAt);
