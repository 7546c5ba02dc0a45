using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>What follows at least one of some rules.</summary>
public sealed class AnyOfRule(params IReadOnlyList<SchemaRule> choices) : SchemaRule
{
    internal override IEnumerable<SchemaRule> Parts => choices;

    internal override JsonObject ToSchema() => new() { ["anyOf"] = new JsonArray([.. choices.Select(static c => c.ToSchema())]) };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        List<SchemaFault>? fewest = null;
        bool isTypeAllowed = false;
        foreach (SchemaRule choice in choices)
        {
            List<SchemaFault> found = [];
            choice.Check(value, pointer, found);
            if (found.Count == 0)
            {
                return;
            }

            // The faults that help are those of the rules for the type that the value has.
            bool isOfType = found[0].Path != pointer + "/type";
            if (fewest is null || (isOfType && !isTypeAllowed) || (isOfType == isTypeAllowed && found.Count < fewest.Count))
            {
                fewest = found;
                isTypeAllowed = isOfType;
            }
        }

        if (isTypeAllowed)
        {
            faults.AddRange(fewest!);
        }
        else
        {
            faults.Add(new(pointer + "/type", $"type {value.GetProperty("type").GetRawText()} is not allowed here"));
        }
    }
}
