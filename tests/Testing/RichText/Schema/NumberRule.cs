using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>A number, whole or not, between bounds that are allowed themselves.</summary>
public sealed class NumberRule(double min, double max) : SchemaRule
{
    internal bool Accepts(double number) => double.IsFinite(number) && number >= min && number <= max;

    internal override JsonObject ToSchema() => min == max
        ? new() { ["enum"] = new JsonArray(min) }
        : new() { ["type"] = "number", ["minimum"] = double.IsFinite(min) ? min : null, ["maximum"] = double.IsFinite(max) ? max : null };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (IsOf(JsonValueKind.Number, value, pointer, faults) && !Accepts(value.GetDouble()))
        {
            faults.Add(new(pointer, string.Create(CultureInfo.InvariantCulture, $"{value} is not a number from {min} to {max}")));
        }
    }
}
