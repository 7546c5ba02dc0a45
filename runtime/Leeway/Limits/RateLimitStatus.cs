using System.Globalization;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>What an answer tells of limits: which there are, and what is left of them.</summary>
/// <remarks>
/// Atlassian tells little as long as there is plenty. See <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">its
/// rate limits</see>. What is not understood is left out; reading never fails.
/// </remarks>
public sealed class RateLimitStatus
{
    private static readonly string[] s_times =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>More than Atlassian has, and few enough that no answer can make much of them.</summary>
    private const int MaxBudgets = 32;

    /// <summary>Seconds since 1970 are a point in time from here on: in 2001.</summary>
    private const decimal MinEpoch = 1_000_000_000;

    private RateLimitStatus(IReadOnlyList<RateLimitBudget> budgets, bool isNearLimit, string? reason)
    {
        Budgets = budgets;
        IsNearLimit = isNearLimit;
        Reason = reason;
    }

    /// <summary>The limits, those that are enforced first.</summary>
    public IReadOnlyList<RateLimitBudget> Budgets { get; }

    /// <summary>Whether less than a fifth of an enforced quota is left.</summary>
    public bool IsNearLimit { get; }

    /// <summary>Why the call was refused, in Atlassian's word such as <c>jira-burst-based</c>; null where it was not.</summary>
    public string? Reason { get; }

    /// <summary>Reads the headers of an answer.</summary>
    /// <param name="headers">The headers.</param>
    /// <returns>The limits; null where the headers tell of none.</returns>
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
    /// Reads when a window ends: a date, or seconds or milliseconds since 1970, or else a number too small for either, which counts
    /// seconds from the response.
    /// </summary>
    internal static (DateTimeOffset? At, TimeSpan? After) ParseReset(string? text)
    {
        if (!decimal.TryParse(text?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return (ParseTime(text), null);
        }

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
                Name = NameOf(policies),
                Limit = policies.FindNumber('q'),
                Window = ParseSpan(policies.FindNumber('w')),
                IsEnforced = isEnforced,
            });
        }

        StructuredList states = new(headers.Structured);
        while (states.MoveNext())
        {
            string? name = NameOf(states);
            int i = budgets.FindIndex(named, budget => budget.Name == name);
            if (i < 0 && budgets.Count >= MaxBudgets)
            {
                continue;
            }

            RateLimitBudget budget = (i < 0 ? new RateLimitBudget { Name = name, IsEnforced = isEnforced } : budgets[i]) with
            {
                Remaining = states.FindNumber('r'),
                ResetsAfter = ParseSpan(states.FindNumber('t')),
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

    private static string? NameOf(StructuredList list) => list.Name.IsEmpty ? null : DisplayText.Clean(list.Name.ToString());

    private static TimeSpan? ParseSpan(long? seconds) =>
        seconds is { } count && count <= (long)TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(count) : null;
}
