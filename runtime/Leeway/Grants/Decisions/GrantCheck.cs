namespace Leeway.Grants;

/// <summary>When this process last asked the store whether it still has a grant.</summary>
/// <param name="At">The time before the request to the store, by the wall clock, which continues while the machine sleeps.</param>
/// <param name="Timestamp">The same time as a timestamp, which clock corrections do not change.</param>
/// <param name="Failures">How many requests in a row have failed; 0 if the last one succeeded.</param>
internal readonly record struct GrantCheck(DateTimeOffset At, long Timestamp, int Failures)
{
    // The store has this long to respond before a call has to wait for it.
    private static readonly TimeSpan s_maxLead = TimeSpan.FromSeconds(1);

    /// <summary>The time from this check to the next one while the grant is in use.</summary>
    public TimeSpan GetNextInterval(GrantOptions options)
    {
        if (Failures == 0)
        {
            TimeSpan lead = options.MaxStaleness / 10;
            return options.MaxStaleness - (lead < s_maxLead ? lead : s_maxLead);
        }

        return new Backoff(options.RetryDelay, options.MaxStaleness / 2).GetPause(Failures - 1);
    }

    /// <summary>
    /// How long after this check a token is handed out without another check. While the store fails, this includes the next request and its
    /// timeout, so that calls do not wait for a store that is known to fail.
    /// </summary>
    public TimeSpan GetTrustPeriod(GrantOptions options)
    {
        TimeSpan next = GetNextInterval(options) + options.StoreTimeout;
        return Failures > 0 && next > options.MaxStaleness ? next : options.MaxStaleness;
    }
}
