using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Servers;

/// <summary>Checks where the operations of a document are called.</summary>
public class ServerTests
{
    private const string Assets = """
        [{ "url": "https://api.atlassian.com/ex/jira/{cloudId}/jsm/assets/workspace/{workspaceId}/v1",
           "variables": { "workspaceId": { "default": "workspaceId" }, "version": { "default": "version" } } }]
        """;

    private const string Automation = """
        [{ "url": "https://api.atlassian.com/automation/public/{product}/{cloudid}/", "variables": { "product": { "enum": ["jira", "confluence"], "default": "jira" }, "cloudid": { "default": "none" } } },
         { "url": "https://{siteurl}/gateway/api/automation/public/{product}/{cloudid}/" }]
        """;

    private const string Regional = """
        [{ "url": "https://{region}.acme.example/{version}", "variables": { "region": { "enum": ["eu", "us"], "default": "eu" }, "version": { "default": "v1" } } }]
        """;

    [Theory]
    [InlineData("https://api.bitbucket.org/2.0", "/repositories/{workspace}", "https://api.bitbucket.org/2.0 /repositories/{workspace} workspace")]
    [InlineData("https://api.atlassian.com/", "/scim/directory/{directoryId}", "https://api.atlassian.com /scim/directory/{directoryId} directoryId")]
    [InlineData("https://api.atlassian.com/jsm/ops/", "/api/{cloudId}/v1/alerts/{id}", "https://api.atlassian.com/jsm/ops/api/{cloudId} /v1/alerts/{id} id")]
    [InlineData("https://api.atlassian.com", "/jsm/assets/workspace/{workspaceId}/v1/object/{id}", "https://api.atlassian.com/jsm/assets/workspace/{workspaceId} /v1/object/{id} id")]
    [InlineData("https://api.atlassian.com/ex/jira", "/{cloud_id}/a/{cloudid}/b", "https://api.atlassian.com/ex/jira/{cloudId} /a/{cloudid}/b cloudid")]
    [InlineData("https://api.atlassian.com/admin", "/v1/orgs/{orgId}/sites/{cloudId}/users", "https://api.atlassian.com/admin /v1/orgs/{orgId}/sites/{cloudId}/users orgId cloudId")]
    [InlineData("https://api.atlassian.com/admin", "/v1/sites/{cloudId}", "https://api.atlassian.com/admin /v1/sites/{cloudId} cloudId")]
    [InlineData("https://api.atlassian.com/admin", "/v1/workspaces/{workspaceId}/users", "https://api.atlassian.com/admin /v1/workspaces/{workspaceId}/users workspaceId")]
    [InlineData("https://api.acme.example", "/{cloudId}/rockets", "https://api.acme.example /{cloudId}/rockets cloudId")]
    [InlineData("HTTPS://API.Acme.Example:443/V1/", "/a", "https://api.acme.example/V1 /a")]
    [InlineData("https://api.acme.example:8443/v1", "/a", "https://api.acme.example:8443/v1 /a")]
    [InlineData("https://api.atlassian.com:8443", "/{cloudId}/a", "https://api.atlassian.com:8443 /{cloudId}/a cloudId")]
    [InlineData("https://api.atlassian.com.evil.example", "/{cloudId}/a", "https://api.atlassian.com.evil.example /{cloudId}/a cloudId")]
    [InlineData("https://10.0.0.1/v1", "/a", "https://10.0.0.1/v1 /a")]
    [InlineData("https://xn--bcher-kva.example", "/a", "https://xn--bcher-kva.example /a")]
    [InlineData("https://your-domain.atlassian.net", "/rest/api/3/issue/{id}", "site /rest/api/3/issue/{id} id")]
    [InlineData("https://your-domain.atlassian.net/rest/", "/a", "site /rest/a")]
    [InlineData("https://{your-domain}.atlassian.net/wiki", "/a", "site /wiki/a")]
    [InlineData("https://{your-domain}/wiki/api/v2", "/pages", "site /wiki/api/v2/pages")]
    [InlineData("//your-domain.atlassian.net", "/wiki/rest/api/content", "site /wiki/rest/api/content")]
    [InlineData("https://evil.your-domain.atlassian.net", "/a", "https://evil.your-domain.atlassian.net /a")]
    [InlineData("/", "/rest/acme/1/rocket", "site /rest/acme/1/rocket")]
    [InlineData("/rest/acme/1", "/rocket", "site /rest/acme/1/rocket")]
    [InlineData("", "/wiki/rockets", "site /wiki/rockets")]
    public void ServerShouldBeCalledAsWritten(string url, string path, string place) =>
        Assert.Equal(place, Assert.Single(Places(ServedDocument.Of(ServedDocument.Server(url), path))));

