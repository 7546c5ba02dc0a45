using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>What follows each of some rules: a definition, and what narrows it.</summary>
public sealed class AllOfRule(SchemaRule general, ObjectRule narrower) : SchemaRule
{
    internal SchemaRule General => general;

    internal ObjectRule Narrower => narrower;

    internal override IEnumerable<SchemaRule> Parts => [general, narrower];

    internal override JsonObject ToSchema() => new() { ["allOf"] = new JsonArray(general.ToSchema(), narrower.ToSchema()) };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        int before = faults.Count;
        general.Check(value, pointer, faults);
        if (faults.Count == before)
        {
            narrower.Check(value, pointer, faults);
        }
    }
}
