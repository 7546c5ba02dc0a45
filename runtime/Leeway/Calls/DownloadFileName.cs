using System.Globalization;
using System.Text;

namespace Leeway.Calls;

/// <summary>Finds in a <c>Content-Disposition</c> the name to keep a file under (RFC 6266), whatever the sender put there.</summary>
internal static class DownloadFileName
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name, fit for any file system; null where there is none.</summary>
    public static string? Find(string disposition)
    {
        string? extended = null;
        string? plain = null;
        ContinuedValue continued = new();
        int position = EndOf(disposition, 0);
        while (position < disposition.Length)
        {
            int end = EndOf(disposition, position + 1);
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

    private static int EndOf(string text, int position)
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

    /// <summary>A value that was cut into several (RFC 2231): the first may name the charset, and each may be percent-encoded.</summary>
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

        return bytes.Count == 0 ? null : charset?.GetString([.. bytes]) ?? FromPlain(Encoding.Latin1.GetString([.. bytes]));
    }

    /// <summary>The charset that stands before an encoded value, and where the value begins.</summary>
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

    /// <summary>The bytes of a percent-encoded text; null where it has characters that are not ASCII.</summary>
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

    private static string DecodePlain(ReadOnlySpan<char> value) => FromPlain(Unquote(value));

    /// <summary>A name that has no place for a charset, by what senders do all the same: encoded words, percent-encoding, and raw UTF-8.</summary>
    private static string FromPlain(string text)
    {
        string words = EncodedWords.Decode(text);
        return !ReferenceEquals(words, text) ? words : FromPercents(FromRawUtf8(text));
    }

    /// <summary>Decodes percent-encoded UTF-8. A name that is only ASCII when decoded may have meant its percent signs.</summary>
    private static string FromPercents(string text)
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
            // A backslash is for the quote and for itself: the paths that old browsers send are not meant to be unescaped.
            if (isQuoted && value[i] == '\\' && i + 1 < value.Length && value[i + 1] is '"' or '\\')
            {
                i++;
            }

            text.Append(value[i]);
        }

        return text.ToString();
    }

    // Headers arrive as Latin-1, while some servers put UTF-8 there.
    private static string FromRawUtf8(string text)
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