    [Theory]
    [InlineData(Assets, "https://api.atlassian.com/ex/jira/{cloudId}/jsm/assets/workspace/{workspaceId}/v1 /a")]
    [InlineData(Automation, "https://api.atlassian.com/automation/public/jira/{cloudId} /a")]
    [InlineData(Regional, "https://eu.acme.example/v1 /a")]
    [InlineData("""[{ "url": "http://acme.example" }, { "url": "https://acme.example/2" }, { "url": "https://acme.example/3" }]""", "https://acme.example/2 /a")]
    [InlineData("""[7, { "url": 7 }, null, { "url": "https://acme.example", "variables": { "x": 7, "y": { "default": 7, "enum": "z" } } }]""", "https://acme.example /a")]
    public void FirstServerThatCanBeCalledShouldBeUsed(string servers, string place) =>
        Assert.Equal(place, Assert.Single(Places(ServedDocument.Of(servers, "/a"))));

    [Theory]
    [InlineData(null, "the document has no servers. Set Server=\"https://...\" on the AtlassianApi item, or Server=\"site\" if the API belongs to an Atlassian site.")]
    [InlineData("/v1", "the server '/v1' has no host. Set Server=\"https://...\" on the AtlassianApi item, or")]
    [InlineData("v1", "the server 'v1' has no host.")]
    [InlineData("//acme.example", "the server '//acme.example' does not begin with https://.")]
    [InlineData("http://acme.example", "the server 'http://acme.example' is not https.")]
    [InlineData("http://localhost:8080", "is not https.")]
    [InlineData("wss://acme.example", "is not https.")]
    [InlineData("https://api.atlassian.com@evil.example", "has a user name before its host.")]
    [InlineData("https://user:password@acme.example", "has a user name before its host.")]
    [InlineData("https://acme.example?x=/", "has a query or a fragment.")]
    [InlineData("https://acme.example/a?x", "has a query or a fragment.")]
    [InlineData("https://acme.example/a#x", "has a query or a fragment.")]
    [InlineData("https://acme.example:0", "has a port that is not a number from 1 to 65535.")]
    [InlineData("https://acme.example:65536", "has a port that is not a number from 1 to 65535.")]
    [InlineData("https://acme.example:", "has a port that is not a number from 1 to 65535.")]
    [InlineData("https://acme.example./", "has a host that is not a name of ASCII letters")]
    [InlineData("https://acme\\.example/", "has a host that is not a name of ASCII letters")]
    [InlineData("https:///a", "has a host that is not a name of ASCII letters")]
    [InlineData("https://ａcme.example", "has a host that is not a name of ASCII letters")]
    [InlineData("https://%61cme.example", "has a host that is not a name of ASCII letters")]
    [InlineData("https://2130706433", "has a host that is not a name of ASCII letters")]
    [InlineData("https://acme.0x7f", "has a host that is not a name of ASCII letters")]
    [InlineData("https://127.1", "has a host that is not a name of ASCII letters")]
    [InlineData("https://[::1]", "has a host that is not a name of ASCII letters")]
    [InlineData("https://acme.example/a//b", "has a path with an empty segment, a dot segment, or a character that must be encoded.")]
    [InlineData("https://acme.example/../b", "has a path with an empty segment, a dot segment")]
    [InlineData("https://acme.example/%2e%2e/b", "has a path with an empty segment, a dot segment")]
    [InlineData("https://acme.example/a b", "has a path with an empty segment, a dot segment")]
    [InlineData("https://acme.example/{a", "has braces that are not those of a variable.")]
    [InlineData("https://acme.example/a}", "has braces that are not those of a variable.")]
    [InlineData("https://{}.example", "has braces that are not those of a variable.")]
    [InlineData("https://{host}/v1", "has no value for its host, the variable 'host'. Set ServerVariables=\"host=...\" on the AtlassianApi item.")]
    [InlineData("https://{tenant}.acme.example/v1", "has no value for the variable 'tenant'. Set ServerVariables=\"tenant=...\" on the AtlassianApi item.")]
    [InlineData("https://api.atlassian.com/{orgId}", "has no value for the variable 'orgId'.")]
    [InlineData("https://acme.example/{cloudId}", "has no value for the variable 'cloudId'.")]
    [InlineData("https://api.atlassian.com/x{cloudId}/v1", "has no value for the variable 'cloudId'.")]
    [InlineData("https://api.atlassian.com/{cloudId}/{cloudId}", "has no value for the variable 'cloudId'.")]
    [InlineData("https://api.atlassian.com/w/{workspaceId}/v1", "has no value for the variable 'workspaceId'.")]
    public void ServerThatCannotBeCalledShouldBeReportedAtTheProject(string? url, string message)
    {
        Generation generation = Generation.Of(ServedDocument.Of(url is null ? null : ServedDocument.Server(url), "/a", "/b"));

        AssertReported(generation, "LEE0012", DiagnosticSeverity.Error, message);
        Assert.Empty(ServedDocument.Operations(generation));
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("\"default\": \"none\"", "")]
    [InlineData("\"default\": \"No-Default\"", "")]
    [InlineData("\"default\": \"\"", "")]
    [InlineData("\"default\": \"region\"", "")]
    [InlineData("\"default\": \"your-region\"", "")]
    [InlineData("\"default\": \"eu\", \"enum\": [\"us\", \"au\"]", ", with one of us, au")]
    public void PlaceholderShouldNotBeAValue(string facts, string values) => AssertReported(
        Generation.Of(ServedDocument.Of($$"""[{ "url": "https://acme.example/{region}", "variables": { "region": { {{facts}} } } }]""", "/a")),
        "LEE0012",
        DiagnosticSeverity.Error,
        "has no value for the variable 'region'. Set ServerVariables=\"region=...\" on the AtlassianApi item" + values + ".");

