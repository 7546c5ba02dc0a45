using System.Text;
using Leeway.RichText;
using Markdig.Syntax.Inlines;

namespace Leeway.Markdown.Reading;

/// <summary>The HTML tags that are formatting of rich text. Other tags are not.</summary>
internal static class HtmlTag
{
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";

    /// <summary>Whether HTML is the tag of a line break.</summary>
    public static bool IsBreak(ReadOnlySpan<char> html) =>
        html.StartsWith("<br", StringComparison.OrdinalIgnoreCase) && html.EndsWith('>') && !html[3..^1].ContainsAnyExcept(" /");

    public static bool IsComment(string html) => html.StartsWith(CommentStart, StringComparison.Ordinal);

    public static string RemoveComments(string html)
    {
        if (!html.Contains(CommentStart, StringComparison.Ordinal))
        {
            return html;
        }

        StringBuilder output = new();
        int start = 0;
        while (html.IndexOf(CommentStart, start, StringComparison.Ordinal) is >= 0 and int comment)
        {
            output.Append(html, start, comment - start);
            int end = html.IndexOf(CommentEnd, comment, StringComparison.Ordinal);
            start = end < 0 ? html.Length : end + CommentEnd.Length;
        }

        return output.Append(html, start, html.Length - start).ToString();
    }

    /// <summary>Finds the tags of formatting in a container, each with its counterpart in the same container.</summary>
    /// <returns>The format that applies after each opening tag, and null for each closing tag.</returns>
    public static Dictionary<Inline, Func<InlineFormat, InlineFormat>?> Match(ContainerInline container)
    {
        Dictionary<Inline, Func<InlineFormat, InlineFormat>?> matches = [];
        List<(HtmlInline Tag, string Name)> open = [];
        Dictionary<string, int> counts = [];
        for (Inline? inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is not HtmlInline tag || NameOf(tag.Tag) is not { } name)
            {
                continue;
            }

            if (tag.Tag[1] != '/')
            {
                open.Add((tag, name));
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
            else if (counts.GetValueOrDefault(name) > 0)
            {
                // A tag that is still open inside has no counterpart.
                (HtmlInline Tag, string Name) last;
                do
                {
                    last = open[^1];
                    open.RemoveAt(open.Count - 1);
                    counts[last.Name]--;
                }
                while (last.Name != name);

                matches.Add(last.Tag, FormatOf(last.Tag.Tag, name));
                matches.Add(tag, null);
            }
        }

        return matches;
    }

    /// <summary>Returns the name of a tag of formatting; null for other tags.</summary>
    private static string? NameOf(string tag)
    {
        ReadOnlySpan<char> name = tag.AsSpan(tag.Length > 1 && tag[1] == '/' ? 2 : 1).TrimEnd('>').TrimEnd();
        int end = name.IndexOf(' ');
        string lower = (end < 0 ? name : name[..end]).ToString().ToLowerInvariant();
        bool isFormatting = lower switch
        {
            "b" or "strong" or "i" or "em" or "s" or "del" or "strike" or "u" or "ins" or "sub" or "sup" or "code" or "kbd" => end < 0,
            "span" => tag[1] == '/' ? end < 0 : FormatOf(tag, lower) is not null,
            _ => false,
        };
        return isFormatting ? lower : null;
    }

    private static Func<InlineFormat, InlineFormat>? FormatOf(string tag, string name) => name switch
    {
        "b" or "strong" => static f => f with { IsStrong = true },
        "i" or "em" => static f => f with { IsEm = true },
        "s" or "del" or "strike" => static f => f with { IsStrike = true },
        "u" or "ins" => static f => f with { IsUnderline = true },
        "sub" => static f => f with { SubSup = AdfSubSup.Sub },
        "sup" => static f => f with { SubSup = AdfSubSup.Sup },
        "code" or "kbd" => static f => f with { IsCode = true },
        _ => FormatOfSpan(tag),
    };

    /// <summary>Reads the color of a tag such as <c>&lt;span style="color: #ff0000"&gt;</c>.</summary>
    private static Func<InlineFormat, InlineFormat>? FormatOfSpan(string tag)
    {
        const string Start = "<span style=\"";
        const string End = "\">";
        if (!tag.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || !tag.EndsWith(End, StringComparison.Ordinal))
        {
            return null;
        }

        string style = tag[Start.Length..^End.Length].TrimEnd(';').Replace(" ", "", StringComparison.Ordinal);
        int colon = style.IndexOf(':', StringComparison.Ordinal);
        string color = style[(colon + 1)..];
        if (color is not ['#', _, _, _, _, _, _] || !color.Skip(1).All(char.IsAsciiHexDigit))
        {
            return null;
        }

        return style[..Math.Max(colon, 0)] switch
        {
            "color" => f => f with { Color = color },
            "background-color" => f => f with { Background = color },
            _ => null,
        };
    }
}
