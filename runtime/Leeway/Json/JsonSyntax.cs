using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Leeway.Generated;

namespace Leeway.Json;

/// <summary>Escapes, unescapes and checks JSON text.</summary>
internal static class JsonSyntax
{
    /// <summary>The maximum length of an escape.</summary>
    public const int MaxEscape = 6;

    /// <summary>The bytes that must be escaped in a JSON string.</summary>
    public static readonly SearchValues<byte> Forbidden = SearchValues.Create(
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        (byte)'"', (byte)'\\',
    ]);

    /// <summary>Returns the characters of a well-formed JSON string without its quotes. An unpaired surrogate is kept.</summary>
    public static string Unescape(ReadOnlySpan<byte> json)
    {
        char[]? rented = null;
        Span<char> chars = json.Length <= 256 ? stackalloc char[256] : (rented = ArrayPool<char>.Shared.Rent(json.Length));
        int length = 0;
        while (true)
        {
            int run = json.IndexOf((byte)'\\');
            length += Encoding.UTF8.GetChars(run < 0 ? json : json[..run], chars[length..]);
            if (run < 0)
            {
                break;
            }

            byte escape = json[run + 1];
            json = json[(run + 2)..];
            if (escape == 'u')
            {
                chars[length++] = (char)ushort.Parse(json[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                json = json[4..];
            }
            else
            {
                chars[length++] = escape switch
                {
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    _ => (char)escape,
                };
            }
        }

        var text = new string(chars[..length]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return text;
    }

    /// <summary>Whether text has an unpaired surrogate, which UTF-8 cannot represent.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0)
            {
                return false;
            }

            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }
    }

    /// <summary>Returns a member name with quotes and escapes. An unpaired surrogate is written as an escape.</summary>
    public static byte[] Quote(string name)
    {
        var text = new StringBuilder(name.Length + 2).Append('"');
        Span<byte> escape = stackalloc byte[MaxEscape];
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsHighSurrogate(c) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                text.Append(c).Append(name[++i]);
            }
            else if (c is '"' or '\\' or < ' ')
            {
                text.Append(Encoding.ASCII.GetString(escape[..Escape((byte)c, escape)]));
            }
            else if (char.IsSurrogate(c))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }

        return Encoding.UTF8.GetBytes(text.Append('"').ToString());
    }

    /// <summary>Writes the escape of a forbidden byte and returns its length.</summary>
    public static int Escape(byte forbidden, Span<byte> to)
    {
        to[0] = (byte)'\\';
        byte letter = forbidden switch
        {
            (byte)'"' => (byte)'"',
            (byte)'\\' => (byte)'\\',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => 0,
        };
        if (letter != 0)
        {
            to[1] = letter;
            return 2;
        }

        "u00"u8.CopyTo(to[1..]);
        to[4] = (byte)('0' + (forbidden >> 4));
        int low = forbidden & 15;
        to[5] = (byte)(low < 10 ? '0' + low : 'a' + low - 10);
        return 6;
    }

    /// <summary>Whether text starts as an object or an array and is cut before the end of it.</summary>
    public static bool IsCutOff(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.TrimStart(" \t\r\n"u8);
        if (utf8 is not [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(JsonModelReader.ReaderOptions));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
