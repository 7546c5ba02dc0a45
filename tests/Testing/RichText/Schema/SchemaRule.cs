using System.Text.Json;

namespace Leeway.RichText.Schema;

/// <summary>A rule for a JSON value, with the meaning of a schema of JSON Schema draft 4.</summary>
public abstract class SchemaRule
{
    /// <summary>Adds what breaks the rule to <paramref name="faults"/>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pointer">The JSON pointer of the value.</param>
    /// <param name="faults">The faults that were found so far.</param>
    internal abstract void Check(JsonElement value, string pointer, List<SchemaFault> faults);

    /// <summary>The rules that the rule refers to.</summary>
    internal virtual IEnumerable<SchemaRule> Parts => [];

    /// <summary>Adds a fault unless the value is of <paramref name="kind"/>, and returns whether it is.</summary>
    private protected static bool IsOf(JsonValueKind kind, JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        faults.Add(new(pointer, $"is of kind {value.ValueKind}, not {kind}"));
        return false;
    }
}
