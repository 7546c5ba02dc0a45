using Leeway.Markdown.Parsing;
using Leeway.RichText;

namespace Leeway.Markdown.Reading;

/// <summary>Converts tables. One without any text in its header has no header row.</summary>
internal sealed class TableReader(InlineReader inlines)
{
    public AdfTable Read(TableBlock table)
    {
        bool hasHeader = HasText((TableRowBlock)table[0]) || table.Count == 1;
        List<AdfTableRow> rows = [];
        for (int i = hasHeader ? 0 : 1; i < table.Count; i++)
        {
            List<IAdfTableCell> cells = [];
            var row = (TableRowBlock)table[i];
            for (int column = 0; column < row.Count; column++)
            {
                IAdfTableCellContent content = ReadCell((TableCellBlock)row[column], table.Alignments[column]);
                cells.Add(i == 0 ? new AdfTableHeader([content]) : new AdfTableCell([content]));
            }

            rows.Add(new AdfTableRow(cells));
        }

        return new AdfTable(rows);
    }

    /// <summary>Reads a table at a place that allows none: a line for each row.</summary>
    public AdfParagraph ReadAsText(TableBlock table)
    {
        InlineText output = inlines.CreateText();
        for (int i = 0; i < table.Count; i++)
        {
            var row = (TableRowBlock)table[i];
            if (i > 0)
            {
                output.Append(new AdfHardBreak());
            }

            for (int column = 0; column < row.Count; column++)
            {
                output.Append(column > 0 ? " | " : "", default);
                inlines.Read((TableCellBlock)row[column], i == 0 ? InlineFormat.OfHeading : default, output);
            }
        }

        return new AdfParagraph(output.Complete());
    }

    private static bool HasText(TableRowBlock row) => row.Any(static cell => ((TableCellBlock)cell).Inline?.FirstChild is not null);

    private IAdfTableCellContent ReadCell(TableCellBlock cell, TableAlignment alignment) =>
        inlines.ReadImage(cell) is { } image ? image
        : alignment == TableAlignment.Start ? new AdfParagraph(inlines.Read(cell))
        : new AdfAlignedParagraph(alignment == TableAlignment.Center ? AdfTextAlignment.Center : AdfTextAlignment.End, inlines.Read(cell));
}
