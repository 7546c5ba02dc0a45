using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>One of some strings.</summary>
public sealed class ChoiceRule(params IReadOnlyList<string> choices) : SchemaRule
{
    internal IReadOnlyList<string> Choices => choices;

    internal bool Accepts(JsonElement value) => value.ValueKind == JsonValueKind.String && choices.Contains(ReadText(value));

    internal override JsonObject ToSchema() => new() { ["enum"] = new JsonArray([.. choices.Select(static c => JsonValue.Create(c))]) };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (!Accepts(value))
        {
            faults.Add(new(pointer, $"{value.GetRawText()} is not one of: {string.Join(", ", choices)}"));
        }
    }
}
