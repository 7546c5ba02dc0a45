using System.Globalization;

namespace Leeway.Grants;

/// <summary>Finds values of <see cref="GrantOptions"/> that make no sense, and pairs of them that cannot work together.</summary>
internal static class GrantOptionsProblems
{
    // Longer than anybody waits, and short enough to be added to any date.
    private static readonly TimeSpan s_maxTime = TimeSpan.FromDays(1);

    /// <returns>One sentence for each problem, with the values concerned. Pairs are looked at only where each value makes sense.</returns>
    public static List<string> Find(GrantOptions options)
    {
        List<string> problems = [];
        FindAlone(options, problems);
        if (problems.Count == 0)
        {
            FindTogether(options, problems);
        }

        return problems;
    }

    private static void FindAlone(GrantOptions options, List<string> problems)
    {
        RequireTime(options.Leeway, nameof(options.Leeway));
        RequireTime(options.LeaseDuration, nameof(options.LeaseDuration));
        RequireTime(options.ExchangeTimeout, nameof(options.ExchangeTimeout));
        RequireTime(options.StoreTimeout, nameof(options.StoreTimeout));
        RequireTime(options.LeasePollInterval, nameof(options.LeasePollInterval));
        RequireTime(options.CallerTimeout, nameof(options.CallerTimeout));
        RequireTime(options.ForcedRenewalInterval, nameof(options.ForcedRenewalInterval));
        RequireTime(options.RetryDelay, nameof(options.RetryDelay));
        RequireTime(options.MaxRetryDelay, nameof(options.MaxRetryDelay));
        RequireTime(options.MaxStaleness, nameof(options.MaxStaleness), TimeSpan.FromSeconds(1));
        RequireMargin(options.LeewayMargin, nameof(options.LeewayMargin));
        RequireMargin(options.ExpiryMargin, nameof(options.ExpiryMargin));
        RequireMargin(options.RenewAhead, nameof(options.RenewAhead));
        RequireMargin(options.AgeWarning, nameof(options.AgeWarning), TimeSpan.MaxValue);
        if (options.MaxConcurrentExchanges <= 0)
        {
            problems.Add($"{nameof(options.MaxConcurrentExchanges)} ({options.MaxConcurrentExchanges}) is not positive.");
        }

        void RequireTime(TimeSpan time, string name, TimeSpan shortest = default)
        {
            if (time <= TimeSpan.Zero || time < shortest || time > s_maxTime)
            {
                string bound = shortest == default ? "not positive" : $"shorter than {Format(shortest)}";
                problems.Add($"{name} ({Format(time)}) is {bound}, or longer than a day.");
            }
        }

        void RequireMargin(TimeSpan margin, string name, TimeSpan? longest = null)
        {
            if (margin < TimeSpan.Zero || margin > (longest ?? s_maxTime))
            {
                problems.Add($"{name} ({Format(margin)}) is negative, or longer than a day.");
            }
        }
    }

    private static void FindTogether(GrantOptions options, List<string> problems)
    {
        const string Window = $"{nameof(options.Leeway)} less {nameof(options.LeewayMargin)}";
        const string Repeated = "the warning would come with every token";
        RequireShorter(options.LeewayMargin, nameof(options.LeewayMargin), options.Leeway, nameof(options.Leeway), "a token could never be sent again");
        RequireShorter(options.ExchangeTimeout, nameof(options.ExchangeTimeout), options.LeaseDuration, nameof(options.LeaseDuration), "another process would take the lease during an exchange");
        RequireShorter(options.LeasePollInterval, nameof(options.LeasePollInterval), options.CallerTimeout, nameof(options.CallerTimeout), "a call would give up before it looks whether another process is done");
        RequireShorter(options.MaxRetryDelay, nameof(options.MaxRetryDelay), options.SpendWindow, Window, "a lost answer would not be asked for again in time");
        RequireShorter(options.AgeWarning, nameof(options.AgeWarning), options.InactivityLimit, nameof(options.InactivityLimit), Repeated);
        RequireShorter(options.AgeWarning, nameof(options.AgeWarning), options.AbsoluteLimit, nameof(options.AbsoluteLimit), Repeated);
        RequireNoLonger(options.ExchangeTimeout, nameof(options.ExchangeTimeout), options.LeewayMargin, nameof(options.LeewayMargin), "a token could arrive after the leeway");
        RequireNoLonger(options.RetryDelay, nameof(options.RetryDelay), options.MaxRetryDelay, nameof(options.MaxRetryDelay), "the first pause would be longer than the longest");
        if (options.StoreTimeout > TimeSpan.Zero && options.LeaseDuration / 3 < options.StoreTimeout)
        {
            problems.Add(
                $"{nameof(options.LeaseDuration)} ({Format(options.LeaseDuration)}) is shorter than three times {nameof(options.StoreTimeout)} ({Format(options.StoreTimeout)}): "
                + "a slow store could take the lease, read the grant and record the spend for so long that the token is never sent.");
        }

        void RequireShorter(TimeSpan time, string name, TimeSpan limit, string limitName, string consequence)
        {
            if (time >= limit)
            {
                problems.Add($"{name} ({Format(time)}) is not shorter than {limitName} ({Format(limit)}): {consequence}.");
            }
        }

        void RequireNoLonger(TimeSpan time, string name, TimeSpan limit, string limitName, string consequence)
        {
            if (time > limit)
            {
                problems.Add($"{name} ({Format(time)}) is longer than {limitName} ({Format(limit)}): {consequence}.");
            }
        }
    }

    private static string Format(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
