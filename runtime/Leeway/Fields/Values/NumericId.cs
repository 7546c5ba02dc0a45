using System.Globalization;

namespace Leeway.Fields;

/// <summary>Parses the text of an id that Jira writes as a number.</summary>
internal static class NumericId
{
    /// <summary>Returns the number of an id; null if there is no id.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public static long? Parse(string? text, string member)
    {
        if (text is null)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new ArgumentException(
                $"'{text}' is not an integer, which {member} must be. Assign the number as text, such as \"10001\".",
                member);
    }
}
