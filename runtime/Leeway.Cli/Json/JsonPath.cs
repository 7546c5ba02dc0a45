using System.Text.Json.Nodes;

namespace Leeway.Cli;

/// <summary>
/// A JSONPath expression (<see href="https://www.rfc-editor.org/rfc/rfc9535">RFC 9535</see>) with the selectors that overlays use: members,
/// items, wildcards, descendants, and filters that combine equality and existence with <c>&amp;&amp;</c>.
/// </summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<Func<JsonPlace, IEnumerable<JsonPlace>>> _segments;

    /// <param name="segments">The segments. Each selects places within a place that the segment before it selected.</param>
    internal JsonPath(IReadOnlyList<Func<JsonPlace, IEnumerable<JsonPlace>>> segments)
    {
        _segments = segments;
    }

    /// <exception cref="FormatException">The text is not an expression, or uses a selector that is not supported.</exception>
    public static JsonPath Parse(string text) => new JsonPathParser(text).Parse();

    /// <summary>Returns the matches of an expression.</summary>
    /// <exception cref="FormatException">The text is not an expression, or uses a selector that is not supported.</exception>
    public static IEnumerable<JsonPlace> Select(JsonNode root, string text) => Parse(text).Select(new JsonPlace(root));

    /// <summary>Returns the matches. One that several segments reach is returned several times.</summary>
    public IEnumerable<JsonPlace> Select(JsonPlace root)
    {
        IEnumerable<JsonPlace> places = [root];
        foreach (Func<JsonPlace, IEnumerable<JsonPlace>> segment in _segments)
        {
            places = places.SelectMany(segment);
        }

        return places;
    }
}
