using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>A value that a caller sent for a field: what to store, or why it is rejected.</summary>
/// <param name="Value">The value to store; null to clear the field.</param>
/// <param name="Error">Why the value is rejected; null if it is accepted.</param>
internal readonly record struct FieldInput(JsonNode? Value, string? Error)
{
    public static FieldInput Cleared => default;

    public static FieldInput Accept(JsonNode value) => new(value, null);

    public static FieldInput Reject(string error) => new(null, error);
}
