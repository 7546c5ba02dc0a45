using System.Text.Json.Nodes;

namespace Leeway.Cli.Specs;

/// <summary>The source of a trimmed document.</summary>
/// <param name="Document">The file name of the trimmed document and of its overlay.</param>
/// <param name="Published">The file name of the published document.</param>
/// <param name="Sha256">The SHA-256 hash of the published document, in lower-case hexadecimal digits.</param>
/// <param name="Address">The address where Atlassian publishes the document; null if <c>sources.json</c> has none.</param>
internal sealed record SpecSource(string Document, string Published, string Sha256, string? Address)
{
    /// <exception cref="InputException">A member is missing.</exception>
    public static SpecSource Parse(string document, JsonNode? entry, string sourcesPath)
    {
        JsonObject members = entry as JsonObject ?? [];
        return new SpecSource(document, ReadText("published"), ReadText("sha256"), members["address"].AsString());

        string ReadText(string member) =>
            members[member].AsString() ?? throw new InputException($"'{sourcesPath}' has no string '{member}' for '{document}'. Add it.");
    }
}
