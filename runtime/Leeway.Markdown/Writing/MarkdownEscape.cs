using System.Buffers;
using System.Globalization;
using System.Text;

namespace Leeway.Markdown.Writing;

/// <summary>Writes text so that Markdown reads it as the same text.</summary>
internal static class MarkdownEscape
{
    /// <summary>The characters of a target that needs no angle brackets.</summary>
    private static readonly SearchValues<char> s_plainTarget =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$'*+,;=%&");

    /// <summary>Writes text of a paragraph, a heading or a cell.</summary>
    public static void AppendText(StringBuilder output, string text, TextPlace place)
    {
        int i = place.HasFlag(TextPlace.LineStart) ? AppendLineStart(output, text, place) : 0;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            bool isLast = i + 1 == text.Length;
            if (IsLineBreaking(c) || isLast && (c == '`' || c == ' ' && place.HasFlag(TextPlace.LineEnd)))
            {
                AppendReference(output, c);
            }
            else
            {
                if (NeedsBackslash(text, i, place))
                {
                    output.Append('\\');
                }

                output.Append(c);
            }
        }
    }

    /// <summary>Writes the target of a link, with the parentheses around it.</summary>
    public static void AppendTarget(StringBuilder output, string target, string? title, TextPlace place)
    {
        output.Append('(');
        if (target.Length > 0 && target.AsSpan().IndexOfAnyExcept(s_plainTarget) < 0)
        {
            AppendQuoted(output, target, "", place);
        }
        else
        {
            output.Append('<');
            AppendQuoted(output, target, "<>", place);
            output.Append('>');
        }

        if (title is not null)
        {
            output.Append(" \"");
            AppendQuoted(output, title, "\"", place);
            output.Append('"');
        }

        output.Append(')');
    }

    /// <summary>Writes code between as many backticks as it needs.</summary>
    /// <returns>False, if only <c>code</c> tags can hold the text. Then nothing is written.</returns>
    public static bool TryAppendCode(StringBuilder output, string code, TextPlace place)
    {
        if (NeedsCodeTags(code, place) || output.Length > 0 && output[^1] == '`')
        {
            return false;
        }

        int longest = 0;
        for (int i = 0, run = 0; i < code.Length; i++)
        {
            run = code[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        bool isCell = place.HasFlag(TextPlace.Cell);
        bool isPadded = code[0] == '`' || code[^1] == '`' || code[0] == ' ' && code[^1] == ' ' && code.AsSpan().ContainsAnyExcept(' ');
        output.Append('`', longest + 1).Append(isPadded ? " " : "").Append(isCell ? code.Replace("|", "\\|", StringComparison.Ordinal) : code)
            .Append(isPadded ? " " : "").Append('`', longest + 1);
        return true;
    }

    /// <summary>Whether code between backticks would be read as something else, at this place.</summary>
    private static bool NeedsCodeTags(string code, TextPlace place) =>
        code.Any(IsLineBreaking)
        || place.HasFlag(TextPlace.Cell) && code.Contains("\\|", StringComparison.Ordinal)
        // A line that starts with a link would define a label.
        || place.HasFlag(TextPlace.Link) && code.Contains("]:", StringComparison.Ordinal);

    /// <summary>Writes a value between delimiters, which are the special characters.</summary>
    private static void AppendQuoted(StringBuilder output, string text, string special, TextPlace place)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (IsLineBreaking(c) || c == '|' && place.HasFlag(TextPlace.Cell) || c == '&' && StartsReference(text, i))
            {
                AppendReference(output, c);
            }
            else
            {
                output.Append(c == '\\' || special.Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
            }
        }
    }

    /// <summary>Writes what would start a block at the start of a line, so that it does not.</summary>
    /// <returns>The number of characters that were written.</returns>
    private static int AppendLineStart(StringBuilder output, string text, TextPlace place)
    {
        if (text[0] == ' ')
        {
            AppendReference(output, ' ');
            return 1;
        }

        if ((place & (TextPlace.Heading | TextPlace.Cell)) != 0)
        {
            return 0;
        }

        bool isWord = text.Length > 1 && char.IsLetterOrDigit(text[1]);
        bool startsBlock = text[0] switch
        {
            '#' or '>' => true,
            '-' or '+' => !isWord,
            '=' or '|' or ':' => place.HasFlag(TextPlace.NextLine),
            _ => false,
        };
        if (startsBlock)
        {
            output.Append('\\').Append(text[0]);
            return 1;
        }

        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        bool startsItem = digits is > 0 and < 10 && digits < text.Length && text[digits] is '.' or ')' && (digits + 1 == text.Length || text[digits + 1] is ' ' or '\t');
        if (startsItem)
        {
            output.Append(text, 0, digits).Append('\\').Append(text[digits]);
            return digits + 1;
        }

        return 0;
    }

    private static bool NeedsBackslash(string text, int i, TextPlace place)
    {
        char before = i > 0 ? text[i - 1] : '\0';
        char after = i + 1 < text.Length ? text[i + 1] : '\0';
        switch (text[i])
        {
            case '[' or ']' or '`':
                return true;
            case '\\':
                return !char.IsLetterOrDigit(after);
            case '*':
                return before != ' ' || after != ' ';
            case '_':
                return !char.IsLetterOrDigit(before) || !char.IsLetterOrDigit(after);
            case '~':
                return before != ' ' || !(after == ' ' || char.IsAsciiDigit(after));
            case '<':
                return char.IsAsciiLetter(after) || after is '/' or '!' or '?' or '\0';
            case '&':
                return StartsReference(text, i);
            case '!':
                return after == '\0' && !place.HasFlag(TextPlace.LineEnd);
            case '|':
                return place.HasFlag(TextPlace.Cell);
            case '#':
                return place.HasFlag(TextPlace.Heading) && before is ' ' or '\0';
            case '@':
                return !place.HasFlag(TextPlace.Link) && char.IsLetterOrDigit(after) && !char.IsLetterOrDigit(before);
            case '/' or ':' or '.':
                return !place.HasFlag(TextPlace.Link) && IsInUrl(text, i, after);
            default:
                return false;
        }
    }

    /// <summary>Whether a character is the one in the start of a bare URL that a backslash makes text.</summary>
    private static bool IsInUrl(string text, int i, char after)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, i);
        return text[i] switch
        {
            '/' => after == '/' && (EndsWord(before, "http:") || EndsWord(before, "https:") || EndsWord(before, "ftp:")),
            ':' => EndsWord(before, "mailto") || EndsWord(before, "tel"),
            _ => EndsWord(before, "www"),
        };
    }

    private static bool EndsWord(ReadOnlySpan<char> text, string word) =>
        text.EndsWith(word, StringComparison.Ordinal) && (text.Length == word.Length || !char.IsLetterOrDigit(text[^(word.Length + 1)]));

    /// <summary>Whether an ampersand starts what may be a reference to a character, such as <c>&amp;amp;</c>.</summary>
    private static bool StartsReference(string text, int ampersand)
    {
        int end = ampersand + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '#'))
        {
            end++;
        }

        return end == text.Length || text[end] == ';';
    }

    /// <summary>Whether a character may end a line or be lost, so that only a reference can stand for it.</summary>
    private static bool IsLineBreaking(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static void AppendReference(StringBuilder output, char c) => output.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
}
