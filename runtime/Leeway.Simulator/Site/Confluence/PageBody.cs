using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Leeway.Simulator.Site.Confluence;

/// <summary>
/// The body of a page, as it was written. In another format, it has its paragraphs and headings, without other formats: the simulator does
/// not convert macros and tables.
/// </summary>
/// <param name="Representation"><c>storage</c> or <c>atlas_doc_format</c>.</param>
/// <param name="Value">The body: XHTML, or a document as JSON in a string.</param>
internal sealed partial record PageBody(string Representation, string Value)
{
    private const string Storage = "storage";
    private const string Document = "atlas_doc_format";

    public static PageBody OfStorage(string value) => new(Storage, value);

    /// <summary>Reads a body that a caller sent; null if it is invalid.</summary>
    public static PageBody? Read(JsonNode? body)
    {
        // The body is one representation, or an object that names it.
        if (body.Member("representation").Text() is not { } representation)
        {
            JsonNode? nested = body.Member(Storage) ?? body.Member(Document);
            return nested is null ? null : Read(nested);
        }

        string? value = body.Member("value").Text();
        return value is null || representation is not (Storage or Document) || (representation == Document && ParseDocument(value) is null)
            ? null
            : new PageBody(representation, value);
    }

    /// <summary>Writes the body in a format; without content if no format is requested.</summary>
    public JsonObject Write(string? format)
    {
        string? value = format switch
        {
            null => null,
            Document => Representation == Document ? Value : AdfText.CreateDocument(ReadText()).ToJsonString(),
            _ => Representation == Document ? WriteStorage() : Value,
        };
        return value is null
            ? []
            : new JsonObject { [format!] = new JsonObject { ["representation"] = format, ["value"] = value } };
    }

    private static JsonNode? ParseDocument(string value)
    {
        try
        {
            JsonNode? document = JsonNode.Parse(value);
            return AdfText.IsDocument(document) ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string WriteStorage()
    {
        StringBuilder storage = new();
        foreach (JsonNode? block in ParseDocument(Value).Member("content") as JsonArray ?? [])
        {
            string tag = block.Member("type").Text() == "heading" ? $"h{block.Member("attrs").Member("level").Id() ?? "1"}" : "p";
            storage.Append($"<{tag}>").Append(WebUtility.HtmlEncode(AdfText.Of(block))).Append($"</{tag}>");
        }

        return storage.ToString();
    }

    private string ReadText() => WebUtility.HtmlDecode(AnyTag().Replace(BlockEnd().Replace(Value, "\n"), ""));

    [GeneratedRegex("</(p|h[1-6]|li|tr|pre|blockquote)>|<br */?>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex AnyTag();
}
