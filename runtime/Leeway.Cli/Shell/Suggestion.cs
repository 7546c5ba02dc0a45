using Leeway.Generator.Shaping;

namespace Leeway.Cli;

/// <summary>What a misspelled name was meant to be.</summary>
internal static class Suggestion
{
    /// <summary>A sentence to append, which is empty where no known name is near.</summary>
    public static string For(string name, IEnumerable<string> known) => Spelling.Nearest(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
