using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses links and images. Bounds open brackets and the search for the end of a target.</summary>
internal sealed class BoundedLinkParser : LinkInlineParser
{
    private readonly ScanBudget.Matcher _match;

    public BoundedLinkParser()
    {
        _match = base.Match;
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice) => slice.CurrentChar == ']'
        ? processor.GetParserState<ScanBudget>(this).Match(processor, ref slice, _match)
        : !Nesting.IsTooDeep(processor) && base.Match(processor, ref slice);
}
