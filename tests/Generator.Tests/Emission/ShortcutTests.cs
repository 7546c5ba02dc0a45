using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Calls;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Checks the methods for what people look for.</summary>
public class ShortcutTests
{
    private const string Calls = """
        using System.Threading.Tasks;
        using Leeway.Calls;
        using Leeway.Confluence;
        using Leeway.Jira;
        using Leeway.RichText;

        internal static class Program
        {
            public static async Task<string> Transition(AtlassianCaller caller)
            {
                await new JiraClient(caller).Issues.TransitionIssueAsync("DEMO-1", "done");
                return "";
            }

            public static async Task<string> TransitionWith(AtlassianCaller caller)
            {
                await new JiraClient(caller).Issues.TransitionIssueAsync("DEMO-1", "In Progress", new() { Properties = [] });
                return "";
            }

            public static async Task<string?> Comment(AtlassianCaller caller) => (await new JiraClient(caller).IssueComments.AddCommentAsync("DEMO-1", "a\nb\n\nc")).Id;

            public static async Task<string> User(AtlassianCaller caller) => (await new JiraClient(caller).UserSearch.FindUserByEmailAsync("Mia@acme.example"))?.AccountId ?? "none";

            public static async Task<string> Page(AtlassianCaller caller) => (await new ConfluenceClient(caller).Page.GetPageByTitleAsync("7", "Home"))?.Id ?? "none";

            public static async Task<string?> Write(AtlassianCaller caller) =>
                (await new ConfluenceClient(caller).Page.CreateOrUpdatePageAsync("7", "Home", AdfDocument.FromText("x"), parentId: "5", message: "m")).Id;
        }
        """;

    private const string Transitions = """{"transitions":[{"id":"11","name":"Start","to":{"name":"In Progress"}},{"id":"21","name":"Close","to":{"name":"Done"}}]}""";

    private const string Users = """[{"accountId":"1","emailAddress":"mia@acme.example.org"},{"accountId":"2"},{"accountId":"3","emailAddress":"mia@acme.example"}]""";

    private const string Pages = """{"results":[{"id":"8","title":"Home sweet home","version":{"number":1}},{"id":"9","title":"Home","version":{"number":4}}],"_links":{}}""";

    private const string Found = "GET /wiki/api/v2/pages?space-id=7&status=current&title=Home";

    private const string Body = "\"body\":" + """{"representation":"atlas_doc_format","value":"{\"version\":1,\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]}"}""";

    private static readonly Lazy<LoadedProgram> s_program = new(static () => LoadedProgram.Of(
        Calls,
        DocumentInput.Committed("jira") with { Operations = "getTransitions, doTransition, addComment, findUsers" },
        DocumentInput.Committed("confluence") with { Operations = "getPages, createPage, updatePage" }));

    [Theory]
    [InlineData("Transition", """{"transition":{"id":"21"}}""")]
    [InlineData("TransitionWith", """{"properties":[],"transition":{"id":"11"}}""")]
    public async Task TransitionShouldBeFoundByItsNameOrItsStatus(string method, string body)
    {
        var server = new Server((200, Transitions), (204, ""));
        await s_program.Value.Run<Task<string>>(method, server.CreateCaller());
        Assert.Equal(["GET /rest/api/3/issue/DEMO-1/transitions ", "POST /rest/api/3/issue/DEMO-1/transitions " + body], server.Requests);
    }

