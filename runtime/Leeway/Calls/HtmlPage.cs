using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Leeway.Calls;

/// <summary>Examines responses that are HTML pages.</summary>
internal static class HtmlPage
{
    private static readonly SearchValues<byte> s_beforeText = SearchValues.Create([0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);

    private static readonly string[] s_hidden = ["script", "style"];

    /// <summary>Whether the content type is HTML.</summary>
    public static bool IsType(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type)
        && type.ToString().Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the content can be HTML by its type: the type is HTML or missing, or is one that servers also give to HTML, such as plain text
    /// or JSON.
    /// </summary>
    /// <param name="content">The content.</param>
    /// <param name="isLabelTrusted">Whether a type other than HTML is right.</param>
    public static bool MayBeLabel(HttpContent content, bool isLabelTrusted)
    {
        if (!content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values))
        {
            return !isLabelTrusted;
        }

        string type = values.ToString();
        return type.Contains("html", StringComparison.OrdinalIgnoreCase)
            || (!isLabelTrusted
                && (type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) || type.Contains("json", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether the beginning of a body can be HTML: its first character is <c>&lt;</c>, or has not been read yet.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> body)
    {
        // Byte order marks, white space, and the second bytes of UTF-16.
        int first = body.IndexOfAnyExcept(s_beforeText);
        return first < 0 || body[first] == '<';
    }

    /// <summary>Whether a body is HTML, whatever its content type.</summary>
    public static bool IsOne(string body) =>
        body.StartsWith('<') && (IndexOf(body, "<!doctype html") >= 0 || IndexOf(body, "<html") >= 0 || IndexOf(body, "<title") >= 0);

    /// <summary>Whether a response is a page: its body is HTML, or is text with the HTML type.</summary>
    public static bool IsOne(HttpResponseMessage response, string body) =>
        IsOne(body) || (body.Length > 0 && body[0] is not ('{' or '[' or '"') && IsType(response.Content));

    /// <summary>Finds the text of the title; empty if there is none.</summary>
    public static string FindTitle(string body)
    {
        int start = IndexOf(body, "<title");
        start = start < 0 ? -1 : body.IndexOf('>', start);
        int end = start < 0 ? -1 : body.IndexOf('<', start);
        return end < 0 ? "" : WebUtility.HtmlDecode(body[(start + 1)..end]).Trim();
    }

    /// <summary>Finds the visible text of a page, without tags, scripts and styles.</summary>
    public static string FindText(string body)
    {
        StringBuilder text = new();
        int at = 0;
        while (at < body.Length)
        {
            int tag = body.IndexOf('<', at);
            text.Append(body, at, (tag < 0 ? body.Length : tag) - at).Append(' ');
            if (tag < 0)
            {
                break;
            }

            string? hidden = Array.Find(s_hidden, name => string.Compare(body, tag + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0);
            int end = hidden is null ? tag : body.IndexOf("</" + hidden, tag, StringComparison.OrdinalIgnoreCase);
            end = end < 0 ? -1 : body.IndexOf('>', end);
            at = end < 0 ? body.Length : end + 1;
        }

        return WebUtility.HtmlDecode(text.ToString());
    }

    private static int IndexOf(string body, string tag) => body.IndexOf(tag, StringComparison.OrdinalIgnoreCase);
}
