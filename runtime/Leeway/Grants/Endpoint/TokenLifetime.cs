using System.Globalization;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>Reads the lifetime of an access token from <c>expires_in</c>.</summary>
/// <remarks>
/// The value is in seconds, as a number or as text with a number, and may have a fraction. <see cref="Unknown"/> is used if it is missing,
/// not positive or not a number. The lifetime is limited to the range from <see cref="Min"/> to <see cref="Max"/>, so that tokens are
/// exchanged neither at every call nor so rarely that the refresh token expires unused.
/// </remarks>
internal static class TokenLifetime
{
    /// <summary>The lifetime of a token if the response does not contain one.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromMinutes(5);

    /// <summary>The shortest lifetime.</summary>
    public static readonly TimeSpan Min = TimeSpan.FromSeconds(1);

    /// <summary>The longest lifetime.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(1);

    /// <param name="reader">Positioned at the value of <c>expires_in</c>.</param>
    public static TimeSpan Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out double seconds) => Clamp(seconds),
        JsonTokenType.String when TokenDocument.ReadText(ref reader) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) => Clamp(seconds),
        _ => Unknown,
    };

    // Text may be "NaN", for which every comparison is false.
    private static TimeSpan Clamp(double seconds) =>
        !(seconds > 0) ? Unknown
        : seconds <= Min.TotalSeconds ? Min
        : seconds >= Max.TotalSeconds ? Max
        : TimeSpan.FromSeconds(seconds);
}
