using System.Globalization;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Compiling;

/// <summary>Checks that documents with rare or damaged parts are generated, and that each part that cannot be generated causes one diagnostic.</summary>
public class OddDocumentTests
{
    private const string Model = """{ "type": "object", "properties": { "a": { "type": "string" } } }""";
    private const string Text = """{ "type": "string" }""";

    [Theory]
    [InlineData("""{ "P": ["Q"], "Q": ["P"], "M": [] }""")]
    [InlineData("""{ "P": ["P"], "Q": ["M"], "M": [] }""")]
    [InlineData("""{ "P": ["P"], "Q": ["Q"], "M": [] }""")]
    [InlineData("""{ "P": ["Q"], "Q": ["R"], "R": ["M"], "M": [] }""")]
    public void PageOfPagesShouldBeASeparateType(string items)
    {
        IEnumerable<string> schemas = System.Text.Json.JsonDocument.Parse(items).RootElement.EnumerateObject().Select(static s => s.Value.GetArrayLength() == 0
            ? $"\"{s.Name}\": {Model}"
            : $$"""
              "{{s.Name}}": { "type": "object", "properties": { "total": { "type": "integer" }, "values": { "type": "array",
                "items": { "$ref": "#/components/schemas/{{s.Value[0].GetString()}}" } } } }
              """);
        Generation generation = Compile(Document(Answers("""{ "$ref": "#/components/schemas/P" }"""), string.Join(", ", schemas)));
        INamedTypeSymbol page = generation.Output.GetTypeByMetadataName("Leeway.Acme.P")!;
        Assert.Contains("System.Collections.Generic.IReadOnlyList<", page.GetMembers("Values").OfType<IPropertySymbol>().Single().Type.ToDisplayString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2XX\": MODEL", "Leeway.Acme.M")]
    [InlineData("\"2xx\": MODEL, \"4XX\": TEXT", "Leeway.Acme.M")]
    [InlineData("\"default\": MODEL", "Leeway.Acme.M")]
    [InlineData("\"404\": TEXT, \"default\": MODEL", "Leeway.Acme.M")]
    [InlineData("\"201\": MODEL, \"2XX\": TEXT, \"default\": TEXT", "Leeway.Acme.M")]
    [InlineData("\"204\": { \"description\": \"\" }, \"2XX\": MODEL", "Leeway.Acme.M?")]
    [InlineData("\"200\": MODEL, \"2XX\": { \"description\": \"\" }", "Leeway.Acme.M?")]
    [InlineData("\"204\": { \"description\": \"\" }, \"default\": MODEL", null)]
    [InlineData("\"302\": { \"description\": \"\" }, \"default\": MODEL", null)]
    [InlineData("\"200\": MODEL, \"204\": { \"description\": \"\" }, \"207\": TEXT, \"default\": TEXT", "Leeway.Acme.M?")]
    public void ResponseForManyStatusesShouldBeUsedIfThereIsNoneForAStatus(string responses, string? expected)
    {
        responses = responses.Replace("MODEL", Content("application/json", """{ "$ref": "#/components/schemas/M" }"""), StringComparison.Ordinal)
            .Replace("TEXT", Content("application/json", Text), StringComparison.Ordinal);
        Generation generation = Compile(Document($$"""{ "/a": { "get": { "operationId": "getA", "responses": { {{responses}} } } } }""", $"\"M\": {Model}"));
        Assert.Equal(expected, Method(generation).ReturnType is INamedTypeSymbol { TypeArguments: [ITypeSymbol value] } ? value.ToDisplayString() : null);
    }

