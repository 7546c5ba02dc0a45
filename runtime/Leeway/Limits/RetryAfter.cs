using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace Leeway.Limits;

/// <summary>
/// Reads <c>Retry-After</c> in all forms that servers and proxies use: seconds, numbers with units, durations of ISO 8601, dates, and times
/// in seconds or milliseconds since 1970.
/// </summary>
internal static class RetryAfter
{
    /// <summary>Longer than any wait, and short enough to be added to any time.</summary>
    private static readonly TimeSpan s_maxWait = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>The numbers of seconds since 1970 that count as times, from 2020 to 2049. As a wait, they would be more than 50 years.</summary>
    private const decimal MinEpoch = 1_577_836_800;
    private const decimal MaxEpoch = 2_524_607_999;

    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.+");

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
            UseLonger(ParseEpoch(part) is { } time ? time - now : ParseWait(part), ref longest);
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

    /// <summary>Parses a time as an HTTP date, also one with a wrong day of the week, or as ISO 8601.</summary>
    public static DateTimeOffset? ParseDate(string value)
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
    /// Parses a wait: a number of seconds, numbers with units such as <c>1m30s</c>, or a duration of ISO 8601 such as <c>PT1M30S</c>. It is
    /// rounded up to whole seconds because it is a minimum.
    /// </summary>
    /// <returns>The wait, which is never negative; <see langword="null"/> if the text is none.</returns>
    public static TimeSpan? ParseWait(ReadOnlySpan<char> text)
    {
        text = TrimParameters(text);
        bool isIso = text is ['P' or 'p', _, ..];
        bool isTime = !isIso;
        text = isIso ? text[1..] : text;
        decimal total = 0;
        bool isFirst = true;
        while (!text.IsEmpty)
        {
            if (!isTime)
            {
                isTime = TrySkipTimeMark(ref text);
            }

            int end = text.IndexOfAnyExcept(s_numberCharacters);
            ReadOnlySpan<char> number = end < 0 ? text : text[..end];
            ReadOnlySpan<char> rest = text[number.Length..];
            int next = isIso ? Math.Min(rest.Length, 1) : rest.IndexOfAnyInRange('0', '9');
            ReadOnlySpan<char> unit = (next < 0 ? rest : rest[..next]).Trim(" \t.");

            // Only a number that stands alone needs no unit.
            decimal? seconds = isIso ? FindIsoUnit(unit, isTime) : FindUnit(unit, isOptional: isFirst && next < 0);
            if (seconds is not { } unitSeconds || ParseAmount(number, unitSeconds) is not { } amount)
            {
                return null;
            }

            total = Math.Min(total + amount, (decimal)s_maxWait.TotalSeconds);
            text = next < 0 ? [] : rest[next..];
            isFirst = false;
        }

        return isFirst ? null : TimeSpan.FromSeconds((double)Math.Ceiling(total));
    }

    /// <summary>Skips the letter before the hours, minutes and seconds of a duration of ISO 8601.</summary>
    private static bool TrySkipTimeMark(ref ReadOnlySpan<char> text)
    {
        bool isMark = text is ['T' or 't', _, ..];
        text = isMark ? text[1..] : text;
        return isMark;
    }

    /// <summary>Parses a time in seconds or milliseconds since 1970.</summary>
    private static DateTimeOffset? ParseEpoch(ReadOnlySpan<char> text)
    {
        if (!decimal.TryParse(TrimParameters(text), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        decimal seconds = number > MaxEpoch ? number / 1_000 : number;
        return seconds is >= MinEpoch and <= MaxEpoch ? DateTimeOffset.UnixEpoch.AddMilliseconds((double)(seconds * 1_000)) : null;
    }

    private static ReadOnlySpan<char> TrimParameters(ReadOnlySpan<char> text)
    {
        int parameters = text.IndexOf(';');
        return (parameters < 0 ? text : text[..parameters]).Trim(" \t\"");
    }

    /// <summary>Returns a number of units in seconds, at most the longest wait; <see langword="null"/> if the text is not a number.</summary>
    private static decimal? ParseAmount(ReadOnlySpan<char> number, decimal unit)
    {
        decimal max = (decimal)s_maxWait.TotalSeconds;
        if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal amount))
        {
            return amount >= max / unit ? max : amount * unit;
        }

        return number.IsEmpty || number.ContainsAnyExceptInRange('0', '9') ? null : max;
    }

    /// <summary>Finds the number of seconds in a unit of ISO 8601. A month counts as 30 days.</summary>
    private static decimal? FindIsoUnit(ReadOnlySpan<char> unit, bool isTime) => (unit.Length == 1 ? char.ToUpperInvariant(unit[0]) : ' ', isTime) switch
    {
        ('S', true) => 1,
        ('M', true) => 60,
        ('H', true) => 3_600,
        ('D', false) => 86_400,
        ('W', false) => 604_800,
        ('M', false) => 2_592_000,
        ('Y', false) => 31_536_000,
        _ => null,
    };

    /// <summary>Finds the number of seconds in a unit; <see langword="null"/> for an unknown unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="isOptional">Whether a number without a unit is a number of seconds.</param>
    private static decimal? FindUnit(ReadOnlySpan<char> unit, bool isOptional) => unit switch
    {
        "" => isOptional ? 1 : null,
        _ when Is(unit, "s", "sec", "secs", "second", "seconds") => 1,
        _ when Is(unit, "ms", "msec", "millis", "millisecond", "milliseconds") => 0.001m,
        _ when Is(unit, "m", "min", "mins", "minute", "minutes") => 60,
        _ when Is(unit, "h", "hour", "hours") => 3_600,
        _ when Is(unit, "d", "day", "days") => 86_400,
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
