using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Leeway.Calls;

/// <summary>
/// Decodes the encoded words of <see href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</see>. They are defined for mail, but some
/// servers put them into HTTP headers.
/// </summary>
internal static class EncodedWords
{
    private const string Start = "=?";
    private const string End = "?=";

    /// <summary>Decodes the encoded words in a text. Other text is unchanged.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains(Start, StringComparison.Ordinal))
        {
            return text;
        }

        var decoded = new StringBuilder();
        int position = 0;
        while (position < text.Length)
        {
            int start = text.IndexOf(Start, position, StringComparison.Ordinal);
            if (start < 0)
            {
                break;
            }

            decoded.Append(text, position, start - position);
            position = DecodeWords(text, start, decoded);
        }

        return decoded.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>
    /// Decodes consecutive words from a position on, ignoring the white space between them. The bytes of adjacent words with the same
    /// charset are decoded together, because senders split characters between words.
    /// </summary>
    /// <returns>The position after the last word.</returns>
    private static int DecodeWords(string text, int position, StringBuilder decoded)
    {
        int end = position;
        Encoding? encoding = null;
        List<byte> bytes = [];
        while (ReadWord(text, position, out Encoding? charset, out byte[] content, out int wordEnd))
        {
            if (encoding is not null && encoding.CodePage != charset.CodePage)
            {
                Flush();
            }

            encoding = charset;
            bytes.AddRange(content);
            end = position = wordEnd;
            while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n')
            {
                position++;
            }
        }

        Flush();
        if (encoding is not null)
        {
            return end;
        }

        decoded.Append(Start);
        return end + Start.Length;

        void Flush()
        {
            decoded.Append(encoding?.GetString([.. bytes]));
            bytes.Clear();
        }
    }

    private static bool ReadWord(string text, int start, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Encoding? charset, out byte[] content, out int end)
    {
        charset = null;
        content = [];
        end = start;
        if (!text.AsSpan(start).StartsWith(Start, StringComparison.Ordinal))
        {
            return false;
        }

        int first = text.IndexOf('?', start + Start.Length);
        int second = first < 0 ? -1 : text.IndexOf('?', first + 1);
        int close = second < 0 ? -1 : text.IndexOf(End, second + 1, StringComparison.Ordinal);
        if (close < 0 || second != first + 2 || FindCharset(text.AsSpan(start + Start.Length, first - start - Start.Length)) is not { } found)
        {
            return false;
        }

        ReadOnlySpan<char> encoded = text.AsSpan(second + 1, close - second - 1);
        byte[]? bytes = text[first + 1] switch
        {
            'B' or 'b' => DecodeBase64(encoded),
            'Q' or 'q' => DecodeQuoted(encoded),
            _ => null,
        };
        charset = found;
        content = bytes ?? [];
        end = close + End.Length;
        return bytes is not null;
    }

    /// <summary>
    /// Finds the charset of a word, which may be followed by an asterisk and a language. UTF-7 is not decoded, because it can hide any
    /// text.
    /// </summary>
    private static Encoding? FindCharset(ReadOnlySpan<char> name)
    {
        int language = name.IndexOf('*');
        string charset = (language < 0 ? name : name[..language]).ToString();
        if (charset.Contains("utf-7", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // The charset is unknown, so the word is unchanged.
            return null;
        }
    }

    private static byte[]? DecodeBase64(ReadOnlySpan<char> encoded)
    {
        ReadOnlySpan<char> data = encoded.TrimEnd('=');
        string padded = string.Concat(data, ((data.Length % 4) switch { 2 => "==", 3 => "=", _ => "" }).AsSpan());
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Convert.TryFromBase64Chars(padded, bytes, out int written) ? bytes[..written] : null;
    }

    private static byte[]? DecodeQuoted(ReadOnlySpan<char> encoded)
    {
        List<byte> bytes = new(encoded.Length);
        for (int i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '=')
            {
                if (i + 2 >= encoded.Length || !byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
                {
                    return null;
                }

                bytes.Add(octet);
                i += 2;
            }
            else if (encoded[i] > '~')
            {
                return null;
            }
            else
            {
                bytes.Add(encoded[i] == '_' ? (byte)' ' : (byte)encoded[i]);
            }
        }

        return [.. bytes];
    }
}
