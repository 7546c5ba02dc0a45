using System.Text.Json;

namespace Leeway.Generator.Tests.Examples;

/// <summary>An example of a successful response in a published document.</summary>
/// <param name="Document">The published file's name.</param>
/// <param name="Operation">The method and the path, as in the document.</param>
/// <param name="HasSchema">Whether the published document has a schema for the response.</param>
/// <param name="Text">The JSON of the example. If the example is a string in the document, it is the content of the string.</param>
internal sealed record PublishedExample(string Document, string Operation, string OperationId, string Status, bool HasSchema, string Text)
{
    /// <summary>Returns all examples of successful responses with a JSON body.</summary>
    public static IEnumerable<PublishedExample> Of(string document)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Repository.RequirePublished(document)));
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
