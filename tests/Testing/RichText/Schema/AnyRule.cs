using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>Any JSON value.</summary>
public sealed class AnyRule : SchemaRule
{
    internal override JsonObject ToSchema() => [];

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
    }
}
