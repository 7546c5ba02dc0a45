using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Leeway.Markdown.Embedding;

/// <summary>Marks that the schema does not have. A node with one of them is an unknown node, although its place may allow its type.</summary>
internal static class UnknownMarks
{
    /// <summary>The types of marks of the schema.</summary>
    private static readonly HashSet<string> s_types =
    [
        "alignment", "annotation", "backgroundColor", "border", "breakout", "code", "dataConsumer", "em", "fontSize", "fragment", "indentation", "link",
        "strike", "strong", "subsup", "textColor", "underline",
    ];

    /// <summary>Removes unknown marks from a node and the nodes in it.</summary>
    /// <param name="json">The JSON of the node.</param>
    /// <returns>Null if it has no unknown marks.</returns>
    public static string? RemoveFrom(string json)
    {
        using var node = JsonDocument.Parse(json);
        ArrayBufferWriter<byte> buffer = new();
        using var writer = new Utf8JsonWriter(buffer);
        if (!Copy(node.RootElement, writer))
        {
            return null;
        }

        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Copies a value, and returns whether a mark was left out.</summary>
    private static bool Copy(JsonElement value, Utf8JsonWriter writer)
    {
        bool isChanged = false;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    isChanged |= CopyProperty(property, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    isChanged |= Copy(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }

        return isChanged;
    }

    private static bool CopyProperty(JsonProperty property, Utf8JsonWriter writer)
    {
        if (!property.NameEquals("marks") || property.Value.ValueKind != JsonValueKind.Array)
        {
            writer.WritePropertyName(property.Name);
            return Copy(property.Value, writer);
        }

        JsonElement[] known = [.. property.Value.EnumerateArray().Where(static mark => !IsUnknown(mark))];
        if (known.Length > 0)
        {
            writer.WriteStartArray(property.Name);
            foreach (JsonElement mark in known)
            {
                mark.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        return known.Length < property.Value.GetArrayLength();
    }

    private static bool IsUnknown(JsonElement mark) => mark.ValueKind == JsonValueKind.Object
        && mark.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && !s_types.Contains(type.GetString()!);
}
