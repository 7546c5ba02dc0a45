using Markdig.Parsers;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses quotes down to <see cref="Nesting.MaxBlocks"/>.</summary>
internal sealed class BoundedQuoteParser : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => Nesting.IsTooDeep(processor) ? BlockState.None : base.TryOpen(processor);
}
