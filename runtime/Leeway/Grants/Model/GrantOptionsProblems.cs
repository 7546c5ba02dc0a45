using System.Globalization;

namespace Leeway.Grants;

/// <summary>Finds invalid values of <see cref="GrantOptions"/>, and pairs of values that cannot be combined.</summary>
internal static class GrantOptionsProblems
{
    // Longer than any useful value, and short enough to be added to any date.
    private static readonly TimeSpan s_maxTime = TimeSpan.FromDays(1);

    /// <returns>One sentence for each problem, with the values. Pairs are checked only if each value is valid.</returns>
    public static List<string> Find(GrantOptions options)
    {
        List<string> problems = [];
        FindInvalidValues(options, problems);
        if (problems.Count == 0)
        {
            FindInvalidPairs(options, problems);
        }

        return problems;
    }

    private static void FindInvalidValues(GrantOptions options, List<string> problems)
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
        if (options.AgeWarning < TimeSpan.Zero)
        {
            problems.Add($"{nameof(options.AgeWarning)} ({Format(options.AgeWarning)}) is negative.");
        }

        if (options.MaxConcurrentExchanges <= 0)
        {
            problems.Add($"{nameof(options.MaxConcurrentExchanges)} ({options.MaxConcurrentExchanges}) is not positive.");
        }

        void RequireTime(TimeSpan time, string name, TimeSpan min = default)
        {
            if (time <= TimeSpan.Zero || time < min || time > s_maxTime)
            {
                string bound = min == default ? "not positive" : $"shorter than {Format(min)}";
                problems.Add($"{name} ({Format(time)}) is {bound}, or longer than a day.");
            }
        }

        void RequireMargin(TimeSpan margin, string name)
        {
            if (margin < TimeSpan.Zero || margin > s_maxTime)
            {
                problems.Add($"{name} ({Format(margin)}) is negative, or longer than a day.");
            }
        }
    }

    private static void FindInvalidPairs(GrantOptions options, List<string> problems)
    {
        const string Window = $"{nameof(options.Leeway)} minus {nameof(options.LeewayMargin)}";
        const string Repeated = "every new token would cause the warning";
        RequireShorter(options.LeewayMargin, nameof(options.LeewayMargin), options.Leeway, nameof(options.Leeway), "a token could never be sent again");
        RequireShorter(options.ExchangeTimeout, nameof(options.ExchangeTimeout), options.LeaseDuration, nameof(options.LeaseDuration), "another process could take the lease during an exchange");
        RequireShorter(options.LeasePollInterval, nameof(options.LeasePollInterval), options.CallerTimeout, nameof(options.CallerTimeout), "a call would fail before it checks whether another process is done");
        RequireShorter(options.MaxRetryDelay, nameof(options.MaxRetryDelay), options.SpendWindow, Window, "a token would not be sent again in time after a lost response");
        RequireShorter(options.AgeWarning, nameof(options.AgeWarning), options.InactivityLimit, nameof(options.InactivityLimit), Repeated);
        RequireShorter(options.AgeWarning, nameof(options.AgeWarning), options.AbsoluteLimit, nameof(options.AbsoluteLimit), Repeated);
        RequireNoLonger(options.ExchangeTimeout, nameof(options.ExchangeTimeout), options.LeewayMargin, nameof(options.LeewayMargin), "a token could reach the server after the leeway");
        RequireNoLonger(options.RetryDelay, nameof(options.RetryDelay), options.MaxRetryDelay, nameof(options.MaxRetryDelay), "the first pause would be longer than the longest");
        if (options.StoreTimeout > TimeSpan.Zero && options.LeaseDuration / 3 < options.StoreTimeout)
        {
            problems.Add(
                $"{nameof(options.LeaseDuration)} ({Format(options.LeaseDuration)}) is shorter than three times {nameof(options.StoreTimeout)} ({Format(options.StoreTimeout)}): "
                + "a slow store could take so long to grant the lease, read the grant and record the spend that the token is never sent.");
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
