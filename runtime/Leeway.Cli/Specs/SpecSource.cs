using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>Where a trimmed document comes from.</summary>
/// <param name="Document">The trimmed document's file name, and its overlay's.</param>
/// <param name="Published">The file name of the published document.</param>
/// <param name="Sha256">Of the published document, in lower-case hexadecimal digits.</param>
/// <param name="Address">Where Atlassian publishes the document; null where that is not stated.</param>
internal sealed record SpecSource(string Document, string Published, string Sha256, string? Address)
{
    /// <exception cref="InputException">A member is missing.</exception>
    public static SpecSource Parse(JProperty entry, string sourcesPath)
    {
        return new SpecSource(entry.Name, Text("published"), Text("sha256"), ((entry.Value as JObject)?["address"] as JValue)?.Value as string);

        string Text(string member)
        {
            return (entry.Value as JObject)?[member] is JValue { Value: string text }
                ? text
                : throw new InputException($"'{sourcesPath}' does not state '{member}' of '{entry.Name}'.");
        }
    }
}
