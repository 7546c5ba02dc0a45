namespace Leeway.Grants;

/// <summary>How grants that nobody calls with are kept alive.</summary>
public sealed class GrantKeepAliveOptions
{
    /// <summary>The age of a grant's tokens from which it is refreshed. At least a day, and less than <see cref="GrantOptions.InactivityLimit"/>.</summary>
    /// <value>The default is 60 days, which leaves 30 for trouble to pass.</value>
    public TimeSpan FromAge { get; set; } = TimeSpan.FromDays(60);

    /// <summary>
    /// The most grants that one process refreshes for their age in a minute. The pauses between them are random and at least so
    /// long, so that grants of one day do not come together again.
    /// </summary>
    /// <value>The default is 10.</value>
    public int MaxPerMinute { get; set; } = 10;

    /// <summary>
    /// How often the store is asked which grants are due. Refreshes that another process began and did not end are picked up
    /// this often too, so it is to be well below <see cref="GrantOptions.Leeway"/>.
    /// </summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait, after a grant could not be refreshed for its age, before going through the idle ones from the beginning.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromHours(1);
}
