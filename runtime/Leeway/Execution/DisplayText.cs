using System.Globalization;
using System.Text;

namespace Leeway;

/// <summary>Makes text from a server safe for messages and logs: on one line and without control characters.</summary>
internal static class DisplayText
{
    /// <summary>
    /// Replaces line breaks and tabs by spaces, replaces other control characters by U+FFFD, and removes invisible characters and those
    /// that change the direction of text.
    /// </summary>
    public static string Clean(string text)
    {
        int first = 0;
        while (first < text.Length && IsPlain(text[first]))
        {
            first++;
        }

        return first == text.Length ? text : Clean(text, first);
    }

    private static string Clean(string text, int first)
    {
        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (int i = first; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                AppendClean(clean, rune, isBeforeLineFeed: i + 1 < text.Length && text[i + 1] == '\n');
                i += rune.Utf16SequenceLength;
            }
            else
            {
                // A lone surrogate, which no encoding can represent.
                clean.Append('\uFFFD');
                i++;
            }
        }

        return clean.ToString();
    }

    private static void AppendClean(StringBuilder clean, Rune rune, bool isBeforeLineFeed)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Format:
            case UnicodeCategory.Control when rune.Value == '\r' && isBeforeLineFeed:
                break;
            case UnicodeCategory.Control:
                clean.Append(Rune.IsWhiteSpace(rune) ? ' ' : '\uFFFD');
                break;
            case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                clean.Append(' ');
                break;
            default:
                clean.Append(rune.ToString());
                break;
        }
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate);
}
