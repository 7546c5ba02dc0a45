using System.Globalization;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>Reads <c>Retry-After</c> in every form that servers and proxies write it.</summary>
internal static class RetryAfter
{
    /// <summary>Longer than any wait, and short enough to be added to any time.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>The least wait that a response asks for.</summary>
    /// <param name="headers">The headers of the response.</param>
    /// <param name="now">What a date counts from; null where that is not known, so that a date gives no wait.</param>
    /// <returns>Never negative; the longest of several; null where nothing is understood.</returns>
    public static TimeSpan? Find(HttpResponseHeaders headers, DateTimeOffset? now)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
        {
            return null;
        }

        TimeSpan? longest = null;
        foreach (string value in values)
        {
            Take(value, now, ref longest);
        }

        return longest;
    }

    private static void Take(string value, DateTimeOffset? now, ref TimeSpan? longest)
    {
        // A date has a comma of its own.
        if (ParseDate(value) is { } date)
        {
            TakeLonger(date - now, ref longest);
            return;
        }

        foreach (string part in value.Split(','))
        {
            TakeLonger(ParseSeconds(part), ref longest);
        }
    }

    private static void TakeLonger(TimeSpan? wait, ref TimeSpan? longest)
    {
        if (wait < TimeSpan.Zero)
        {
            wait = TimeSpan.Zero;
        }

        if (longest is null || wait > longest)
        {
            longest = wait;
        }
    }

    private static DateTimeOffset? ParseDate(string value) =>
        RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? condition) && condition.Date is { } date
            ? date
            : RateLimitStatus.ParseTime(value);

    /// <summary>Seconds, rounded up: it is the least wait.</summary>
    private static TimeSpan? ParseSeconds(string text)
    {
        ReadOnlySpan<char> number = text.AsSpan();
        int parameters = number.IndexOf(';');
        number = (parameters < 0 ? number : number[..parameters]).Trim(" \t\"").TrimEnd("sS");
        if (number.IsEmpty)
        {
            return null;
        }

        if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal seconds))
        {
            return seconds < 0 ? null
                : seconds >= (decimal)s_longest.TotalSeconds ? s_longest
                : TimeSpan.FromSeconds((double)Math.Ceiling(seconds));
        }

        return number.ContainsAnyExceptInRange('0', '9') ? null : s_longest;
    }
}
