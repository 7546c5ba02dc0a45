using Markdig.Extensions.AutoLinks;
using Markdig.Helpers;
using Markdig.Parsers;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses bare URLs. Bounds how many of them a paragraph has, because Markdig looks at everything before each of them.</summary>
internal sealed class BoundedUrlParser(AutoLinkOptions options) : AutoLinkParser(options)
{
    private const int MaxAttempts = 1_000;

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        // Cheap for the many words that start like a URL.
        if (slice.PeekChar(1) is not ('t' or 'w' or 'a' or 'e'))
        {
            return false;
        }

        Attempts attempts = processor.GetParserState<Attempts>(this);
        int start = slice.Start;
        return attempts.Count < MaxAttempts && StartsUrl(slice) && ++attempts.Count > 0 && base.Match(processor, ref slice) && slice.Start > start;
    }

    private static bool StartsUrl(StringSlice slice)
    {
        ReadOnlySpan<char> text = slice.AsSpan();
        return text.StartsWith("http", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.Ordinal)
            || text.StartsWith("ftp:", StringComparison.Ordinal) || text.StartsWith("mailto:", StringComparison.Ordinal) || text.StartsWith("tel:", StringComparison.Ordinal);
    }

    private sealed class Attempts
    {
        public int Count;
    }
}
