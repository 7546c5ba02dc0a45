using System.Text.Json;
using Xunit;

namespace Leeway.RichText.Schema;

/// <summary>Finds what a document of the Atlassian Document Format breaks of <see cref="AdfSchema"/>.</summary>
public static class AdfValidator
{
    /// <summary>Returns the faults, none of which a valid document has.</summary>
    /// <param name="value">A document, or another value that a definition describes.</param>
    /// <param name="definition">The name of the definition.</param>
    public static IReadOnlyList<SchemaFault> Validate(JsonElement value, string definition = "doc_node")
    {
        List<SchemaFault> faults = [];
        AdfSchema.Definitions[definition].Check(value, "", faults);
        return faults;
    }

    /// <inheritdoc cref="Validate(JsonElement, string)"/>
    public static IReadOnlyList<SchemaFault> Validate(string json, string definition = "doc_node")
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        return Validate(document.RootElement, definition);
    }

    /// <summary>Fails the test if the document is not valid.</summary>
    public static void AssertValid(string json)
    {
        if (Validate(json) is { Count: > 0 } faults)
        {
            Assert.Fail($"The document is not valid:\n{string.Join('\n', faults)}\nin {json}");
        }
    }
}
