using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.RichText.Schema;

/// <summary>A rule for a JSON value, with the meaning of a schema of JSON Schema draft 4.</summary>
public abstract class SchemaRule
{
    /// <summary>Adds what breaks the rule to <paramref name="faults"/>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="pointer">The JSON pointer of the value.</param>
    /// <param name="faults">The faults that were found so far.</param>
    internal abstract void Check(JsonElement value, string pointer, List<SchemaFault> faults);

    /// <summary>Writes the rule as a schema, for a comparison with Atlassian's.</summary>
    internal abstract JsonObject ToSchema();

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

    /// <summary>Returns a string. One with half of a surrogate pair, which .NET does not read, becomes one that no pattern and no choice accepts.</summary>
    private protected static string ReadText(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
