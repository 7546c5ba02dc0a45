using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Sites;

/// <summary>Reads the strings in responses about sites. The strings can appear in messages.</summary>
internal static class SiteText
{
    /// <summary>Starts reading a body.</summary>
    /// <returns>The reader, on the first token.</returns>
    /// <exception cref="JsonException">The body does not start with valid JSON.</exception>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader json = new(utf8, JsonModelReader.ReaderOptions);
        json.Read();
        return json;
    }

    /// <summary>Reads a value and moves to its end.</summary>
    /// <returns>The text without unprintable characters; <see langword="null"/> if the value is not a string.</returns>
    public static string? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        return DisplayText.Clean(JsonSyntax.Unescape(json.ValueSpan));
    }
}
