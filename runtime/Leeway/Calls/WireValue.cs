using System.Globalization;

namespace Leeway.Calls;

/// <summary>Formats values that are not JSON: in addresses, headers and forms.</summary>
/// <remarks>Times are written in UTC, so that they do not contain <c>+</c>, which a query would decode as a space.</remarks>
internal static class WireValue
{
    /// <summary>Returns the format for values of a type, with the invariant culture; null for the default format.</summary>
    public static string? FormatOf<T>() =>
        typeof(T) == typeof(DateTimeOffset) ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"
        : typeof(T) == typeof(DateOnly) ? "O"
        : null;

    /// <summary>Converts a value to the form that its format expects.</summary>
    public static T Normalize<T>(T value)
        where T : struct =>
        typeof(T) == typeof(DateTimeOffset) ? (T)(object)((DateTimeOffset)(object)value).ToUniversalTime() : value;

    /// <summary>Converts a value to text.</summary>
    public static string ToText<T>(T value)
        where T : struct, IFormattable => Normalize(value).ToString(FormatOf<T>(), CultureInfo.InvariantCulture);
}
