using System.Globalization;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Leeway.Generator.Tests.Emission;

namespace Leeway.Generator.Tests.Naming;

/// <summary>Checks the names that a document gives methods and types by <c>x-leeway-name</c>.</summary>
public class GivenNameTests
{
    private const string Named = """
        {
          "openapi": "3.0.1", "info": {"title": "t", "version": "1"},
          "paths": {
            "/items/{id}": {
              "get": {"operationId": "getItemByIdUsingGet", "x-leeway-name": "GetItem", "tags": ["Items"], "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ItemBean2"}}}}}},
              "put": {"operationId": "updateItem", "tags": ["Items"],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "x-leeway-name": "ItemUpdate", "properties": {"state": {"type": "string", "enum": ["a", "b"]}}}}}},
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "x-leeway-name": "UpdatedItem", "properties": {"state": {"type": "string", "enum": ["a", "b"]}}}}}}}}
            },
            "/items": {
              "get": {"operationId": "findItemsWithTokens", "x-leeway-name": "SearchItems", "tags": ["Items"],
                "parameters": [{"name": "startAt", "in": "query", "schema": {"type": "integer"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"values": {"type": "array", "items": {"$ref": "#/components/schemas/ItemBean2"}}, "isLast": {"type": "boolean"}, "startAt": {"type": "integer"}}}}}}}}
            },
            "/items/all": {
              "get": {"operationId": "getItems", "tags": ["Items"], "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/ItemBean2"}}}}}}}
            }
          },
          "components": {"schemas": {
            "ItemBean2": {"type": "object", "x-leeway-name": "Item", "properties": {
              "size": {"type": "object", "properties": {"width": {"type": "integer"}}},
              "copy": {"allOf": [{"type": "object", "properties": {"of": {"type": "string"}}}], "x-leeway-name": "ItemCopy"},
              "status": {"type": "string", "enum": ["x", "y"], "x-leeway-name": "ItemStatus"}}},
            "Same": {"type": "object", "properties": {"of": {"type": "string"}}}
          }}
        }
        """;

    private static readonly DocumentInput s_document = new("/specs/acme.json", Named) { Server = "site" };

    private static readonly ClientShape s_client = Generation.Of(s_document).Client;

    [Fact]
    public void MethodsAndTypesShouldHaveTheNamesOfTheDocument()
    {
        Generation generation = Generation.Of(s_document);

        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Equal(["GetItemAsync", "GetItemsAsync", "SearchItemsAsync", "UpdateItemAsync"], MethodNames(s_client));
        Assert.Equal(["Item", "ItemCopy", "ItemSize", "ItemStatus", "ItemUpdate", "ItemUpdateState", "SearchItemsResponse", "UpdatedItem"], TypeNames(s_client));
    }

    /// <summary>The method without pages does not claim the name of the method that reads all pages.</summary>
    [Fact]
    public void MethodThatReadsAllPagesShouldBeNamedAfterTheMethod() =>
        Assert.Equal("EnumerateItemsAsync", Assert.Single(s_client.Interfaces.Single().Operations, static o => o.Enumeration is not null).EnumeratorName);

