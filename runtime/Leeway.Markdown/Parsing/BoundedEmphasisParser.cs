using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses emphasis and strikethrough. Bounds the marks of a paragraph.</summary>
internal sealed class BoundedEmphasisParser : EmphasisInlineParser
{
    public override bool Match(InlineProcessor processor, ref StringSlice slice) => !Nesting.IsTooDeep(processor) && base.Match(processor, ref slice);
}
