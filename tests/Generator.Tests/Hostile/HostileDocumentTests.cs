using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.Tests.Hostile;

/// <summary>Checks that text from an untrusted document is reported or generated as data, never as code.</summary>
public class HostileDocumentTests
{
    /// <summary>The name that a successful injection would declare.</summary>
    private const string Marker = "Pwned";

    private static readonly string[] s_texts =
    [
        "\"",
        "'",
        "\\",
        "\n",
        "\r\n",
        "\u2028",
        "\0",
        "\t",
        "*/ class Pwned { } /*",
        "\"; class Pwned { } //",
        "\"\"\" class Pwned { } \"\"\"",
        "</summary> class Pwned { }",
        "\n/// </summary>\nclass Pwned { }",
        "\n}\nclass Pwned { }\nnamespace X {",
        "\u2028class Pwned { }",
        "\u0085class Pwned { }",
        "#endif\nclass Pwned { }",
        "{0}",
        "{{brace}}",
        "$\"{new Pwned()}\"",
        "\")] class Pwned { } [System.Obsolete(\"",
        "class",
        "int",
        "value",
        "await",
        "record",
        "__arglist",
        "\u202Eesrever",
        "\u200B\u200F",
        "\uD800",
        "\uDC00x",
        "]]>",
        "&lt;&amp;<![CDATA[",
        "",
        " ",
        "Task",
        "String",
        "Object",
        "System",
        "Leeway",
        "global",
        "ToString",
        "GetHashCode",
        "Equals",
        "UnknownMembers",
        "Page",
        "T",
        "Json",
        "Dispose",
        "Main",
        "caller",
        "cancellationToken",
        "request",
        "body",
        "reader",
        "writer",
        "member",
        "日本語",
        "ﬁ",
        "ı",
        "1",
        "-1",
        "+",
        "a-b",
        "a_b",
        "a b",
        "A B",
        new string('x', 10_000),
        new string('"', 10_000),
    ];

    /// <summary>Documents are compiled together, each in its own namespace, because starting a compilation takes most of the time.</summary>
    private const int DocumentsPerCompilation = 8;

    public static TheoryData<string> Texts => [.. s_texts.Chunk(DocumentsPerCompilation).Select(static texts => JsonSerializer.Serialize(texts))];

    [Theory]
    [MemberData(nameof(Texts))]
    public void TextShouldNotBecomeCode(string texts)
    {
        using JsonDocument list = JsonDocument.Parse(texts);
        DocumentInput[] documents = [.. list.RootElement.EnumerateArray().Select(static (text, index) => new DocumentInput(
            $"/specs/hostile{index}.json",
            Everywhere(text.GetRawText()).ToJsonString().Replace("\"<TEXT>", "\"", StringComparison.Ordinal))
        {
            Name = "Acme",
            Server = "site",
            Namespace = "Space" + index.ToString(CultureInfo.InvariantCulture),
        })];
        Generation generation = Generation.Of(documents);
        AssertHarmless(generation);
        Assert.All(documents, document => Assert.Contains(document.Namespace + ".AcmeClient.g.cs", generation.Sources.Keys));
    }

    [Fact]
    public void AllTextsTogetherShouldNotBecomeCode()
    {
        var document = new JsonObject { ["openapi"] = "3.0.1", ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" } };
        var properties = new JsonObject();
        var schemas = new JsonObject();
        var values = new JsonArray();
        foreach (string text in s_texts)
        {
            properties[text] = new JsonObject { ["type"] = "string", ["description"] = text };
            values.Add(text);
            schemas[text] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [text] = new JsonObject { ["type"] = "integer" } } };
        }

        schemas["All"] = new JsonObject { ["type"] = "object", ["properties"] = properties };
        schemas["Values"] = new JsonObject { ["type"] = "string", ["enum"] = values };
        document["paths"] = new JsonObject { ["/all"] = new JsonObject { ["get"] = Operation("getAll", "All", properties) } };
        var paths = (JsonObject)document["paths"]!;
        foreach (KeyValuePair<string, JsonNode?> schema in schemas)
        {
            paths["/of/" + paths.Count.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["get"] = Operation("get", schema.Key, []) };
        }

        document["components"] = new JsonObject { ["schemas"] = schemas };
        Generation generation = Generation.Of(new DocumentInput("/specs/hostile.json", document.ToJsonString()) { Name = "Acme", Server = "site" });
        AssertHarmless(generation);
        Assert.Contains("Leeway.Acme.AcmeClient.g.cs", generation.Sources.Keys);

