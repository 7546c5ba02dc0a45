using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Leeway.Json;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.RichText;

/// <summary>Checks rich text at places where the committed documents have none, and values of the extension that have no effect.</summary>
public class OddRichTextTests
{
    private const string Note = """{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}""";

    private const string Document = """
        {
          "openapi": "3.0.1",
          "info": {"title": "Notes", "version": "1"},
          "paths": {
            "/notes": {
              "put": {"operationId": "setNote", "tags": ["Notes"],
                "parameters": [{"name": "filter", "in": "query", "schema": {"x-leeway-type": "adf"}}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}},
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}}}},
              "post": {"operationId": "addEntry", "tags": ["Notes"],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Entry"}}}},
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Everything"}}}}}}
            }
          },
          "components": {"schemas": {
            "Note": {"type": "object", "description": "Has members of its own.", "properties": {"type": {"type": "string"}}, "x-leeway-type": "adf"},
            "Everything": {"type": "object", "properties": {
              "reference": {"$ref": "#/components/schemas/Note"},
              "composed": {"x-leeway-type": "adf", "allOf": [{"$ref": "#/components/schemas/Entry"}, {"type": "object", "properties": {"more": {"type": "string"}}}]},
              "list": {"type": "array", "items": {"x-leeway-type": "adf"}},
              "map": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Note"}},
              "nullable": {"type": "object", "additionalProperties": {"nullable": true, "x-leeway-type": "adf"}},
              "choice": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Note"}]},
              "two": {"oneOf": [{"$ref": "#/components/schemas/Entry"}, {"$ref": "#/components/schemas/Document"}, {"$ref": "#/components/schemas/Note"}]},
              "text": {"type": "string", "x-leeway-type": "adf"},
              "textDocument": {"type": "string"},
              "inline": {"type": "object", "properties": {"kind": {"type": "string"}, "body": {"type": "string"}}},
              "inlineToo": {"type": "object", "properties": {"kind": {"type": "string"}, "body": {"type": "string", "x-leeway-type": "adf-if:kind=a=b"}}},
              "date": {"type": "string", "format": "date", "x-leeway-type": "adf"},
              "cleared": {"type": "string", "x-leeway-null": "clears", "x-leeway-type": "adf"}}},
            "Document": {"type": "object", "properties": {
              "document": {"type": "string", "x-leeway-type": "adf-if:format=\"adf\""}, "format": {"type": "string"}}},
            "Entry": {"type": "object", "required": ["format", "text"], "properties": {
              "format": {"type": "string", "enum": ["adf", "text"]}, "text": {"type": "string", "x-leeway-type": "adf-if:format=adf"},
              "other": {"type": "string", "x-leeway-type": "adf-if:format=adf"}, "lost": {"type": "string", "x-leeway-type": "adf-if:nothing=adf"}}}
          }}
        }
        """;

    private const string Program = """"
        using System.Threading.Tasks;
        using Leeway.Json;
        using Leeway.Notes;
        using Leeway.RichText;

        internal static class Program
        {
            private static readonly AdfDocument s_note = AdfDocument.Parse("""{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Hi"}]}]}""");

            public static Task SetNote(INotesClient notes) => notes.Notes.SetNoteAsync(s_note, "x");

            public static Task AddEntry(INotesClient notes) => notes.Notes.AddEntryAsync(s_note);

            public static string WriteBack(string json) => RawJson.From(RawJson.Parse(json).As<Everything>()).ToString();

            public static string Assign() => RawJson.From(new Everything
            {
                Reference = s_note,
                Composed = s_note,
                List = [s_note],
                Choice = s_note,
                Two = s_note,
                TextDocumentValue = s_note,
                InlineToo = s_note,
                ClearedDocument = null,
            }).ToString();

