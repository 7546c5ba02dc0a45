using System.Text.Json;
using System.Text.RegularExpressions;

namespace Leeway.RichText.Schema;

/// <summary>A string.</summary>
/// <param name="minLength">The smallest number of characters: 0 or 1.</param>
/// <param name="pattern">What the string must match, in the common part of the syntaxes of .NET and JavaScript.</param>
public sealed class TextRule(int minLength, Regex? pattern) : SchemaRule
{
    internal bool Accepts(string text) => text.Length >= minLength && pattern?.IsMatch(text) != false;

    internal override void Check(JsonElement value, string pointer, List<SchemaFault> faults)
    {
        if (IsOf(JsonValueKind.String, value, pointer, faults) && !Accepts(value.GetString()!))
        {
            faults.Add(new(pointer, pattern is null ? "is empty" : $"{value.GetRawText()} does not match {pattern}"));
        }
    }
}
