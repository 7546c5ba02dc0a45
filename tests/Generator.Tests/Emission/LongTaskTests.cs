using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Calls;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Checks the methods that create long-running tasks.</summary>
public class LongTaskTests
{
    private const string Jira = """
        getTask, cancelTask, deleteCustomField, replaceCustomFieldOption, updateSchemes, getBulkOperationProgress,
        submitBulkEdit, redact, getRedactionStatus
        """;

    private const string Calls = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Leeway.Calls;
        using Leeway.Jira;
        using Leeway.Json;
        using Leeway.Tasks;

        internal static class Program
        {
            public static async Task<string> BulkEdit(AtlassianCaller caller)
            {
                var jira = new JiraClient(caller);
                BulkOperationProgress? done = await jira.IssueBulkOperations.ToLongTask(await jira.IssueBulkOperations.SubmitBulkEditAsync(new() { EditedFieldsInput = null!, SelectedActions = [], SelectedIssueIdsOrKeys = [] })).WaitForCompletionAsync();
                return done!.TotalIssueCount + " issues";
            }

            public static async Task<string> AnyResult(AtlassianCaller caller)
            {
                var jira = new JiraClient(caller);
                LongTask<RawJson> task = jira.Tasks.ToLongTask(await jira.IssueFields.DeleteCustomFieldAsync("customfield_1"));
                await task.CancelAsync();
                return (await task.WaitForCompletionAsync()).ToString();
            }

            public static async Task<string> TypedResult(AtlassianCaller caller)
            {
                var jira = new JiraClient(caller);
                LongTask<RemoveOptionFromIssuesResult> task = jira.Tasks.ToLongTask(await jira.IssueCustomFieldOptions.ReplaceCustomFieldOptionAsync("customfield_1", "1", "2"));
                return string.Join(",", (await task.WaitForCompletionAsync())!.ModifiedIssues!);
            }

            public static async Task<string> AtOnceOrNot(AtlassianCaller caller)
            {
                var jira = new JiraClient(caller);
                return (await jira.WorkflowSchemes.UpdateWorkflowSchemesAsync(new() { Description = "", Id = "1", Name = "n", Version = null! })) is { } started ? jira.Tasks.ToLongTask(started).Id : "at once";
            }

            public static async Task<string> Again(AtlassianCaller caller) =>
                (await new JiraClient(caller).Tasks.GetLongTask("10641").UpdateAsync()).ToString();

