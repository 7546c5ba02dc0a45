using System.Globalization;
using System.Text.Json;
using Leeway.Cli.Operations;

namespace Leeway.Cli.Calling;

/// <summary>Checks the values of arguments, and converts them to the form in which the generated clients send them.</summary>
internal static class ArgumentValue
{
    private const int MaxValues = 20;

    /// <exception cref="InputException">The value has another type, or is not one that the document lists.</exception>
    public static string Convert(ParameterFacts parameter, string text, bool acceptsUnknownValues) => parameter switch
    {
        { Place: ParameterPlace.QueryMap } => text.Contains('=', StringComparison.Ordinal) ? text : throw Refuse(parameter, text, "a name and a value, such as name=value"),
        { Kind: ValueKind.Text } => text,
        { Kind: ValueKind.Choice } => acceptsUnknownValues || parameter.Values.Count == 0 || parameter.Values.Contains(text) ? text : throw RefuseChoice(parameter, text),
        { Kind: ValueKind.File } => File.Exists(text) ? text : throw new InputException($"{parameter.Option} needs a file, but '{text}' does not exist."),
        _ => TryConvert(parameter.Kind, text) ?? throw Refuse(parameter, text, Describe(parameter.Kind)),
    };

    /// <summary>Returns the value as it is sent; null if it has another type.</summary>
    private static string? TryConvert(ValueKind kind, string text) => kind switch
    {
        ValueKind.Boolean => bool.TryParse(text, out bool flag) ? Format(flag) : null,
        ValueKind.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? Format(number) : null,
        ValueKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? Format(number) : null,
        ValueKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? Format(number) : null,
        ValueKind.DateTime => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? Format(time) : null,
        ValueKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null,
        ValueKind.Guid => Guid.TryParse(text, out Guid id) ? id.ToString() : null,
        ValueKind.NumericId => IsInteger(text) ? text : null,
        _ => IsJson(text) ? text : null,
    };

    private static string Describe(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "true or false",
        ValueKind.Int32 => "an integer of at most 32 bits",
        ValueKind.Int64 => "an integer",
        ValueKind.Double => "a number, such as 1.5",
        ValueKind.DateTime => "a time, such as 2026-01-31T12:00:00Z",
        ValueKind.Date => "a date, such as 2026-01-31",
        ValueKind.Guid => "a GUID",
        ValueKind.NumericId => "an id, which is an integer",
        _ => "JSON",
    };

    private static string Format(bool flag) => flag ? "true" : "false";

    private static string Format(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    // The generated clients send times in UTC.
    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool IsInteger(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static InputException Refuse(ParameterFacts parameter, string text, string expected) => new($"{parameter.Option} needs {expected}, but '{text}' is not.");

    private static InputException RefuseChoice(ParameterFacts parameter, string text)
    {
        string list = string.Join(", ", parameter.Values.Take(MaxValues)) + (parameter.Values.Count > MaxValues ? ", …" : "");
        return new InputException($"'{text}' is not a value of {parameter.Option}. Use one of {list}.{Suggestion.For(text, parameter.Values)} To send it nevertheless, add --allow-unknown-values.");
    }
}
