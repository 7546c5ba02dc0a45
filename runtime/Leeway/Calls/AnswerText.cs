using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Leeway.Calls;

/// <summary>Reads the text of responses, whatever charset they declare.</summary>
internal static class AnswerText
{
    /// <summary>No character takes more bytes in UTF-8.</summary>
    private const int LongestCharacter = 4;

    /// <summary>A body as UTF-8 without byte order mark; empty where it holds white space alone.</summary>
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

    /// <summary>A body as text without byte order mark and white space around it.</summary>
    public static string Decode(HttpContent content, ReadOnlySpan<byte> body) =>
        FindEncodingOf(content, body).GetString(body).TrimStart('\uFEFF').Trim();

    /// <summary>The encoding of a body that is text.</summary>
    /// <remarks>Latin-1 has a character for every byte, so no word is lost where the charset is not known.</remarks>
    public static Encoding FindEncodingOf(HttpContent content, ReadOnlySpan<byte> body) =>
        FindEncoding(content, body) ?? (IsUtf8(body) ? Encoding.UTF8 : Encoding.Latin1);

    /// <summary>The text itself, or what it says where it is a JSON string.</summary>
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
                // Text that begins with a quotation mark, or half a surrogate pair in JSON.
            }
        }

        return text;
    }

    /// <summary>The encoding that the body shows or the response declares; null where neither is known.</summary>
    private static Encoding? FindEncoding(HttpContent content, ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => FindDeclared(content) ?? body switch
        {
            // No text begins with a null character: these are halves of UTF-16.
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
            // An unknown charset, or UTF-7, which .NET refuses.
            return null;
        }
    }

    /// <summary>Whether a body is UTF-8, apart from a last character that a limit may have cut.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> body)
    {
        for (int cut = 1; cut < LongestCharacter && cut <= body.Length; cut++)
        {
            if (Rune.DecodeFromUtf8(body[^cut..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return Utf8.IsValid(body[..^cut]);
            }
        }

        return Utf8.IsValid(body);
    }
}
