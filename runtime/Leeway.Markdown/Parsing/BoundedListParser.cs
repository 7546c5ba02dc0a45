using Markdig.Parsers;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses lists down to <see cref="Nesting.MaxBlocks"/>.</summary>
internal sealed class BoundedListParser : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => Nesting.IsTooDeep(processor) ? BlockState.None : base.TryOpen(processor);
}
