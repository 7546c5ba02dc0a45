using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Leeway.Calls;

/// <summary>Reads the text of responses, whatever charset they declare.</summary>
internal static class AnswerText
{
    /// <summary>The most bytes that UTF-8 uses for one character.</summary>
    private const int MaxCharacterBytes = 4;

    /// <summary>
    /// Converts a body to UTF-8 without a byte order mark and leading white space. Empty if the body is only white space.
    /// </summary>
    public static ReadOnlySpan<byte> ToUtf8(HttpContent content, ReadOnlySpan<byte> body)
    {
        Encoding encoding = FindEncoding(content, body) ?? Encoding.UTF8;
        if (!ReferenceEquals(encoding, Encoding.UTF8))
        {
            body = Encoding.UTF8.GetBytes(encoding.GetString(body));
        }

        if (body.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[Encoding.UTF8.Preamble.Length..];
        }

        return body.TrimStart(" \t\r\n"u8);
    }

    /// <summary>Decodes a body, without a byte order mark and surrounding white space.</summary>
    public static string Decode(HttpContent content, ReadOnlySpan<byte> body) =>
        FindEncodingOf(content, body).GetString(body).TrimStart('\uFEFF').Trim();

    /// <summary>Finds the encoding of a body that is text.</summary>
    /// <remarks>Latin-1 has a character for every byte, so no text is lost if the charset is unknown.</remarks>
    public static Encoding FindEncodingOf(HttpContent content, ReadOnlySpan<byte> body) =>
        FindEncoding(content, body) ?? (IsUtf8(body) ? Encoding.UTF8 : Encoding.Latin1);

    /// <summary>Returns the value of a JSON string, or the text itself if it is not one.</summary>
    public static string Unquote(string text)
    {
        if (text.StartsWith('"'))
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(text);
                return document.RootElement.GetString()!;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // The text only starts with a quotation mark, or the JSON has an unpaired surrogate.
            }
        }

        return text;
    }

    /// <summary>Finds the encoding that the body shows or the response declares; null if neither is known.</summary>
    private static Encoding? FindEncoding(HttpContent content, ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => FindDeclared(content) ?? body switch
        {
            // No text starts with a null character, so these are UTF-16 code units.
            [not 0, 0, ..] => Encoding.Unicode,
            [0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => null,
        },
    };

    private static Encoding? FindDeclared(HttpContent content)
    {
        string? charset = content.Headers.ContentType?.CharSet?.Trim('"', '\'', ' ');
        if (string.IsNullOrEmpty(charset))
        {
            return null;
        }

        if (charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }

        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // The charset is unknown, or is UTF-7, which .NET rejects.
            return null;
        }
    }

    /// <summary>Whether a body is UTF-8, except for a last character that a limit may have cut.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> body)
    {
        for (int cut = 1; cut < MaxCharacterBytes && cut <= body.Length; cut++)
        {
            if (Rune.DecodeFromUtf8(body[^cut..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return Utf8.IsValid(body[..^cut]);
            }
        }

        return Utf8.IsValid(body);
    }
}
