using System.Net;
using System.Text.Json.Nodes;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>The part of JQL that the simulator supports.</summary>
public sealed class JiraSearchTests : IDisposable
{
    private readonly SimulatorVisitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [InlineData("", "DEMO-1 DEMO-2 DEMO-3 OPS-1")]
    [InlineData("project = DEMO", "DEMO-1 DEMO-2 DEMO-3")]
    [InlineData("project in (DEMO, \"Operations\") and key != DEMO-2", "DEMO-1 DEMO-3 OPS-1")]
    [InlineData("key in (DEMO-3, demo-1) order by key desc", "DEMO-3 DEMO-1")]
    [InlineData("assignee is EMPTY", "DEMO-2 DEMO-3 OPS-1")]
    [InlineData("assignee = EMPTY and project != OPS", "DEMO-2 DEMO-3")]
    [InlineData("assignee = \"Noor Example\" OR project = OPS ORDER BY created DESC", "OPS-1 DEMO-1")]
    [InlineData("NOT (assignee IS NOT EMPTY) AND project = DEMO", "DEMO-2 DEMO-3")]
    [InlineData("assignee = currentUser()", "")]
    [InlineData("status = \"To Do\" AND text ~ \"printer offline\"", "DEMO-1")]
    [InlineData("text ~ 'afternoon'", "DEMO-1")]
    [InlineData("summary ~ 'afternoon'", "")]
    [InlineData("summary ~ \"print*\" ORDER BY key", "DEMO-1 DEMO-2 OPS-1")]
    [InlineData("labels = printer AND labels in (hardware, other)", "DEMO-1")]
    [InlineData("labels != printer", "")]
    [InlineData("labels IS EMPTY AND project = DEMO", "DEMO-2 DEMO-3")]
    [InlineData("status != 'To Do'", "")]
    [InlineData("order by summary", "DEMO-2 DEMO-3 OPS-1 DEMO-1")]
    public async Task QueryShouldSelectIssues(string jql, string keys)
    {
        JsonNode page = await _visitor.GetJiraAsync($"/rest/api/3/search/jql?fields=summary&jql={Uri.EscapeDataString(jql)}");
        Assert.Equal(keys, string.Join(' ', page["issues"]!.AsArray().Select(static issue => (string?)issue!["key"])));
        (_, JsonNode? count) = await _visitor.CallJiraAsync(HttpMethod.Post, "/rest/api/3/search/approximate-count", new JsonObject { ["jql"] = jql });
        Assert.Equal(page["issues"]!.AsArray().Count, (int)count!["count"]!);
    }

    [Theory]
    [InlineData("sprint = 7", "The simulator does not support the JQL field 'sprint'. It supports project, key, status, assignee, labels, summary and text.")]
    [InlineData("project ~ DEMO", "The simulator does not support the operator '~' for the JQL field 'project'. It supports =, !=, IN, NOT IN, IS EMPTY and IS NOT EMPTY.")]
    [InlineData("summary = x", "The simulator does not support the operator '=' for the JQL field 'summary'. It supports ~.")]
    [InlineData("text = x", "The simulator does not support the operator '=' for the JQL field 'text'. It supports ~.")]
    [InlineData("assignee = membersOf()", "The simulator does not support the JQL function 'membersOf()'. It supports currentUser().")]
    [InlineData("order by rank", "The simulator does not support ORDER BY 'rank'. It supports key, created, updated, status, assignee and summary.")]
    [InlineData("project = NONE", "The value 'NONE' does not exist for the field 'project'.")]
    [InlineData("key = NONE-1", "An issue with key 'NONE-1' does not exist for field 'key'.")]
    [InlineData("project = DEMO project = OPS", "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'project'.")]
    [InlineData("project =", "Error in the JQL Query: Expecting a value but got the end of the query.")]
    [InlineData("project = \"DEMO", "Error in the JQL Query: The quoted string 'DEMO' has not been completed.")]
    [InlineData("(project = DEMO", "Error in the JQL Query: Expecting ')' but got 'the end of the query'.")]
    public async Task UnsupportedQueryShouldBeRejectedWithTheReason(string jql, string message)
    {
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Get, $"/rest/api/3/search/jql?jql={Uri.EscapeDataString(jql)}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(message, (string?)answer!["errorMessages"]![0]);
    }

    [Fact]
    public async Task SearchShouldReturnOnlyIdsUnlessFieldsAreListed()
    {
        (_, JsonNode? ids) = await _visitor.CallJiraAsync(HttpMethod.Post, "/rest/api/3/search/jql", JsonNode.Parse("""{"jql":"key = DEMO-1"}"""));
        Assert.Equal("""[{"id":"20000"}]""", ids!["issues"]!.ToJsonString());
        (_, JsonNode? issues) = await _visitor.CallJiraAsync(
            HttpMethod.Post, "/rest/api/3/search/jql", JsonNode.Parse("""{"jql":"key = DEMO-1","fields":["summary","customfield_10012"],"expand":"names"}"""));
        Assert.Equal("High", (string?)issues!["issues"]![0]!["fields"]!["customfield_10012"]!["value"]);
        Assert.Equal("""{"summary":"Summary","customfield_10012":"Severity"}""", issues["names"]!.ToJsonString());
    }
}
