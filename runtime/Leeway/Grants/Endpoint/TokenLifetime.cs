using System.Globalization;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>Reads how long an access token lives, as <c>expires_in</c> says.</summary>
/// <remarks>
/// Seconds, as a number or as text that holds one; fractions count. A value that is missing, not positive or no number counts as
/// <see cref="Unknown"/>. A life shorter than <see cref="Min"/> or longer than <see cref="Max"/> counts as that: tokens are
/// then exchanged neither at every call nor so rarely that the refresh token ends unused.
/// </remarks>
internal static class TokenLifetime
{
    /// <summary>The life of a token whose answer does not tell; real ones always do.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromMinutes(5);

    /// <summary>The shortest life that is believed.</summary>
    public static readonly TimeSpan Min = TimeSpan.FromSeconds(1);

    /// <summary>The longest life that is believed.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(1);

    /// <param name="reader">Positioned at the value of <c>expires_in</c>.</param>
    public static TimeSpan Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out double seconds) => Clamp(seconds),
        JsonTokenType.String when TokenDocument.ReadText(ref reader) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) => Clamp(seconds),
        _ => Unknown,
    };

    // Text may spell NaN, which compares as false with everything.
    private static TimeSpan Clamp(double seconds) =>
        !(seconds > 0) ? Unknown
        : seconds <= Min.TotalSeconds ? Min
        : seconds >= Max.TotalSeconds ? Max
        : TimeSpan.FromSeconds(seconds);
}