        static JsonObject Operation(string id, string schema, JsonObject queries)
        {
            var parameters = new JsonArray();
            foreach (KeyValuePair<string, JsonNode?> query in queries)
            {
                parameters.Add(new JsonObject { ["name"] = query.Key, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } });
            }

            return new JsonObject
            {
                ["operationId"] = id,
                ["parameters"] = parameters,
                ["responses"] = new JsonObject { ["200"] = Answer(new JsonObject { ["$ref"] = "#/components/schemas/" + schema.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) }) },
            };
        }
    }

    [Fact]
    public void NamesThatDifferOnlyInCaseShouldStayDistinct()
    {
        const string document = """
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "get", "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/fields" } } } } } } } },
              "components": { "schemas": {
                "fields": { "type": "object", "properties": { "issueType": { "type": "string" }, "issuetype": { "type": "string" }, "IssueType": { "type": "string" }, "next": { "$ref": "#/components/schemas/Fields" } } },
                "Fields": { "type": "object", "properties": { "FIELDS": { "$ref": "#/components/schemas/FIELDS" } } },
                "FIELDS": { "type": "object", "properties": { "a": { "type": "string" } } } } } }
            """;
        Generation generation = Generation.Of(new DocumentInput("/specs/case.json", document) { Server = "site" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void CyclesOfReferencesShouldEnd()
    {
        const string document = """
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "get", "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } } } } } },
              "components": { "schemas": {
                "A": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A" }, "b": { "$ref": "#/components/schemas/B" }, "list": { "$ref": "#/components/schemas/List" }, "self": { "$ref": "#/components/schemas/Self" }, "any": { "$ref": "#/components/schemas/Any" }, "map": { "$ref": "#/components/schemas/Map" } } },
                "B": { "allOf": [ { "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" } ] },
                "List": { "type": "array", "items": { "$ref": "#/components/schemas/List" } },
                "Map": { "type": "object", "additionalProperties": { "$ref": "#/components/schemas/Map" } },
                "Self": { "allOf": [ { "$ref": "#/components/schemas/Self" } ] },
                "Any": { "oneOf": [ { "$ref": "#/components/schemas/Any" }, { "$ref": "#/components/schemas/A" } ] } } } }
            """;
        Generation generation = Generation.Of(new DocumentInput("/specs/cycle.json", document) { Server = "site" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("", "LEE1001", 1)]
    [InlineData("   \n", "LEE1001", 2)]
    [InlineData("{", "LEE1001", 1)]
    [InlineData("{\n  \"openapi\": \"3.0.1\",\n  \"paths\": {\n", "LEE1001", 4)]
    [InlineData("{\n  \"openapi\": \"3.0.1\",\n  \"paths\": nonsense }", "LEE1001", 3)]
    [InlineData("[1, 2]", "LEE1001", 1)]
    [InlineData("null", "LEE1001", 1)]
    [InlineData("openapi: 3.0.1\ninfo:\n  title: t\n", "LEE1001", 1)]
    [InlineData("<html><body>404</body></html>", "LEE1001", 1)]
    [InlineData("{}", "LEE1002", 1)]
    [InlineData("{ \"swagger\": \"1.2\" }", "LEE1002", 1)]
    [InlineData("{ \"openapi\": \"3.0.1\", \"info\": { \"title\": \"t\", \"version\": \"1\" }, \"paths\": {} }", "LEE1006", 1)]
    public void InvalidTextShouldBeReportedAtItsLine(string text, string id, int line)
    {
        Generation generation = Generation.Of(new DocumentInput("/specs/broken.json", text));
        Diagnostic diagnostic = generation.Diagnostics[0];
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal("/specs/broken.json", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(line, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.All(generation.Diagnostics, static d => Assert.StartsWith("LEE", d.Id, StringComparison.Ordinal));
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void DocumentNestedTenThousandDeepShouldBeReported()
    {
        string text = string.Concat(Enumerable.Repeat("{\"properties\":", 10_000)) + "{}" + new string('}', 10_000);
        Diagnostic diagnostic = Assert.Single(Generation.Of(new DocumentInput("/specs/deep.json", text)).Diagnostics);
        Assert.Equal("LEE1001", diagnostic.Id);
        Assert.Contains("depth", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void DocumentOfFiftyMegabytesShouldBeReported()
    {
        string text = "{ \"openapi\": \"3.0.1\", \"x\": \"" + new string('x', 50 * 1024 * 1024) + "\" }";
        Diagnostic diagnostic = Assert.Single(Generation.Of(new DocumentInput("/specs/large.json", text)).Diagnostics);
        Assert.Equal("LEE1003", diagnostic.Id);
    }

    [Theory]
    [InlineData("#/components/schemas/Missing", "LEE1004")]
    [InlineData("#/nowhere/at/all", "LEE1004")]
    [InlineData("https://example.com/schemas.json#/A", "LEE1005")]
    [InlineData("file:///etc/passwd", "LEE1005")]
    [InlineData("../../secrets.json#/A", "LEE1005")]
    public void ReferenceOutsideTheDocumentShouldBeReportedAndNotFollowed(string reference, string id)
    {
        string document = $$"""
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "get", "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "type": "object", "properties": {
                  "a": { "$ref": {{JsonSerializer.Serialize(reference)}} } } } } } } } } } } }
            """;
        Generation generation = Generation.Of(new DocumentInput("/specs/reference.json", document) { Server = "site" });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(4, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("/a?b=c")]
    [InlineData("/a#b")]
    [InlineData("/a\nb")]
    [InlineData("/../a")]
    [InlineData("//evil.example/a")]
    [InlineData("/a/{b/c")]
    [InlineData("/a/b}")]
    [InlineData("/a/{}")]
    [InlineData("/a \"b")]
    public void InvalidRouteShouldBeReported(string path)
    {
        string document = $$"""
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "paths": { {{JsonSerializer.Serialize(path)}}: { "get": { "operationId": "get", "responses": { "204": { "description": "" } } } } } }
            """;
        Generation generation = Generation.Of(new DocumentInput("/specs/route.json", document) { Server = "site" });
        Assert.Equal("LEE2001", Assert.Single(generation.Diagnostics).Id);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void HeaderWithAnInvalidConstantValueShouldBeNamed()
    {
        const string Document = """
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "get",
                "parameters": [ { "name": "X-Mode", "in": "header", "required": true, "schema": { "type": "string", "enum": ["a\r\nb"] } } ],
                "responses": { "204": { "description": "" } } } } } }
            """;
        Diagnostic diagnostic = Assert.Single(Generation.Of(new DocumentInput("/specs/header.json", Document) { Server = "site" }).Diagnostics);
        Assert.Equal(
            "The operation GET /a is not generated: the constant value of the header 'X-Mode' contains characters that are not allowed in headers. Correct it in the document.",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>A line break could start a message of its own in a log, and a change of direction could hide the end of one.</summary>
    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u001Bb")]
    public void MessageShouldShowTextOnOneLine(string name)
    {
        string document = $$"""
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "get",
                "parameters": [ { "name": {{JsonSerializer.Serialize(name)}}, "in": "header", "schema": { "type": "string" } } ],
                "responses": { "204": { "description": "" } } } } } }
            """;
        Diagnostic diagnostic = Assert.Single(Generation.Of(new DocumentInput("/specs/header.json", document) { Server = "site" }).Diagnostics);
        Assert.Equal("The operation GET /a is not generated: 'a b' is not a valid header name. Correct it in the document.", diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>Creates a document with a text in every place that appears in generated code.</summary>
    private static JsonObject Everywhere(string quoted)
    {
        string text = JsonSerializer.Deserialize<string>(quoted)!;
        string reference = "#/components/schemas/" + text.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        JsonObject Paged(string id, JsonObject paging) => new()
        {
            ["operationId"] = text + id,
            ["x-leeway-paging"] = paging,
            ["parameters"] = new JsonArray([.. new[] { "startAt", "size", "item", "page", "position", text }.Distinct().Select(static name =>
                new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "integer" } })]),
            ["responses"] = new JsonObject { ["200"] = Answer(new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }) },
        };
        JsonObject String() => new() { ["type"] = "string", ["description"] = text, ["default"] = text, ["title"] = text, ["enum"] = new JsonArray(text, text + text, "-" + text, "+" + text), ["x-leeway-name"] = text };
        return new JsonObject
        {
            ["openapi"] = "3.0.1",
            ["info"] = new JsonObject { ["title"] = text, ["version"] = text },
            ["x-leeway-parameters"] = new JsonObject { ["position"] = text },
            ["tags"] = new JsonArray(new JsonObject { ["name"] = text, ["description"] = text }),
            ["paths"] = new JsonObject
            {
                ["/a/{id}"] = new JsonObject
                {
                    ["post"] = new JsonObject
                    {
                        ["operationId"] = text,
                        ["x-leeway-name"] = text,
                        ["summary"] = text,
                        ["description"] = text,
                        ["tags"] = new JsonArray(text),
                        ["deprecated"] = true,
                        ["x-experimental"] = true,
                        ["x-leeway-repeat"] = "unless-body:/" + text.Replace("~", "~0", StringComparison.Ordinal),
                        ["x-leeway-repeat-effect"] = text,
                        ["x-leeway-successor"] = text + " ",
                        ["x-atlassian-oauth2-scopes"] = new JsonArray(new JsonObject { ["scopes"] = new JsonArray(text, text + ":" + text + ":" + text) }),
                        ["parameters"] = new JsonArray(
                            new JsonObject { ["name"] = "id", ["in"] = "path", ["required"] = true, ["description"] = text, ["schema"] = String() },
                            new JsonObject { ["name"] = text, ["in"] = "query", ["description"] = text, ["schema"] = String() },
                            new JsonObject { ["name"] = text + "5", ["in"] = "query", ["x-leeway-type"] = "jql", ["description"] = text, ["schema"] = new JsonObject { ["type"] = "string" } },
                            new JsonObject { ["name"] = "odd", ["in"] = "query", ["x-leeway-type"] = text, ["schema"] = new JsonObject { ["type"] = "string" } },
                            new JsonObject { ["name"] = text + "2", ["in"] = "query", ["description"] = text, ["schema"] = new JsonObject { ["type"] = "array", ["items"] = String() } }),
                        ["requestBody"] = new JsonObject { ["description"] = text, ["required"] = true, ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = reference } } } },
                        ["responses"] = new JsonObject { ["200"] = Answer(new JsonObject { ["$ref"] = reference }) },
                    },
                },
                ["/pages"] = new JsonObject { ["get"] = Paged("d", new JsonObject { ["window"] = new JsonObject { ["size"] = "size", ["usual"] = 1, ["bound"] = 2, ["filtered"] = true, ["instead"] = text } }) },
                ["/single"] = new JsonObject { ["get"] = Paged("e", new JsonObject { ["single"] = new JsonObject { ["most"] = text, ["continue"] = new JsonObject { ["parameter"] = text, ["member"] = text } } }) },
                ["/named"] = new JsonObject { ["get"] = Paged("f", new JsonObject { ["items"] = text, ["position"] = text, ["next"] = text, ["last"] = text }) },
                ["/task"] = new JsonObject
                {
                    ["get"] = new JsonObject
                    {
                        ["operationId"] = text + "i",
                        ["x-leeway-task"] = new JsonObject { ["id"] = text, ["status"] = text, ["percent"] = "done", ["message"] = text, ["error"] = "list." + text, ["result"] = text + "4", ["cancel"] = text + "j", ["kept"] = 14 },
                        ["parameters"] = new JsonArray(new JsonObject { ["name"] = text, ["in"] = "query", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } }),
                        ["responses"] = new JsonObject { ["200"] = Answer(new JsonObject { ["$ref"] = "#/components/schemas/TaskState" }) },
                    },
                    ["delete"] = new JsonObject
                    {
                        ["operationId"] = text + "j",
                        ["parameters"] = new JsonArray(new JsonObject { ["name"] = text, ["in"] = "query", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "integer" } }),
                        ["responses"] = new JsonObject { ["202"] = new JsonObject { ["description"] = "" } },
                    },
                    ["post"] = new JsonObject
                    {
                        ["operationId"] = text + "k",
                        ["x-leeway-starts"] = new JsonObject { ["task"] = text + "i", ["id"] = text },
                        ["responses"] = new JsonObject { ["202"] = Answer(new JsonObject { ["$ref"] = "#/components/schemas/TaskState" }) },
                    },
                },
                ["/task/odd"] = new JsonObject
                {
                    ["post"] = new JsonObject { ["operationId"] = text + "l", ["x-leeway-task"] = text, ["x-leeway-starts"] = new JsonObject { ["task"] = text }, ["responses"] = new JsonObject { ["202"] = Answer(String()) } },
                },
                ["/note/{key}"] = new JsonObject
                {
                    ["post"] = new JsonObject
                    {
                        ["operationId"] = text + "m",
                        ["x-leeway-shortcut"] = new JsonObject { ["kind"] = "comment-from-text" },
                        ["parameters"] = new JsonArray(
                            new JsonObject { ["name"] = "key", ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } },
                            new JsonObject { ["name"] = text, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } }),
                        ["requestBody"] = new JsonObject { ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object", ["title"] = text, ["properties"] = new JsonObject { [text + "5"] = new JsonObject { ["type"] = "string" }, ["body"] = new JsonObject { ["x-leeway-type"] = "adf" } } } } } },
                        ["responses"] = new JsonObject { ["204"] = new JsonObject { ["description"] = "" } },
                    },
                    ["put"] = new JsonObject { ["operationId"] = text + "n", ["x-leeway-shortcut"] = new JsonObject { ["kind"] = "transition-by-name", ["find"] = text + "m" }, ["responses"] = new JsonObject { ["204"] = new JsonObject { ["description"] = "" } } },
                    ["delete"] = new JsonObject { ["operationId"] = text + "o", ["x-leeway-shortcut"] = text, ["responses"] = new JsonObject { ["204"] = new JsonObject { ["description"] = "" } } },
                },
                ["/header"] = new JsonObject
                {
                    ["get"] = new JsonObject
                    {
                        ["operationId"] = text + "g",
                        ["x-leeway-summary"] = text,
                        ["parameters"] = new JsonArray(new JsonObject { ["name"] = "X-Text", ["in"] = "header", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(text) } }),
                        ["responses"] = new JsonObject { ["200"] = Answer(String()) },
                    },
                },
                ["/text"] = new JsonObject
                {
                    ["post"] = new JsonObject
                    {
                        ["operationId"] = text + "h",
                        ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { ["text/" + text] = new JsonObject { ["schema"] = String() } } },
                        ["responses"] = new JsonObject { ["200"] = Answer(String()) },
                    },
                },
                ["/b"] = new JsonObject
                {
                    ["post"] = new JsonObject
                    {
                        ["operationId"] = text + "b",
                        ["requestBody"] = new JsonObject { ["content"] = new JsonObject { ["multipart/form-data"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [text] = new JsonObject { ["type"] = "string", ["format"] = "binary", ["description"] = text } } } } } },
                        ["responses"] = new JsonObject { ["200"] = Answer(new JsonObject { ["$ref"] = "#/components/schemas/Union" }) },
                    },
                },
            },
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject
                {
                    [text] = new JsonObject
                    {
                        ["type"] = "object",
                        ["description"] = text,
                        ["title"] = text,
                        ["required"] = new JsonArray(text),
                        ["properties"] = new JsonObject { [text] = String(), [text + "3"] = new JsonObject { ["$ref"] = reference }, ["note"] = new JsonObject { ["$ref"] = "#/components/schemas/Note" }, ["inline"] = new JsonObject { ["type"] = "object", ["title"] = text, ["properties"] = new JsonObject { [text] = String() } } },
                    },
                    ["TaskState"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["properties"] = new JsonObject
                        {
                            [text] = new JsonObject { ["type"] = "string" },
                            [text + "4"] = new JsonObject { ["$ref"] = reference },
                            ["done"] = new JsonObject { ["type"] = "number" },
                            ["list"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["$ref"] = "#/components/schemas/Note" } },
                        },
                    },
                    ["Union"] = new JsonObject
                    {
                        ["oneOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/Left" }, new JsonObject { ["$ref"] = "#/components/schemas/Right" }),
                        ["discriminator"] = new JsonObject { ["propertyName"] = text.Length == 0 ? "type" : text, ["mapping"] = new JsonObject { [text] = "#/components/schemas/Left", [text + "2"] = "#/components/schemas/Right" } },
                    },
                    ["Left"] = new JsonObject { ["type"] = "object", ["x-leeway-name"] = text, ["properties"] = new JsonObject { ["left"] = new JsonObject { ["type"] = "string" } } },
                    ["Right"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["right"] = new JsonObject { ["type"] = "string", ["x-leeway-type"] = "adf" }, ["odd"] = new JsonObject { ["x-leeway-type"] = text } } },
                    ["Note"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [text] = new JsonObject { ["type"] = "string" }, ["noted"] = new JsonObject { ["type"] = "string", ["x-leeway-type"] = "adf-if:" + text + "=" + text } } },
                },
            },
        };
    }

    private static JsonObject Answer(JsonObject schema) => new()
    {
        ["description"] = "",
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } },
    };

    /// <summary>Checks that there are only known diagnostics, that the code compiles, and that the document has not declared anything.</summary>
    private static void AssertHarmless(Generation generation)
    {
        Assert.All(generation.Diagnostics, static d => Assert.StartsWith("LEE", d.Id, StringComparison.Ordinal));
        IReadOnlyList<Diagnostic> diagnostics = generation.CompilerDiagnostics();
        Assert.True(diagnostics.Count == 0, CompilationTests.Describe(diagnostics));
        foreach (SyntaxTree tree in generation.Output.SyntaxTrees)
        {
            SyntaxNode root = tree.GetRoot(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>(), static d => d.Identifier.ValueText == Marker);
            Assert.DoesNotContain(root.DescendantTrivia(descendIntoTrivia: true), static t => t.IsKind(SyntaxKind.MultiLineCommentTrivia));
        }
    }
}