    /// <summary>The parts of an address are found before its variables are replaced.</summary>
    [Theory]
    [InlineData("https://{x}.acme.example/v1", "evil.example/")]
    [InlineData("https://{x}.acme.example/v1", "evil.example?")]
    [InlineData("https://{x}.acme.example/v1", "evil.example#")]
    [InlineData("https://{x}.acme.example/v1", "a@evil.example:443/")]
    [InlineData("https://{x}.acme.example/v1", "{y}")]
    [InlineData("https://acme.example{x}", "@evil.example")]
    [InlineData("{x}://acme.example", "https://evil.example/https")]
    [InlineData("{x}", "https://evil.example")]
    [InlineData("https://acme.example/{x}/v1", "../..")]
    [InlineData("https://api.atlassian.com/{x}", "{cloudId}")]
    public void ValueShouldNotMoveTheParts(string url, string value)
    {
        JsonArray servers = [new JsonObject { ["url"] = url, ["variables"] = new JsonObject { ["x"] = new JsonObject { ["default"] = value }, ["y"] = new JsonObject { ["default"] = "y" } } }];
        AssertReported(Generation.Of(ServedDocument.Of(servers.ToJsonString(), "/a")), "LEE0012", DiagnosticSeverity.Error, url);
    }

    [Theory]
    [InlineData("https://acme.example/v2", null, "https://acme.example/v2 /a")]
    [InlineData("https://{region}.acme.example/v2", "region=us", "https://us.acme.example/v2 /a")]
    [InlineData("https://{region}.acme.example/{version}", "region=us", "https://us.acme.example/v1 /a")]
    [InlineData("https://api.atlassian.com/ex/jira/{cloudId}/acme", null, "https://api.atlassian.com/ex/jira/{cloudId}/acme /a")]
    [InlineData("https://api.atlassian.com/ex/jira/{cloudId}/acme", "cloudId=1", "https://api.atlassian.com/ex/jira/1/acme /a")]
    [InlineData("https://acme.atlassian.net/rest/acme", null, "site /rest/acme/a")]
    [InlineData("Site", null, "site /v1/a")]
    [InlineData(null, "region=us,version=2/beta", "https://us.acme.example/2/beta /a")]
    public void ProjectShouldReplaceTheServer(string? server, string? variables, string place) => Assert.Equal(
        [place, place[..^1] + "b"],
        Places(ServedDocument.Of(Regional, ("/a", null), ("/b", server is null ? null : ServedDocument.Server("https://other.example"))) with { Server = server, ServerVariables = variables }));

