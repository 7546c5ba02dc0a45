using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Checks that the sentences of a document about operations and parameters are in the documentation comments.</summary>
public class DocumentationTests
{
    [Fact]
    public void SummaryOfTheOverlayShouldPrecedeThatOfTheDocument()
    {
        string text = Generate("\"summary\": \"Get item\", \"description\": \"Long.\", \"x-leeway-summary\": \"Returns <one> item.\",");

        Assert.Contains("<summary>Returns &lt;one&gt; item.</summary>", text, StringComparison.Ordinal);
        Assert.Contains("<remarks><c>GET /items/{id}</c>. Long.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Get item", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SummaryThatIsNoTextShouldBeIgnored() =>
        Assert.Contains("<summary>Get item</summary>", Generate("\"summary\": \"Get item\", \"x-leeway-summary\": [\"Returns an item.\"],"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "The id of an item.")]
    [InlineData("\"x-leeway-summary\": \"The id of this item.\",", "The id of this item.")]
    [InlineData("\"x-leeway-summary\": \"The id of this item.\", \"description\": \"Its id.\",", "Its id.")]
    public void ParameterShouldHaveItsMostSpecificMeaning(string extensions, string meaning) =>
        Assert.Contains($"<param name=\"id\">{meaning}</param>", Generate("", extensions), StringComparison.Ordinal);

    [Theory]
    [InlineData("findItems", "Use IOthersApi.FindItemsAsync instead.")]
    [InlineData("Others", "Use IOthersApi instead.")]
    [InlineData("another \\\"product\\\"", "Use another \\\"product\\\" instead.")]
    public void DeprecatedOperationShouldNameItsSuccessor(string successor, string sentence) => Assert.Contains(
        $"[global::System.Obsolete(\"Atlassian has deprecated this operation. {sentence}\")]",
        Generate($"\"deprecated\": true, \"x-leeway-successor\": \"{successor}\","),
        StringComparison.Ordinal);

    [Fact]
    public void ParameterShouldHaveItsDefaultAndItsDeprecation() =>
        Assert.Contains("<param name=\"size\">The default is <c>5</c>. Deprecated.</param>", Generate(""), StringComparison.Ordinal);

    [Fact]
    public void RemarksShouldHaveWhatTheNameAndTheSummaryDoNotSay()
    {
        string text = Generate("""
            "x-leeway-name": "FetchItem", "x-leeway-repeat": "never", "x-leeway-repeat-effect": "returns a <second> item", "deprecated": true, "x-leeway-successor": "Others",
            "security": [{ "oauth": ["read:item"] }], "x-atlassian-oauth2-scopes": [{ "scheme": "oauth", "state": "Current", "scopes": ["read:item"] }],
            """);

        Assert.Contains(
            "<remarks>Operation <c>getItem</c>. Scopes: <c>read:item</c>. The request is not sent again if its outcome is unknown: a second request returns a &lt;second&gt; item. Atlassian has deprecated this operation. Use IOthersApi instead.</remarks>",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DeprecatedOperationWithoutSuccessorShouldSaySo() => Assert.Contains(
        "[global::System.Obsolete(\"Atlassian has deprecated this operation.\")]", Generate("\"deprecated\": true,"), StringComparison.Ordinal);

    private static string Generate(string operation, string parameter = "")
    {
        Generation generation = Generation.Of(new DocumentInput(
            "/specs/acme.json",
            $$"""
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
              "x-leeway-parameters": { "id": "The id of an item.", "none": 1 },
              "paths": {
                "/items/{id}": { "get": { "operationId": "getItem", "tags": ["Items"], {{operation}}
                  "parameters": [ { "name": "id", "in": "path", "required": true, {{parameter}} "schema": { "type": "string" } },
                    { "name": "size", "in": "query", "deprecated": true, "schema": { "type": "integer", "default": 5 } } ],
                  "responses": { "204": { "description": "" } } } },
                "/items": { "get": { "operationId": "findItems", "tags": ["Others"], "responses": { "204": { "description": "" } } } } } }
            """) { Server = "site" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        return EmittedText.Unwrap(string.Concat(generation.Sources.Values));
    }
}
