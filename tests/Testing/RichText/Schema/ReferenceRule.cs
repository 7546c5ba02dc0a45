using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>The rule with a name.</summary>
public sealed class ReferenceRule(string name) : SchemaRule
{
    internal string Name => name;

    internal SchemaRule Target => AdfSchema.Definitions[name];

    internal override IEnumerable<SchemaRule> Parts => [Target];

    internal override JsonObject ToSchema() => new() { ["$ref"] = $"#/definitions/{name}" };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults) => Target.Check(value, pointer, faults);
}
