using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site;

/// <summary>Reads the JSON of callers, which can have any shape.</summary>
internal static class JsonReading
{
    /// <summary>Returns a string; null for anything else.</summary>
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Returns a string, or a number as text; null for anything else.</summary>
    public static string? Id(this JsonNode? node) => node.Text() ?? (IsNumber(node) ? node!.ToJsonString() : null);

    /// <summary>Returns a number; null for anything else.</summary>
    public static double? Number(this JsonNode? node) =>
        IsNumber(node) ? double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture) : null;

    /// <summary>Returns whether the node is <see langword="true"/>.</summary>
    public static bool IsTrue(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>Returns a member of an object; null if there is none, or if the node is not an object.</summary>
    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>Returns the strings and numbers of an array as texts.</summary>
    public static List<string> Ids(this JsonNode? node)
    {
        List<string> ids = [];
        foreach (JsonNode? item in node as JsonArray ?? [])
        {
            if (item.Id() is { } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>Creates an array.</summary>
    public static JsonArray ToJsonArray(this IEnumerable<JsonNode?> items)
    {
        JsonArray array = [];
        foreach (JsonNode? item in items)
        {
            array.Add(item);
        }

        return array;
    }

    // A number that was not parsed has the type of its value, so its JSON is read.
    private static bool IsNumber(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.Number;
}
