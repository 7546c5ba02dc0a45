using System.Text;
using Leeway.Cli.Dev.Specs;

namespace Leeway.Cli.Tests.Specs;

public sealed class TrimTests
{
    [Fact]
    public void TrimmingShouldKeepFactsAndDropProse()
    {
        string trimmed = Trim("""
            {
              "openapi": "3.0.1",
              "externalDocs": {"url": "https://example.org"},
              "x-atlassian-narrative": {"documents": []},
              "info": {"title": "T", "version": "1", "description": "Prose."},
              "tags": [{"name": "Things", "description": "Prose."}],
              "paths": {
                "/things/{id}": {
                  "get": {
                    "summary": "Prose.", "description": "Prose.", "operationId": "getThing", "x-leeway-name": "FindThing", "tags": ["Things"], "deprecated": false,
                    "x-experimental": true, "x-atlassian-connect-scope": "READ",
                    "x-atlassian-oauth2-scopes": [{"state": "Current", "scheme": "OAuth2", "scopes": ["read:thing"]}],
                    "security": [{"OAuth2": ["read:thing"]}, {}],
                    "parameters": [{"schema": {"type": "string", "example": "7"}, "required": true, "in": "path", "name": "id", "description": "Prose."}, {"schema": {"type": "string"}, "x-leeway-type": "jql", "in": "query", "name": "jql"}],
                    "responses": {
                      "404": {"description": "Prose.", "content": {}},
                      "200": {"description": "Prose.", "content": {"application/json": {"example": "{}", "schema": {"$ref": "#/components/schemas/Thing", "description": "Prose."}}}}
                    }
                  }
                }
              },
              "components": {
                "schemas": {
                  "Thing": {
                    "description": "Prose.", "x-leeway-name": "Item", "type": "object", "xml": {"name": "thing"}, "additionalProperties": {},
                    "properties": {
                      "example": {"type": "string", "readOnly": true, "description": "Prose.", "x-leeway-type": "adf-if:a=b", "x-leeway-null": "clears", "x-other": 1},
                      "description": {"format": "int64", "type": "integer", "nullable": false, "default": 1.50}
                    }
                  }
                }
              }
            }
            """);

        Assert.Equal(
            """
            {
              "openapi": "3.0.1",
              "info": {"title": "T", "version": "1"},
              "tags": [{"name": "Things"}],
              "paths": {
                "/things/{id}": {
                  "get": {
                    "operationId": "getThing",
                    "x-leeway-name": "FindThing",
                    "tags": ["Things"],
                    "x-experimental": true,
                    "security": [{"OAuth2": ["read:thing"]}, {}],
                    "x-atlassian-oauth2-scopes": [{"scheme": "OAuth2", "state": "Current", "scopes": ["read:thing"]}],
                    "parameters": [
                      {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                      {"name": "jql", "in": "query", "x-leeway-type": "jql", "schema": {"type": "string"}}
                    ],
                    "responses": {
                      "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                      "404": {"description": ""}
                    }
                  }
                }
              },
              "components": {
                "schemas": {
                  "Thing": {
                    "type": "object",
                    "x-leeway-name": "Item",
                    "properties": {
                      "example": {"type": "string", "readOnly": true, "x-leeway-null": "clears", "x-leeway-type": "adf-if:a=b"},
                      "description": {"type": "integer", "format": "int64", "default": 1.50}
                    },
                    "additionalProperties": {}
                  }
                }
              }
            }

            """.ReplaceLineEndings("\n"),
            trimmed);
    }

    [Fact]
    public void ServersShouldBeKeptOnTheDocumentPathsAndOperations()
    {
        string trimmed = Trim("""
            {
              "openapi": "3.0.1", "info": {"title": "T", "version": "1"},
              "servers": [{"description": "Prose.", "url": "https://api.example/{region}", "variables": {"region": {"description": "Prose.", "default": "eu", "enum": ["eu", "us"]}}}],
              "paths": {
                "/a": {
                  "get": {"responses": {}, "servers": [{"url": "https://files.example"}]},
                  "servers": [{"url": "https://other.example", "description": "Prose."}]
                }
              },
              "components": {"links": {}, "callbacks": {"c": {}}}
            }
            """);

        Assert.Equal(
            """
            {
              "openapi": "3.0.1",
              "info": {"title": "T", "version": "1"},
              "servers": [{"url": "https://api.example/{region}", "variables": {"region": {"enum": ["eu", "us"], "default": "eu"}}}],
              "paths": {"/a": {"servers": [{"url": "https://other.example"}], "get": {"servers": [{"url": "https://files.example"}], "responses": {}}}},
              "components": {}
            }

            """.ReplaceLineEndings("\n"),
            trimmed);
    }

    [Fact]
    public void TrimmingATrimmedDocumentShouldChangeNothing()
    {
        foreach (string path in CommittedDocument.Paths)
        {
            byte[] committed = File.ReadAllBytes(path);

            Assert.Equal(committed, Trimming.Trim(committed, path));
        }
    }

    [Theory]
    [InlineData("\"clear\"")]
    [InlineData("true")]
    public void AnUnknownNullRuleShouldBeAnErrorThatNamesItsPlaceAndTheRules(string rule)
    {
        InputException error = Assert.Throws<InputException>(() => Trim(
            """{"openapi": "3.0.1", "info": {}, "paths": {}, "components": {"schemas": {"A": {"properties": {"b": {"x-leeway-null": """ + rule + "}}}}}}"));

        Assert.Contains("schemas.A.properties.b.x-leeway-null", error.Message, StringComparison.Ordinal);
        Assert.Contains("clears", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownQueryLanguageShouldBeAnErrorThatNamesItsPlaceAndTheLanguages()
    {
        InputException error = Assert.Throws<InputException>(() => Trim(
            """{"openapi": "3.0.1", "info": {}, "paths": {"/a": {"parameters": [{"name": "aql", "in": "query", "x-leeway-type": "aql"}]}}}"""));

        Assert.Contains("parameters[0].x-leeway-type", error.Message, StringComparison.Ordinal);
        Assert.Contains("jql, cql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownKeywordShouldBeAnErrorThatNamesItsPlace()
    {
        InputException error = Assert.Throws<InputException>(() => Trim(
            """{"openapi": "3.0.1", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"responses": {}, "callbacks": {}}}}}"""));

        Assert.Contains("callbacks", error.Message, StringComparison.Ordinal);
        Assert.Contains("/a", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("""{"openapi": "3.1.0", "info": {}, "paths": {}}""")]
    [InlineData("""{"swagger": "2.0"}""")]
    [InlineData("""{"openapi": "3.0.1", "paths": []}""")]
    [InlineData("""{"openapi": "3.0.1", "paths": {"/a": {"get": {"deprecated": "no"}}}}""")]
    [InlineData("""{"openapi": "3.0.1", "openapi": "3.0.1", "paths": {}}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"openapi": '3.0.1'}""")]
    [InlineData("openapi: 3.0.1")]
    [InlineData("")]
    public void TextThatIsNotAnOpenApiDocumentShouldBeReportedOnOneLine(string text)
    {
        InputException error = Assert.Throws<InputException>(() => Trim(text));

        Assert.Contains("document.json", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static string Trim(string text)
    {
        return Encoding.UTF8.GetString(Trimming.Trim(Encoding.UTF8.GetBytes(text), "document.json"));
    }
}
