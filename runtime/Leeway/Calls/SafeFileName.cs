using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Calls;

/// <summary>Creates file names that no file system interprets as anything but a file name.</summary>
internal static class SafeFileName
{
    /// <summary>The maximum length of a name in common file systems, in bytes of UTF-8.</summary>
    public const int MaxBytes = 255;

    /// <summary>A longer ending counts as a part of the name, not as an extension.</summary>
    private const int MaxExtensionBytes = 32;

    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    /// <summary>Returns the name without folders and without characters that file systems interpret; null if nothing is left.</summary>
    public static string? Of(string? name)
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

        // Windows drops dots and spaces at the end, which could change the name.
        string text = clean.ToString().Trim(' ').TrimEnd('.', ' ');
        return text.Length == 0 ? null : Shorten(IsDevice(text) ? "_" + text : text);
    }

    /// <summary>
    /// Shortens a name that is too long between two characters as people see them, and keeps its extension. A hash of the whole name
    /// distinguishes names that differ only in the part that is cut.
    /// </summary>
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
        {
            return name;
        }

        string extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > MaxExtensionBytes)
        {
            extension = "";
        }

        string digest = "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
        ReadOnlySpan<char> stem = name.AsSpan(0, name.Length - extension.Length);
        int room = MaxBytes - digest.Length - Encoding.UTF8.GetByteCount(extension);
        int length = CountFitting(stem, room, static text => StringInfo.GetNextTextElementLength(text));

        // The text element is too long itself, such as a letter with a hundred accents.
        length = length > 0 ? length : CountFitting(stem, room, static text => Rune.DecodeFromUtf16(text, out _, out int consumed) == System.Buffers.OperationStatus.Done ? consumed : 1);
        return string.Concat(stem[..length], digest, extension);
    }

    /// <summary>Counts the characters of the text elements that fit into a number of bytes.</summary>
    private static int CountFitting(ReadOnlySpan<char> text, int room, ElementLength next)
    {
        int length = 0;
        while (length < text.Length)
        {
            int element = next(text[length..]);
            room -= Encoding.UTF8.GetByteCount(text.Slice(length, element));
            if (room < 0)
            {
                break;
            }

            length += element;
        }

        return length;
    }

    private static bool IsHarmless(Rune rune)
    {
        // Of the invisible characters, only those that join letters and emoji are kept: others can make a name look like another.
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

        return stem.Equals("CONIN$", StringComparison.OrdinalIgnoreCase) || stem.Equals("CONOUT$", StringComparison.OrdinalIgnoreCase);
    }

    private delegate int ElementLength(ReadOnlySpan<char> text);
}
