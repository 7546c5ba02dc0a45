using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>
/// Parses paragraphs, and what GitHub puts at their start: the marker of a task, the marker of an alert, and the rows of a table. A table has
/// the same lines as the paragraph that it would otherwise be.
/// </summary>
internal sealed class ParagraphParser : ParagraphBlockParser
{
    /// <summary>The maximum number of lines of a paragraph that may start with link definitions. Markdig takes quadratic time for them.</summary>
    private const int MaxLines = 250;

    public bool HasTables { get; init; }

    public bool HasTasks { get; init; }

    public bool HasAlerts { get; init; }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        ref StringLineGroup lines = ref ((ParagraphBlock)block).Lines;
        if (lines.Count < MaxLines || processor.IsBlankLine || lines.Lines[0].Slice.CurrentChar != '[')
        {
            return base.TryContinue(processor, block);
        }

        processor.Close(block);
        return TryOpen(processor);
    }

    public override bool Close(BlockProcessor processor, Block block)
    {
        if (!base.Close(processor, block))
        {
            return false;
        }

        // The text below a heading's underline comes here as a paragraph, too, which then is not a paragraph any more.
        if (block is not ParagraphBlock paragraph || paragraph.Parent is not { } parent)
        {
            return true;
        }

        bool isFirst = ReferenceEquals(parent[0], paragraph);
        if (HasTasks && isFirst && parent is ListItemBlock)
        {
            TaskMarker.Read(paragraph, parent);
        }
        else if (HasAlerts && isFirst && parent is QuoteBlock { Parent: MarkdownDocument })
        {
            AlertMarker.Read(paragraph, parent);
        }

        // A paragraph is the last block of its parent when it is closed. It may have no line after this.
        if (HasTables && TableBlock.Take(paragraph) is { } table)
        {
            parent.Add(table);
        }

        return true;
    }

    /// <summary>Removes characters at the start of the first line, and the line if nothing else is in it.</summary>
    public static void RemoveStart(ParagraphBlock paragraph, int length)
    {
        ref StringSlice line = ref paragraph.Lines.Lines[0].Slice;
        line.Start += length;
        while (line.CurrentChar is ' ' or '\t')
        {
            line.Start++;
        }

        if (line.IsEmpty)
        {
            paragraph.Lines.RemoveAt(0);
        }
    }
}