    [Fact]
    public void OperationIdShouldBeDocumentedIfTheNameDiffers()
    {
        string text = EmittedText.Unwrap(Generation.Of(s_document).Sources["Leeway.Acme.IItemsApi.g.cs"]);

        Assert.Contains("Operation <c>getItemByIdUsingGet</c>.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<c>updateItem</c>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("getItemByIdUsingGet")]
    [InlineData("GetItem")]
    [InlineData("GetItemAsync")]
    [InlineData("getitem")]
    [InlineData("GETITEMBYIDUSINGGET")]
    public void OperationShouldBeSelectedByItsIdAndByItsName(string name)
    {
        Generation generation = Generation.Of(s_document with { Operations = name });

        Assert.Empty(generation.Diagnostics);
        Assert.Equal(["GetItemAsync"], MethodNames(generation.Client));
    }

    [Theory]
    [InlineData("GetItm", "GetItem")]
    [InlineData("getItemByIdUsingPut", "getItemByIdUsingGet")]
    public void MisspelledNameShouldBeReportedWithTheNearestOne(string name, string nearest) => Assert.Contains(
        $"Did you mean '{nearest}'?",
        Assert.Single(Generation.Of(s_document with { Operations = name }).Diagnostics).GetMessage(CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("GetItem")]
    [InlineData("updateItem")]
    [InlineData("SearchItems, getItems")]
    public void SelectionShouldNotChangeNames(string operations)
    {
        ClientShape part = Generation.Of(s_document with { Operations = operations }).Client;

        Assert.Subset(TypeNames(s_client).ToHashSet(StringComparer.Ordinal), TypeNames(part).ToHashSet(StringComparer.Ordinal));
        Assert.Subset(MethodNames(s_client).ToHashSet(StringComparer.Ordinal), MethodNames(part).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""  "get-item"  """)]
    [InlineData("""  "getItem"  """)]
    [InlineData("""  "9Lives"  """)]
    [InlineData("""  "Get_Item"  """)]
    [InlineData("""  "Étage"  """)]
    [InlineData("""  "Get\u0000Item"  """)]
    [InlineData("""  "Item { } class Evil"  """)]
    [InlineData("""  ""  """)]
    [InlineData("""  "AnIdentifierOfMoreThanOneHundredCharactersWhichNobodyWouldLikeToReadInACallOrAsTheNameOfAFileOnADiskOfTheirs"  """)]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{}")]
    public void NameThatIsNotAnIdentifierShouldBeReportedAndIgnored(string value)
    {
        Generation method = Generation.Of(s_document with { Text = Named.Replace("\"GetItem\"", value, StringComparison.Ordinal) });
        Generation type = Generation.Of(s_document with { Text = Named.Replace("\"ItemUpdate\"", value, StringComparison.Ordinal) });

        Assert.Equal("LEE1012", Assert.Single(method.Diagnostics).Id);
        Assert.Contains("GetItemByIdUsingGetAsync", MethodNames(method.Client));
        Assert.Empty(method.CompilerDiagnostics());
        Assert.Equal("LEE1012", Assert.Single(type.Diagnostics).Id);
        Assert.Contains("UpdateItemRequest", TypeNames(type.Client));
        Assert.Empty(type.CompilerDiagnostics());
    }

    [Fact]
    public void NameOfAMethodShouldNotEndWithAsync() => Assert.Equal(
        "LEE1012", Assert.Single(Generation.Of(s_document with { Text = Named.Replace("\"GetItem\"", "\"GetItemAsync\"", StringComparison.Ordinal) }).Diagnostics).Id);

    [Theory]
    [InlineData("Same", "another schema has the name")]
    [InlineData("SAME", "another schema has the name")]
    [InlineData("Item", "another schema has the name")]
    [InlineData("Task", "every project imports a type with the name")]
    [InlineData("IItemsApi", "another generated type has the name")]
    [InlineData("AcmeClient", "another generated type has the name")]
    [InlineData("ReadJsonMember", "the type has a member with the name")]
    public void NameThatATypeCannotHaveShouldBeReportedAndIgnored(string name, string reason)
    {
        Generation generation = Generation.Of(s_document with { Text = Named.Replace("\"ItemUpdate\"", $"\"{name}\"", StringComparison.Ordinal) });

        Assert.NotEmpty(generation.Diagnostics);
        Assert.All(generation.Diagnostics, diagnostic =>
        {
            Assert.Equal("LEE1013", diagnostic.Id);
            Assert.Contains(reason, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        });
        Assert.Contains("UpdateItemRequest", TypeNames(generation.Client));
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("UpdateItem")]
    [InlineData("SearchItems")]
    public void NameThatAMethodCannotHaveShouldBeReportedAndIgnored(string name)
    {
        Generation generation = Generation.Of(s_document with { Text = Named.Replace("\"GetItem\"", $"\"{name}\"", StringComparison.Ordinal) });

        Assert.NotEmpty(generation.Diagnostics);
        Assert.All(generation.Diagnostics, static diagnostic => Assert.Equal("LEE1013", diagnostic.Id));
        Assert.Contains("GetItemByIdUsingGetAsync", MethodNames(generation.Client));
        Assert.Empty(generation.CompilerDiagnostics());
    }

    /// <summary>A schema whose name is the one that the document gives another one keeps no claim to it.</summary>
    [Fact]
    public void NameOfAnInvalidSchemaShouldNotTakeAGivenName()
    {
        string text = Named.Replace("\"ItemUpdate\"", "\"Extra\"", StringComparison.Ordinal).Replace("\"Same\": {", "\"Extra\": {\"x-leeway-name\": \"Task\",", StringComparison.Ordinal);

        Generation generation = Generation.Of(s_document with { Text = text });

        Assert.Equal("LEE1013", Assert.Single(generation.Diagnostics).Id);
        Assert.Contains("Extra", TypeNames(generation.Client));
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void PageTypeShouldGiveWayToATypeOfTheDocument()
    {
        Generation generation = Generation.OfCommitted("confluence", static confluence => confluence with { Operations = "getPageById, getPages" });

        Assert.Empty(generation.Diagnostics);
        Assert.Equal(TypeKind.Page, generation.Client.Interfaces.Single().Operations.Single(static o => o.Id == "getPages").Response.Kind);
        Assert.Equal("ResultPage", generation.Client.Interfaces.Single().Operations.Single(static o => o.Id == "getPages").Response.Name);
        Assert.Equal("Page", generation.Client.Interfaces.Single().Operations.Single(static o => o.Id == "getPageById").Response.Name);
    }

    private static string[] MethodNames(ClientShape client) =>
        [.. client.Interfaces.SelectMany(static i => i.Operations).Select(static o => o.MethodName).Order(StringComparer.Ordinal)];

    private static string[] TypeNames(ClientShape client) =>
        [.. client.Types.Where(static t => t is not PageShape).Select(static t => t.Name).Order(StringComparer.Ordinal)];
}
