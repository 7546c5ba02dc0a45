using Markdig.Parsers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses lists down to <see cref="Nesting.MaxBlocks"/>.</summary>
internal sealed class BoundedListParser : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => Nesting.IsTooDeep(processor) ? BlockState.None : base.TryOpen(processor);

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        BlockState state = base.TryContinue(processor, block);

        // Markdig takes more white space than the item is indented: up to three characters, and all of a blank line. It belongs to the code in the item.
        if (state == BlockState.Continue && block is ListItemBlock item && processor.NewBlocks.Count == 0
            && (!processor.IsBlankLine || processor.CurrentBlock is FencedCodeBlock))
        {
            int indent = Math.Abs(item.ColumnWidth);
            if (processor.Indent > indent)
            {
                processor.GoToColumn(processor.ColumnBeforeIndent + indent);
            }
        }

        return state;
    }
}
