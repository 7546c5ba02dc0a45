using System.Globalization;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>Reads <c>Retry-After</c> in all forms that servers and proxies use.</summary>
internal static class RetryAfter
{
    /// <summary>Longer than any wait, and short enough to be added to any time.</summary>
    private static readonly TimeSpan s_maxWait = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>The formats of HTTP dates without the day of the week.</summary>
    private static readonly string[] s_dates =
        ["d MMM yyyy H:m:s 'GMT'", "d MMM yyyy H:m:s 'UTC'", "d MMM yyyy H:m:s", "d-MMM-yy H:m:s 'GMT'", "d-MMM-yy H:m:s 'UTC'"];

    /// <summary>Finds the minimum wait that a response asks for.</summary>
    /// <param name="headers">The headers of the response.</param>
    /// <param name="now">The time from which a wait until a date counts; <see langword="null"/> to ignore dates.</param>
    /// <returns>The wait, which is never negative, or the longest of several; <see langword="null"/> if no value can be parsed.</returns>
    public static TimeSpan? Find(HttpResponseHeaders headers, DateTimeOffset? now)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values))
        {
            return null;
        }

        TimeSpan? longest = null;
        foreach (string value in values)
        {
            Read(value, now, ref longest);
        }

        return longest;
    }

    private static void Read(string value, DateTimeOffset? now, ref TimeSpan? longest)
    {
        // A date contains a comma itself.
        if (ParseDate(value) is { } date)
        {
            UseLonger(date - now, ref longest);
            return;
        }

        foreach (string part in value.Split(','))
        {
            UseLonger(ParseSeconds(part), ref longest);
        }
    }

    private static void UseLonger(TimeSpan? wait, ref TimeSpan? longest)
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

        // .NET does not parse a date whose day of the week is wrong; the rest of it is sufficient.
        ReadOnlySpan<char> rest = value.AsSpan(value.IndexOf(',', StringComparison.Ordinal) + 1);
        return DateTimeOffset.TryParseExact(rest, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal, out date)
            ? date
            : RateLimitStatus.ParseTime(value);
    }

    /// <summary>
    /// Parses a wait in seconds or in the unit after the number. It is rounded up to whole seconds because it is a minimum.
    /// </summary>
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
                : amount >= (decimal)s_maxWait.TotalSeconds / unit ? s_maxWait
                : TimeSpan.FromSeconds((double)Math.Ceiling(amount * unit));
        }

        return number.ContainsAnyExceptInRange('0', '9') ? null : s_maxWait;
    }

    /// <summary>Finds the number of seconds in a unit; <see langword="null"/> for an unknown unit.</summary>
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
