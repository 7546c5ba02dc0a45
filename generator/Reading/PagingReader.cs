using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Generator.Reading;

/// <summary>Reads <c>x-leeway-paging</c>. What is not of the expected form counts as absent.</summary>
internal static class PagingReader
{
    public static PagingFacts? Read(JsonNode? node) => node is not JsonObject members ? null : new PagingFacts(
        Text(members["items"]),
        Text(members["position"]),
        Text(members["next"]),
        Text(members["last"]),
        ReadWindow(members["window"]),
        ReadSingle(members["single"]));

    private static WindowFacts? ReadWindow(JsonNode? node) =>
        node is JsonObject members && Text(members["size"]) is { } size && Number(members["usual"]) is { } usual
            ? new WindowFacts(
                size,
                usual,
                Number(members["largest"]),
                Number(members["bound"]),
                Flag(members["filtered"]),
                Text(members["instead"]))
            : null;

    private static SinglePageFacts? ReadSingle(JsonNode? node)
    {
        if (node is not JsonObject members)
        {
            return null;
        }

        JsonObject? next = members["continue"] as JsonObject;
        return new SinglePageFacts(
            Number(members["most"])?.ToString(CultureInfo.InvariantCulture) ?? Text(members["most"]),
            Flag(members["each"]),
            Text(members["instead"]),
            Text(next?["parameter"]),
            Text(next?["member"]),
            Text(next?["item"]) == "first");
    }

    private static bool Flag(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) && number > 0 ? number : null;
}
