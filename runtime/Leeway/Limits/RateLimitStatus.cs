using System.Globalization;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>The rate limits that a response reports, and how much of them remains.</summary>
/// <remarks>
/// Atlassian reports little while much remains. See
/// <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Atlassian's rate limits</see>. Values that cannot be
/// parsed are ignored; reading never fails.
/// </remarks>
public sealed class RateLimitStatus
{
    private static readonly string[] s_times =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>More limits than Atlassian has, and few enough to bound the memory that a response can use.</summary>
    private const int MaxBudgets = 32;

    /// <summary>A number of at least this value is a time in seconds since 1970 (from 2001 on) rather than a wait.</summary>
    private const decimal MinEpoch = 1_000_000_000;

    private RateLimitStatus(IReadOnlyList<RateLimitBudget> budgets, bool isNearLimit, string? reason)
    {
        Budgets = budgets;
        IsNearLimit = isNearLimit;
        Reason = reason;
    }

    /// <summary>The limits. Enforced limits are first.</summary>
    public IReadOnlyList<RateLimitBudget> Budgets { get; }

    /// <summary>Whether less than a fifth of an enforced quota remains.</summary>
    public bool IsNearLimit { get; }

    /// <summary>
    /// The reason that Atlassian returned for a refused call, such as <c>jira-burst-based</c>; <see langword="null"/> if the call was not
    /// refused.
    /// </summary>
    public string? Reason { get; }

    /// <summary>Reads the headers of a response.</summary>
    /// <param name="headers">The headers.</param>
    /// <returns>The limits; <see langword="null"/> if the headers contain none.</returns>
    public static RateLimitStatus? Read(HttpResponseHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return RateLimitHeaders.Find(headers) is { } found ? Read(found) : null;
    }

    internal static RateLimitStatus Read(RateLimitHeaders headers)
    {
        List<RateLimitBudget> budgets = [];
        ReadInto(budgets, headers, isEnforced: true);
        if (headers.Beta is { } beta)
        {
            ReadInto(budgets, beta, isEnforced: false);
        }

        return new RateLimitStatus(
            budgets.Count == 0 ? [] : budgets.AsReadOnly(),
            headers.NearLimit?.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) == true,
            headers.Reason);
    }

    internal static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            s_times,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time)
            ? time
            : null;

    /// <summary>
    /// Reads when a window ends: a date, seconds or milliseconds since 1970, or, if the number is too small for these, seconds
    /// from the response. A wait can also have a unit or be a duration of ISO 8601.
    /// </summary>
    internal static (DateTimeOffset? At, TimeSpan? After) ParseReset(string? text)
    {
        if (text is null)
        {
            return (null, null);
        }

        if (!decimal.TryParse(text.AsSpan().Trim(" \t\""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            DateTimeOffset? at = RetryAfter.ParseDate(text);
            return (at, at is null ? RetryAfter.ParseWait(text) : null);
        }

        return ParseReset(number);
    }

    internal static (DateTimeOffset? At, TimeSpan? After) ParseReset(decimal number)
    {
        return number switch
        {
            < MinEpoch => (null, TimeSpan.FromSeconds((double)Math.Ceiling(number))),
            < MinEpoch * 100 => (DateTimeOffset.UnixEpoch.AddMilliseconds((double)(number * 1000)), null),
            >= MinEpoch * 1000 and < MinEpoch * 100_000 => (DateTimeOffset.UnixEpoch.AddMilliseconds((double)number), null),
            _ => (null, null),
        };
    }

    private static void ReadInto(List<RateLimitBudget> budgets, RateLimitHeaders headers, bool isEnforced)
    {
        long? limit = StructuredList.ParseNumber(headers.Limit);
        long? remaining = StructuredList.ParseNumber(headers.Remaining);
        (DateTimeOffset? resetAt, TimeSpan? resetAfter) = ParseReset(headers.Reset);
        if (limit is not null || remaining is not null || resetAt is not null || resetAfter is not null)
        {
            budgets.Add(new RateLimitBudget { Limit = limit, Remaining = remaining, ResetsAt = resetAt, ResetsAfter = resetAfter, IsEnforced = isEnforced });
        }

        int named = budgets.Count;
        StructuredList policies = new(headers.Policy);
        while (policies.MoveNext() && budgets.Count < MaxBudgets)
        {
            budgets.Add(new RateLimitBudget
            {
                Name = GetName(policies),
                Limit = policies.FindNumber("q"),
                Window = ParseSpan(policies.FindNumber("w")),
                IsEnforced = isEnforced,
            });
        }

        StructuredList states = new(headers.Structured);
        while (states.MoveNext())
        {
            string? name = GetName(states);
            int i = budgets.FindIndex(named, budget => budget.Name == name);
            if (i < 0 && budgets.Count >= MaxBudgets)
            {
                continue;
            }

            RateLimitBudget budget = (i < 0 ? new RateLimitBudget { Name = name, IsEnforced = isEnforced } : budgets[i]) with
            {
                Remaining = states.FindNumber("r"),
                ResetsAfter = ParseSpan(states.FindNumber("t")),
            };
            if (i < 0)
            {
                budgets.Add(budget);
            }
            else
            {
                budgets[i] = budget;
            }
        }
    }

    private static string? GetName(StructuredList list) => list.Name.IsEmpty ? null : DisplayText.Clean(list.Name.ToString());

    private static TimeSpan? ParseSpan(long? seconds) =>
        seconds is { } count && count <= (long)TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(count) : null;
}
