using Leeway.Generator.Shaping;

namespace Leeway.Cli;

/// <summary>Suggests the name that a misspelled name was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>Returns a sentence to append to a message; empty if no known name is similar.</summary>
    public static string For(string name, IEnumerable<string> known) => Spelling.FindNearest(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
