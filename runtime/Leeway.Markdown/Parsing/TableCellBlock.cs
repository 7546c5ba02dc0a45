using System.Text;
using Markdig.Helpers;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>A cell of a table.</summary>
internal sealed class TableCellBlock : LeafBlock
{
    public TableCellBlock(string text)
        : base(null)
    {
        ProcessInlines = true;
        Lines = new StringLineGroup(text);
    }

    /// <summary>Splits a row at its pipes. A pipe after a backslash belongs to a cell, also in code.</summary>
    public static List<string> Split(StringSlice line)
    {
        ReadOnlySpan<char> row = line.AsSpan().Trim(" \t");
        List<string> cells = [];
        StringBuilder cell = new();
        for (int i = row.StartsWith('|') ? 1 : 0; i < row.Length; i++)
        {
            if (row[i] == '|')
            {
                cells.Add(Take(cell));
            }
            else if (row[i] == '\\' && i + 1 < row.Length)
            {
                // Keeps the backslashes of other escapes, which inlines read.
                cell.Append(row[i + 1] == '|' ? "" : "\\").Append(row[++i]);
            }
            else
            {
                cell.Append(row[i]);
            }
        }

        if (cell.Length > 0)
        {
            cells.Add(Take(cell));
        }

        return cells;
    }

    private static string Take(StringBuilder cell)
    {
        string text = cell.ToString().Trim(' ', '\t');
        cell.Clear();
        return text;
    }
}
