namespace Leeway.Grants;

/// <summary>When this process last asked the store whether it still has a grant.</summary>
/// <param name="At">The moment before the store was asked, by the wall clock, which goes on while a machine sleeps.</param>
/// <param name="Timestamp">The same moment as a timestamp, which no correction of the clock moves.</param>
/// <param name="Failures">How many attempts in a row the store has not answered; 0 where it answered the last one.</param>
internal readonly record struct GrantCheck(DateTimeOffset At, long Timestamp, int Failures)
{
    // The store has this long to answer before a call has to wait for it.
    private static readonly TimeSpan s_longestLead = TimeSpan.FromSeconds(1);

    /// <summary>How long after this check the next one begins while the grant is in use.</summary>
    public TimeSpan NextAfter(GrantOptions options)
    {
        if (Failures == 0)
        {
            TimeSpan lead = options.MaxStaleness / 10;
            return options.MaxStaleness - (lead < s_longestLead ? lead : s_longestLead);
        }

        TimeSpan doubled = options.RetryDelay * Math.Pow(2, Math.Min(Failures - 1, 16));
        TimeSpan longest = options.MaxStaleness / 2;
        return doubled < longest ? doubled : longest;
    }

    /// <summary>
    /// How long after this check a token is handed out without another. While the store fails, this covers the next attempt and its
    /// time limit, so that calls do not wait for a store that is known not to answer.
    /// </summary>
    public TimeSpan TrustedFor(GrantOptions options)
    {
        TimeSpan next = NextAfter(options) + options.StoreTimeout;
        return Failures > 0 && next > options.MaxStaleness ? next : options.MaxStaleness;
    }
}
