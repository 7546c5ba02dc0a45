using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>An array whose first items follow a rule each. Further items may be anything.</summary>
public sealed class TupleRule(int max, params IReadOnlyList<SchemaRule> items) : SchemaRule
{
    internal int Max => max;

    internal override IEnumerable<SchemaRule> Parts => items;

    internal override JsonObject ToSchema() => new()
    {
        ["type"] = "array", ["items"] = new JsonArray([.. items.Select(static i => i.ToSchema())]), ["minItems"] = 1, ["maxItems"] = max < int.MaxValue ? max : null,
    };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (!IsOf(JsonValueKind.Array, value, pointer, faults))
        {
            return;
        }

        ArrayRule.CheckCount(value.GetArrayLength(), 1, max, pointer, faults);
        foreach ((SchemaRule rule, (int index, JsonElement item)) in items.Zip(value.EnumerateArray().Index()))
        {
            rule.Check(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), faults);
        }
    }
}
