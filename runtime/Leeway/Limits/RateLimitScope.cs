namespace Leeway.Limits;

/// <summary>What a refusal for too many requests covers.</summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Atlassian's rate limits</see>.</remarks>
public enum RateLimitScope
{
    /// <summary>The answer does not say, as those of the gateway itself.</summary>
    Unknown,

    /// <summary>One operation at one site, for a second or so (<c>jira-burst-based</c>).</summary>
    Operation,

    /// <summary>Writes to one issue, for seconds (<c>jira-per-issue-on-write</c>).</summary>
    Issue,

    /// <summary>All calls of the app to one product of one site, until the hour ends (<c>jira-quota-tenant-based</c>).</summary>
    Site,

    /// <summary>All calls of the app to one product, at whatever site, until the hour ends (<c>jira-quota-global-based</c>).</summary>
    App,
}
