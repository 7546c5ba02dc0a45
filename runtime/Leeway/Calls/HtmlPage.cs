using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Leeway.Calls;

/// <summary>Examines responses that are HTML pages.</summary>
internal static class HtmlPage
{
    private static readonly string[] s_hidden = ["script", "style"];

    /// <summary>Whether the content type is HTML.</summary>
    public static bool IsType(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type)
        && type.ToString().Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the content can be HTML: its type is HTML, or it has a body without a type.</summary>
    public static bool MayBeType(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type)
            ? type.ToString().Contains("html", StringComparison.OrdinalIgnoreCase)
            : content.Headers.ContentLength != 0;

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
