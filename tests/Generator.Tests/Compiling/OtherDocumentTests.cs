using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Generator.Tests.Driving;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Compiling;

/// <summary>Checks documents of other vendors, with forms that Atlassian's documents do not have.</summary>
public class OtherDocumentTests
{
    [Theory]
    [InlineData("string")]
    [InlineData("integer")]
    [InlineData("boolean")]
    [InlineData("number")]
    [InlineData("date")]
    [InlineData("enum")]
    [InlineData("alternatives")]
    [InlineData("model")]
    [InlineData("list")]
    [InlineData("map")]
    [InlineData("json")]
    public void ValueShouldBeNullableIfAnotherResponseHasNone(string kind)
    {
        JsonObject schema = kind switch
        {
            "date" => new() { ["type"] = "string", ["format"] = "date" },
            "enum" => new() { ["type"] = "string", ["enum"] = new JsonArray("a", "b") },
            "alternatives" => new() { ["oneOf"] = new JsonArray(Object(("x", Text())), Object(("y", Text()))) },
            "model" => Object(("x", Text())),
            "list" => new() { ["type"] = "array", ["items"] = Text() },
            "map" => new() { ["type"] = "object", ["additionalProperties"] = Text() },
            "json" => [],
            _ => new() { ["type"] = kind },
        };
        JsonObject document = Document("3.0.1", schema);
        document["paths"]!["/a"]!["get"]!["responses"]!["204"] = new JsonObject { ["description"] = "" };
        INamedTypeSymbol result = Result(Compile(document));
        ITypeSymbol value = result.TypeArguments[0];
        bool isNullable = value is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } || value.NullableAnnotation == NullableAnnotation.Annotated;
        Assert.Equal(kind is not ("string" or "json"), isNullable);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void BooleanSchemaShouldBeAnyJsonEverywhere(string schema)
    {
        JsonNode Boolean() => JsonNode.Parse(schema)!;
        JsonObject document = Document("3.1.0", Object(
            ("plain", Boolean()),
            ("list", new JsonObject { ["type"] = "array", ["items"] = Boolean() }),
            ("map", new JsonObject { ["type"] = "object", ["additionalProperties"] = Boolean() }),
            ("either", new JsonObject { ["anyOf"] = new JsonArray(Boolean(), Text()) }),
            ("all", new JsonObject { ["allOf"] = new JsonArray(Boolean()) }),
            ("tuple", new JsonObject { ["type"] = "array", ["prefixItems"] = new JsonArray(Boolean(), Text()), ["items"] = Boolean() }),
            ("conditional", new JsonObject { ["if"] = Boolean(), ["then"] = Boolean(), ["else"] = Boolean(), ["not"] = Boolean() }),
            ("patterns", new JsonObject { ["type"] = "object", ["patternProperties"] = new JsonObject { ["^x"] = Boolean() } }),
            ("named", new JsonObject { ["$ref"] = "#/components/schemas/Any" })));
        document["components"]!["schemas"]!["Any"] = Boolean();
        JsonObject operation = document["paths"]!["/a"]!["get"]!.AsObject();
        operation["parameters"] = new JsonArray(new JsonObject { ["name"] = "q", ["in"] = "query", ["schema"] = Boolean() });
        operation["requestBody"] = new JsonObject { ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Boolean() } } };
        Generation generation = Compile(document);
        INamedTypeSymbol model = generation.Output.GetTypeByMetadataName("Leeway.Acme.Answer")!;
        Assert.Equal("Leeway.Json.RawJson?", TypeOf(model, "Plain"));
        Assert.Equal("Leeway.Json.RawJson?", TypeOf(model, "Named"));
        Assert.Equal("System.Collections.Generic.IReadOnlyList<Leeway.Json.RawJson>?", TypeOf(model, "List"));
        Assert.Equal("Leeway.Json.RawJson?", TypeOf(model, "Either"));
    }

    [Theory]
    [InlineData("A B", "A%20B")]
    [InlineData("A B", "A B")]
    [InlineData("A/B", "A~1B")]
    [InlineData("A/B", "A%2FB")]
    [InlineData("A/B", "A%7E1B")]
    [InlineData("A/B", "A/B")]
    [InlineData("A~B", "A~0B")]
    [InlineData("A~1B", "A~01B")]
    [InlineData("A%B", "A%25B")]
    [InlineData("A%20B", "A%20B")]
    [InlineData("Page<User>", "Page%3CUser%3E")]
    [InlineData("Page<User>", "Page<User>")]
    [InlineData("List«User»", "List%C2%ABUser%C2%BB")]
    [InlineData("日本", "%E6%97%A5%E6%9C%AC")]
    [InlineData("a.b-c_d", "a.b-c_d")]
    [InlineData("", "")]
    public void ReferenceShouldBeFoundInAnyEncoding(string name, string reference)
    {
        JsonObject document = Document("3.0.1", Object(
            ("item", new JsonObject { ["$ref"] = "#/components/schemas/" + reference }),
            ("union", new JsonObject { ["$ref"] = "#/components/schemas/Union" })));
        JsonNode schemas = document["components"]!["schemas"]!;
        schemas[name] = Object(("inside", Text()));
        schemas["Other"] = Object(("outside", Text()));
        schemas["Union"] = new JsonObject
        {
            ["oneOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/" + reference }, new JsonObject { ["$ref"] = "#/components/schemas/Other" }),
            ["discriminator"] = new JsonObject
            {
                ["propertyName"] = "kind",
                ["mapping"] = new JsonObject { ["a"] = "#/components/schemas/" + reference, ["b"] = "#/components/schemas/Other" },
            },
        };
        Generation generation = Compile(document);
        IPropertySymbol item = Property(generation.Output.GetTypeByMetadataName("Leeway.Acme.Answer")!, "Item");
        Assert.NotNull(Property((INamedTypeSymbol)item.Type, "Inside"));
        Assert.True(generation.Output.GetTypeByMetadataName("Leeway.Acme.Union")!.IsAbstract);
        Assert.Equal("Union", item.Type.BaseType!.Name);
    }

    [Fact]
    public void ReferenceToOtherComponentsShouldBeFoundInAnyEncoding()
    {
        JsonObject document = Document("3.0.1", Text());
        document["components"]!["parameters"] = new JsonObject
        {
            ["A B"] = new JsonObject { ["name"] = "first", ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "integer" } },
            ["C/D"] = new JsonObject { ["name"] = "second", ["in"] = "query", ["schema"] = Text() },
        };
        document["paths"]!["/a"]!["get"]!["parameters"] = new JsonArray(
            new JsonObject { ["$ref"] = "#/components/parameters/A%20B" },
            new JsonObject { ["$ref"] = "#/components/parameters/C~1D" });
        Assert.Contains("long? first, string? second", Method(Compile(document)).ToDisplayString(new SymbolDisplayFormat(
            memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
            parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName,
            miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parameters", "parameters", "[{ \"$ref\": \"#/components/parameters/None\" }]")]
    [InlineData("requestBody", "requestBodies", "{ \"$ref\": \"#/components/requestBodies/None\" }")]
    [InlineData("responses", "responses", "{ \"200\": { \"$ref\": \"#/components/responses/None\" } }")]
    public void ReferenceToAMissingComponentShouldBeReported(string member, string kind, string value)
    {
        JsonObject document = Document("3.0.1", Text());
        document["paths"]!["/a"]!["get"]![member] = JsonNode.Parse(value);
        Diagnostic diagnostic = Assert.Single(Generate(document).Diagnostics);
        Assert.Equal("LEE1004", diagnostic.Id);
        Assert.Contains("/" + kind + "/None", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void ReferencedSchemaInAnotherPlaceShouldBecomeAType()
    {
        JsonObject document = Document("3.1.0", Object(
            ("member", new JsonObject { ["$ref"] = "#/components/schemas/Other/properties/inner" }),
            ("definition", new JsonObject { ["$ref"] = "#/components/schemas/Other/$defs/Local" }),
            ("item", new JsonObject { ["$ref"] = "#/paths/~1b/get/responses/200/content/application~1json/schema/items" })));
        JsonObject other = Object(("inner", Object(("deep", Text()), ("self", new JsonObject { ["$ref"] = "#/components/schemas/Other/properties/inner" }))));
        other["$defs"] = new JsonObject { ["Local"] = Object(("back", new JsonObject { ["$ref"] = "#/components/schemas/Other" })) };
        document["components"]!["schemas"]!["Other"] = other;
        JsonObject listing = Get(new JsonObject { ["type"] = "array", ["items"] = Object(("listed", Text())) });
        listing["get"]!["operationId"] = "getB";
        document["paths"]!["/b"] = listing;
        INamedTypeSymbol model = Compile(document).Output.GetTypeByMetadataName("Leeway.Acme.Answer")!;
        INamedTypeSymbol inner = (INamedTypeSymbol)Property(model, "Member").Type;
        Assert.NotNull(Property(inner, "Deep"));
        Assert.Equal(inner, Property(inner, "Self").Type, SymbolEqualityComparer.Default);
        Assert.Equal("Leeway.Acme.Other?", TypeOf((INamedTypeSymbol)Property(model, "Definition").Type, "Back"));
        Assert.NotNull(Property((INamedTypeSymbol)Property(model, "Item").Type, "Listed"));
    }

    [Fact]
    public void FormsOfOpenApi31ShouldBecomeTheirTypes()
    {
        JsonObject document = Document("3.1.0", JsonNode.Parse("""
            { "type": "object", "unevaluatedProperties": false, "$comment": "c", "properties": {
                "nullable": { "type": ["string", "null"] },
                "constant": { "const": "fixed" },
                "nothing": { "type": "null" },
                "bound": { "type": "number", "exclusiveMinimum": 3, "exclusiveMaximum": 7 },
                "tuple": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer" }], "items": false },
                "optional": { "anyOf": [{ "$ref": "#/components/schemas/B" }, { "type": "null" }] },
                "text": { "oneOf": [{ "type": "null" }, { "type": "string" }] },
                "mixed": { "type": ["string", "integer"] },
                "examples": { "type": "string", "examples": ["a", 1, null] },
                "choice": { "enum": ["a", null, "b"] },
                "annotated": { "$ref": "#/components/schemas/B", "description": "next to a reference" },
                "file": { "type": "string", "contentMediaType": "image/png" } } }
            """)!.AsObject());
        document["components"]!["schemas"]!["B"] = Object(("y", Text()));
        document["jsonSchemaDialect"] = "https://json-schema.org/draft/2020-12/schema";
        document["webhooks"] = new JsonObject { ["changed"] = new JsonObject { ["post"] = new JsonObject { ["responses"] = true } } };
        INamedTypeSymbol model = Compile(document).Output.GetTypeByMetadataName("Leeway.Acme.Answer")!;
        Assert.Equal("string?", TypeOf(model, "Nullable"));
        Assert.Equal("Leeway.Acme.Constant?", TypeOf(model, "Constant").Replace("AnswerConstant", "Constant", StringComparison.Ordinal));
        Assert.Equal("Leeway.Json.RawJson?", TypeOf(model, "Nothing"));
        Assert.Equal("double?", TypeOf(model, "Bound"));
        Assert.Equal("System.Collections.Generic.IReadOnlyList<Leeway.Json.RawJson>?", TypeOf(model, "Tuple"));
        Assert.Equal("Leeway.Acme.B?", TypeOf(model, "Optional"));
        Assert.Equal("string?", TypeOf(model, "Text"));
        Assert.Equal("Leeway.Json.RawJson?", TypeOf(model, "Mixed"));
        Assert.Equal("string?", TypeOf(model, "Examples"));
        Assert.Equal(TypeKind.Struct, Property(model, "Choice").Type.TypeKind);
        Assert.Equal("Leeway.Acme.B?", TypeOf(model, "Annotated"));
    }

    [Theory]
    [InlineData("{ \"openapi\": \"3.1.0\", \"info\": { \"title\": \"t\", \"version\": \"1\" }, \"webhooks\": { \"a\": { \"post\": { \"responses\": { } } } } }", "LEE1006", "no operations")]
    [InlineData("{ \"openapi\": \"3.1.0\", \"info\": { \"title\": \"t\", \"version\": \"1\" }, \"paths\": 7 }", "LEE1006", "no operations")]
    [InlineData("{ \"openapi\": \"4.0.0\", \"info\": { \"title\": \"t\", \"version\": \"1\" }, \"paths\": { } }", "LEE1002", "'4.0.0' is not supported. Correct it, or convert the document if it has another format.")]
    public void DocumentWithNothingToGenerateShouldCauseOneDiagnostic(string document, string id, string message)
    {
        Diagnostic diagnostic = Assert.Single(Generation.Of(new DocumentInput("/specs/acme.json", document)).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void SwaggerShouldCauseOneErrorWithItsVersionAndWhatToDo()
    {
        var paths = new JsonObject();
        for (int i = 0; i < 50; i++)
        {
            paths["/a" + i.ToString(CultureInfo.InvariantCulture)] = JsonNode.Parse("""
                { "get": { "parameters": [{ "name": "b", "in": "body", "schema": { "$ref": "#/definitions/None" } }, { "name": "c", "in": "query", "type": "string" }],
                  "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/None" } } } } }
                """);
        }

        string text = new JsonObject { ["swagger"] = "2.0", ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" }, ["paths"] = paths }.ToJsonString();
        Generation generation = Generation.Of(new DocumentInput("/specs/acme.json", text));
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(("LEE1002", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains("it is a Swagger 2.0 document. Correct it, or convert the document if it has another format.", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("pets", "{ \"get\": { \"responses\": { } } }", "GET pets")]
    [InlineData("/bad", "{ \"get\": [] }", "GET /bad")]
    [InlineData("/bad", "{ \"get\": \"x\" }", "GET /bad")]
    [InlineData("/bad", "7", "/bad")]
    [InlineData("/bad", "[]", "/bad")]
    [InlineData("/bad", "{ \"post\": { \"parameters\": { }, \"responses\": { } } }", "POST /bad")]
    [InlineData("/bad", "{ \"parameters\": { }, \"get\": { \"responses\": { } } }", "GET /bad")]
    [InlineData("/bad", "{ \"get\": { \"responses\": [] } }", "GET /bad")]
    [InlineData("/bad", "{ \"get\": { \"parameters\": [{ \"name\": \"x\", \"in\": \"nowhere\" }], \"responses\": { } } }", "GET /bad")]
    [InlineData("/bad?x=y", "{ \"get\": { \"responses\": { } } }", "GET /bad?x=y")]
    [InlineData("/bad/{x", "{ \"get\": { \"responses\": { } } }", "GET /bad/{x")]
    public void InvalidPathShouldAffectOnlyItsOperationAndCauseAWarning(string path, string item, string operation)
    {
        JsonObject document = Document("3.0.1", Text());
        document["paths"]![path] = JsonNode.Parse(item);
        Generation generation = Generate(document);
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(("LEE2001", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains(operation + " is not generated: ", message, StringComparison.Ordinal);
        Assert.Matches(@"[^.]\. Correct it in the document\.$", message);
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.NotNull(Method(generation));
    }

    [Fact]
    public void InvalidOperationThatIsNotSelectedShouldNotBeReported()
    {
        JsonObject document = Document("3.0.1", Text());
        document["paths"]!["/bad?x"] = JsonNode.Parse("{ \"get\": { \"operationId\": \"bad\", \"responses\": { } } }");
        DocumentInput input = new("/specs/acme.json", document.ToJsonString()) { Server = "site" };
        Assert.Empty(Generation.Of(input with { Operations = "getA" }).Diagnostics);
        Assert.Equal("LEE2001", Assert.Single(Generation.Of(input with { Operations = "getA,bad" }).Diagnostics).Id);
        Assert.Equal("LEE2001", Assert.Single(Generation.Of(input).Diagnostics).Id);
    }

    [Fact]
    public void MembersAndAlternativesOfObjectsShouldBecomeOneObject()
    {
        JsonObject document = Document("3.0.1", JsonNode.Parse("""
            { "type": "object", "properties": { "own": { "type": "string" }, "kind": { "type": "string" } }, "required": ["own"],
              "anyOf": [
                { "type": "object", "required": ["first"], "properties": { "first": { "type": "integer" }, "both": { "type": "string", "enum": ["a"] } } },
                { "$ref": "#/components/schemas/Second" },
                { "required": ["kind"] } ] }
            """)!.AsObject());
        document["components"]!["schemas"]!["Second"] = JsonNode.Parse("""
            { "allOf": [{ "type": "object", "properties": { "second": { "type": "boolean" }, "both": { "type": "string", "enum": ["b"] } } }] }
            """);
        Generation generation = Compile(document);
        INamedTypeSymbol model = generation.Output.GetTypeByMetadataName("Leeway.Acme.Answer")!;
        Assert.Equal("string?", TypeOf(model, "Own"));
        Assert.Equal("string?", TypeOf(model, "Kind"));
        Assert.Equal("long?", TypeOf(model, "First"));
        Assert.Equal("bool?", TypeOf(model, "Second"));
        INamedTypeSymbol both = (INamedTypeSymbol)((INamedTypeSymbol)Property(model, "Both").Type).TypeArguments[0];
        Assert.NotEmpty(both.GetMembers("A"));
        Assert.NotEmpty(both.GetMembers("B"));
    }

    [Theory]
    [InlineData("{ \"type\": \"object\", \"properties\": { \"own\": { \"type\": \"string\" } }, \"anyOf\": [{ \"required\": [\"own\"] }, { \"maxProperties\": 1 }] }")]
    [InlineData("{ \"properties\": { \"own\": { \"type\": \"string\" } }, \"oneOf\": [{ \"type\": \"object\", \"properties\": { \"x\": { \"type\": \"string\" } } }] }")]
    [InlineData("{ \"allOf\": [{ \"properties\": { \"own\": { \"type\": \"string\" } } }, { \"properties\": { \"more\": { \"type\": \"string\" } } }], \"oneOf\": [{ \"properties\": { \"x\": { \"type\": \"string\" } } }, { \"properties\": { \"y\": { \"type\": \"string\" } } }] }")]
    [InlineData("{ \"allOf\": [{ \"properties\": { \"own\": { \"type\": \"string\" } } }, { \"oneOf\": [{ \"properties\": { \"x\": { \"type\": \"string\" } } }, { \"properties\": { \"y\": { \"type\": \"string\" } } }] }] }")]
    public void MemberNextToAlternativesShouldNotBeLost(string schema)
    {
        INamedTypeSymbol model = Compile(Document("3.0.1", JsonNode.Parse(schema)!.AsObject())).Output.GetTypeByMetadataName("Leeway.Acme.Answer")!;
        Assert.Equal("string?", TypeOf(model, "Own"));
        bool hasAlternatives = schema.Contains("\"x\"", StringComparison.Ordinal);
        Assert.Equal(hasAlternatives ? "string?" : null, model.GetMembers("X").OfType<IPropertySymbol>().SingleOrDefault()?.Type.ToDisplayString());
    }

    [Fact]
    public void MembersNextToAlternativesThatAreNotObjectsShouldBeAnAlternative()
    {
        Generation generation = Compile(Document("3.0.1", JsonNode.Parse("""
            { "properties": { "own": { "type": "string" } }, "anyOf": [{ "type": "string" }, { "type": "object", "properties": { "x": { "type": "string" } } }] }
            """)!.AsObject()));
        INamedTypeSymbol answer = generation.Output.GetTypeByMetadataName("Leeway.Acme.Answer")!;
        IEnumerable<ITypeSymbol> views = answer.GetMembers().OfType<IMethodSymbol>().Where(static m => m.Name.StartsWith("As", StringComparison.Ordinal)).Select(static m => m.ReturnType);
        Assert.Contains(views, static v => v.GetMembers("Own").Length == 1);
        Assert.Contains(views, static v => v.GetMembers("X").Length == 1);
        Assert.Contains(views, static v => v.SpecialType == SpecialType.System_String);
    }

    [Fact]
    public void MembersNextToADiscriminatorShouldBeInEverySubtype()
    {
        JsonObject document = Document("3.0.1", JsonNode.Parse("""
            { "type": "object", "properties": { "kind": { "type": "string" }, "shared": { "type": "integer" } },
              "oneOf": [{ "$ref": "#/components/schemas/Left" }, { "$ref": "#/components/schemas/Right" }],
              "discriminator": { "propertyName": "kind", "mapping": { "l": "#/components/schemas/Left", "r": "#/components/schemas/Right" } } }
            """)!.AsObject());
        document["components"]!["schemas"]!["Left"] = Object(("left", Text()));
        document["components"]!["schemas"]!["Right"] = Object(("shared", Text()));
        Generation generation = Compile(document);
        Assert.Equal("long?", TypeOf(generation.Output.GetTypeByMetadataName("Leeway.Acme.Left")!, "Shared"));
        Assert.Equal("string?", TypeOf(generation.Output.GetTypeByMetadataName("Leeway.Acme.Right")!, "Shared"));
    }

    /// <summary>The text of a nested type grows with its depth, so the depth must be limited. Chains of components have no limit of their own.</summary>
    [Theory]
    [InlineData("array", 3)]
    [InlineData("array", 1_000)]
    [InlineData("object", 1_000)]
    [InlineData("alias", 20_000)]
    [InlineData("model", 1_000)]
    [InlineData("allOf", 20_000)]
    public void TextOfNestedComponentsShouldGrowLinearly(string kind, int depth)
    {
        depth = depth > 1_000 ? TestSize.Of(depth) : depth;
        JsonObject document = Document("3.0.1", Object(("first", Reference("N0"))));
        JsonObject schemas = document["components"]!["schemas"]!.AsObject();
        for (int i = 0; i < depth; i++)
        {
            JsonObject next = Reference("N" + (i + 1).ToString(CultureInfo.InvariantCulture));
            schemas["N" + i.ToString(CultureInfo.InvariantCulture)] = kind switch
            {
                "array" => new() { ["type"] = "array", ["items"] = next },
                "object" => new() { ["type"] = "object", ["additionalProperties"] = next },
                "model" => new() { ["type"] = "array", ["items"] = Object(("inner", next)) },
                "allOf" => new() { ["allOf"] = new JsonArray(next, Object(("a", Text()))) },
                _ => next,
            };
        }

        schemas["N" + depth.ToString(CultureInfo.InvariantCulture)] = Text();
        Generation generation = Compile(document);
        Assert.InRange(generation.Sources.Values.Sum(static s => (long)s.Length), 1, 100_000 + (3_000L * depth));
        string type = TypeOf(generation.Output.GetTypeByMetadataName("Leeway.Acme.Answer")!, "First");
        Assert.InRange(type.Length, 1, 1_000);
        if (depth == 3)
        {
            Assert.Contains("<System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<string>>>", type, StringComparison.Ordinal);
        }
    }

    /// <summary>The compiler needs quadratic time for the cases of a switch, so a large model must have several.</summary>
    [Theory]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    public void LargeModelShouldBeReadBySwitchesOfLimitedSize(int count)
    {
        string[] members = [.. Enumerable.Range(0, count).Select(static i => $"member{i}")];
        Generation generation = Compile(Document("3.0.1", Object([.. members.Select(static m => (m, Text()))])));
        string source = generation.Sources.Values.Single(static s => s.Contains("class Answer", StringComparison.Ordinal));
        Assert.All(source.Split("switch (member)").Skip(1), static part => Assert.InRange(part.Split("; break;").Length - 1, 1, 256));

        using MemoryStream image = new();
        Assert.True(generation.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        Type type = System.Reflection.Assembly.Load(image.ToArray()).GetType("Leeway.Acme.Answer")!;
        string json = "{" + string.Join(',', members.Select(static m => $"\"{m}\":\"{m}\"")) + "}";
        object model = typeof(Leeway.Json.RawJson).GetMethod("As")!.MakeGenericMethod(type).Invoke(Leeway.Json.RawJson.Parse(json), [])!;
        Assert.Equal(members, members.Select(m => (string?)type.GetProperty("M" + m[1..])!.GetValue(model)));
    }

    private static Generation Compile(JsonObject document)
    {
        Generation generation = Generate(document);
        Assert.Empty(generation.Diagnostics);
        IReadOnlyList<Diagnostic> diagnostics = generation.CompilerDiagnostics();
        Assert.True(diagnostics.Count == 0, CompilationTests.Describe(diagnostics));
        return generation;
    }

    private static Generation Generate(JsonObject document) => Generation.Of(new DocumentInput("/specs/acme.json", document.ToJsonString()) { Name = "Acme", Server = "site" });

    private static JsonObject Document(string version, JsonObject answer) => new()
    {
        ["openapi"] = version,
        ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" },
        ["paths"] = new JsonObject { ["/a"] = Get(Reference("Answer")) },
        ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["Answer"] = answer } },
    };

    private static JsonObject Get(JsonNode schema) => new()
    {
        ["get"] = new JsonObject
        {
            ["operationId"] = "getA",
            ["tags"] = new JsonArray("A"),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "", ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } } },
            },
        },
    };

    private static JsonObject Object(params (string Name, JsonNode Schema)[] members) =>
        new() { ["type"] = "object", ["properties"] = new JsonObject(members.Select(static m => KeyValuePair.Create<string, JsonNode?>(m.Name, m.Schema))) };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private static IMethodSymbol Method(Generation generation) =>
        generation.Output.GetTypeByMetadataName("Leeway.Acme.IAApi")!.GetMembers("GetAAsync").OfType<IMethodSymbol>().Single();

    private static INamedTypeSymbol Result(Generation generation) => (INamedTypeSymbol)Method(generation).ReturnType;

    private static IPropertySymbol Property(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IPropertySymbol>().Single();

    private static string TypeOf(INamedTypeSymbol type, string property) => Property(type, property).Type.ToDisplayString();
}
