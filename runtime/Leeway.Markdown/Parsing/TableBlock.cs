using Markdig.Helpers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>A table with GitHub's syntax: a header, a line of dashes, and rows. Its children are rows, whose children are cells.</summary>
internal sealed class TableBlock : ContainerBlock
{
    /// <summary>
    /// How many missing cells can be added. It grows with the text, because a table with many columns and many short rows would otherwise take
    /// much more memory than its text.
    /// </summary>
    private int _padding = 100;

    private TableBlock(IReadOnlyList<TableAlignment> alignments)
        : base(null)
    {
        Alignments = alignments;
    }

    /// <summary>The alignment of each column.</summary>
    public IReadOnlyList<TableAlignment> Alignments { get; }

    /// <summary>Moves the lines of a table from the end of a paragraph to a table.</summary>
    /// <returns>Null if the paragraph has no table. Then it is unchanged.</returns>
    public static TableBlock? Take(ParagraphBlock paragraph)
    {
        for (int i = 1; i < paragraph.Lines.Count; i++)
        {
            StringSlice line = paragraph.Lines.Lines[i].Slice;
            if (line.CurrentChar is '|' or '-' or ':' && ReadAlignments(line) is { } alignments
                && TableCellBlock.Split(paragraph.Lines.Lines[i - 1].Slice) is { } header && header.Count == alignments.Count)
            {
                var table = new TableBlock(alignments);
                table.AddRow(header);
                for (int row = i + 1; row < paragraph.Lines.Count; row++)
                {
                    StringSlice text = paragraph.Lines.Lines[row].Slice;
                    table._padding += text.Length;
                    table.AddRow(TableCellBlock.Split(text));
                }

                while (paragraph.Lines.Count > i - 1)
                {
                    paragraph.Lines.RemoveAt(paragraph.Lines.Count - 1);
                }

                return table;
            }
        }

        return null;
    }

    /// <summary>Adds a row with as many cells as the table has columns.</summary>
    private void AddRow(List<string> texts)
    {
        TableRowBlock row = new();
        for (int i = 0; i < Alignments.Count && (i < texts.Count || --_padding >= 0); i++)
        {
            row.Add(new TableCellBlock(i < texts.Count ? texts[i] : ""));
        }

        Add(row);
    }

    /// <summary>Reads the line below the header: cells of dashes with optional colons. One without a pipe is the underline of a heading.</summary>
    private static List<TableAlignment>? ReadAlignments(StringSlice line)
    {
        if (line.IndexOf('|') < 0)
        {
            return null;
        }

        List<TableAlignment> alignments = [];
        foreach (string cell in TableCellBlock.Split(line))
        {
            ReadOnlySpan<char> dashes = cell.AsSpan().TrimStart(':').TrimEnd(':');
            int start = cell.StartsWith(':') ? 1 : 0;
            int end = cell.Length > 1 && cell.EndsWith(':') ? 1 : 0;
            if (dashes.IsEmpty || dashes.ContainsAnyExcept('-') || dashes.Length + start + end != cell.Length)
            {
                return null;
            }

            alignments.Add((start, end) switch
            {
                (1, 1) => TableAlignment.Center,
                (0, 1) => TableAlignment.End,
                _ => TableAlignment.Start,
            });
        }

        return alignments;
    }
}
