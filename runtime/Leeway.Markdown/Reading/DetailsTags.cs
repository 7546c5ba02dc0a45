using System.Net;
using Markdig.Syntax;

namespace Leeway.Markdown.Reading;

/// <summary>The tags of <c>details</c> in a container, each with its counterpart.</summary>
internal sealed class DetailsTags
{
    private const string End = "</details>";

    private readonly Dictionary<int, (int End, string? Title)> _starts = [];
    private readonly HashSet<int> _ends = [];

    private DetailsTags()
    {
    }

    /// <summary>Finds the tags among the blocks of a container; null if there are none.</summary>
    public static DetailsTags? Find(ContainerBlock container)
    {
        DetailsTags? tags = null;
        Stack<(int Index, string? Title)> open = [];
        for (int i = 0; i < container.Count; i++)
        {
            if (container[i] is not HtmlBlock html)
            {
                continue;
            }

            string text = html.Lines.ToString().Trim();
            if (TryReadStart(text, out string? title))
            {
                open.Push((i, title));
            }
            else if (text.Equals(End, StringComparison.OrdinalIgnoreCase) && open.TryPop(out (int Index, string? Title) start))
            {
                tags ??= new DetailsTags();
                tags._starts.Add(start.Index, (i, start.Title));
                tags._ends.Add(i);
            }
        }

        return tags;
    }

    /// <summary>Returns the index of the end of what starts at an index; null if nothing starts there.</summary>
    public int? FindEnd(int start) => _starts.TryGetValue(start, out (int End, string? Title) found) ? found.End : null;

    public string? TitleOf(int start) => _starts[start].Title;

    public bool IsEnd(int index) => _ends.Contains(index);

    /// <summary>Whether HTML is the tag, with at most a title after it.</summary>
    private static bool TryReadStart(string html, out string? title)
    {
        const string Start = "<details>";
        const string TitleStart = "<summary>";
        const string TitleEnd = "</summary>";
        title = null;
        if (!html.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> rest = html.AsSpan(Start.Length).Trim();
        if (rest.IsEmpty)
        {
            return true;
        }

        if (!rest.StartsWith(TitleStart, StringComparison.OrdinalIgnoreCase) || !rest.EndsWith(TitleEnd, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> text = rest[TitleStart.Length..^TitleEnd.Length];
        title = WebUtility.HtmlDecode(text.ToString());
        return !text.Contains('<');
    }
}
