namespace Leeway.Grants;

/// <summary>How grants that are not in use are kept alive.</summary>
public sealed class GrantKeepAliveOptions
{
    /// <summary>
    /// The age of its tokens at which a grant is refreshed. At least one day, and less than <see cref="GrantOptions.InactivityLimit"/>.
    /// </summary>
    /// <value>The default is 60 days, which leaves 30 days to resolve failures.</value>
    public TimeSpan FromAge { get; set; } = TimeSpan.FromDays(60);

    /// <summary>
    /// The maximum number of grants that one process refreshes per minute because of their age. The pauses between them are random, so that
    /// grants that were created together are not due together again.
    /// </summary>
    /// <value>The default is 10.</value>
    public int MaxPerMinute { get; set; } = 10;

    /// <summary>
    /// How often the store is asked for the grants that are due. Refreshes that another process started and did not finish are also found
    /// at this interval, so it should be much shorter than <see cref="GrantOptions.Leeway"/>.
    /// </summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after a grant could not be refreshed because of its age, before the idle grants are listed again.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromHours(1);
}
