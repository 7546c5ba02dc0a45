using System.Globalization;

namespace Leeway.Calls;

/// <summary>How values that are not JSON are written: in addresses, headers and forms.</summary>
/// <remarks>Times are written in UTC, which needs no <c>+</c>: in a query it would read as a space.</remarks>
internal static class WireValue
{
    /// <summary>The format to write values of a type with, by the invariant culture; null is the type's own.</summary>
    public static string? FormatOf<T>() =>
        typeof(T) == typeof(DateTimeOffset) ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"
        : typeof(T) == typeof(DateOnly) ? "O"
        : null;

    /// <summary>The value as its format expects it.</summary>
    public static T Normalize<T>(T value)
        where T : struct =>
        typeof(T) == typeof(DateTimeOffset) ? (T)(object)((DateTimeOffset)(object)value).ToUniversalTime() : value;

    /// <summary>The value as text.</summary>
    public static string ToText<T>(T value)
        where T : struct, IFormattable => Normalize(value).ToString(FormatOf<T>(), CultureInfo.InvariantCulture);
}
