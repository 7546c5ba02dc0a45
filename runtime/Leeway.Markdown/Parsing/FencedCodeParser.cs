using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses fenced code. Keeps the tabs of code in lists and quotes, which Markdig replaces by spaces.</summary>
internal sealed class FencedCodeParser : FencedCodeBlockParser
{
    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        BlockState state = base.TryContinue(processor, block);
        if (state != BlockState.Continue || processor.CurrentChar != '\t' || !StartsWholeTab(processor))
        {
            return state;
        }

        // At column 0, no part of the tab is taken for indentation.
        ((FencedCodeBlock)block).AppendLine(ref processor.Line, 0, processor.LineIndex, processor.CurrentLineStartPosition, processor.TrackTrivia);
        return BlockState.ContinueDiscard;
    }

    /// <summary>Whether no column of the current tab belongs to the indentation of a list.</summary>
    private static bool StartsWholeTab(BlockProcessor processor)
    {
        int column = 0;
        for (int i = processor.CurrentLineStartPosition; i < processor.Start; i++)
        {
            column = processor.Line.Text[i] == '\t' ? CharHelper.AddTab(column) : column + 1;
        }

        return column == processor.Column;
    }
}
