using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>An array whose items follow one rule.</summary>
public sealed class ArrayRule(SchemaRule item, int min, int max) : SchemaRule
{
    internal SchemaRule Item => item;

    internal int Min => min;

    internal int Max => max;

    internal override IEnumerable<SchemaRule> Parts => [item];

    internal override JsonObject ToSchema() => new() { ["type"] = "array", ["items"] = item.ToSchema(), ["minItems"] = min, ["maxItems"] = max < int.MaxValue ? max : null };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (!IsOf(JsonValueKind.Array, value, pointer, faults))
        {
            return;
        }

        CheckCount(value.GetArrayLength(), min, max, pointer, faults);
        int index = 0;
        foreach (JsonElement child in value.EnumerateArray())
        {
            item.Check(child, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index++}"), faults);
        }
    }

    internal static void CheckCount(int count, int min, int max, string pointer, List<SchemaFault> faults)
    {
        if (count < min)
        {
            faults.Add(new(pointer, $"has {count} items, less than {min}"));
        }
        else if (count > max)
        {
            faults.Add(new(pointer, $"has {count} items, more than {max}"));
        }
    }
}
