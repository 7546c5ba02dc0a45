using System.Buffers.Text;
using System.Diagnostics;
using Leeway.Generated;

namespace Leeway.Json;

/// <summary>Parses and formats dates with times as Atlassian's products write them.</summary>
internal static class JsonDateTime
{
    /// <summary>The maximum length of a formatted value.</summary>
    public const int MaxLength = 33;

    private const int DateLength = 10;

    /// <summary>
    /// Numbers from this one on count milliseconds, smaller ones seconds. It is a date in 1973 as milliseconds, and in 5138 as seconds.
    /// </summary>
    private const long MinMilliseconds = 100_000_000_000;

    /// <summary>
    /// Parses RFC 3339 with any fraction, the same with <c>+0000</c>, <c>+00</c> or no offset (UTC), a date alone, and epoch numbers.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value, out JsonFit fit)
    {
        value = default;
        fit = JsonFit.Exact;
        if (!TryParseDate(text, out DateOnly date))
        {
            fit = JsonFit.Converted;
            return Utf8Parser.TryParse(text, out long number, out int used) && used == text.Length && TryFromEpoch(number, out value);
        }

        if (text.Length == DateLength)
        {
            fit = JsonFit.Converted;
            value = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return true;
        }

        if (text.Length < 16 || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':')
        {
            return false;
        }

        if (!TryParseTime(text[11..], out long time, out int offset, ref fit))
        {
            return false;
        }

        long ticks = (date.DayNumber * TimeSpan.TicksPerDay) + time;
        long utcTicks = ticks - (offset * TimeSpan.TicksPerMinute);
        if (utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(ticks, new TimeSpan(offset * TimeSpan.TicksPerMinute));
        return true;
    }

    /// <summary>Parses the time of the day, in ticks, and the offset, in minutes.</summary>
    private static bool TryParseTime(ReadOnlySpan<byte> text, out long time, out int offset, ref JsonFit fit)
    {
        int hour = ParseDigits(text[..2]);
        int minute = ParseDigits(text.Slice(3, 2));
        int second = 0;
        long fraction = 0;
        time = 0;
        offset = 0;
        ReadOnlySpan<byte> rest = text[5..];
        if (rest.Length > 0 && rest[0] == ':')
        {
            if (rest.Length < 3)
            {
                return false;
            }

            second = ParseDigits(rest.Slice(1, 2));
            rest = rest[3..];
            if (rest.Length > 0 && rest[0] is (byte)'.' or (byte)',')
            {
                rest = ParseFraction(rest[1..], out fraction, ref fit);
            }
        }
        else
        {
            fit = JsonFit.Converted;
        }

        time = (((((hour * 60) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + fraction;
        return (uint)hour <= 23 && (uint)minute <= 59 && (uint)second <= 59 && TryOffset(rest, out offset, ref fit);
    }

    /// <summary>Parses the date at the start of a text.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        int year = ParseDigits(text[..4]);
        int month = ParseDigits(text.Slice(5, 2));
        int day = ParseDigits(text.Slice(8, 2));
        if (year < 1 || (uint)(month - 1) > 11 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Converts a number of seconds or milliseconds since 1970.</summary>
    public static bool TryFromEpoch(long number, out DateTimeOffset value)
    {
        value = default;
        long milliseconds = number is > -MinMilliseconds and < MinMilliseconds ? number * 1000 : number;
        if (milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        value = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    /// <summary>Writes a date with time and returns its length, at most <see cref="MaxLength"/>.</summary>
    public static int Format(DateTimeOffset value, DateTimeForm form, Span<byte> to)
    {
        // yyyy-MM-ddTHH:mm:ss.fffffff+hh:mm
        bool isFormatted = Utf8Formatter.TryFormat(value, to, out int written, 'O');
        Debug.Assert(isFormatted && written == MaxLength);
        Span<byte> offset = to[27..MaxLength];
        if (form == DateTimeForm.JiraPlatform)
        {
            offset[..3].CopyTo(to[23..]);
            offset[4..].CopyTo(to[26..]);
            return 28;
        }

        int end = 27;
        while (end > 23 && to[end - 1] == '0')
        {
            end--;
        }

        if (value.Offset == TimeSpan.Zero)
        {
            to[end] = (byte)'Z';
            return end + 1;
        }

        offset.CopyTo(to[end..]);
        return end + 6;
    }

    private static ReadOnlySpan<byte> ParseFraction(ReadOnlySpan<byte> text, out long ticks, scoped ref JsonFit fit)
    {
        ticks = 0;
        long unit = TimeSpan.TicksPerSecond;
        int length = 0;
        while (length < text.Length && (uint)(text[length] - '0') <= 9)
        {
            int digit = text[length++] - '0';
            unit /= 10;
            ticks += digit * unit;
            if (unit == 0 && digit != 0)
            {
                fit |= JsonFit.Inexact;
            }
        }

        if (length == 0)
        {
            fit |= JsonFit.Converted;
        }

        if (ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            fit |= JsonFit.SubMillisecond;
        }

        return text[length..];
    }

    /// <summary>Parses an offset in minutes.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> text, out int offset, ref JsonFit fit)
    {
        offset = 0;
        switch (text)
        {
            case []:
                fit |= JsonFit.Converted;
                return true;
            case [(byte)'Z' or (byte)'z']:
                return true;
            case [(byte)'+' or (byte)'-', _, _]:
                fit |= JsonFit.Converted;
                break;
            case [(byte)'+' or (byte)'-', _, _, _, _]:
                offset = ParseDigits(text[3..]);
                break;
            case [(byte)'+' or (byte)'-', _, _, (byte)':', _, _]:
                offset = ParseDigits(text[4..]);
                break;
            default:
                return false;
        }

        int hours = ParseDigits(text.Slice(1, 2));
        if ((uint)offset > 59 || hours < 0)
        {
            return false;
        }

        offset += hours * 60;
        if (text[0] == '-')
        {
            offset = -offset;
        }

        return offset is >= -14 * 60 and <= 14 * 60;
    }

    /// <summary>Parses up to four digits; returns a negative number if they are not digits.</summary>
    private static int ParseDigits(ReadOnlySpan<byte> text)
    {
        int number = 0;
        foreach (byte b in text)
        {
            int digit = b - '0';
            if ((uint)digit > 9)
            {
                return -1;
            }

            number = (number * 10) + digit;
        }

        return number;
    }
}
