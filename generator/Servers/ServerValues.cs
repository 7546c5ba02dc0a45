using System;
using System.Linq;

namespace Leeway.Generator.Servers;

/// <summary>The values of the variables of a server.</summary>
/// <param name="given">The values that the project sets.</param>
/// <param name="declared">The variables that the document declares.</param>
internal sealed class ServerValues(EquatableArray<ServerVariable> given, EquatableArray<ServerVariableFacts> declared)
{
    /// <summary>Defaults that documents use because OpenAPI requires one.</summary>
    private static readonly string[] s_placeholders = ["", "none", "no-default"];

    /// <summary>Returns the value that the project sets, or null.</summary>
    public string? FindGiven(string name) => given.FirstOrDefault(v => v.Name == name)?.Value;

    /// <summary>Returns the value that the project sets, or the document's default if it is an actual value; otherwise null.</summary>
    public string? Find(string name) => FindGiven(name) ?? FindDefault(name);

    private string? FindDefault(string name)
    {
        if (declared.FirstOrDefault(v => v.Name == name) is not { Default: { } value } variable)
        {
            return null;
        }

        bool isValue = variable.Values.IsEmpty
            ? !s_placeholders.Contains(value, StringComparer.OrdinalIgnoreCase)
                && !value.Equals(name, StringComparison.OrdinalIgnoreCase)
                && !value.StartsWith("your", StringComparison.OrdinalIgnoreCase)
            : variable.Values.Contains(value);
        return isValue ? value : null;
    }
}
