using System.Globalization;
using System.Text;

namespace Leeway;

/// <summary>Makes text of a server fit to be shown in messages and logs: on one line, with nothing that acts on what shows it.</summary>
internal static class DisplayText
{
    /// <summary>
    /// Replaces line breaks and tabs by spaces and other control characters by U+FFFD, and removes what is invisible or turns the
    /// direction of text.
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
                // Half a surrogate pair, which no encoding holds.
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
