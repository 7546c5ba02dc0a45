using System.Net;
using System.Text.Json.Nodes;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Bulk operations and tasks of the simulated Jira, on time that a test advances.</summary>
public sealed class JiraTaskTests : IDisposable
{
    private readonly SimulatorVisitor _visitor = new();

    private SimulatedSite Site => _visitor.Simulator.Sites[0];

    public static TheoryData<string, string, string?> StartedTasks => new()
    {
        { "DELETE", "/rest/api/3/field/customfield_10012", null },
        { "DELETE", "/rest/api/3/field/customfield_10012/context/10112/option/10102/issue?replaceWith=10103", null },
        { "DELETE", "/rest/api/3/field/app__key/option/1/issue", null },
        { "POST", "/rest/api/3/issue/properties", """{"entitiesIds":[20000],"properties":{"a":1}}""" },
        { "POST", "/rest/api/3/issue/properties/multi", """{"issues":[{"issueID":20000,"properties":{"a":1}}]}""" },
        { "PUT", "/rest/api/3/issue/properties/a", """{"value":1}""" },
        { "DELETE", "/rest/api/3/issue/properties/a", """{"entityIds":[20000]}""" },
        { "PUT", "/rest/api/3/issuesecurityschemes/project", "{}" },
        { "DELETE", "/rest/api/3/issuesecurityschemes/1/level/2", null },
        { "DELETE", "/rest/api/3/priority/2", null },
        { "DELETE", "/rest/api/3/resolution/10001?replaceWith=10000", null },
        { "POST", "/rest/api/3/project/OPS/delete", null },
        { "POST", "/rest/api/3/project-template", "{}" },
        { "POST", "/rest/api/3/workflowscheme/project/switch", "{}" },
        { "POST", "/rest/api/3/workflowscheme/update", "{}" },
        { "POST", "/rest/api/3/workflowscheme/1/draft/publish", "{}" },
    };

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task BulkEditShouldProgressWithTheClock()
    {
        Site.Tasks.Duration = TimeSpan.FromSeconds(30);
        string path = await SubmitAsync("fields", """
            {"selectedIssueIdsOrKeys":["DEMO-1","20001","NONE-9"],"selectedActions":["labels","customfield_10012","priority"],"editedFieldsInput":{
             "labelsFields":[{"fieldId":"labels","bulkEditMultiSelectFieldOption":"ADD","labels":[{"name":"bulk"}]}],
             "singleSelectFields":[{"fieldId":"customfield_10012","option":{"optionId":10103}}],
             "singleLineTextFields":[{"fieldId":"customfield_10010","text":"not selected"}],
             "priority":{"priorityId":"1"}}}
            """);
        Assert.Equal("ENQUEUED 0 []", await ProgressAsync(path));

        _visitor.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("RUNNING 50 [20000]", await ProgressAsync(path));
        Assert.Equal("High", (string?)(await FieldsAsync("DEMO-2"))["customfield_10012"]?["value"] ?? "High");

        _visitor.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("COMPLETE 100 [20000,20001]", await ProgressAsync(path));
        JsonNode progress = await _visitor.GetJiraAsync(path);
        Assert.Equal((3, 1), ((int)progress["totalIssueCount"]!, (int)progress["invalidOrInaccessibleIssueCount"]!));
        Assert.Equal("2026-11-01T12:00:00.000+0000", (string?)progress["created"]);
        JsonNode fields = await FieldsAsync("DEMO-1");
        Assert.Equal("""["hardware","printer","bulk"]""", fields["labels"]!.ToJsonString());
        Assert.Equal(("Critical", "Highest", "INC-1042"), ((string?)fields["customfield_10012"]!["value"], (string?)fields["priority"]!["name"], (string?)fields["customfield_10010"]));
    }

    [Fact]
    public async Task IssuesThatFailShouldBeListedWithTheReason()
    {
        string path = await SubmitAsync("fields", """
            {"selectedIssueIdsOrKeys":["DEMO-1"],"selectedActions":["customfield_10012"],"editedFieldsInput":{
             "singleSelectFields":[{"fieldId":"customfield_10012","option":{"optionId":1}}]}}
            """);
        _visitor.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("Severity: Option id '1' is not valid", (string?)(await _visitor.GetJiraAsync(path))["failedAccessibleIssues"]!["20000"]!.AsArray().Single());
    }

