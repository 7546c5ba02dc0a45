using System.Globalization;
using System.Text;

namespace Leeway.Calls;

/// <summary>Finds in a <c>Content-Disposition</c> the name to keep a file under (RFC 6266), whatever the sender put there.</summary>
internal static class DownloadFileName
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    public static string? Find(string disposition)
    {
        string? extended = null;
        string? plain = null;
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
            }

            position = end;
        }

        return Clean(extended) ?? Clean(plain);
    }

    /// <summary>Makes a name that no file system reads as anything but a name; null where nothing is left.</summary>
    public static string? Clean(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var clean = new StringBuilder();
        foreach (Rune rune in name.AsSpan(name.LastIndexOfAny(['/', '\\']) + 1).EnumerateRunes())
        {
            clean.Append(IsHarmless(rune) ? rune.ToString() : "_");
        }

        // Windows drops dots and spaces at the end, by which a name could become another.
        string text = clean.ToString().Trim(' ').TrimEnd('.', ' ');
        return text.Length == 0 ? null : IsDevice(text) ? "_" + text : text;
    }

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
        int first = value.IndexOf('\'');
        int second = first < 0 ? -1 : value[(first + 1)..].IndexOf('\'') + first + 1;
        if (second <= first)
        {
            return null;
        }

        ReadOnlySpan<char> charset = value[..first];
        bool isUtf8 = charset.Equals("UTF-8", StringComparison.OrdinalIgnoreCase);
        if (!isUtf8 && !charset.Equals("ISO-8859-1", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        ReadOnlySpan<char> encoded = value[(second + 1)..];
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

        return (isUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString([.. bytes]);
    }

    private static string DecodePlain(ReadOnlySpan<char> value)
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

        return FromRawUtf8(text.ToString());
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

    private static bool IsHarmless(Rune rune)
    {
        // Of the invisible characters those alone that letters and emoji are joined by: the rest can make a name look like another.
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        bool isJoiner = rune.Value is 0x200C or 0x200D;
        bool isVisible = category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        return (isVisible || isJoiner) && rune != Rune.ReplacementChar && !(rune.IsAscii && "<>:\"|?*".Contains((char)rune.Value, StringComparison.Ordinal));
    }

    private static bool IsDevice(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        ReadOnlySpan<char> stem = name.AsSpan(0, dot < 0 ? name.Length : dot).TrimEnd();
        foreach (string device in s_devices)
        {
            if (stem.StartsWith(device, StringComparison.OrdinalIgnoreCase))
            {
                ReadOnlySpan<char> number = stem[device.Length..];
                bool isNumbered = device is "COM" or "LPT";
                if (isNumbered ? number.Length == 1 && char.IsNumber(number[0]) : number.IsEmpty)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
