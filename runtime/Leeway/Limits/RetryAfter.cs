using System.Globalization;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>Reads <c>Retry-After</c> in every form that servers and proxies write it.</summary>
internal static class RetryAfter
{
    /// <summary>Longer than any wait, and short enough to be added to any time.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>The dates of HTTP without their day of the week.</summary>
    private static readonly string[] s_dates =
        ["d MMM yyyy H:m:s 'GMT'", "d MMM yyyy H:m:s 'UTC'", "d MMM yyyy H:m:s", "d-MMM-yy H:m:s 'GMT'", "d-MMM-yy H:m:s 'UTC'"];

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

    private static DateTimeOffset? ParseDate(string value)
    {
        DateTimeOffset date;
        if (RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? condition) && condition.Date is { } valid)
        {
            return valid;
        }

        // .NET refuses a date whose day of the week is wrong; the rest of it says when.
        ReadOnlySpan<char> rest = value.AsSpan(value.IndexOf(',', StringComparison.Ordinal) + 1);
        return DateTimeOffset.TryParseExact(rest, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal, out date)
            ? date
            : RateLimitStatus.ParseTime(value);
    }

    /// <summary>A wait in seconds or in the unit that follows the number, rounded up to seconds: it is the least wait.</summary>
    private static TimeSpan? ParseSeconds(string text)
    {
        ReadOnlySpan<char> number = text.AsSpan();
        int parameters = number.IndexOf(';');
        number = (parameters < 0 ? number : number[..parameters]).Trim(" \t\"");
        int end = number.LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0 || FindUnit(number[end..].Trim(" \t.")) is not { } unit)
        {
            return null;
        }

        number = number[..end];
        if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal amount))
        {
            return amount < 0 ? null
                : amount >= (decimal)s_longest.TotalSeconds / unit ? s_longest
                : TimeSpan.FromSeconds((double)Math.Ceiling(amount * unit));
        }

        return number.ContainsAnyExceptInRange('0', '9') ? null : s_longest;
    }

    /// <summary>How many seconds a unit has; <see langword="null"/> for an unknown one.</summary>
    private static decimal? FindUnit(ReadOnlySpan<char> unit) => unit switch
    {
        "" => 1,
        _ when Is(unit, "s", "sec", "secs", "second", "seconds") => 1,
        _ when Is(unit, "ms", "msec", "millis", "millisecond", "milliseconds") => 0.001m,
        _ when Is(unit, "m", "min", "mins", "minute", "minutes") => 60,
        _ when Is(unit, "h", "hour", "hours") => 3_600,
        _ => null,
    };

    private static bool Is(ReadOnlySpan<char> unit, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (unit.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
