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
    private const int MaximumBudgets = 32;

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
            headers.Reason?.Trim() is { Length: > 0 } reason ? reason : null);
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

    private static void ReadInto(List<RateLimitBudget> budgets, RateLimitHeaders headers, bool isEnforced)
    {
        long? limit = StructuredList.ParseNumber(headers.Limit);
        long? remaining = StructuredList.ParseNumber(headers.Remaining);
        DateTimeOffset? reset = ParseTime(headers.Reset);
        if (limit is not null || remaining is not null || reset is not null)
        {
            budgets.Add(new RateLimitBudget { Limit = limit, Remaining = remaining, ResetsAt = reset, IsEnforced = isEnforced });
        }

        int named = budgets.Count;
        StructuredList policies = new(headers.Policy);
        while (policies.MoveNext() && budgets.Count < MaximumBudgets)
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
            if (i < 0 && budgets.Count >= MaximumBudgets)
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

    private static string? NameOf(StructuredList list) => list.Name.IsEmpty ? null : list.Name.ToString();

    private static TimeSpan? ParseSpan(long? seconds) =>
        seconds is { } count && count <= (long)TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(count) : null;
}
