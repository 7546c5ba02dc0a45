using System.Text.Json;

namespace Leeway.RichText.Schema;

/// <summary>True or false.</summary>
public sealed class BooleanRule : SchemaRule
{
    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(new(pointer, $"is of kind {value.ValueKind}, not a boolean"));
        }
    }
}
