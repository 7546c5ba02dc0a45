using System.Net;
using System.Text;

namespace Leeway.Calls;

/// <summary>Finds the messages in HTML and XML that proxies and servers return instead of JSON.</summary>
internal static class MarkupText
{
    private static readonly string[] s_messages =
        ["title", "message", "errorMessage", "error_description", "detail", "faultstring", "description", "reason", "error", "h1"];

    private static readonly string[] s_unseen = ["script", "style"];

    /// <summary>Finds the first element that contains a message; if there is none, returns all text.</summary>
    /// <param name="markup">HTML or XML. It may be cut.</param>
    public static IEnumerable<string> FindMessages(string markup)
    {
        foreach (string name in s_messages)
        {
            if (FindElement(markup, name) is { } content && Strip(content) is { Length: > 0 } text)
            {
                return [text];
            }
        }

        return [Strip(markup)];
    }

    private static string? FindElement(string markup, string name)
    {
        for (int open = IndexOf(markup, "<" + name, 0); open >= 0; open = IndexOf(markup, "<" + name, open + 1))
        {
            int afterName = open + 1 + name.Length;
            if (afterName < markup.Length && markup[afterName] is '>' or ' ' or '\t' or '\r' or '\n')
            {
                int start = markup.IndexOf('>', afterName) + 1;
                int end = start == 0 ? -1 : IndexOf(markup, "</" + name, start);
                return end < 0 ? null : markup[start..end];
            }
        }

        return null;
    }

    /// <summary>Returns the text between the tags, with single spaces.</summary>
    private static string Strip(string markup)
    {
        var text = new StringBuilder();
        int at = 0;
        while (at < markup.Length)
        {
            int tag = markup.IndexOf('<', at);
            text.Append(markup, at, (tag < 0 ? markup.Length : tag) - at);
            if (tag < 0)
            {
                break;
            }

            text.Append(' ');
            at = SkipTag(markup, tag, text);
        }

        string decoded = WebUtility.HtmlDecode(text.ToString());
        return string.Join(' ', decoded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Skips a tag, a comment, or an element whose content is not visible, and keeps the text of a CDATA section.</summary>
    private static int SkipTag(string markup, int tag, StringBuilder text)
    {
        const string Data = "<![CDATA[";
        if (IsAt(markup, tag, Data))
        {
            int dataEnd = markup.IndexOf("]]>", tag, StringComparison.Ordinal);
            int start = tag + Data.Length;
            text.Append(markup, start, (dataEnd < 0 ? markup.Length : dataEnd) - start);
            return dataEnd < 0 ? markup.Length : dataEnd + "]]>".Length;
        }

        string close = ">";
        if (IsAt(markup, tag, "<!--"))
        {
            close = "-->";
        }

        foreach (string name in s_unseen)
        {
            if (IsAt(markup, tag, "<" + name))
            {
                close = "</" + name + ">";
            }
        }

        int end = IndexOf(markup, close, tag);
        return end < 0 ? markup.Length : end + close.Length;
    }

    private static bool IsAt(string markup, int at, string text) => string.Compare(markup, at, text, 0, text.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static int IndexOf(string markup, string text, int from) => markup.IndexOf(text, from, StringComparison.OrdinalIgnoreCase);
}
