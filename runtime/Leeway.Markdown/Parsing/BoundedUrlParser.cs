using Markdig.Extensions.AutoLinks;
using Markdig.Helpers;
using Markdig.Parsers;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses bare URLs. Bounds how many a paragraph has, because Markdig looks at everything before each of them, and their search.</summary>
internal sealed class BoundedUrlParser : AutoLinkParser
{
    private const int MaxAttempts = 1_000;

    private readonly ScanBudget.Matcher _match;

    public BoundedUrlParser(AutoLinkOptions options)
        : base(options)
    {
        _match = base.Match;
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (!StartsUrl(slice))
        {
            return false;
        }

        Attempts attempts = processor.GetParserState<Attempts>(this);
        return ++attempts.Count <= MaxAttempts && attempts.Budget.Match(processor, ref slice, _match);
    }

    private static bool StartsUrl(StringSlice slice)
    {
        ReadOnlySpan<char> text = slice.AsSpan();
        return text.StartsWith("http", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.Ordinal)
            || text.StartsWith("ftp:", StringComparison.Ordinal) || text.StartsWith("mailto:", StringComparison.Ordinal)
            || text.StartsWith("tel:", StringComparison.Ordinal);
    }

    private sealed class Attempts
    {
        public int Count { get; set; }

        public ScanBudget Budget { get; } = new();
    }
}
