using System.Globalization;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Durations of work as Jira writes them: weeks of five days, and days of eight hours.</summary>
internal static class JiraDuration
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 8 * Hour;
    private const long Week = 5 * Day;

    private static readonly (char Unit, long Seconds)[] s_units = [('w', Week), ('d', Day), ('h', Hour), ('m', Minute)];

    /// <summary>Parses a duration such as <c>1d 4h</c>; a number without a unit is in minutes.</summary>
    /// <returns>The number of seconds; null if the text is not a duration.</returns>
    public static long? Parse(string text)
    {
        long seconds = 0;
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string part in parts)
        {
            (char unit, long unitSeconds) = Array.Find(s_units, candidate => candidate.Unit == part[^1]);
            string number = unit == default ? part : part[..^1];
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) || value > int.MaxValue)
            {
                return null;
            }

            seconds += (long)(value * (unit == default ? Minute : unitSeconds));
        }

        return parts.Length == 0 ? null : seconds;
    }

    /// <summary>Formats a number of seconds.</summary>
    public static string Format(long seconds)
    {
        List<string> parts = [];
        foreach ((char unit, long unitSeconds) in s_units)
        {
            if (seconds >= unitSeconds)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{seconds / unitSeconds}{unit}"));
                seconds %= unitSeconds;
            }
        }

        return parts.Count == 0 ? "0m" : string.Join(' ', parts);
    }
}
