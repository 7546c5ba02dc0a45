using Leeway.Generator.Tests.Driving;
using Leeway.Generator.Tests.Fields;
using Leeway.Generator.Tests.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>A project that raises a diagnostic, and a similar one that does not.</summary>
internal sealed record DiagnosticCase(string Id, Func<Generation> Raising, Func<Generation> Silent)
{
    private const string Usable = """
        { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
          "paths": { "/a": { "get": { "operationId": "get", "responses": { "204": { "description": "" } } } } },
          "components": { "schemas": { "A": { "type": "object" } } } }
        """;

    private static readonly DocumentInput s_document = new("/specs/acme.json", Usable) { Server = "site" };

    private static readonly DocumentInput s_alike = s_document with
    {
        Text = """
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "getitem", "responses": { "204": { "description": "" } } } },
                         "/b": { "get": { "operationId": "getItem", "responses": { "204": { "description": "" } } } } } }
            """,
    };

    private static readonly DocumentInput s_fields = new("/specs/acme.json", SyntheticSite.Small) { IsFields = true };

    private static readonly DocumentInput s_desk = DocumentInput.Committed("jira-service-management");

    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        new("LEE0001", () => Generation.Of(s_document with { Visibility = "protected" }), () => Generation.Of(s_document with { Visibility = "internal" })),
        new(
            "LEE0002",
            () => Generation.Of(s_document with { Namespace = "Acme" }, s_document with { Path = "/specs/other.json", Namespace = "Acme" }),
            () => Generation.Of(s_document with { Namespace = "Acme" }, s_document with { Path = "/specs/other.json", Namespace = "Other" })),
        new("LEE0003", () => Generation.Of(s_desk with { Operations = "getInf" }), () => Generation.Of(s_desk with { Operations = "GETINFO" })),
        new("LEE0004", () => Generation.Of(s_desk with { Tags = "Infos" }), () => Generation.Of(s_desk with { Tags = "Info" })),
        new("LEE0005", () => With(static project => project.RemoveReferences(Runtime(project))), () => Generation.Of(s_document)),
        new(
            "LEE0010",
            static () => Generation.Of(s_alike with { Operations = "GETITEM" }),
            static () => Generation.Of(s_alike with { Operations = "getItem" })),
        new("LEE0011", () => WithLibrary("public"), () => WithLibrary("internal")),
        new(
            "LEE0012",
            static () => Generation.Of(s_document with { Server = null, Text = WithServer("http://acme.example") }),
            static () => Generation.Of(s_document with { Server = null, Text = WithServer("https://acme.example") })),
        new(
            "LEE0013",
            static () => Generation.Of(s_document with { Server = null, Text = WithServer("https://acme.example", "https://files.acme.example") }),
            static () => Generation.Of(s_document with { Server = null, Text = WithServer("https://acme.example", "https://acme.example/files") })),
        new("LEE0014", () => WithPackage(@namespace: null), () => WithPackage("Acme.Own")),
        new("LEE0016", () => Generation.Of(s_fields with { Namespace = "A-B" }), () => Generation.Of(s_fields with { Namespace = "A.B" })),
        new(
            "LEE0017",
            () => Generation.Of(s_fields, s_fields with { Path = "/specs/other.json" }),
            () => Generation.Of(s_fields, s_fields with { Path = "/specs/other.json", Namespace = "Other" })),
        new("LEE0018", () => Generation.Of(LanguageVersion.CSharp13, s_fields), () => Generation.Of(LanguageVersion.CSharp14, s_fields)),
        OfText("LEE1001", Usable[..^1], Usable),
        OfText("LEE1002", Usable.Replace("\"openapi\": \"3.0.1\"", "\"swagger\": \"2.0\"", StringComparison.Ordinal), Usable),
        OfText("LEE1003", Usable + new string(' ', 50 * 1024 * 1024), Usable + new string(' ', 1024 * 1024)),
        OfReference("LEE1004", "#/components/schemas/B"),
        OfReference("LEE1005", "https://example.com/acme.json#/components/schemas/A"),
        OfText("LEE1006", """{ "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "paths": { } }""", Usable),
        OfText(
            "LEE1010",
            Usable.Replace("\"operationId\"", "\"x-leeway-repeat\": \"sometimes\", \"operationId\"", StringComparison.Ordinal),
            Usable.Replace("\"operationId\"", "\"x-leeway-repeat\": \"never\", \"operationId\"", StringComparison.Ordinal)),
        OfText(
            "LEE1011",
            Usable.Replace("\"type\": \"object\"", "\"type\": \"object\", \"x-leeway-type\": \"markdown\"", StringComparison.Ordinal),
            Usable.Replace("\"type\": \"object\"", "\"type\": \"object\", \"x-leeway-type\": \"adf\"", StringComparison.Ordinal)),
        OfText(
            "LEE1012",
            Usable.Replace("\"operationId\"", "\"x-leeway-name\": \"get-item\", \"operationId\"", StringComparison.Ordinal),
            Usable.Replace("\"operationId\"", "\"x-leeway-name\": \"GetItem\", \"operationId\"", StringComparison.Ordinal)),
        OfText("LEE1013", WithNamedSchema("Task"), WithNamedSchema("Item")),
        OfText("LEE1014", WithTask("\"id\": \"id\""), WithTask("\"id\": \"id\", \"status\": \"state\"")),
        OfText("LEE2001", Usable.Replace("\"/a\"", "\"/a?b=c\"", StringComparison.Ordinal), Usable),
        OfText("LEE2002", WithTask("\"id\": \"id\", \"status\": \"status\""), WithTask("\"id\": \"id\", \"status\": \"state\"")),
        OfFields("LEE5001", "\"name\": \"Effort\", ", ""),
        OfFields("LEE5002", "\"version\": 1", "\"version\": 2"),
        OfFields("LEE5003", "customfield_2", "customfield_1"),
        OfFields("LEE5004", "\"name\": \"Effort\"", "\"name\": \"Effort\", \"colour\": 1"),
    ];

    private static DiagnosticCase OfFields(string id, string valid, string invalid) => new(
        id,
        () => Generation.Of(s_fields with { Text = SyntheticSite.Small.Replace(valid, invalid, StringComparison.Ordinal) }),
        () => Generation.Of(s_fields));

    private static string WithNamedSchema(string name) =>
        Usable.Replace("\"type\": \"object\"", $$""" "type": "object", "x-leeway-name": "{{name}}", "properties": { "id": { "type": "string" } }""", StringComparison.Ordinal);

    private static DiagnosticCase OfText(string id, string raising, string silent) =>
        new(id, () => Generation.Of(s_document with { Text = raising }), () => Generation.Of(s_document with { Text = silent }));

    /// <summary>Returns a document with a server, and with a second operation that may have another server.</summary>
    private static string WithServer(string server, string? other = null) => Usable.Replace(
        "\"paths\": {",
        $$"""
        "servers": [{ "url": "{{server}}" }],
        "paths": { "/b": { "servers": [{ "url": "{{other ?? server}}" }], "get": { "operationId": "getB", "responses": { "204": { "description": "" } } } },
        """,
        StringComparison.Ordinal);

    /// <summary>Returns a document with an operation that reads tasks.</summary>
    private static string WithTask(string members) => Usable.Replace(
        "\"paths\": {",
        $$"""
        "paths": { "/task": { "get": { "operationId": "getTask", "x-leeway-task": { {{members}} },
          "parameters": [{ "name": "id", "in": "query", "required": true, "schema": { "type": "string" } }],
          "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object", "properties": { "state": { "type": "string" } } } } } } } } },
        """,
        StringComparison.Ordinal);

    private static DiagnosticCase OfReference(string id, string reference) => OfText(id, Referring(reference), Referring("#/components/schemas/A"));

    private static string Referring(string reference) => Usable.Replace(
        "\"204\": { \"description\": \"\" }",
        $$$"""
            "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "{{{reference}}}" } } } }
            """,
        StringComparison.Ordinal);

    private static Generation With(Func<CSharpCompilation, CSharpCompilation> adjust) => Generation.Of(LanguageVersion.Latest, adjust, s_document);

    /// <summary>Creates a project that references a library with the same API.</summary>
    private static Generation WithLibrary(string visibility)
    {
        using var image = new MemoryStream();
        CSharpCompilation library = Generation.Of(s_document with { Visibility = visibility }).Output.WithAssemblyName("Library");
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return With(project => project.AddReferences(MetadataReference.CreateFromImage(image.ToArray())));
    }

    /// <summary>Creates a project that references the ready-made clients of its API.</summary>
    private static Generation WithPackage(string? @namespace)
    {
        MetadataReference package = PackagedClients.Of(s_document, "Leeway.Acme.AcmeClient");
        return Generation.Of(LanguageVersion.Latest, project => project.AddReferences(package), s_document with { Namespace = @namespace });
    }

    private static MetadataReference[] Runtime(CSharpCompilation project) =>
        [.. project.References.Where(static r => Path.GetFileName(r.Display) == "Leeway.dll")];
}
