using System.Text.Json;

namespace Leeway.RichText.Schema;

/// <summary>Any JSON value.</summary>
public sealed class AnyRule : SchemaRule
{
    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
    }
}