    [Fact]
    public async Task UnknownTransitionShouldListTheOthers()
    {
        var server = new Server((200, """{"transitions":[{"id":"11","name":"Start","to":{"name":"In Progress"}}]}"""));
        TransitionNotAvailableException exception = await Assert.ThrowsAsync<TransitionNotAvailableException>(() => s_program.Value.Run<Task<string>>("Transition", server.CreateCaller()));
        Assert.Equal("The issue DEMO-1 has no transition 'done' at the moment, and none to a status of that name. Use one of: Start (to In Progress).", exception.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task CommentShouldBeAddedFromText()
    {
        var server = new Server((201, """{"id":"100"}"""));
        Assert.Equal("100", await s_program.Value.Run<Task<string?>>("Comment", server.CreateCaller()));
        Assert.Equal(
            """POST /rest/api/3/issue/DEMO-1/comment {"body":{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a"},{"type":"hardBreak"},{"type":"text","text":"b"}]},{"type":"paragraph","content":[{"type":"text","text":"c"}]}]}}""",
            Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData(Users, "3")]
    [InlineData("""[{"accountId":"1","emailAddress":"mia@acme.example.org"}]""", "none")]
    [InlineData("[]", "none")]
    public async Task UserShouldBeFoundByTheWholeAddress(string users, string id)
    {
        var server = new Server((200, users));
        Assert.Equal(id, await s_program.Value.Run<Task<string>>("User", server.CreateCaller()));
        Assert.Equal(["GET /rest/api/3/user/search?query=Mia%40acme.example&maxResults=1000 "], server.Requests);
    }

    [Theory]
    [InlineData(Pages, "9")]
    [InlineData("""{"results":[{"id":"8","title":"home"}],"_links":{}}""", "none")]
    [InlineData("""{"results":[]}""", "none")]
    public async Task PageShouldBeFoundByTheWholeTitle(string pages, string id)
    {
        var server = new Server((200, pages));
        Assert.Equal(id, await s_program.Value.Run<Task<string>>("Page", server.CreateCaller()));
        Assert.Equal([Found + " "], server.Requests);
    }

    [Fact]
    public async Task PageThatExistsShouldBeUpdated()
    {
        var server = new Server((200, Pages), (200, """{"id":"9"}"""));
        Assert.Equal("9", await s_program.Value.Run<Task<string?>>("Write", server.CreateCaller()));
        Assert.Equal([Found + " ", """PUT /wiki/api/v2/pages/9 {"id":"9","status":"current","title":"Home",""" + Body + ""","version":{"number":5,"message":"m"}}"""], server.Requests);
    }

    [Fact]
    public async Task PageThatDoesNotExistShouldBeCreated()
    {
        var server = new Server((200, """{"results":[]}"""), (200, """{"id":"10"}"""));
        Assert.Equal("10", await s_program.Value.Run<Task<string?>>("Write", server.CreateCaller()));
        Assert.Equal([Found + " ", """POST /wiki/api/v2/pages {"spaceId":"7","status":"current","title":"Home","parentId":"5",""" + Body + "}"], server.Requests);
    }

    [Fact]
    public async Task PageThatWasWrittenMeanwhileShouldBeUpdatedOnceMore()
    {
        string later = Pages.Replace("\"number\":4", "\"number\":5", StringComparison.Ordinal);
        var server = new Server((200, Pages), (409, "{}"), (200, later), (200, """{"id":"9"}"""));
        Assert.Equal("9", await s_program.Value.Run<Task<string?>>("Write", server.CreateCaller()));
        Assert.Contains("\"number\":6", server.Requests[3], StringComparison.Ordinal);
        AtlassianApiException exception = await Assert.ThrowsAsync<AtlassianApiException>(() => s_program.Value.Run<Task<string?>>("Write", new Server((200, Pages), (409, "{}"), (200, later), (409, "{}")).CreateCaller()));
        Assert.Equal(HttpStatusCode.Conflict, exception.Status);
    }

    [Fact]
    public void ExamplesOfThePageShouldCompile() => LoadedProgram.Of(
        $$"""
            using System.Threading.Tasks;
            using Leeway.Confluence;
            using Leeway.Jira;
            using Leeway.RichText;

            internal static class Program
            {
                public static async Task Run(IJiraClient jira, IConfluenceClient confluence, string spaceId, string notes)
                {
                    {{string.Concat(Repository.ReadExamples("shortcuts.md"))}}
                }
            }
            """,
        DocumentInput.Committed("jira") with { Operations = "getTransitions, doTransition, addComment, findUsers" },
        DocumentInput.Committed("confluence") with { Operations = "getPages, createPage, updatePage" });

    [Fact]
    public void ShortcutShouldNeedItsOperations()
    {
        string[] ListOf(string operations) => [.. Generation.OfCommitted("confluence", whole => whole with { Operations = operations }).Client.Interfaces.SelectMany(static i => i.Shortcuts).Select(static s => s.MethodName)];
        Assert.Equal([], ListOf("createPage, updatePage"));
        Assert.Equal(["GetPageByTitleAsync"], ListOf("getPages, createPage"));
        Assert.Equal(["GetPageByTitleAsync", "CreateOrUpdatePageAsync"], ListOf("getPages, createPage, updatePage"));
    }

    /// <summary>A call of a shortcut needs the scopes of all its operations.</summary>
    [Fact]
    public void ShortcutShouldHaveTheScopesOfItsOperations()
    {
        ShortcutShape shortcut = Generation.OfCommitted("jira").Client.Interfaces.SelectMany(static i => i.Shortcuts).Single(static s => s.MethodName == "TransitionIssueAsync");
        Assert.Equal(["read:jira-work", "write:jira-work"], shortcut.Scopes.Classic);
        Assert.Contains("read:issue.transition:jira", shortcut.Scopes.Granular);
        Assert.Contains("write:issue:jira", shortcut.Scopes.Granular);
    }

    [Theory]
    [InlineData("\"find\":\"getTransitions\"", "\"find\":\"addComment\"", "doTransition", "the response has no list 'transitions'")]
    [InlineData("\"array\", \"items\": {", "\"array\", \"items\": { \"type\": \"string\" }, \"not\": {", "doTransition", "the response has no list 'transitions'")]
    [InlineData("\"to\"", "\"toward\"", "doTransition", "the response has no member 'to.name'")]
    [InlineData("\"transition\":", "\"transit\":", "doTransition", "the response has no member 'transition.id'")]
    [InlineData("\"required\": []", "\"required\": [\"other\"]", "doTransition", "the body also needs 'other'")]
    [InlineData("\"title\": \"Chosen\",", "\"title\": \"Chosen\", \"required\": [\"name\"],", "doTransition", "the body also needs 'name'")]
    [InlineData("{ \"id\": { \"type\": \"string\" }, \"name\"", "{ \"id\": { \"type\": \"boolean\" }, \"name\"", "doTransition", "the member 'transition.id' has another type")]
    [InlineData("{\"kind\":\"transition-by-name\",\"find\":\"getTransitions\"}", "{\"kind\":\"user-by-email\"}", "doTransition", "its response is not a list of objects")]
    [InlineData("{\"kind\":\"transition-by-name\",\"find\":\"getTransitions\"}", "{\"kind\":\"page-by-title\"}", "doTransition", "its pages are not read")]
    [InlineData("{ \"x-leeway-type\": \"adf\" }", "{ \"type\": \"string\" }", "addComment", "the member 'body' has another type")]
    [InlineData("/comment\": {", "/comment\": { \"parameters\": [" + Required + "],", "addComment", "'addComment' needs other arguments than an id and a body")]
    [InlineData("/transitions\": {", "/transitions\": { \"parameters\": [" + Required + "],", "doTransition", "'doTransition' needs other arguments than an id and a body")]
    [InlineData("\"getTransitions\", \"tags\": [\"Issues\"],\n        \"parameters\": [", "\"getTransitions\", \"tags\": [\"Issues\"], \"parameters\": [" + Required + ", ", "doTransition", "'getTransitions' needs other arguments than an id and a body")]
    public void ShortcutThatDoesNotFitTheOperationShouldBeReported(string before, string after, string operation, string fault) =>
        CheckFault(Small, before, after, operation, fault);

    [Theory]
    [InlineData("[{ \"name\": \"query\"", "[" + Required + ", { \"name\": \"query\"", "findUsers", "it needs an argument")]
    [InlineData("\"name\": \"query\"", "\"name\": \"text\"", "findUsers", "it has no parameter 'query' of a type that fits")]
    [InlineData("\"200\": { \"description\": \"\", \"content\": { \"application/json\": { \"schema\": { \"type\": \"array\"", "\"204\": { \"description\": \"\" }, \"200\": { \"description\": \"\", \"content\": { \"application/json\": { \"schema\": { \"type\": \"array\"", "findUsers", "its response is not a list of objects")]
    [InlineData("\"emailAddress\": { \"type\": \"string\" }", "\"emailAddress\": { \"type\": \"integer\" }", "findUsers", "the member 'emailAddress' has another type")]
    [InlineData("[{ \"name\": \"space-id\"", "[" + Required + ", { \"name\": \"space-id\"", "getPages", "it needs an argument")]
    [InlineData("\"schema\": { \"type\": \"integer\" }", "\"schema\": { \"type\": \"boolean\" }", "getPages", "it has no parameter 'space-id' of a type that fits")]
    [InlineData("\"name\": \"title\", \"in\": \"query\"", "\"name\": \"title\", \"in\": \"header\"", "getPages", "it has no parameter 'title' of a type that fits")]
    [InlineData("\"name\": \"status\"", "\"name\": \"state\"", "getPages", "it has no parameter 'status' of a type that fits")]
    [InlineData("\"name\": \"body-format\"", "\"name\": \"format\"", "getPages", "it has no parameter 'body-format' of a type that fits")]
    [InlineData("\"x-leeway-shortcut\": {\"kind\":\"page-by-title\"},", "", "createPage", "'getPages' has no shortcut that finds a page")]
    [InlineData("\"tags\": [\"Pages\"], \"requestBody\": { \"$ref\": \"#/components/requestBodies/New\" }", "\"tags\": [\"Pages\"]", "createPage", "the body of 'createPage' is not an object")]
    [InlineData("\"New\": { \"type\": \"object\",", "\"New\": { \"type\": \"object\", \"required\": [\"owner\"],", "createPage", "the body also needs 'owner'")]
    [InlineData("\"Change\": { \"type\": \"object\",", "\"Change\": { \"type\": \"object\", \"required\": [\"owner\"],", "createPage", "the body also needs 'owner'")]
    [InlineData("\"Next\": { \"type\": \"object\",", "\"Next\": { \"type\": \"object\", \"required\": [\"by\"],", "createPage", "the body also needs 'by'")]
    [InlineData("\"createPage\",", "\"createPage\", \"parameters\": [" + Required + "],", "createPage", "it needs an argument")]
    [InlineData("\"/pages/{id}\": {", "\"/pages/{id}\": { \"parameters\": [" + Required + "],", "createPage", "'updatePage' needs other arguments than an id and a body")]
    [InlineData("\"Updated\": { \"$ref\": \"#/components/schemas/Page\" }", "\"Updated\": { \"$ref\": \"#/components/schemas/Other\" }", "createPage", "'updatePage' returns another type")]
    [InlineData("\"spaceId\": { \"type\": \"string\" }", "\"spaceId\": { \"type\": \"boolean\" }", "createPage", "the member 'spaceId' has another type")]
    [InlineData("\"parentId\": { \"type\": \"string\" }", "\"parentId\": { \"type\": \"boolean\" }", "createPage", "the member 'parentId' has another type")]
    [InlineData("\"message\": { \"type\": \"string\" }", "\"message\": { \"type\": \"boolean\" }", "createPage", "the member 'version.message' has another type")]
    [InlineData("\"number\": { \"type\": \"integer\" } } }", "\"number\": { \"type\": \"string\" } } }", "createPage", "the member 'version.number' has another type")]
    [InlineData("\"number\": { \"type\": \"integer\" },", "\"number\": { \"type\": \"string\" },", "createPage", "the member 'version.number' has another type")]
    [InlineData("{ \"x-leeway-type\": \"adf\" }, \"owner\"", "{ \"type\": \"string\" }, \"owner\"", "createPage", "the member 'body' has another type")]
    [InlineData("{ \"x-leeway-type\": \"adf\" }, \"version\"", "{ \"type\": \"string\" }, \"version\"", "createPage", "the member 'body' has another type")]
    public void ShortcutForUsersAndPagesThatDoesNotFitShouldBeReported(string before, string after, string operation, string fault) =>
        CheckFault(Other, before, after, operation, fault);

    private static void CheckFault(string document, string before, string after, string operation, string fault)
    {
        Assert.Contains(before, document, StringComparison.Ordinal);
        Generation generation = Generation.Of(Acme(document.Replace(before, after, StringComparison.Ordinal)));
        Assert.Contains(
            $"The methods that {operation} adds are not generated: {fault}. Correct x-leeway-task, x-leeway-starts or x-leeway-shortcut in the document.",
            generation.Diagnostics.Select(static d => d.GetMessage(CultureInfo.InvariantCulture)));
        Assert.All(generation.Diagnostics, static d => Assert.Equal("LEE2002", d.Id));
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
    }

    [Fact]
    public void OnlyOneOperationOfATagShouldHaveAShortcut()
    {
        JsonNode document = JsonNode.Parse(Small)!;
        JsonNode path = document["paths"]!["/issue/{key}/transitions"]!;
        path["put"] = path["post"]!.DeepClone();
        path["put"]!["operationId"] = "again";
        Generation generation = Generation.Of(Acme(document.ToJsonString()));
        Assert.Contains("again adds are not generated: another operation of its tag has the same shortcut.", Assert.Single(generation.Diagnostics).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void ShortcutShouldBeGeneratedForAnyDocumentWithTheMembers()
    {
        Generation generation = Generation.Of(Acme(Small));
        Assert.Empty(generation.Diagnostics);
        Assert.Equal(2, Assert.Single(generation.Client.Interfaces).Shortcuts.Count);
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));

        generation = Generation.Of(Acme(Other));
        Assert.Empty(generation.Diagnostics);
        Assert.Equal([2, 1], generation.Client.Interfaces.Select(static i => i.Shortcuts.Count));
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"user-by-email\"")]
    [InlineData("""{"kind":"unknown"}""")]
    [InlineData("""{"kind":"transition-by-name"}""")]
    [InlineData("""{"kind":"user-by-email","find":"getTransitions"}""")]
    [InlineData("""{"kind":"create-or-update-page","find":"getTransitions"}""")]
    [InlineData("""{"kind":"transition-by-name","find":"getTransitions","finds":"x"}""")]
    public void InvalidShortcutShouldBeReported(string value)
    {
        Generation generation = Generation.Of(Acme(Small.Replace("""{"kind":"comment-from-text"}""", value, StringComparison.Ordinal)));
        Assert.StartsWith("The value " + value + " of x-leeway-task", Assert.Single(generation.Diagnostics, static d => d.Id == "LEE1014").GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
    }

    private const string Small = """
        { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
          "paths": {
            "/issue/{key}/comment": { "post": { "operationId": "addComment", "tags": ["Issues"], "x-leeway-shortcut": {"kind":"comment-from-text"},
              "parameters": [{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" } }],
              "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "title": "Note", "properties": { "body": { "x-leeway-type": "adf" } } } } } },
              "responses": { "204": { "description": "" } } } },
            "/issue/{key}/transitions": {
              "get": { "operationId": "getTransitions", "tags": ["Issues"],
                "parameters": [{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" } }],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object", "title": "Ways", "properties": { "transitions": { "type": "array", "items": {
                  "type": "object", "title": "Way", "properties": { "id": { "type": "string" }, "name": { "type": "string" }, "to": { "type": "object", "title": "Goal", "properties": { "name": { "type": "string" } } } } } } } } } } } } },
              "post": { "operationId": "doTransition", "tags": ["Issues"], "x-leeway-shortcut": {"kind":"transition-by-name","find":"getTransitions"},
                "parameters": [{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" } }],
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "title": "Change", "required": [], "properties": {
                  "transition": { "type": "object", "title": "Chosen", "properties": { "id": { "type": "string" }, "name": { "type": "string" } } }, "other": { "type": "string" } } } } } },
                "responses": { "204": { "description": "" } } } } } }
        """;

    /// <summary>A document with the shortcuts for users and pages, which a test changes.</summary>
    private const string Other = """
        { "openapi": "3.0.1", "info": { "title": "t", "version": "1" },
          "paths": {
            "/users": { "get": { "operationId": "findUsers", "tags": ["Users"], "x-leeway-shortcut": {"kind":"user-by-email"},
              "parameters": [{ "name": "query", "in": "query", "schema": { "type": "string" } }],
              "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "array", "items": {
                "type": "object", "title": "Person", "properties": { "emailAddress": { "type": "string" } } } } } } } } } },
            "/pages": {
              "get": { "operationId": "getPages", "tags": ["Pages"], "x-leeway-shortcut": {"kind":"page-by-title"},
                "parameters": [{ "name": "space-id", "in": "query", "schema": { "type": "integer" } }, { "name": "title", "in": "query", "schema": { "type": "string" } },
                  { "name": "status", "in": "query", "schema": { "type": "string" } }, { "name": "body-format", "in": "query", "schema": { "type": "string" } },
                  { "name": "cursor", "in": "query", "schema": { "type": "string" } }],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object", "title": "Found", "properties": {
                  "results": { "type": "array", "items": { "$ref": "#/components/schemas/Page" } }, "_links": { "type": "object", "title": "Links", "properties": { "next": { "type": "string" } } } } } } } } } },
              "post": { "operationId": "createPage", "x-leeway-shortcut": {"kind":"create-or-update-page","find":"getPages","update":"updatePage"},
                "tags": ["Pages"], "requestBody": { "$ref": "#/components/requestBodies/New" },
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } } } } } },
            "/pages/{id}": { "put": { "operationId": "updatePage", "tags": ["Pages"],
              "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
              "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Change" } } } },
              "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Updated" } } } } } } } },
          "components": {
            "requestBodies": { "New": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/New" } } } } },
            "schemas": {
              "Updated": { "$ref": "#/components/schemas/Page" },
              "Other": { "type": "object", "properties": { "name": { "type": "string" } } },
              "Page": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" }, "version": { "type": "object", "title": "Version", "properties": { "number": { "type": "integer" } } } } },
              "New": { "type": "object", "properties": { "spaceId": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "string" }, "parentId": { "type": "string" },
                "body": { "x-leeway-type": "adf" }, "owner": { "type": "string" } } },
              "Change": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "string" },
                "body": { "x-leeway-type": "adf" }, "version": { "$ref": "#/components/schemas/Next" }, "owner": { "type": "string" } } },
              "Next": { "type": "object", "properties": { "number": { "type": "integer" }, "message": { "type": "string" }, "by": { "type": "string" } } } } } }
        """;

    /// <summary>A required parameter besides the id.</summary>
    private const string Required = """{ "name": "other", "in": "query", "required": true, "schema": { "type": "string" } }""";

    private static DocumentInput Acme(string text) => new("/specs/acme.json", text) { Name = "Acme", Server = "site" };

    /// <summary>Returns responses in an order, and keeps the requests with their bodies.</summary>
    private sealed class Server(params (int Status, string Body)[] answers) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public AtlassianCaller CreateCaller() => new(new HttpMessageInvoker(this));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (int status, string body) = answers[Requests.Count];
            string sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Add(request.Method + " " + request.RequestUri!.OriginalString + " " + sent);
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request };
        }
    }
}
