using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>
/// Parses paragraphs, headings with an underline, and what GitHub puts in a paragraph: the marker of a task, the marker of an alert, and the
/// rows of a table. A table has the same lines as the paragraph that it would otherwise be.
/// </summary>
internal sealed class ParagraphParser : ParagraphBlockParser
{
    /// <summary>The maximum number of lines of a paragraph that may start with link definitions. Markdig takes quadratic time for them.</summary>
    private const int MaxLines = 250;

    public ParagraphParser()
    {
        // Markdig would search the whole parent for each paragraph that becomes a heading.
        ParseSetextHeadings = false;
    }

    public bool HasTables { get; init; }

    public bool HasTasks { get; init; }

    public bool HasAlerts { get; init; }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var paragraph = (ParagraphBlock)block;
        bool isLong = paragraph.Lines.Count >= MaxLines && !processor.IsBlankLine && StartsWithBracket(paragraph);
        if (isLong)
        {
            processor.Close(paragraph);
            return TryOpen(processor);
        }

        if (HeadingUnderline.ReadLevel(processor, paragraph) is not { } level || StartsWithBracket(paragraph) && HeadingUnderline.IsBelowDefinitions(paragraph))
        {
            return base.TryContinue(processor, paragraph);
        }

        HeadingUnderline.Set(paragraph, level);
        processor.Close(paragraph);
        return BlockState.BreakDiscard;
    }

    public override bool Close(BlockProcessor processor, Block block)
    {
        var paragraph = (ParagraphBlock)block;
        ContainerBlock parent = paragraph.Parent!;

        // A paragraph stays, even if only link definitions were in it. Markdig would search the whole parent for it to remove it.
        if (!base.Close(processor, paragraph) || HeadingUnderline.LevelOf(paragraph) is not null)
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

    private static bool StartsWithBracket(ParagraphBlock paragraph) => paragraph.Lines.Count > 0 && paragraph.Lines.Lines[0].Slice.CurrentChar == '[';

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
