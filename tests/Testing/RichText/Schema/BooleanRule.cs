using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>True or false.</summary>
public sealed class BooleanRule : SchemaRule
{
    internal override JsonObject ToSchema() => new() { ["type"] = "boolean" };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(new(pointer, $"is of kind {value.ValueKind}, not a boolean"));
        }
    }
}
