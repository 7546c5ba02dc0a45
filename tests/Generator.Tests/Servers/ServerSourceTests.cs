using System.Net;
using System.Reflection;
using System.Text;
using Leeway.Generator.Tests.Driving;
using Leeway.Generator.Tests.Emission;
using Refit;

namespace Leeway.Generator.Tests.Servers;

/// <summary>Checks the complete generated text for documents whose servers are not sites.</summary>
public class ServerSourceTests
{
    /// <summary>A host with a login of its own.</summary>
    private const string Repositories = """
        { "openapi": "3.0.0", "info": { "title": "t", "version": "2.0" }, "servers": [{ "url": "https://api.bitbucket.org/2.0" }],
          "paths": {
            "/repositories/{workspace}": {
              "parameters": [{ "name": "workspace", "in": "path", "required": true, "schema": { "type": "string" } }],
              "get": { "tags": ["Repositories"], "security": [{ "oauth2": ["repository"] }],
                "parameters": [{ "name": "role", "in": "query", "schema": { "type": "string" } }],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/repository" } } } } } } },
            "/user": { "get": { "tags": ["Users"], "operationId": "getUser", "responses": { "204": { "description": "" } } } } },
          "components": { "schemas": { "repository": { "type": "object", "properties": { "name": { "type": "string" } } } } } }
        """;

    /// <summary>An address at the gateway with ids that the runtime finds, and operations without tags.</summary>
    private const string Objects = """
        { "openapi": "3.0.0", "info": { "title": "t", "version": "1" },
          "servers": [{ "url": "https://api.atlassian.com/ex/jira/{cloudId}/jsm/assets/workspace/{workspaceId}/v1", "variables": { "workspaceId": { "default": "workspaceId" } } }],
          "paths": {
            "/object/{id}": { "get": { "operationId": "Object find",
              "security": [{ "oAuthDefinitions": ["read:cmdb-object:jira"] }],
              "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
              "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object", "title": "Object", "properties": { "label": { "type": "string" } } } } } } } } },
            "/objectschema/list": { "get": { "operationId": "Objectschema list", "responses": { "204": { "description": "" } } } } } }
        """;

    /// <summary>An address at the gateway without a site, and operations with different addresses at it.</summary>
    private const string Organization = """
        { "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "servers": [{ "url": "https://api.atlassian.com/admin" }],
          "paths": {
            "/v1/orgs/{orgId}": { "get": { "tags": ["Orgs"], "operationId": "getOrg", "responses": { "204": { "description": "" } } } },
            "/ops/{cloudId}/v1/orgs": { "get": { "tags": ["Orgs"], "operationId": "server", "responses": { "204": { "description": "" } } } } } }
        """;

    /// <summary>Another vendor's host in a region that the project chooses.</summary>
    private const string Rockets = """
        { "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
          "servers": [{ "url": "http://localhost:8080" }, { "url": "https://{region}.acme.example/{version}",
            "variables": { "region": { "enum": ["eu", "us"], "default": "eu" }, "version": { "default": "v1" } } }],
          "paths": {
            "/rockets/{id}": { "delete": { "operationId": "deleteRocket", "responses": { "204": { "description": "" } } } } } }
        """;

    [Theory]
    [InlineData("bitbucket", Repositories, null, "bitbucket")]
    [InlineData("assets", Objects, null, null)]
    [InlineData("organization", Organization, null, null)]
    [InlineData("acme", Rockets, "region=us", "acme")]
    public void GeneratedTextShouldBeApproved(string name, string document, string? variables, string? login)
    {
        Generation generation = Generation.Of(new DocumentInput($"/specs/{name}.json", document) { ServerVariables = variables, Login = login });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        var text = new StringBuilder();
        foreach ((string file, string source) in generation.Sources.OrderBy(static s => s.Key, StringComparer.Ordinal).Where(static s => s.Key.StartsWith("Leeway.", StringComparison.Ordinal)))
        {
            text.Append("// ==== ").Append(file).Append('\n').Append(source);
        }

        Snapshot.Match(text.ToString(), "Generator.Tests/Servers", name);
    }

    /// <summary>The base address of a plain <see cref="HttpClient"/> is the address of the server.</summary>
    [Fact]
    public async Task RefitShouldCallRoutesBelowTheBaseAddress()
    {
        using var image = new MemoryStream();
        Generation generation = Generation.Of(new DocumentInput("/specs/bitbucket.json", Repositories));
        Assert.True(generation.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        Type users = Assembly.Load(image.ToArray()).GetType("Leeway.Bitbucket.IUsersApi", throwOnError: true)!;
        var handler = new RecordingHandler(HttpStatusCode.NoContent, "");
        using var http = new HttpClient(handler) { BaseAddress = new Uri("https://api.bitbucket.org/2.0") };

        await (Task)users.GetMethod("GetUserAsync")!.Invoke(RestService.ForGenerated(users, http, new RefitSettings()), [CancellationToken.None])!;

        Assert.StartsWith("GET https://api.bitbucket.org/2.0/user\n", Assert.Single(handler.Requests), StringComparison.Ordinal);
    }
}