            public static async Task<string> Redact(AtlassianCaller caller)
            {
                var jira = new JiraClient(caller);
                var task = jira.IssueRedaction.ToLongTask(await jira.IssueRedaction.RedactAsync(new()));
                return task.Id + " " + task.CanBeCancelled;
            }
        }
        """;

    private static readonly Lazy<LoadedProgram> s_jira = new(static () => LoadedProgram.Of(Calls, DocumentInput.Committed("jira") with { Operations = Jira }));

    /// <summary>A document with a task that has every member, which a test changes.</summary>
    private const string Small = """
        { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
          "paths": {
            "/task/{id}": {
              "get": { "operationId": "getTask", "tags": ["Tasks"], "x-leeway-task": TASK,
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "format": "int64" } }, { "name": "expand", "in": "query", "schema": { "type": "string" } }],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/State" } } } } } },
              "delete": { "operationId": "cancelTask", "tags": ["Tasks"],
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }, { "name": "how", "in": "query", "schema": { "type": "integer" } }],
                "responses": { "202": { "description": "" } } } },
            "/all": { "get": { "operationId": "getAll", "tags": ["Tasks"], "responses": { "204": { "description": "" } } } },
            "/work": { "post": { "operationId": "work", "tags": ["Work"], "x-leeway-starts": START,
                "responses": { "202": { "description": "", "content": { "application/json": { "schema": { "type": "object", "title": "Started", "properties": { "task": { "type": "object", "title": "Work", "properties": { "number": { "type": "integer", "format": "int64" } } }, "flag": { "type": "boolean" } } } } } } } } },
            "/more": { "post": { "operationId": "more", "tags": ["Work"], "x-leeway-starts": START,
                "responses": { "202": { "description": "", "content": { "application/json": { "schema": { "type": "object", "title": "Started", "properties": { "task": { "type": "object", "title": "Work", "properties": { "number": { "type": "integer", "format": "int64" } } }, "flag": { "type": "boolean" } } } } } } } } } },
          "components": { "schemas": { "State": { "type": "object", "properties": {
            "ended": { "type": "boolean" }, "ok": { "type": "boolean" }, "share": { "type": "number" }, "label": { "type": "string" },
            "errors": { "type": "array", "items": { "type": "object", "title": "Fault", "properties": { "text": { "type": "string" } } } },
            "count": { "type": "integer" }, "inner": { "type": "object", "title": "Inner", "properties": { "deep": { "type": "string" } } } } } } } }
        """;

    private const string TaskText = """{ "id": "id", "finished": "ended", "successful": "ok", "percent": "share", "message": "inner.deep", "error": "errors.text", "result": "count", "cancel": "cancelTask" }""";

    private const string StartText = """{ "task": "getTask", "id": "task.number" }""";

    private const string Fake = """
        using System.Threading;
        using System.Threading.Tasks;
        using Leeway.Acme;
        using Leeway.Tasks;

        internal static class Program
        {
            public static async Task<string> Complete()
            {
                LongTask<long> task = new FakeTasks(new State { Ended = true, Ok = true, Share = 12.5, Count = 3 }).ToLongTask(new Started { Task = new() { Number = 7 } });
                return task.Id + " " + await task.WaitForCompletionAsync() + " " + task.PercentComplete;
            }

            public static async Task<string> Fail()
            {
                LongTask<long> task = new FakeTasks(new State { Ended = true, Ok = false, Inner = new() { Deep = "deep" }, Errors = [new() { Text = "a" }, new() { Text = "b" }] }).GetLongTask("7");
                try
                {
                    await task.WaitForCompletionAsync();
                    return "";
                }
                catch (Leeway.LongTaskFailedException exception)
                {
                    return exception.TaskMessage!;
                }
            }

            public static async Task<string> Run()
            {
                var fake = new FakeTasks(new State { Ended = false, Inner = new() { Deep = "deep" } });
                LongTask<long> task = fake.GetLongTask("7");
                await task.CancelAsync();
                return (await task.UpdateAsync()).Message + fake.Cancelled;
            }

            private sealed class FakeTasks(State state) : ITasksApi
            {
                public string Cancelled = "";

                public Task<State> GetTaskAsync(string id, string? expand, CancellationToken cancellationToken) =>
                    id == "7" && expand is null ? Task.FromResult(state) : throw new System.ArgumentException(id.ToString());

                public Task CancelTaskAsync(string id, long? how, CancellationToken cancellationToken)
                {
                    Cancelled += id;
                    return Task.CompletedTask;
                }

                public Task GetAllAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData("BulkEdit", "2 issues", "POST /rest/api/3/bulk/issues/fields, GET /rest/api/3/bulk/queue/10641")]
    [InlineData("AnyResult", """{"a":[1]}""", "DELETE /rest/api/3/field/customfield_1, POST /rest/api/3/task/1/cancel, GET /rest/api/3/task/1")]
    [InlineData("TypedResult", "7,8", "DELETE /rest/api/3/field/customfield_1/context/1/option/2/issue, GET /rest/api/3/task/2")]
    [InlineData("AtOnceOrNot", "4", "POST /rest/api/3/workflowscheme/update")]
    [InlineData("Again", "Running 40%", "GET /rest/api/3/task/10641")]
    [InlineData("Redact", "6f9619ff-8b86-d011-b42d-00cf4fc964ff False", "POST /rest/api/3/redact")]
    public async Task TasksOfJiraShouldBeWaitedFor(string method, string result, string requests)
    {
        var server = new Server();
        Assert.Equal(result, await s_jira.Value.Run<Task<string>>(method, new AtlassianCaller(new HttpMessageInvoker(server))));
        Assert.Equal(requests, string.Join(", ", server.Requests));
    }

    [Theory]
    [InlineData("Complete", "7 3 12.5")]
    [InlineData("Fail", "a b")]
    [InlineData("Run", "deep7")]
    public async Task TasksShouldCallOnlyMethodsOfTheInterface(string method, string result) =>
        Assert.Equal(result, await LoadedProgram.Of(Fake, Acme(Small.Replace("TASK", TaskText, StringComparison.Ordinal).Replace("START", StartText, StringComparison.Ordinal))).Run<Task<string>>(method));

    [Fact]
    public async Task OperationThatCompletesAtOnceShouldReturnNothing()
    {
        var server = new Server { Status = HttpStatusCode.OK };
        Assert.Equal("at once", await s_jira.Value.Run<Task<string>>("AtOnceOrNot", new AtlassianCaller(new HttpMessageInvoker(server))));
    }

    [Fact]
    public void EveryOperationThatRedirectsToATaskShouldSayWhichOneItStarts()
    {
        string[] unmarked = [.. new[] { "jira", "jira-software", "jira-service-management", "confluence", "confluence-v1" }.SelectMany(static document =>
            ((JsonObject)JsonNode.Parse(DocumentInput.Committed(document).Text)!["paths"]!)
                .SelectMany(static path => ((JsonObject)path.Value!).Where(static m => m.Value is JsonObject operation && operation["responses"]?["303"]?["content"] is not null && operation["x-leeway-starts"] is null)
                    .Select(m => m.Key + " " + path.Key)))];
        Assert.Empty(unmarked);
    }

    [Fact]
    public void ExamplesOfThePageShouldCompile()
    {
        string[] examples = [.. Repository.ReadExamples("long-tasks.md")];
        Assert.Equal(2, examples.Length);
        LoadedProgram.Of(
            $$"""
                using System;
                using System.Threading;
                using System.Threading.Tasks;
                using Leeway.Jira;
                using Leeway.Tasks;

                internal static class Program
                {
                    public static async Task Start(IJiraClient jira)
                    {
                        {{examples[0].Replace("(edit)", "(null!)", StringComparison.Ordinal)}}
                        GC.KeepAlive(done);
                    }

                    public static async Task GoOn(IJiraClient jira, string storedId, CancellationToken cancellationToken)
                    {
                        {{examples[1]}}
                    }
                }
                """,
            DocumentInput.Committed("jira") with { Operations = "submitBulkEdit, getBulkOperationProgress" });
    }

    [Theory]
    [InlineData("jira", "IIssueBulkOperationsApi 6, IIssueRedactionApi 1, ITasksApi 21")]
    [InlineData("jira-software", "")]
    [InlineData("jira-service-management", "")]
    [InlineData("confluence", "ISpacePermissionTransitionApi 3")]
    [InlineData("confluence-v1", "IContentBodyApi 2, ILongRunningTaskApi 4")]
    public void EveryTaskOfADocumentShouldHaveItsMethods(string document, string expected) => Assert.Equal(expected, string.Join(", ", Generation.OfCommitted(document).Client.Interfaces
        .Where(static i => i.LongTask is not null)
        .Select(static i => i.InterfaceName + " " + i.LongTask!.Starts.Sum(static s => s.Methods.Count).ToString(CultureInfo.InvariantCulture))));

    [Fact]
    public void TaskShouldNeedTheOperationThatReadsIt()
    {
        string text = Small.Replace("TASK", TaskText, StringComparison.Ordinal).Replace("START", StartText, StringComparison.Ordinal);
        Assert.All(Generation.Of(Acme(text) with { Operations = "work" }).Client.Interfaces, static i => Assert.Null(i.LongTask));
        LongTaskShape task = Assert.Single(Generation.Of(Acme(text) with { Operations = "getTask" }).Client.Interfaces).LongTask!;
        Assert.Empty(task.Starts);
        Assert.Null(task.Cancel);
    }

    [Theory]
    [InlineData("\"id\": \"id\"", "\"id\": \"other\"", "getTask", "'other' is not the only required parameter, or is neither a text nor a number")]
    [InlineData("\"ended\"", "\"share\"", "getTask", "the member 'share' has another type")]
    [InlineData("\"share\"", "\"missing\"", "getTask", "the response has no member 'missing'")]
    [InlineData("\"inner.deep\"", "\"inner.missing\"", "getTask", "the response has no member 'inner.missing'")]
    [InlineData("\"errors.text\"", "\"errors\"", "getTask", "the member 'errors' has another type")]
    [InlineData("\"errors.text\"", "\"errors.missing\"", "getTask", "the response has no member 'missing'")]
    [InlineData("\"inner.deep\"", "\"inner\"", "getTask", "the member 'inner' has another type")]
    [InlineData("\"ok\"", "\"label\"", "getTask", "the member 'label' has another type")]
    [InlineData("\"finished\": \"ended\", \"successful\": \"ok\"", "\"status\": \"count\"", "getTask", "the member 'count' has another type")]
    [InlineData("\"percent\": \"share\"", "\"percent\": \"label\"", "getTask", "the member 'label' has another type")]
    [InlineData("\"count\"", "\"\\\"; class Pwned { } //\"", "getTask", "the response has no member '\"; class Pwned { } //'")]
    [InlineData("\"cancelTask\" }", "\"work\" }", "getTask", "its tag has no operation 'work'")]
    [InlineData("\"cancelTask\" }", "\"getAll\" }", "getTask", "the only required parameter of 'getAll' is not an id")]
    [InlineData("\"task\": \"getTask\"", "\"task\": \"getAll\"", "work", "no operation 'getAll' reads tasks")]
    [InlineData("\"id\": \"task.number\"", "\"id\": \"flag\"", "work", "the member 'flag' has another type")]
    [InlineData(", \"id\": \"task.number\"", "", "work", "its response is not an id")]
    public void ExtensionThatDoesNotFitTheOperationShouldBeReported(string before, string after, string operation, string fault)
    {
        Assert.Contains(before, TaskText + StartText, StringComparison.Ordinal);
        Generation generation = Generation.Of(Acme(Small
            .Replace("TASK", TaskText.Replace(before, after, StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("START", StartText.Replace(before, after, StringComparison.Ordinal), StringComparison.Ordinal)));
        Assert.Equal(
            $"The methods that {operation} adds are not generated: {fault}. Correct x-leeway-task, x-leeway-starts or x-leeway-shortcut in the document.",
            generation.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
        Assert.All(generation.Diagnostics, static d => Assert.Equal("LEE2002", d.Id));
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
    }

    [Fact]
    public void ResponseThatIsNotAnObjectShouldBeReported()
    {
        Generation generation = Generation.Of(Acme(Small
            .Replace("\"schema\": { \"$ref\": \"#/components/schemas/State\" }", "\"schema\": { \"type\": \"string\" }", StringComparison.Ordinal)
            .Replace("TASK", TaskText, StringComparison.Ordinal)
            .Replace("START", StartText, StringComparison.Ordinal)));
        Assert.Contains("that getTask adds are not generated: its response is not an object.", generation.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void ResponseWithIdsInTwoMembersShouldBeReported()
    {
        Generation generation = Generation.Of(Acme(Small
            .Replace("\"operationId\": \"more\", \"tags\": [\"Work\"], \"x-leeway-starts\": START", "\"operationId\": \"more\", \"tags\": [\"Work\"], \"x-leeway-starts\": { \"task\": \"getTask\", \"id\": \"code\" }", StringComparison.Ordinal)
            .Replace("\"flag\": {", "\"code\": { \"type\": \"string\" }, \"flag\": {", StringComparison.Ordinal)
            .Replace("TASK", TaskText, StringComparison.Ordinal)
            .Replace("START", StartText, StringComparison.Ordinal)));
        Assert.Contains(
            "that more adds are not generated: another operation has the same response, with the id in another member.",
            Assert.Single(generation.Diagnostics).GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("x-leeway-task", "TASK", "null")]
    [InlineData("x-leeway-task", "TASK", "[]")]
    [InlineData("x-leeway-task", "TASK", "{}")]
    [InlineData("x-leeway-task", "TASK", """{"status":"label"}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id"}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","finished":"ended"}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","status":"label","successful":"ok"}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","status":"label","finished":"ended","successful":"ok"}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","status":1}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","status":""}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","status":"label","kept":"14"}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","status":"label","kept":-1}""")]
    [InlineData("x-leeway-task", "TASK", """{"id":"id","status":"label","percents":"share"}""")]
    [InlineData("x-leeway-starts", "START", "\"getTask\"")]
    [InlineData("x-leeway-starts", "START", """{"id":"number"}""")]
    [InlineData("x-leeway-starts", "START", """{"task":"getTask","id":null}""")]
    public void InvalidExtensionShouldBeReported(string extension, string place, string value)
    {
        string text = Small.Replace(place, value, StringComparison.Ordinal).Replace("TASK", TaskText, StringComparison.Ordinal).Replace("START", StartText, StringComparison.Ordinal);
        Generation generation = Generation.Of(Acme(text));
        Diagnostic diagnostic = generation.Diagnostics.First(static d => d.Id == "LEE1014");
        Assert.StartsWith("The value " + value + " of x-leeway-task, x-leeway-starts or x-leeway-shortcut is not valid, so it is ignored.", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(extension, text.Split('\n')[diagnostic.Location.GetLineSpan().StartLinePosition.Line], StringComparison.Ordinal);
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
    }

    [Fact]
    public void OnlyOneOperationOfATagShouldReadTasks()
    {
        string text = Small.Replace("\"operationId\": \"cancelTask\",", "\"operationId\": \"cancelTask\", \"x-leeway-task\": TASK,", StringComparison.Ordinal)
            .Replace("TASK", TaskText, StringComparison.Ordinal).Replace("START", StartText, StringComparison.Ordinal);
        Generation generation = Generation.Of(Acme(text));
        Assert.Contains("that cancelTask adds are not generated: the operation 'getTask' of its tag also reads tasks.", Assert.Single(generation.Diagnostics).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    private static DocumentInput Acme(string text) => new("/specs/acme.json", text) { Name = "Acme", Server = "site" };

    /// <summary>Answers as Jira does.</summary>
    private sealed class Server : HttpMessageHandler
    {
        private static readonly Dictionary<string, (int Status, string Body)> s_answers = new(StringComparer.Ordinal)
        {
            ["POST /rest/api/3/bulk/issues/fields"] = (201, """{"taskId":"10641"}"""),
            ["GET /rest/api/3/bulk/queue/10641"] = (200, """{"taskId":"10641","status":"COMPLETE","progressPercent":100,"totalIssueCount":2}"""),
            ["DELETE /rest/api/3/field/customfield_1"] = (303, """{"id":"1","status":"ENQUEUED","progress":0}"""),
            ["POST /rest/api/3/task/1/cancel"] = (202, "{}"),
            ["GET /rest/api/3/task/1"] = (200, """{"id":"1","status":"COMPLETE","result":{"a":[1]}}"""),
            ["DELETE /rest/api/3/field/customfield_1/context/1/option/2/issue"] = (303, """{"id":"2","status":"ENQUEUED","progress":0}"""),
            ["GET /rest/api/3/task/2"] = (200, """{"id":"2","status":"COMPLETE","result":{"modifiedIssues":[7,8]}}"""),
            ["POST /rest/api/3/workflowscheme/update"] = (303, """{"id":"4","status":"ENQUEUED"}"""),
            ["GET /rest/api/3/task/10641"] = (200, """{"id":"10641","status":"RUNNING","progress":40}"""),
            ["POST /rest/api/3/redact"] = (202, "\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\""),
        };

        public List<string> Requests { get; } = [];

        /// <summary>The status of a response without a body to each request; null for the usual ones.</summary>
        public HttpStatusCode? Status { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string key = request.Method + " " + request.RequestUri!.OriginalString.Split('?')[0];
            Requests.Add(key);
            if (Status is { } empty)
            {
                return Task.FromResult(new HttpResponseMessage(empty) { RequestMessage = request });
            }

            (int status, string body) = s_answers[key];
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request });
        }
    }
}
