using System.Text.Json.Nodes;
using Leeway.Json;
using Spectre.Console;

namespace Leeway.Cli.Calling;

/// <summary>Prints what a call returned: as JSON, as the values that a path selects, or as a table.</summary>
/// <param name="output">The output.</param>
/// <param name="isTerminal">Whether a person reads it.</param>
/// <param name="selection">What to print of a value; null for all.</param>
/// <param name="columns">The columns of the table; null for no table.</param>
internal sealed class CallOutput(TextWriter output, bool isTerminal, JsonSelection? selection, IReadOnlyList<TableColumn>? columns)
{
    private readonly List<JsonNode?> _rows = [];

    /// <summary>Prints a whole response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="items">The path to the items, if the response is a page; otherwise null.</param>
    public void WriteResponse(RawJson response, IReadOnlyList<string>? items)
    {
        JsonNode? json = CallJson.Parse(response);
        if (columns is not null)
        {
            AddRows(json, items);
        }
        else if (selection is not null)
        {
            WriteSelected(json);
        }
        else
        {
            output.WriteLine(CallJson.Format(json, isTerminal));
        }
    }

    /// <summary>Prints an item of a list on a line.</summary>
    public void WriteItem(RawJson item)
    {
        JsonNode? json = CallJson.Parse(item);
        if (columns is not null)
        {
            _rows.Add(json);
        }
        else if (selection is not null)
        {
            WriteSelected(json);
        }
        else
        {
            output.WriteLine(CallJson.Format(json, isIndented: false));
        }
    }

    /// <summary>Prints a text.</summary>
    public void WriteText(string text) => output.WriteLine(Clean(text));

    /// <summary>Prints the rows of the table.</summary>
    public void Complete()
    {
        if (columns is null)
        {
            return;
        }

        if (!isTerminal)
        {
            output.WriteLine(string.Join('\t', columns.Select(static c => c.Title)));
            foreach (JsonNode? row in _rows)
            {
                output.WriteLine(string.Join('\t', columns.Select(c => c.Format(row))));
            }

            return;
        }

        Table table = new() { Border = TableBorder.Rounded };
        foreach (TableColumn column in columns)
        {
            table.AddColumn(Markup.Escape(column.Title));
        }

        foreach (JsonNode? row in _rows)
        {
            table.AddRow([.. columns.Select(c => Markup.Escape(c.Format(row)))]);
        }

        ReportConsole.Create(output).Write(table);
    }

    private void AddRows(JsonNode? json, IReadOnlyList<string>? items)
    {
        JsonNode? list = json;
        foreach (string member in items ?? [])
        {
            list = (list as JsonObject)?[member];
        }

        // Selected values are the rows; otherwise the items of the list.
        if (selection is not null)
        {
            _rows.AddRange(selection.Select(json).SelectMany(static value => value is JsonArray values ? values.AsEnumerable() : [value]));
        }
        else if (list is JsonArray rows)
        {
            _rows.AddRange(rows);
        }
        else
        {
            _rows.Add(json);
        }
    }

    private void WriteSelected(JsonNode? json)
    {
        IReadOnlyList<JsonNode?> values = selection!.Select(json);
        bool isIndented = isTerminal && values.Count == 1;
        foreach (JsonNode? value in values)
        {
            output.WriteLine(value is JsonObject or JsonArray ? CallJson.Format(value, isIndented) : value is null ? "null" : Clean(CallJson.FormatValue(value)));
        }
    }

    /// <summary>Replaces characters of other people's texts that could control the terminal. A pipe gets the exact text.</summary>
    private string Clean(string text) => isTerminal
        ? string.Concat(text.Select(static c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c))
        : text;
}
