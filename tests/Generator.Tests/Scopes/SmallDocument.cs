using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Scopes;

/// <summary>A document whose operations list their scopes in every possible form, and programs that call them.</summary>
internal static class SmallDocument
{
    private const string Text = """
        {
          "openapi": "3.0.1",
          "info": {"title": "Shop", "version": "1"},
          "paths": {
            "/rest/api/3/issue": {
              "get": {"operationId": "getIssue", "tags": ["Issues"], "security": [{"OAuth2": ["read:work"]}], "responses": {"204": {"description": ""}},
                "x-atlassian-oauth2-scopes": [{"state": "Beta", "scopes": ["read:issue:shop", "read:field:shop"]}, {"state": "Current", "scopes": ["read:work"]}]},
              "post": {"operationId": "createIssue", "tags": ["Issues"], "security": [{"OAuth2": ["read:work", "write:work"]}], "responses": {"204": {"description": ""}},
                "x-atlassian-oauth2-scopes": [{"state": "Current", "scopes": ["write:work", "read:work"]}, {"state": "Beta", "scopes": ["write:issue:shop"]}]}
            },
            "/rest/api/3/issues": {
              "get": {"operationId": "getIssues", "tags": ["Issues"], "security": [{"OAuth2": ["read:work"]}],
                "parameters": [{"name": "startAt", "in": "query", "schema": {"type": "integer"}}, {"name": "jql", "in": "query", "x-leeway-type": "jql", "schema": {"type": "string"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {
                  "values": {"type": "array", "items": {"type": "string"}}, "isLast": {"type": "boolean"}, "startAt": {"type": "integer"}}}}}}}}
            },
            "/rest/api/3/board": {
              "get": {"operationId": "getBoard", "tags": ["Boards"], "security": [{"OAuth2": ["read:board:shop", "read:issue:shop"]}], "responses": {"204": {"description": ""}}}
            },
            "/rest/api/3/board/name": {
              "get": {"operationId": "getName", "tags": ["Boards"], "security": [{"OAuth2": ["read:board:shop"]}], "responses": {"204": {"description": ""}}}
            },
            "/rest/api/3/file/name": {
              "get": {"operationId": "getName", "tags": ["Files"], "security": [{"OAuth2": ["readonly:file:shop"]}], "responses": {"204": {"description": ""}},
                "x-atlassian-oauth2-scopes": [{"state": "Current", "scopes": ["readonly:file:shop"]}, {"state": "Beta", "scopes": ["read:file:shop"]}]}
            },
            "/rest/api/3/modification": {
              "get": {"operationId": "getModification", "tags": ["Files"], "security": [{"OAuth2": ["read:work"]}, {}], "responses": {"204": {"description": ""}},
                "x-atlassian-oauth2-scopes": [{"state": "Current", "scopes": ["read:work"]}, {"state": "Beta", "scopes": ["read:work", "read:data:shop"]}]}
            },
            "/rest/api/3/task": {
              "get": {"operationId": "getTask", "tags": ["Tasks"], "security": [{"OAuth2": ["read:task:shop"]}], "x-leeway-task": {"id": "id", "status": "status"},
                "parameters": [{"name": "id", "in": "query", "required": true, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"status": {"type": "string"}}}}}}}}
            },
            "/rest/api/3/info": {
              "get": {"operationId": "getInfo", "tags": ["Files"], "security": [{"OAuth2": []}], "responses": {"204": {"description": ""}}}
            }
          }
        }
        """;

    public static DocumentInput Input { get; } = new("/documents/shop.json", Text) { Namespace = "Leeway.Shop" };

    /// <summary>Runs the generator in a project with a method that consists of the statements.</summary>
    /// <param name="statements">The statements, which may use <c>shop</c>.</param>
    /// <param name="declaration">Assembly attributes.</param>
    /// <param name="scopes">The MSBuild property.</param>
    public static Generation Calling(string statements, string declaration = "", string? scopes = null) =>
        Generation.OfProgram(Program(statements, declaration), scopes, [], Input);

    public static string Program(string statements, string declaration) => $$"""
        using System;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Leeway;
        using Leeway.Shop;

        {{declaration}}

        internal static class Program
        {
            public static async Task RunAsync(IShopClient shop)
            {
                await Task.CompletedTask;
                {{statements}}
            }
        }
        """;
}
