using System.Text.Json;

namespace Leeway.Generator.Tests.Examples;

/// <summary>An example of a successful answer in a published document.</summary>
/// <param name="Document">The published file's name.</param>
/// <param name="Operation">Method and path, as the document writes them.</param>
/// <param name="HasSchema">Whether the published document tells a schema beside the example.</param>
/// <param name="Text">The example's JSON; examples that stand in the document as a string are that string.</param>
internal sealed record PublishedExample(string Document, string Operation, string OperationId, string Status, bool HasSchema, string Text)
{
    /// <summary>All examples of successful answers with a JSON body.</summary>
    public static IEnumerable<PublishedExample> Of(string document)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.PublishedSpecs, document + ".json")));
        foreach (JsonProperty path in json.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty method in path.Value.EnumerateObject().Where(static m => m.Value.ValueKind == JsonValueKind.Object && m.Value.TryGetProperty("responses", out _)))
            {
                string id = method.Value.TryGetProperty("operationId", out JsonElement name) ? name.GetString()! : "";
                foreach (JsonProperty response in method.Value.GetProperty("responses").EnumerateObject().Where(static r => r.Name.StartsWith('2')))
                {
                    if (!response.Value.TryGetProperty("content", out JsonElement contents))
                    {
                        continue;
                    }

                    foreach (JsonProperty content in contents.EnumerateObject().Where(static c => c.Name.Contains("json", StringComparison.Ordinal)))
                    {
                        if (content.Value.TryGetProperty("example", out JsonElement example))
                        {
                            bool hasSchema = content.Value.TryGetProperty("schema", out _);
                            string text = example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
                            yield return new PublishedExample(document, method.Name.ToUpperInvariant() + " " + path.Name, id, response.Name, hasSchema, text);
                        }
                    }
                }
            }
        }
    }
}
