namespace Leeway.Limits;

/// <summary>What a refusal for too many requests covers.</summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Atlassian's rate limits</see>.</remarks>
public enum RateLimitScope
{
    /// <summary>The response does not say. Refusals of the gateway itself are like this.</summary>
    Unknown,

    /// <summary>One operation at one site, for about a second (<c>jira-burst-based</c>).</summary>
    Operation,

    /// <summary>Writes to one issue, for seconds (<c>jira-per-issue-on-write</c>).</summary>
    Issue,

    /// <summary>All calls of the app to one product of one site, until the hour ends (<c>jira-quota-tenant-based</c>).</summary>
    Site,

    /// <summary>All calls of the app to one product, at all sites, until the hour ends (<c>jira-quota-global-based</c>).</summary>
    App,
}
