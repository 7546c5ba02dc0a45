using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Generator.Reading;

/// <summary>Reads <c>x-leeway-paging</c>. Values of an unexpected form are ignored.</summary>
internal static class PagingReader
{
    public static PagingFacts? Read(JsonNode? node) => node is not JsonObject members ? null : new PagingFacts(
        ReadText(members["items"]),
        ReadText(members["position"]),
        ReadText(members["next"]),
        ReadText(members["link"]),
        ReadText(members["last"]),
        ReadWindow(members["window"]),
        ReadSingle(members["single"]));

    private static WindowFacts? ReadWindow(JsonNode? node) =>
        node is JsonObject members && ReadText(members["size"]) is { } size && ReadNumber(members["usual"]) is { } usual
            ? new WindowFacts(
                size,
                usual,
                ReadNumber(members["largest"]),
                ReadNumber(members["bound"]),
                ReadFlag(members["filtered"]),
                ReadText(members["instead"]))
            : null;

    private static SinglePageFacts? ReadSingle(JsonNode? node)
    {
        if (node is not JsonObject members)
        {
            return null;
        }

        JsonObject? next = members["continue"] as JsonObject;
        return new SinglePageFacts(
            ReadNumber(members["most"])?.ToString(CultureInfo.InvariantCulture) ?? ReadText(members["most"]),
            ReadFlag(members["each"]),
            ReadText(members["instead"]),
            ReadText(next?["parameter"]),
            ReadText(next?["member"]),
            ReadText(next?["item"]) == "first");
    }

    private static bool ReadFlag(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    private static string? ReadText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static int? ReadNumber(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) && number > 0 ? number : null;
}
