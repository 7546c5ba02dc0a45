namespace Leeway.Json;

/// <summary>The text of an id that its document declares as a number: digits, and perhaps a sign.</summary>
/// <remarks>The text can have any number of digits, so that no id is rounded.</remarks>
internal static class NumericId
{
    /// <summary>Whether a text is an integer.</summary>
    public static bool IsInteger(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> digits = text is ['+' or '-', ..] ? text[1..] : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Returns a text if it is null or an integer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="member">The name of the member or parameter.</param>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public static string? Require(string? text, string member) =>
        text is null || IsInteger(text) ? text : throw CreateException(text, member, member);

    /// <summary>Returns the exception for a text that is not an integer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The place that declares a number.</param>
    /// <param name="parameter">The parameter name of the exception.</param>
    public static ArgumentException CreateException(string text, string place, string? parameter) => new(
        $"'{Abbreviate(text)}' is not an integer, but the document declares {place} as a number. Use the digits of the id, such as \"10001\".",
        parameter);

    /// <summary>Returns the JSON number of an integer, without its sign if it is <c>+</c>, and without leading zeros.</summary>
    /// <param name="integer">A text for which <see cref="IsInteger"/> returns true.</param>
    /// <param name="isNegative">Whether a minus sign precedes the digits.</param>
    public static ReadOnlySpan<char> GetDigits(ReadOnlySpan<char> integer, out bool isNegative)
    {
        isNegative = integer[0] == '-';
        ReadOnlySpan<char> digits = integer.TrimStart("+-");
        ReadOnlySpan<char> significant = digits.TrimStart('0');
        return significant.IsEmpty ? digits[..1] : significant;
    }

    private static string Abbreviate(string text)
    {
        const int maxLength = 100;
        return DisplayText.Clean(text.Length <= maxLength ? text : text[..maxLength] + "...");
    }
}