    [Theory]
    [InlineData("http://acme.example", null, null, "The value 'http://acme.example' of Server is not valid for the API 'acme'. Use an https address without a user name and a query, or 'site'; this one is not https.")]
    [InlineData("/rest/acme", null, null, "or 'site'; this one has no host.")]
    [InlineData("acme.example", null, null, "or 'site'; this one has no host.")]
    [InlineData("https://user @acme.example", null, null, "or 'site'; this one has a user name before its host.")]
    [InlineData("https://acme.example/ x", null, null, "or 'site'; this one has a path with an empty segment, a dot segment, or a character that must be encoded.")]
    [InlineData(null, "region", null, "The value 'region' of ServerVariables is not valid for the API 'acme'. Use name=value, once for each name.")]
    [InlineData(null, "=eu", null, "Use name=value, once for each name.")]
    [InlineData(null, "region=eu,region=us", null, "The value 'region=us' of ServerVariables")]
    [InlineData(null, "regoin=eu", null, "The value 'regoin=eu' of ServerVariables is not valid for the API 'acme'. Use the name of a variable that is in the address of the server.")]
    [InlineData(null, "region=de", null, "The value 'region=de' of ServerVariables is not valid for the API 'acme'. Use one of the values in the document: eu, us.")]
    [InlineData(null, null, "my login", "The value 'my login' of Login is not valid for the API 'acme'. Use the name of a registration in letters, digits, dots, hyphens and underscores.")]
    [InlineData(null, null, "a\", x); //", "of Login is not valid")]
    public void InvalidOptionShouldBeReportedAtTheProject(string? server, string? variables, string? login, string message) => AssertReported(
        Generation.Of(ServedDocument.Of(Regional, "/a") with { Server = server, ServerVariables = variables, Login = login }), "LEE0001", DiagnosticSeverity.Error, message);

    [Fact]
    public void VariableOfTheProjectsServerShouldNeedAValue() => AssertReported(
        Generation.Of(ServedDocument.Of(Regional, "/a") with { Server = "https://{tenant}.acme.example" }),
        "LEE0012",
        DiagnosticSeverity.Error,
        "the server 'https://{tenant}.acme.example' has no value for the variable 'tenant'. Set ServerVariables=\"tenant=...\" on the AtlassianApi item.");

    [Fact]
    public void ServersOfPathsAndOperationsShouldBeUsed()
    {
        JsonObject document = JsonNode.Parse(ServedDocument.Of(
            ServedDocument.Server("https://acme.example/v1"), ("/a", null), ("/b", ServedDocument.Server("https://acme.example/v2")), ("/c", null), ("/d", "[]"), ("/e", "7")).Text)!.AsObject();
        document["paths"]!["/b"]!["servers"] = JsonNode.Parse(ServedDocument.Server("https://acme.example/v3"));
        document["paths"]!["/c"]!["servers"] = JsonNode.Parse(ServedDocument.Server("https://acme.example/v3"));
        document["openapi"] = "3.1.0";
        document["components"] = new JsonObject { ["pathItems"] = new JsonObject { ["F"] = document["paths"]!["/c"]!.DeepClone() } };
        document["components"]!["pathItems"]!["F"]!["servers"]!.AsArray().Insert(0, 7);
        document["paths"]!["/f"] = new JsonObject { ["$ref"] = "#/components/pathItems/F" };

        Assert.Equal(
            ["https://acme.example/v1 /a", "https://acme.example/v2 /b", "https://acme.example/v3 /c", "https://acme.example/v1 /d", "https://acme.example/v1 /e", "https://acme.example/v3 /f"],
            Places(new DocumentInput(ServedDocument.Path, document.ToJsonString())));
    }

    [Fact]
    public void SitesAndTheGatewayShouldShareAClient() => Assert.Equal(
        ["site /rest/a", "https://api.atlassian.com/ex/jira/{cloudId}/acme /b"],
        Places(ServedDocument.Of(
            ServedDocument.Server("https://your-domain.atlassian.net"), ("/rest/a", null), ("/b", ServedDocument.Server("https://api.atlassian.com/ex/jira/{cloudId}/acme")))));

    [Fact]
    public void OriginShouldBeThatOfTheOperationsIfTheDocumentHasNoServers() => Assert.Equal(
        ["https://acme.example /a"], Places(ServedDocument.Of(null, ("/a", ServedDocument.Server("https://acme.example")))));

