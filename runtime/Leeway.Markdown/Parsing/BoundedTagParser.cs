using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses links in angle brackets and HTML tags. Bounds the search for the end of a tag.</summary>
internal sealed class BoundedTagParser : AutolinkInlineParser
{
    private readonly ScanBudget.Matcher _match;

    public BoundedTagParser()
    {
        _match = base.Match;
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice) =>
        processor.GetParserState<ScanBudget>(this).Match(processor, ref slice, _match);
}
