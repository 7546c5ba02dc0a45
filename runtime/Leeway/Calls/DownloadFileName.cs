using System.Globalization;
using System.Text;

namespace Leeway.Calls;

/// <summary>
/// Finds the file name in a <c>Content-Disposition</c> header (RFC 6266), also in the nonstandard forms that servers send.
/// </summary>
internal static class DownloadFileName
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Finds the name, made safe for any file system; null if there is none.</summary>
    public static string? Find(string disposition)
    {
        string? extended = null;
        string? plain = null;
        ContinuedValue continued = new();
        int position = FindEnd(disposition, 0);
        while (position < disposition.Length)
        {
            int end = FindEnd(disposition, position + 1);
            ReadOnlySpan<char> parameter = disposition.AsSpan(position + 1, end - position - 1);
            int equals = parameter.IndexOf('=');
            if (equals > 0)
            {
                ReadOnlySpan<char> name = parameter[..equals].Trim();
                ReadOnlySpan<char> value = parameter[(equals + 1)..].Trim();
                if (name.Equals("filename*", StringComparison.OrdinalIgnoreCase))
                {
                    extended ??= DecodeExtended(value);
                }
                else if (name.Equals("filename", StringComparison.OrdinalIgnoreCase))
                {
                    plain ??= DecodePlain(value);
                }
                else if (name.StartsWith("filename*", StringComparison.OrdinalIgnoreCase))
                {
                    continued.Add(name["filename*".Length..], value);
                }
            }

            position = end;
        }

        return Clean(extended) ?? Clean(DecodeContinued(continued)) ?? Clean(plain);
    }

    /// <inheritdoc cref="SafeFileName.Of"/>
    public static string? Clean(string? name) => SafeFileName.Of(name);

    private static int FindEnd(string text, int position)
    {
        bool isQuoted = false;
        for (; position < text.Length; position++)
        {
            switch (text[position])
            {
                case '\\' when isQuoted:
                    position++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ';' when !isQuoted:
                    return position;
                default:
                    break;
            }
        }

        return text.Length;
    }

    private static string? DecodeExtended(ReadOnlySpan<char> value)
    {
        value = value.Trim('"');
        return FindCharset(value, out int start) is { } charset && Unescape(value[start..]) is { } bytes ? charset.GetString(bytes) : null;
    }

    /// <summary>
    /// Decodes a value that is split into parts (RFC 2231): the first may name the charset, and each may be percent-encoded.
    /// </summary>
    private static string? DecodeContinued(ContinuedValue continued)
    {
        List<byte> bytes = [];
        Encoding? charset = null;
        foreach ((string part, bool isEncoded) in continued.Parts)
        {
            if (!isEncoded)
            {
                bytes.AddRange((charset ?? Encoding.Latin1).GetBytes(Unquote(part)));
                continue;
            }

            int start = 0;
            charset ??= FindCharset(part, out start);
            if (charset is null || Unescape(part.AsSpan(start)) is not { } decoded)
            {
                return null;
            }

            bytes.AddRange(decoded);
        }

        return bytes.Count == 0 ? null : charset?.GetString([.. bytes]) ?? DecodeUndeclared(Encoding.Latin1.GetString([.. bytes]));
    }

    /// <summary>Finds the charset before an encoded value, and where the value starts.</summary>
    private static Encoding? FindCharset(ReadOnlySpan<char> value, out int start)
    {
        int first = value.IndexOf('\'');
        int second = first < 0 ? -1 : value[(first + 1)..].IndexOf('\'') + first + 1;
        start = second + 1;
        if (second <= first)
        {
            return null;
        }

        return value[..first].Equals("UTF-8", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8
            : value[..first].Equals("ISO-8859-1", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1
            : null;
    }

    /// <summary>Decodes percent-encoded text to bytes; null if it has characters that are not ASCII.</summary>
    private static byte[]? Unescape(ReadOnlySpan<char> encoded)
    {
        List<byte> bytes = [];
        for (int i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%'
                && i + 2 < encoded.Length
                && byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
            {
                bytes.Add(octet);
                i += 2;
            }
            else if (char.IsAscii(encoded[i]))
            {
                bytes.Add((byte)encoded[i]);
            }
            else
            {
                return null;
            }
        }

        return [.. bytes];
    }

    private static string DecodePlain(ReadOnlySpan<char> value) => DecodeUndeclared(Unquote(value));

    /// <summary>
    /// Decodes a name that cannot declare a charset. Senders nevertheless use encoded words, percent-encoding and raw UTF-8.
    /// </summary>
    private static string DecodeUndeclared(string text)
    {
        string words = EncodedWords.Decode(text);
        return !ReferenceEquals(words, text) ? words : DecodePercents(DecodeRawUtf8(text));
    }

    /// <summary>
    /// Decodes percent-encoded UTF-8. If the result is only ASCII, the percent signs may be literal, and the text is unchanged.
    /// </summary>
    private static string DecodePercents(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal) || Unescape(text) is not { } bytes || Ascii.IsValid(bytes))
        {
            return text;
        }

        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }

    private static string Unquote(ReadOnlySpan<char> value)
    {
        var text = new StringBuilder();
        bool isQuoted = value.StartsWith("\"", StringComparison.Ordinal);
        for (int i = isQuoted ? 1 : 0; i < value.Length && !(isQuoted && value[i] == '"'); i++)
        {
            // A backslash escapes only the quote and itself: old browsers send paths with backslashes that are not escapes.
            if (isQuoted && value[i] == '\\' && i + 1 < value.Length && value[i + 1] is '"' or '\\')
            {
                i++;
            }

            text.Append(value[i]);
        }

        return text.ToString();
    }

    // Headers are decoded as Latin-1, but some servers send UTF-8.
    private static string DecodeRawUtf8(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        foreach (char c in text)
        {
            if (c > byte.MaxValue)
            {
                return text;
            }
        }

        try
        {
            return s_strictUtf8.GetString(Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