            public static string ReadAll(string json)
            {
                Everything read = RawJson.Parse(json).As<Everything>()!;
                return string.Join(",", [
                    read.Reference is not null, read.Composed is not null, read.List?.Count == 2, read.Map?["a"] is not null, read.Nullable?["a"] is null,
                    read.Choice?.AsRichText() is not null, read.Choice?.AsString() is null, read.Two?.AsRichText() is not null, read.TextDocumentValue is not null,
                    read.Inline?.Document is not null, read.InlineToo?.Document is null, read.ClearedDocument is not null]);
            }
        }
        """";

    private static readonly Lazy<LoadedProgram> s_program = new(static () =>
        LoadedProgram.Of(Program, new DocumentInput("/documents/notes.json", Document) { Namespace = "Leeway.Notes", Server = "site" }));

    private static readonly string s_all =
        """{"reference":NOTE,"composed":NOTE,"list":[NOTE,NOTE],"map":{"a":NOTE},"nullable":{"a":null,"b":NOTE},"choice":NOTE,"two":NOTE,"text":TEXT,"inline":{"kind":"a=b","body":TEXT},"inlineToo":{"kind":"a","body":TEXT},"cleared":TEXT}"""
            .Replace("NOTE", Note, StringComparison.Ordinal)
            .Replace("TEXT", RawJson.From<string, Generated.StringCodec>(Note).ToString(), StringComparison.Ordinal);

    [Fact]
    public void RichTextShouldBeReadAtEveryPlace() =>
        Assert.DoesNotContain("False", s_program.Value.Run<string>("ReadAll", s_all), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"reference":"text","composed":1,"list":["text",null,[]],"map":{"a":1},"nullable":{"a":1},"choice":"text","two":[],"text":"text","inline":{"kind":1,"body":{}},"cleared":null}""")]
    [InlineData("""{"list":{},"map":[],"text":{"version":1}}""")]
    public void OtherJsonShouldBeWrittenBackWithoutLoss(string json)
    {
        Assert.Equal(RawJson.Parse(json), RawJson.Parse(s_program.Value.Run<string>("WriteBack", json)));
        Assert.Equal(RawJson.Parse(s_all), RawJson.Parse(s_program.Value.Run<string>("WriteBack", s_all)));
    }

    [Fact]
    public void RichTextShouldBeAssignableAtEveryPlace()
    {
        string text = RawJson.From<string, Generated.StringCodec>(Note).ToString();
        Assert.Equal(
            RawJson.Parse("""{"reference":NOTE,"composed":NOTE,"list":[NOTE],"choice":NOTE,"two":NOTE,"text":TEXT,"inlineToo":{"kind":"a=b","body":TEXT},"cleared":null}"""
                .Replace("NOTE", Note, StringComparison.Ordinal).Replace("TEXT", text, StringComparison.Ordinal)),
            NormalizeTexts(RawJson.Parse(s_program.Value.Run<string>("Assign"))));
    }

    [Fact]
    public async Task RichTextShouldBeAWholeBody()
    {
        string request = await s_program.Value.SendAsync("SetNote", Note);
        Assert.StartsWith("PUT /notes?filter=x\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\n\n" + Note, request, StringComparison.Ordinal);
        request = await s_program.Value.SendAsync("AddEntry");
        Assert.Contains("\"format\":\"adf\"", request, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesShouldNotClash()
    {
        INamedTypeSymbol Type(string name) => s_program.Value.Generation.Output.GetTypeByMetadataName("Leeway.Notes." + name)!;
        static string[] Documents(INamedTypeSymbol type) =>
            [.. type.GetMembers().OfType<IPropertySymbol>().Where(static p => p.Type.Name == "AdfDocument").Select(static p => p.Name)];

        Assert.Equal(["Reference", "Composed", "TextDocumentValue", "ClearedDocument"], Documents(Type("Everything")));
        Assert.Equal(["DocumentValueValue"], Documents(Type("Document")));
        Assert.Equal(["Document", "DocumentValue"], Documents(Type("Entry")));
    }

    [Theory]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": \"adf-if:kind\"")]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": \"adf-if:=a\"")]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": \"adf-if:kind=\"")]
    [InlineData("\"type\": \"object\", \"x-leeway-type\": \"adf-if:kind=a\"")]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": \"ADF\"")]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": \"jql\"")]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": 1")]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": null")]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": {}")]
    public void InvalidValueShouldBeReportedAndIgnored(string schema)
    {
        const string Valid = "\"type\": \"string\", \"x-leeway-null\": \"clears\", \"x-leeway-type\": \"adf\"";
        ClientShape Shape(string text, int diagnostics)
        {
            Generation generation = Generation.Of(new DocumentInput("/documents/notes.json", Document.Replace(Valid, text, StringComparison.Ordinal)) { Server = "site" });
            Assert.Equal(Enumerable.Repeat("LEE1011", diagnostics), generation.Diagnostics.Select(static d => d.Id));
            return generation.Client;
        }

        string withoutExtension = schema[..schema.IndexOf(", \"x-", StringComparison.Ordinal)];
        Assert.Equal(Shape(withoutExtension, 0), Shape(schema, 1));
    }

    [Theory]
    [InlineData("header", "\"jql\"", 1)]
    [InlineData("path", "\"jql\"", 1)]
    [InlineData("query", "\"adf\"", 1)]
    [InlineData("query", "\"JQL\"", 1)]
    [InlineData("query", "true", 1)]
    [InlineData("query", "\"cql\"", 0)]
    public void InvalidValueInAParameterShouldBeReportedAndIgnored(string location, string value, int diagnostics)
    {
        const string Parameter = "{\"name\": \"filter\", \"in\": \"query\", ";
        string text = Document.Replace(Parameter, $"{{\"name\": \"filter\", \"in\": \"{location}\", \"x-leeway-type\": {value}, ", StringComparison.Ordinal);
        Generation generation = Generation.Of(new DocumentInput("/documents/notes.json", location == "path" ? text.Replace("\"/notes\"", "\"/notes/{filter}\"", StringComparison.Ordinal) : text) { Server = "site" });
        Assert.Equal(Enumerable.Repeat("LEE1011", diagnostics), generation.Diagnostics.Select(static d => d.Id));
        OperationShape operation = generation.Client.Interfaces.Single().Operations.Single(static o => o.Id == "setNote");
        Assert.Equal(diagnostics == 0, operation.WithTypedQueries() is not null);
    }

    /// <summary>Replaces the texts of rich text by one form, because a document need not be written with the members in the order of the sample.</summary>
    private static RawJson NormalizeTexts(RawJson json)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json.ToString())!.AsObject();
        Assert.Equal(RawJson.Parse(Note), RawJson.Parse((string)node["text"]!));
        Assert.Equal(RawJson.Parse(Note), RawJson.Parse((string)node["inlineToo"]!["body"]!));
        node["text"] = Note;
        node["inlineToo"]!["body"] = Note;
        return node;
    }
}
