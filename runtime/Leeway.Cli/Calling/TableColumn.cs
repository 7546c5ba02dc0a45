using System.Text.Json.Nodes;

namespace Leeway.Cli.Calling;

/// <summary>A column of a table.</summary>
/// <param name="Title">The title.</param>
/// <param name="Path">The value in a row.</param>
internal sealed record TableColumn(string Title, JsonSelection Path)
{
    /// <summary>Reads columns such as <c>key,Status=fields.status.name</c>.</summary>
    /// <exception cref="InputException">A column is not a path.</exception>
    public static IReadOnlyList<TableColumn> ParseAll(string text)
    {
        TableColumn[] columns = [.. ListText.Split(text).Select(Parse)];
        return columns.Length > 0 ? columns : throw new InputException("--table needs columns, such as 'key,fields.summary'.");
    }

    /// <summary>Returns the text of the cell of a row, on one line.</summary>
    public string Format(JsonNode? row) => CommandRun.ToOneLine(string.Join(", ", Path.Select(row).Select(CallJson.FormatValue)));

    private static TableColumn Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);

        // An equals sign in brackets belongs to a filter.
        return equals > 0 && !text[..equals].Contains('[', StringComparison.Ordinal)
            ? new TableColumn(text[..equals].Trim(), JsonSelection.Parse(text[(equals + 1)..].Trim()))
            : new TableColumn(text, JsonSelection.Parse(text));
    }
}
