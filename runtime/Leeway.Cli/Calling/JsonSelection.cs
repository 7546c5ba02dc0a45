using System.Text.Json.Nodes;

namespace Leeway.Cli.Calling;

/// <summary>A path to values in a response, such as <c>fields.summary</c> or <c>values[*].key</c>.</summary>
internal sealed class JsonSelection
{
    private readonly JsonPath _path;

    private JsonSelection(string text, JsonPath path)
    {
        Text = text;
        _path = path;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <exception cref="InputException">The text is not a path.</exception>
    public static JsonSelection Parse(string text)
    {
        string path = text switch
        {
            ['$', ..] => text,
            "" or "." => "$",
            ['[', ..] => "$" + text,
            ['.', ..] => "$" + text,
            _ => "$." + text,
        };
        try
        {
            return new JsonSelection(text, JsonPath.Parse(path));
        }
        catch (FormatException exception)
        {
            throw new InputException($"'{text}' is not a path: {exception.Message} Write it as in fields.summary, values[0].key, values[*].key or fields['my name'].");
        }
    }

    /// <summary>Returns the values. A JSON null is null.</summary>
    public IReadOnlyList<JsonNode?> Select(JsonNode? json) => json is null ? [] : [.. _path.Select(new JsonPlace(json)).Select(static place => place.Value)];
}
