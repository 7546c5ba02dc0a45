using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Leeway.RichText.Schema;

/// <summary>A string.</summary>
/// <param name="minLength">The smallest number of characters: 0 or 1.</param>
/// <param name="pattern">What the string must match, in the syntax of JavaScript.</param>
public sealed class TextRule(int minLength, string? pattern) : SchemaRule
{
    /// <summary>In .NET, a dollar sign also matches before a line feed at the end.</summary>
    private readonly Regex? _pattern = pattern is null ? null : new(pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.CultureInvariant);

    internal bool Accepts(string text) => text.Length >= minLength && _pattern?.IsMatch(text) != false;

    internal override JsonObject ToSchema() => new() { ["type"] = "string", ["minLength"] = minLength, ["pattern"] = pattern };

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (IsOf(JsonValueKind.String, value, pointer, faults) && !Accepts(ReadText(value)))
        {
            faults.Add(new(pointer, pattern is null ? "is empty" : $"{value.GetRawText()} does not match {pattern}"));
        }
    }
}
