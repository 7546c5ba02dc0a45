using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>The operations that the simulator knows, those that it serves, and what it records about calls.</summary>
public sealed class OperationListTests : IDisposable
{
    private const string ListStart = "<!-- The operations that the simulator serves. OperationListTests writes them with LEEWAY_ACCEPT=1. -->\n";
    private const string ListEnd = "<!-- The end of the operations. -->";

    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch"];

    /// <summary>The documents, with what precedes their paths at the gateway.</summary>
    private static readonly (string Name, string Prefix)[] s_documents =
    [
        ("assets", "/jsm/assets/workspace/{workspaceId}/v1"), ("bitbucket", "/2.0"), ("confluence", "/wiki/api/v2"), ("confluence-v1", ""), ("jira", ""),
        ("jira-service-management", ""), ("jira-software", ""),
    ];

    private readonly SimulatorVisitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public void KnownOperationsShouldBeThoseOfTheDocuments()
    {
        StringBuilder expected = new();
        foreach ((string name, string prefix) in s_documents)
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "specs", $"{name}.json")));
            IEnumerable<string[]> rows =
                from path in document.RootElement.GetProperty("paths").EnumerateObject()
                from method in path.Value.EnumerateObject()
                where s_methods.Contains(method.Name)
                let route = prefix + path.Name
                orderby route, method.Name.ToUpperInvariant()
                select (string[])[name, method.Name.ToUpperInvariant(), route, method.Value.GetProperty("operationId").GetString()!, ReadScopes(name, method.Value)];
            foreach (string[] row in rows.OrderBy(static row => row[2], StringComparer.Ordinal).ThenBy(static row => row[1], StringComparer.Ordinal))
            {
                expected.Append(string.Join('\t', row).TrimEnd()).Append('\n');
            }
        }

        AssertFile("runtime/Leeway.Simulator/Operations/operations.txt", expected.ToString());
    }

    [Fact]
    public void GuideShouldListTheServedOperations()
    {
        StringBuilder table = new("\n| document | operation | method and path |\n|---|---|---|\n");
        foreach (SimulatedOperation operation in AtlassianSimulator.ServedOperations)
        {
            table.Append($"| {operation.Document} | `{operation.Id}` | `{operation.Method} {operation.Path}` |\n");
        }

        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/testing.md"));
        int start = guide.IndexOf(ListStart, StringComparison.Ordinal) + ListStart.Length;
        int end = guide.IndexOf(ListEnd, StringComparison.Ordinal);
        AssertFile("docs/testing.md", $"{guide[..start]}{table}\n{guide[end..]}");
    }

    [Fact]
    public async Task EveryServedOperationShouldBeServed()
    {
        _visitor.SignIn(string.Join(' ', AtlassianSimulator.ServedOperations.SelectMany(static operation => operation.Scopes).Distinct()) + " read:confluence-content.all offline_access");
        foreach (SimulatedOperation operation in AtlassianSimulator.ServedOperations.Where(static operation => operation.Document != "bitbucket"))
        {
            string product = operation.Document.StartsWith("confluence", StringComparison.Ordinal) ? "confluence" : "jira";
            string path = string.Join('/', operation.Path.Split('/').Select(static segment => segment.StartsWith('{') ? "0" : segment));
            using HttpResponseMessage response = await _visitor.SendAsync($"/ex/{product}/{_visitor.CloudId}{path}", new HttpMethod(operation.Method));
            Assert.True(response.StatusCode is not (HttpStatusCode.NotImplemented or HttpStatusCode.Unauthorized), $"{operation}: {response.StatusCode}");
            Assert.Equal(operation.Id, _visitor.Simulator.Requests[^1].Operation!.Id);
        }
    }

    [Theory]
    [InlineData("jira", "/rest/api/3/dashboard", "getAllDashboards")]
    [InlineData("jira", "/rest/agile/1.0/board", "getAllBoards")]
    [InlineData("confluence", "/wiki/api/v2/blogposts", "getBlogPosts")]
    public async Task OtherKnownOperationShouldNotBeImplemented(string product, string path, string operationId)
    {
        _visitor.SignIn("read:jira-work read:board-scope:jira-software read:project:jira read:page:confluence offline_access");
        using HttpResponseMessage response = await _visitor.SendAsync($"/ex/{product}/{_visitor.CloudId}{path}");
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal(operationId, (string?)body["operationId"]);
        Assert.StartsWith($"The simulator does not serve the operation '{operationId}' (GET {path}). ", (string)body["errorMessages"]![0]!, StringComparison.Ordinal);
        Assert.Contains("leeway simulate --list", (string)body["errorMessages"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownRouteShouldNotBeFound()
    {
        using HttpResponseMessage response = await _visitor.JiraAsync("/rest/api/3/coffee");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(_visitor.Simulator.Requests[^1].Operation);
    }

    [Fact]
    public async Task RequestsShouldNameTheOperationAndTheStatus()
    {
        List<string> completed = [];
        _visitor.Simulator.RequestCompleted += (_, request) => completed.Add($"{request.Method} {request.Path} {request.Status} {request.Operation?.Id}");
        _visitor.Simulator.Faults.AddForOperation(Fault.DropAfterCommit, "DELETE", "/rest/api/3/issue/{issueIdOrKey}");
        string site = $"/ex/jira/{_visitor.CloudId}";

        await _visitor.CallJiraAsync(HttpMethod.Get, "/rest/api/3/issue/DEMO-1");
        await _visitor.CallJiraAsync(HttpMethod.Get, "/rest/api/3/issue/NONE-1");
        await Assert.ThrowsAsync<HttpRequestException>(() => _visitor.CallJiraAsync(HttpMethod.Delete, "/rest/api/3/issue/DEMO-1"));

        Assert.Equal(
            [$"GET {site}/rest/api/3/issue/DEMO-1 200 getIssue", $"GET {site}/rest/api/3/issue/NONE-1 404 getIssue", $"DELETE {site}/rest/api/3/issue/DEMO-1  deleteIssue"],
            completed);
        SimulatedRequest last = _visitor.Simulator.Requests[^1];
        Assert.Equal($"DELETE Gateway{site}/rest/api/3/issue/DEMO-1 (deleteIssue)", last.ToString());
        Assert.Null(last.Status);
    }

    private static string ReadScopes(string document, JsonElement operation)
    {
        if (document == "bitbucket" || !operation.TryGetProperty("security", out JsonElement alternatives))
        {
            return "";
        }

        IEnumerable<string> scopes =
            from alternative in alternatives.EnumerateArray()
            from scheme in alternative.EnumerateObject()
            where scheme.Name.Contains("oauth", StringComparison.OrdinalIgnoreCase)
            select string.Join(' ', scheme.Value.EnumerateArray().Select(static scope => scope.GetString()));
        return scopes.FirstOrDefault() ?? "";
    }

    private static void AssertFile(string path, string expected)
    {
        string file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("LEEWAY_ACCEPT") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.True(File.ReadAllText(file) == expected, $"{path} is not up to date. Run this test with LEEWAY_ACCEPT=1, which writes it.");
    }
}