    [Theory]
    [InlineData("https://files.acme.example/v1", "they are at https://files.acme.example, and the client is at https://acme.example. To call them, include a copy of the document with another Name and Server=\"https://files.acme.example/v1\".")]
    [InlineData("https://acme.example:8443", "they are at https://acme.example:8443, and the client is at https://acme.example.")]
    [InlineData("https://your-domain.atlassian.net", "they are at https://api.atlassian.com, and the client is at https://acme.example. To call them, include a copy of the document with another Name and Server=\"site\".")]
    [InlineData("https://api.atlassian.com/ex/jira/{cloudId}", "they are at https://api.atlassian.com,")]
    [InlineData("http://acme.example", "the server 'http://acme.example' is not https. Correct the server in the document.")]
    [InlineData("https://{x}.acme.example", "has no value for the variable 'x'. Set ServerVariables=\"x=...\" on the AtlassianApi item.")]
    public void OperationsAtAnotherOriginShouldBeReportedTogether(string url, string message)
    {
        DocumentInput document = ServedDocument.Of(
            ServedDocument.Server("https://acme.example"), [("/a", null), .. "bcdef".Select(c => ("/" + c, (string?)ServedDocument.Server(url)))]);
        Generation generation = Generation.Of(document);

        AssertReported(generation, "LEE0013", DiagnosticSeverity.Warning, "The operations GET /b, GET /c, GET /d and 2 more of the API 'acme' are not generated: ");
        AssertReported(generation, "LEE0013", DiagnosticSeverity.Warning, message);
        Assert.Equal(["https://acme.example /a"], ServedDocument.Places(generation));
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Empty(Generation.Of(document with { Operations = "get /a" }).Diagnostics);
        AssertReported(Generation.Of(document with { Operations = "get /a,get /c" }), "LEE0013", DiagnosticSeverity.Warning, "The operations GET /c of");
    }

    [Fact]
    public void ScopesOfOtherHostsShouldNotBeAskedOfAtlassian()
    {
        foreach ((string url, bool has) in new[] { ("https://acme.example", false), ("https://api.atlassian.com/x", true) })
        {
            DocumentInput document = ServedDocument.Of(ServedDocument.Server(url), "/a");
            string text = document.Text.Replace("\"operationId\"", "\"security\": [{ \"o\": [\"read:thing\"] }], \"operationId\"", StringComparison.Ordinal);
            Assert.Equal(has ? ["read:thing"] : [], Assert.Single(ServedDocument.Operations(Generation.Of(document with { Text = text }))).ClassicScopes);
        }
    }

    [Theory]
    [InlineData("/rest/api/latest/worklog/bulk", "worklog")]
    [InlineData("/public/v1/teams/{id}", "teams")]
    [InlineData("/api/{cloudId}/v2.1/Alerts", "Alerts")]
    [InlineData("/2.0/repositories/{workspace}", "repositories")]
    [InlineData("/object/{id}/history", "object")]
    [InlineData("/values/{id}", "values")]
    [InlineData("/{id}/v1", "Other")]
    [InlineData("/", "Other")]
    public void OperationsWithoutATagShouldBeGroupedByTheirResource(string path, string group)
    {
        Generation generation = Generation.Of(ServedDocument.Of(ServedDocument.Server("https://acme.example"), path));
        Assert.Equal(group, ((InterfaceShape)Assert.Single(generation.Reasons(StepNames.Interfaces)).Value).Tag);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void GroupShouldBeSelectedAsATagIs()
    {
        DocumentInput document = ServedDocument.Of(ServedDocument.Server("https://acme.example"), "/object/{id}", "/object/aql", "/icon/{id}") with { Tags = "Object" };
        Assert.Equal(["https://acme.example /object/aql", "https://acme.example /object/{id} id"], Places(document));
    }

    [Fact]
    public void ChangedServerShouldNotAffectTypesAndTheClient()
    {
        DocumentInput document = ServedDocument.Of(ServedDocument.Server("https://acme.example"), "/a");
        Generation second = Generation.Of(document).AfterChangeOf(document, document with { Server = "https://acme.example/v2" });
        Assert.Equal(IncrementalStepRunReason.Cached, Assert.Single(second.Reasons(StepNames.Documents)).Reason);
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(second.Reasons(StepNames.Interfaces)).Reason);
        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(second.Reasons(StepNames.Roots)).Reason);
    }

    private static IEnumerable<string> Places(DocumentInput document)
    {
        Generation generation = Generation.Of(document);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        return ServedDocument.Places(generation).OrderBy(static p => p[p.LastIndexOf('/')..], StringComparer.Ordinal);
    }

    private static void AssertReported(Generation generation, string id, DiagnosticSeverity severity, string message)
    {
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal((id, severity, DocumentOptions.ProjectPath), (diagnostic.Id, diagnostic.Severity, diagnostic.Location.GetLineSpan().Path));
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
