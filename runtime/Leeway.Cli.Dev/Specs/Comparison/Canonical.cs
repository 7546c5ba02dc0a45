using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Creates a text that is equal for two JSON values with the same meaning, whatever the order of their members and of the names in
/// <c>required</c>.</summary>
internal static class Canonical
{
    public static string Of(JsonNode? value) => ToText(value, isUnordered: false);

    /// <summary>Returns the text of the value of a keyword; an empty text if the keyword is absent.</summary>
    public static string Of(JsonObject facts, string keyword) => facts.TryGetPropertyValue(keyword, out JsonNode? value) ? Of(value) : "";

    /// <summary>Returns a text that is also equal if only the order of items in lists differs.</summary>
    public static string OfUnordered(JsonNode? value) => ToText(value, isUnordered: true);

    private static string ToText(JsonNode? value, bool isUnordered)
    {
        StringBuilder text = new();
        Write(value, isUnordered, text);
        return text.ToString();
    }

    private static void Write(JsonNode? value, bool isUnordered, StringBuilder text)
    {
        switch (value)
        {
            case JsonObject members:
                text.Append('{');
                foreach ((string name, JsonNode? member) in members.OrderBy(static m => m.Key, StringComparer.Ordinal))
                {
                    text.Append(StrictJson.ToCompactText(name)).Append(':');
                    WriteMember(name, member, isUnordered, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray items:
                WriteItems(isUnordered ? Sort(items, isUnordered) : items.Select(item => ToText(item, isUnordered)), text);
                break;
            default:
                text.Append(StrictJson.ToCompactText(value));
                break;
        }
    }

    private static void WriteMember(string name, JsonNode? value, bool isUnordered, StringBuilder text)
    {
        if (name == "required" && value is JsonArray names)
        {
            WriteItems(Sort(names, isUnordered), text);
        }
        else
        {
            Write(value, isUnordered, text);
        }
    }

    private static IEnumerable<string> Sort(JsonArray items, bool isUnordered) =>
        items.Select(item => ToText(item, isUnordered)).Order(StringComparer.Ordinal);

    private static void WriteItems(IEnumerable<string> items, StringBuilder text) => text.Append('[').AppendJoin(',', items).Append(']');
}