    [Fact]
    public async Task BulkOperationsShouldChangeIssues()
    {
        Site.Tasks.Duration = TimeSpan.Zero;
        await SubmitAsync("transition", """{"bulkTransitionInputs":[{"selectedIssueIdsOrKeys":["DEMO-1"],"transitionId":"31"}]}""");
        Assert.Equal("Done", (string?)(await FieldsAsync("DEMO-1"))["status"]!["name"]);
        await SubmitAsync("watch", """{"selectedIssueIdsOrKeys":["DEMO-2"]}""");
        Assert.True((bool)(await FieldsAsync("DEMO-2"))["watches"]!["isWatching"]!);
        await SubmitAsync("unwatch", """{"selectedIssueIdsOrKeys":["DEMO-2"]}""");
        Assert.False((bool)(await FieldsAsync("DEMO-2"))["watches"]!["isWatching"]!);
        await SubmitAsync("move", """
            {"targetToSourcesMapping":{"OPS,10002":{"issueIdsOrKeys":["DEMO-1"],"targetStatus":[{"statuses":{"10001":["10002"]}}]}}}
            """);
        JsonNode moved = (await _visitor.GetJiraAsync("/rest/api/3/issue/20000"));
        Assert.Equal(("OPS-2", "Task", "In Progress"), ((string?)moved["key"], (string?)moved["fields"]!["issuetype"]!["name"], (string?)moved["fields"]!["status"]!["name"]));
        Assert.Empty(moved["fields"]!["components"]!.AsArray());
        string path = await SubmitAsync("delete", """{"selectedIssueIdsOrKeys":["OPS-2"]}""");
        Assert.Equal("COMPLETE 100 [20000]", await ProgressAsync(path));
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.CallJiraAsync(HttpMethod.Get, "/rest/api/3/issue/20000")).Status);
    }

    [Fact]
    public async Task TooManyIssuesShouldBeRejected()
    {
        JsonObject body = new() { ["selectedIssueIdsOrKeys"] = new JsonArray([.. Enumerable.Range(0, 1001).Select(static i => (JsonNode)$"X-{i}")]) };
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Post, "/rest/api/3/bulk/issues/delete", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Select from 1 to 1000 issues. The request selects 1001.", (string?)answer!["errorMessages"]![0]);
    }

    [Theory]
    [MemberData(nameof(StartedTasks))]
    public async Task OperationShouldRedirectToItsTask(string method, string path, string? body)
    {
        using HttpResponseMessage response = await _visitor.JiraAsync(path, new HttpMethod(method), body is null ? null : new StringContent(body));
        JsonNode started = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal($"https://api.simulated.example/ex/jira/{_visitor.CloudId}/rest/api/3/task/{started["id"]}", response.Headers.Location!.AbsoluteUri);
        Assert.Equal("ENQUEUED", (string?)started["status"]);

        _visitor.Time.Advance(TimeSpan.FromSeconds(1));
        JsonNode running = await _visitor.GetJiraAsync($"/rest/api/3/task/{started["id"]}");
        Assert.Equal(("RUNNING", 20), ((string?)running["status"], (int)running["progress"]!));
        Assert.Equal(500, (int)running["elapsedRuntime"]!);
        _visitor.Time.Advance(TimeSpan.FromSeconds(4));
        JsonNode complete = await _visitor.GetJiraAsync($"/rest/api/3/task/{started["id"]}");
        Assert.Equal(("COMPLETE", 100), ((string?)complete["status"], (int)complete["progress"]!));
        Assert.Equal(ManualTime.Start.AddSeconds(5).ToUnixTimeMilliseconds(), (long)complete["finished"]!);
    }

    [Fact]
    public async Task ReplacedOptionShouldHaveAResult()
    {
        (_, JsonNode? task) = await _visitor.CallJiraAsync(HttpMethod.Delete, "/rest/api/3/field/customfield_10012/context/10112/option/10102/issue?replaceWith=10103");
        _visitor.Time.Advance(TimeSpan.FromSeconds(5));
        JsonNode result = (await _visitor.GetJiraAsync($"/rest/api/3/task/{task!["id"]}"))["result"]!;
        Assert.Equal("[20000]", result["modifiedIssues"]!.ToJsonString());
        Assert.Equal("Critical", (string?)(await FieldsAsync("DEMO-1"))["customfield_10012"]!["value"]);
    }

    [Fact]
    public async Task TaskShouldBeCancelled()
    {
        string path = await SubmitAsync("delete", """{"selectedIssueIdsOrKeys":["DEMO-1","DEMO-2","OPS-1"]}""");
        string id = path[(path.LastIndexOf('/') + 1)..];
        _visitor.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Accepted, (await _visitor.CallJiraAsync(HttpMethod.Post, $"/rest/api/3/task/{id}/cancel")).Status);
        Assert.Equal("CANCEL_REQUESTED 40 [20000]", await ProgressAsync(path));
        _visitor.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CANCELLED 50 [20000]", await ProgressAsync(path));
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.CallJiraAsync(HttpMethod.Post, $"/rest/api/3/task/{id}/cancel")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.CallJiraAsync(HttpMethod.Get, "/rest/api/3/task/1")).Status);
    }

    [Theory]
    [InlineData(TaskOutcome.Fail, "FAILED 50 [20000]")]
    [InlineData(TaskOutcome.Die, "DEAD 50 [20000]")]
    public async Task TaskShouldEndAsConfigured(TaskOutcome outcome, string expected)
    {
        Site.Tasks.Outcome = outcome;
        string path = await SubmitAsync("delete", """{"selectedIssueIdsOrKeys":["DEMO-1","DEMO-2"]}""");
        _visitor.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(expected, await ProgressAsync(path));
    }

    [Fact]
    public async Task ExportShouldBeAcceptedWithATask()
    {
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Put, "/rest/api/3/issues/archive/export", new JsonObject());
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("ENQUEUED", (string?)(await _visitor.GetJiraAsync($"/rest/api/3/task/{answer!["taskId"]}"))["status"]);
    }

    private async Task<string> SubmitAsync(string operation, string body)
    {
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Post, $"/rest/api/3/bulk/issues/{operation}", JsonNode.Parse(body));
        Assert.True(status == HttpStatusCode.Created, answer?.ToJsonString());
        return $"/rest/api/3/bulk/queue/{answer!["taskId"]}";
    }

    private async Task<string> ProgressAsync(string path)
    {
        JsonNode progress = await _visitor.GetJiraAsync(path);
        return $"{progress["status"]} {progress["progressPercent"]} {progress["processedAccessibleIssues"]!.ToJsonString()}";
    }

    private async Task<JsonNode> FieldsAsync(string key) => (await _visitor.GetJiraAsync($"/rest/api/3/issue/{key}"))["fields"]!;
}
