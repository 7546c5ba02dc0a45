using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Cli;

/// <summary>Reads scalar values. A null, or a value of another type, is not an error.</summary>
internal static class JsonNodeExtensions
{
    public static string? AsString(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static bool? AsBoolean(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    /// <summary>Returns the number; null for a number that exceeds the range of <see cref="decimal"/>.</summary>
    public static decimal? AsNumber(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out decimal number) ? number : null;
}
