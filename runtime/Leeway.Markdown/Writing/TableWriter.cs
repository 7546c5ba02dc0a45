using System.Text;
using Leeway.Markdown.Embedding;
using Leeway.RichText;

namespace Leeway.Markdown.Writing;

/// <summary>Writes tables.</summary>
internal sealed class TableWriter(InlineWriter inlines)
{
    /// <summary>
    /// Writes a table of cells that each hold one paragraph or one image. Cells of the first row are all header cells, or none is: then the header
    /// is empty. An attribute with its default value is the same as none.
    /// </summary>
    /// <returns>Null if Markdown cannot say all of the table.</returns>
    public string? TryWrite(AdfTable table)
    {
        if (!IsPlain(table) || table is not { DisplayMode: null, IsNumberColumnEnabled: null or false, Layout: null or AdfTableLayout.Default, Width: null }
            || table.Content[0] is not AdfTableRow { Content: { Count: > 0 } first })
        {
            return null;
        }

        bool hasHeader = first[0] is AdfTableHeader;
        AdfTextAlignment?[] alignments = [.. first.Select(static cell => AlignmentOf(cell))];
        for (int i = 0; i < table.Content.Count; i++)
        {
            if (table.Content[i] is not AdfTableRow row || !IsPlain(row) || row.Content.Count != first.Count || !HasPlainCells(row, hasHeader && i == 0, alignments))
            {
                return null;
            }
        }

        if (hasHeader && table.Content.Count > 1 && first.All(static cell => ((AdfNode)cell).Children is [AdfParagraphBase { Content.Count: 0 }]))
        {
            // An empty header is read as none.
            return null;
        }

        return Write(table, hasHeader, alignments, WriteCell);
    }

    /// <summary>Writes a table so that a person can read it. Cells are one line each.</summary>
    public string WriteReadable(AdfTable table)
    {
        bool hasHeader = table.Children[0].Children.Any(static cell => cell is AdfTableHeader);
        int columns = table.Children.Max(static row => row.Children.Count);
        return Write(table, hasHeader, new AdfTextAlignment?[columns], WriteReadableCell);
    }

    private static string Write(AdfTable table, bool hasHeader, AdfTextAlignment?[] alignments, Func<AdfNode, string> writeCell)
    {
        StringBuilder output = new();
        if (!hasHeader)
        {
            AppendRow(output, alignments.Select(static _ => ""));
        }

        for (int i = 0; i < table.Children.Count; i++)
        {
            IReadOnlyList<AdfNode> cells = table.Children[i].Children;
            AppendRow(output, Enumerable.Range(0, Math.Max(alignments.Length, cells.Count)).Select(column => column < cells.Count ? writeCell(cells[column]) : ""));
            if (i == 0)
            {
                string delimiters = string.Concat(alignments.Select(static a => a switch
                {
                    AdfTextAlignment.Center => ":---:|",
                    AdfTextAlignment.End => "---:|",
                    _ => "---|",
                }));
                int line = hasHeader ? output.Length : output.ToString().IndexOf('\n', StringComparison.Ordinal) + 1;
                output.Insert(line, $"|{delimiters}\n");
            }
        }

        return output.ToString(0, output.Length - 1);
    }

    private static void AppendRow(StringBuilder output, IEnumerable<string> cells)
    {
        output.Append('|');
        foreach (string cell in cells)
        {
            output.Append(cell.Length > 0 ? " " : "").Append(cell).Append(" |");
        }

        output.Append('\n');
    }

    private static bool IsPlain(AdfNode node) => UnknownParts.HasNone(node) && node.Marks.Count == 0;

    private bool HasPlainCells(AdfTableRow row, bool isHeader, AdfTextAlignment?[] alignments)
    {
        for (int column = 0; column < row.Content.Count; column++)
        {
            if (row.Content[column] is not AdfTableCellBase { ColumnSpan: null or 1, RowSpan: null or 1, ColumnWidths: null, Background: null, VerticalAlignment: null } cell
                || cell is AdfTableHeader != isHeader || !IsPlain(cell) || cell.Children is not [var only] || !IsPlainContent(only)
                || only is not AdfMediaSingle && AlignmentOf(row.Content[column]) != alignments[column])
            {
                return false;
            }
        }

        return true;
    }

    private bool IsPlainContent(AdfNode content) => content switch
    {
        AdfParagraph => IsPlain(content),
        AdfAlignedParagraph { IsSmall: false } => UnknownParts.HasNone(content) && content.Marks.Count == 1,
        AdfMediaSingle image => inlines.CanWriteImage(image),
        _ => false,
    };

    private static AdfTextAlignment? AlignmentOf(IAdfTableCell cell) => ((AdfNode)cell).Children is [AdfAlignedParagraph paragraph] ? paragraph.Alignment : null;

    private string WriteCell(AdfNode cell) => cell.Children[0] switch
    {
        AdfMediaSingle image => InlineWriter.WriteImage(image, TextPlace.Cell),
        AdfParagraphBase paragraph => inlines.Write(paragraph.Content, TextPlace.Cell),
        _ => "",
    };

    private string WriteReadableCell(AdfNode cell) => string.Join("<br>", cell.Children.Select(content => content switch
    {
        AdfParagraphBase paragraph => inlines.Write(paragraph.Content, TextPlace.Cell),
        AdfHeadingBase heading => inlines.Write(heading.Content, TextPlace.Cell),
        AdfMediaSingle { Media: AdfExternalMedia } image => InlineWriter.WriteImage(image, TextPlace.Cell),
        _ => string.Join("<br>", content.ToPlainText().Split('\n').Select(line => inlines.Write([line], TextPlace.Cell))),
    }).Where(static text => text.Length > 0));
}
