using System.Text;
using System.Text.Json;

namespace Leeway.Calls;

/// <summary>Reads the text of answers, whatever charset they declare.</summary>
internal static class AnswerText
{
    /// <summary>A body as UTF-8; empty where it holds white space alone.</summary>
    public static ReadOnlySpan<byte> ToUtf8(HttpContent content, ReadOnlySpan<byte> body)
    {
        Encoding encoding = EncodingOf(content);
        if (!ReferenceEquals(encoding, Encoding.UTF8))
        {
            body = Encoding.UTF8.GetBytes(encoding.GetString(body));
        }

        return body.TrimStart(" \t\r\n"u8);
    }

    /// <summary>A body as text without byte order mark and white space around it.</summary>
    public static string Decode(HttpContent content, ReadOnlySpan<byte> body) =>
        EncodingOf(content).GetString(body).TrimStart('\uFEFF').Trim();

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

    private static Encoding EncodingOf(HttpContent content)
    {
        string? charset = content.Headers.ContentType?.CharSet?.Trim('"');
        if (string.IsNullOrEmpty(charset) || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }

        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            // Of an unknown charset, what is ASCII reads all the same.
            return Encoding.UTF8;
        }
    }
}