    [Theory]
    [InlineData("\"2XX\": { \"description\": \"\" }", "[200, 201, 202, 203, 204, 205, 206, 207, 208, 226]")]
    [InlineData("\"201\": { \"description\": \"\" }, \"default\": { \"description\": \"\" }", "[201]")]
    public void StatusesOfARangeShouldBeDeclared(string responses, string statuses)
    {
        Generation generation = Compile(Document($$"""{ "/a": { "get": { "operationId": "getA", "responses": { {{responses}} } } } }"""));
        Assert.Contains(statuses, generation.Sources["Leeway.Acme.AApi.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "enum": [null] }""", "Leeway.Json.RawJson?", "")]
    [InlineData("""{ "type": "string", "enum": [null] }""", "string?", "")]
    [InlineData("""{ "type": ["string", "null"], "enum": ["a", null] }""", "Leeway.Acme.Kind?", "A")]
    [InlineData("""{ "type": "string", "nullable": true, "enum": ["null", null, "b"] }""", "Leeway.Acme.Kind?", "B Null")]
    public void NullInTheValuesOfAnEnumShouldBeIgnored(string schema, string type, string values)
    {
        Generation generation = Compile(Document(
            Answers("""{ "$ref": "#/components/schemas/Answer" }"""),
            $$"""
            "Kind": {{schema}}, "Answer": { "type": "object", "properties": { "value": { "$ref": "#/components/schemas/Kind" } } }
            """));
        ITypeSymbol value = generation.Output.GetTypeByMetadataName("Leeway.Acme.Answer")!.GetMembers("Value").OfType<IPropertySymbol>().Single().Type;
        Assert.Equal(type, value.ToDisplayString());
        IEnumerable<string> known = generation.Output.GetTypeByMetadataName("Leeway.Acme.Kind")?.GetMembers().OfType<IPropertySymbol>().Where(static p => p.IsStatic).Select(static p => p.Name) ?? [];
        Assert.Equal(values, string.Join(' ', known.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("APPLICATION/JSON", "Leeway.Acme.M")]
    [InlineData("application/json; charset=utf-8,application/xml,text/json", "Leeway.Acme.M")]
    [InlineData("application/xml", "System.IO.Stream")]
    public void JsonShouldBeFoundInAnyCaseAndWithOtherFormsOfItself(string mediaTypes, string expected)
    {
        string content = string.Join(", ", mediaTypes.Split(',').Select(static m => $$"""
            "{{m}}": { "schema": { "$ref": "#/components/schemas/M" } }
            """));
        Generation generation = Compile(Document(
            $$"""{ "/a": { "get": { "operationId": "getA", "responses": { "200": { "description": "", "content": { {{content}} } } } } } }""", $"\"M\": {Model}"));
        Assert.Equal(expected, ((INamedTypeSymbol)Method(generation).ReturnType).TypeArguments[0].ToDisplayString());
    }

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("Application/XHTML+xml; charset=utf-8", true)]
    [InlineData("text/csv", false)]
    [InlineData("application/octet-stream", false)]
    public void ResultThatIsAPageShouldBeMarked(string mediaType, bool isMarked)
    {
        Generation generation = Compile(Document(
            $$"""{ "/a": { "get": { "operationId": "getA", "responses": { "200": { "description": "", "content": { "{{mediaType}}": { "schema": {{Text}} } } } } } } }"""));
        Assert.Equal("System.IO.Stream", ((INamedTypeSymbol)Method(generation).ReturnType).TypeArguments[0].ToDisplayString());
        Assert.Equal(isMarked, generation.Sources["Leeway.Acme.AApi.g.cs"].Contains("marks: global::Leeway.Calls.OperationMarks.Html", StringComparison.Ordinal));
    }

    [Fact]
    public void MediaTypeWithoutSchemaShouldBeAnyJson()
    {
        Generation generation = Compile(Document("""
            { "/a": { "get": { "operationId": "getA", "responses": { "200": { "description": "", "content": { "application/json": null } } } } } }
            """));
        Assert.Equal("Leeway.Json.RawJson", ((INamedTypeSymbol)Method(generation).ReturnType).TypeArguments[0].ToDisplayString());
    }

    /// <summary>OpenAPI specifies that such parameters are ignored: https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-9.</summary>
    [Fact]
    public void HeadersThatOpenApiDescribesInOtherWaysShouldNotBeParameters()
    {
        IEnumerable<string> parameters = new[] { "Accept", "content-type", "Authorization", "X-Trace" }
            .Select(static name => $$"""{ "name": "{{name}}", "in": "header", "required": true, "schema": {{Text}} }""");
        Generation generation = Compile(Document($$"""
            { "/a": { "get": { "operationId": "getA", "parameters": [{{string.Join(", ", parameters)}}], "responses": { "204": { "description": "" } } } } }
            """));
        Assert.Equal(["xTrace", "cancellationToken"], Method(generation).Parameters.Select(static p => p.Name));
    }

    [Fact]
    public void ReferenceOfAPathItemShouldBeReplacedWithItsTarget()
    {
        Generation generation = Compile(Document($$"""
            {
              "/a": { "$ref": "#/paths/~1b", "get": { "operationId": "getA", "responses": { "204": { "description": "" } } } },
              "/b": { "parameters": [{ "name": "q", "in": "query", "schema": {{Text}} }], "get": { "operationId": "getB", "responses": { "204": { "description": "" } } },
                "post": { "operationId": "postB", "responses": { "204": { "description": "" } } } },
              "/c": { "$ref": "#/components/pathItems/C%20D" }
            }
            """,
            others: """ "pathItems": { "C D": { "get": { "operationId": "getC", "responses": { "204": { "description": "" } } } } } """));
        IEnumerable<string> methods = new[] { "IAApi", "IBApi", "ICApi" }
            .SelectMany(name => generation.Output.GetTypeByMetadataName("Leeway.Acme." + name)!.GetMembers())
            .Select(static m => m.Name);
        Assert.Equal(["GetAAsync", "GetBAsync", "GetCAsync", "PostBAsync", "PostBAsync"], methods.Order(StringComparer.Ordinal));
        Assert.Equal(["q", "cancellationToken"], Method(generation).Parameters.Select(static p => p.Name));
    }

    [Theory]
    [InlineData("{ \"$ref\": \"#/paths/~1none\" }", "\"#/paths/~1none\"")]
    [InlineData("{ \"$ref\": \"#/paths/~1bad\" }", "\"#/paths/~1bad\"")]
    [InlineData("{ \"$ref\": \"#/components/schemas/M\" }", "\"#/components/schemas/M\"")]
    [InlineData("{ \"$ref\": \"other.json\" }", "\"other.json\"")]
    [InlineData("{ \"$ref\": 7 }", "7")]
    public void PathItemWithoutATargetShouldBeReported(string item, string reference)
    {
        Generation generation = Generate(Document($$"""{ "/a": {{Get(Text)}}, "/bad": {{item}} }""", $"\"M\": {Model}"));
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("LEE2001", diagnostic.Id);
        Assert.Contains(
            $"/bad is not generated: its path item refers to {reference}, which is not a path item of the document. Correct it in the document.",
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.NotNull(Method(generation));
    }

    [Theory]
    [InlineData("\"additionalOperations\": { \"COPY\": { \"operationId\": \"copy\" } }", "COPY /a is not generated")]
    [InlineData("\"additionalOperations\": { \"x y\": { } }", "X Y /a is not generated")]
    [InlineData("\"query\": { \"responses\": { } }", "QUERY /a is not generated")]
    public void UnsupportedMethodShouldAffectOnlyItsOperation(string member, string message)
    {
        string get = Get(Text);
        Generation generation = Generate(Document($$"""{ "/a": {{get[..^1]}}, {{member}} } }""", version: "3.2.0"));
        Assert.Contains(message, Assert.Single(generation.Diagnostics).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.NotNull(Method(generation));
    }

    [Theory]
    [InlineData("\"info\": null, \"tags\": null, \"servers\": null, \"security\": null, \"externalDocs\": 7")]
    [InlineData("\"info\": { }, \"tags\": { }, \"servers\": { }, \"security\": { }, \"components\": []")]
    [InlineData("\"info\": { }, \"tags\": [7], \"servers\": [7, { \"url\": 7 }], \"security\": [{ \"a\": 7 }], \"components\": { \"schemas\": [], \"parameters\": [], \"responses\": 7, \"examples\": { \"a\": 7 } }")]
    public void DamageToUnusedPartsShouldHaveNoEffect(string members) =>
        Assert.NotNull(Method(Compile($$"""{ "openapi": "3.0.3", {{members}}, "paths": { "/a": {{Get(Text)[..^1]}}, "foo": [], "servers": 7 } } }""")));

    [Theory]
    [InlineData("#")]
    [InlineData("#/")]
    [InlineData("#anchor")]
    [InlineData("#/components/schemas/")]
    [InlineData("#/components/schemas/None/properties/a")]
    [InlineData("#/paths/~1a/get/parameters/9/schema")]
    public void ReferenceWithoutATargetShouldBeReportedAsWritten(string reference)
    {
        Generation generation = Generate(Document(Answers($$"""{ "type": "object", "properties": { "x": { "$ref": "{{reference}}" } } }""")));
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("LEE1004", diagnostic.Id);
        Assert.Contains("'" + reference + "'", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void FaultInACopiedSchemaShouldBeReportedOnce()
    {
        Generation generation = Generate(Document($$"""
            { "/a": {{Get("""{ "type": "object", "properties": { "x": { "$ref": "#/components/schemas/None" } } }""")}},
              "/b": {{Get("""{ "$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema" }""").Replace("getA", "getB", StringComparison.Ordinal)}} }
            """));
        Assert.Equal("LEE1004", Assert.Single(generation.Diagnostics).Id);
    }

    [Theory]
    [InlineData("{ \"openapi\": \"3.0.3\",\n \"openapi\": \"3.1.0\", \"paths\": { } }", "LEE1001", "the member 'openapi' occurs twice in one object. Correct the text at this position", 2)]
    [InlineData("{ \"openapi\": \"3.0.3\",\n \"paths\": { \"/a\": { \"get\": { },\n \"get\": { } } } }", "LEE1001", "the member 'get' occurs twice in one object", 3)]
    [InlineData("openapi: 3.0.3\npaths: { }\n", "LEE1001", "it is YAML. Correct the text at this position, or convert the document if it has another format.", 1)]
    [InlineData("# A document.\n---\nopenapi: 3.0.3\n", "LEE1001", "it is YAML. Correct the text at this position, or convert the document if it has another format.", 1)]
    [InlineData("{ \"paths\": { } }", "LEE1002", "no member 'openapi'", 1)]
    [InlineData("{ \"openapi\": null, \"swagger\": { } }", "LEE1002", "no member 'openapi'", 1)]
    public void TextThatIsNotADocumentShouldCauseOneDiagnostic(string document, string id, string message, int line)
    {
        Diagnostic diagnostic = Assert.Single(Generate(document).Diagnostics);
        Assert.Equal((id, line), (diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1));
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static Generation Compile(string document)
    {
        Generation generation = Generate(document);
        Assert.Empty(generation.Diagnostics);
        IReadOnlyList<Diagnostic> diagnostics = generation.CompilerDiagnostics();
        Assert.True(diagnostics.Count == 0, CompilationTests.Describe(diagnostics));
        return generation;
    }

    private static Generation Generate(string document) => Generation.Of(new DocumentInput("/specs/acme.json", document) { Name = "Acme", Server = "site" });

    private static string Document(string paths, string schemas = "", string others = "", string version = "3.1.0") => $$"""
        { "openapi": "{{version}}", "info": { "title": "t", "version": "1" }, "paths": {{paths}},
          "components": { "schemas": { {{schemas}} }{{(others.Length == 0 ? "" : ", " + others)}} } }
        """;

    private static string Answers(string schema) => $$"""{ "/a": {{Get(schema)}} }""";

    private static string Get(string schema) => $$"""{ "get": { "operationId": "getA", "responses": { "200": {{Content("application/json", schema)}} } } }""";

    private static string Content(string mediaType, string schema) => $$"""{ "description": "", "content": { "{{mediaType}}": { "schema": {{schema}} } } }""";

    private static IMethodSymbol Method(Generation generation) =>
        generation.Output.GetTypeByMetadataName("Leeway.Acme.IAApi")!.GetMembers("GetAAsync").OfType<IMethodSymbol>().Single();
}
