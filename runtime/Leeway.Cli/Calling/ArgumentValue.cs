using System.Globalization;
using System.Text.Json;
using Leeway.Cli.Operations;

namespace Leeway.Cli.Calling;

/// <summary>Checks the values of arguments, and converts them to the form in which the generated clients send them.</summary>
internal static class ArgumentValue
{
    private const int MaxValues = 20;

    /// <exception cref="InputException">The value has another type, or is not one that the document lists.</exception>
    public static string Convert(ParameterFacts parameter, string text, bool acceptsUnknownValues) => parameter.Kind switch
    {
        ValueKind.Boolean => bool.TryParse(text, out bool flag) ? (flag ? "true" : "false") : throw Refuse(parameter, text, "true or false"),
        ValueKind.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number.ToString(CultureInfo.InvariantCulture)
            : throw Refuse(parameter, text, "an integer of at most 32 bits"),
        ValueKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number.ToString(CultureInfo.InvariantCulture)
            : throw Refuse(parameter, text, "an integer"),
        ValueKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number.ToString(CultureInfo.InvariantCulture) : throw Refuse(parameter, text, "a number, such as 1.5"),
        ValueKind.NumericId => IsInteger(text) ? text : throw Refuse(parameter, text, "an id, which is an integer"),
        ValueKind.DateTime => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : throw Refuse(parameter, text, "a time, such as 2026-01-31T12:00:00Z"),
        ValueKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date.ToString("O", CultureInfo.InvariantCulture) : throw Refuse(parameter, text, "a date, such as 2026-01-31"),
        ValueKind.Guid => Guid.TryParse(text, out Guid id) ? id.ToString() : throw Refuse(parameter, text, "a GUID"),
        ValueKind.Choice => acceptsUnknownValues || parameter.Values.Count == 0 || parameter.Values.Contains(text) ? text : throw RefuseChoice(parameter, text),
        ValueKind.Json => IsJson(text) ? text : throw Refuse(parameter, text, "JSON"),
        ValueKind.File => File.Exists(text) ? text : throw new InputException($"{parameter.Option} needs a file, but '{text}' does not exist."),
        _ => parameter.Place != ParameterPlace.QueryMap || text.Contains('=', StringComparison.Ordinal) ? text : throw Refuse(parameter, text, "a name and a value, such as name=value"),
    };

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
