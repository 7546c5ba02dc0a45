using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Queries;

/// <summary>Checks the overloads that accept a <c>Jql</c> or <c>Cql</c>: which one a call selects, and what is sent.</summary>
public class TypedQueryTests
{
    private const string Document = """
        {
          "openapi": "3.0.1",
          "info": {"title": "Desk", "version": "1"},
          "paths": {
            "/rest/search": {
              "get": {"operationId": "searchTickets", "tags": ["Tickets"], "deprecated": true, "x-experimental": true, "security": [{"OAuth2": ["read:work"]}],
                "parameters": [
                  {"name": "jql", "in": "query", "x-leeway-type": "jql", "schema": {"type": "string"}},
                  {"name": "startAt", "in": "query", "schema": {"type": "integer", "format": "int32"}},
                  {"name": "maxResults", "in": "query", "schema": {"type": "integer", "format": "int32"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Found"}}}}}}
            },
            "/rest/board/{boardId}/ticket": {
              "get": {"operationId": "getBoardTickets", "tags": ["Tickets"],
                "parameters": [
                  {"name": "boardId", "in": "path", "required": true, "schema": {"type": "integer", "format": "int64"}},
                  {"name": "startAt", "in": "query", "schema": {"type": "integer", "format": "int64"}},
                  {"name": "jql", "in": "query", "x-leeway-type": "jql", "schema": {"type": "string"}},
                  {"name": "class", "in": "query", "schema": {"type": "string"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Found"}}}}}},
              "put": {"operationId": "moveTickets", "tags": ["Tickets"],
                "parameters": [
                  {"name": "boardId", "in": "path", "required": true, "schema": {"type": "integer", "format": "int64"}},
                  {"name": "jql", "in": "query", "x-leeway-type": "jql", "schema": {"type": "string"}},
                  {"name": "else", "in": "query", "x-leeway-type": "jql", "schema": {"type": "string"}}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}},
                "responses": {"204": {"description": ""}}}
            },
            "/rest/content": {
              "get": {"operationId": "searchContent", "tags": ["Tickets"],
                "parameters": [
                  {"$ref": "#/components/parameters/cql"},
                  {"name": "cqlcontext", "in": "query", "schema": {"type": "string"}}],
                "responses": {"204": {"description": ""}}},
              "post": {"operationId": "importTickets", "tags": ["Tickets"],
                "parameters": [{"name": "the query", "in": "query", "x-leeway-type": "jql", "schema": {"type": "string"}}],
                "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {"note": {"type": "string"}}}}}},
                "responses": {"204": {"description": ""}}}
            },
            "/rest/numbers": {
              "get": {"operationId": "searchNumbers", "tags": ["Tickets"],
                "parameters": [{"name": "jql", "in": "query", "x-leeway-type": "jql", "schema": {"type": "array", "items": {"type": "string"}}}],
                "responses": {"204": {"description": ""}}}
            }
          },
          "components": {"parameters": {"cql": {"name": "cql", "in": "query", "required": true, "x-leeway-type": "cql", "schema": {"type": "string"}}}, "schemas": {"Found": {"type": "object", "properties": {
            "startAt": {"type": "integer"}, "total": {"type": "integer"}, "tickets": {"type": "array", "items": {"type": "string"}}}}}}
        }
        """;

    private const string Program = """
        #pragma warning disable CS0618, LEEWAYX001
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Leeway.Desk;
        using Leeway.Queries;

        internal static class Program
        {
            private const string Text = "a = b";
            private static readonly string? s_none = null;
            private static readonly Jql s_query = Jql.Query($"a = {"\" OR c = d"}");
            private static readonly Cql s_content = Cql.Query($"text ~ {"x"}");

            public static Task Nothing(IDeskClient desk) => desk.Tickets.SearchTicketsAsync();
            public static Task Null(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(null);
            public static Task NamedNull(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(jql: null);
            public static Task NullAndMore(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(null, 5);
            public static Task NullText(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(s_none);
            public static Task OthersOnly(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(maxResults: 1, startAt: 5);
            public static Task TokenOnly(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(cancellationToken: CancellationToken.None);
            public static Task WithText(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(Text);
            public static Task NamedText(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(maxResults: 1, jql: Text);
            public static Task Interpolated(IDeskClient desk) => desk.Tickets.SearchTicketsAsync($"a = {1}");
            public static Task Query(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(s_query);
            public static Task NamedQuery(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(startAt: 5, jql: s_query);
            public static Task QueryAndMore(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(s_query, 5, 1, default);
            public static Task Default(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(default);
            public static Task EmptyQuery(IDeskClient desk) => desk.Tickets.SearchTicketsAsync(default(Jql));

            public static Task PathOnly(IDeskClient desk) => desk.Tickets.GetBoardTicketsAsync("7");
            public static Task Second(IDeskClient desk) => desk.Tickets.GetBoardTicketsAsync("7", 5);
            public static Task TextInItsPlace(IDeskClient desk) => desk.Tickets.GetBoardTicketsAsync("7", null, Text);
            public static Task QueryFirst(IDeskClient desk) => desk.Tickets.GetBoardTicketsAsync("7", s_query);
            public static Task QueryThenSecond(IDeskClient desk) => desk.Tickets.GetBoardTicketsAsync("7", s_query, 5, "x");
            public static Task QueryInThePlaceOfText(IDeskClient desk) => desk.Tickets.GetBoardTicketsAsync("7", 5, s_query);
            public static Task QueryNamedAfterSecond(IDeskClient desk) => desk.Tickets.GetBoardTicketsAsync("7", 5, jql: s_query);

            public static Task TwoQueries(IDeskClient desk) => desk.Tickets.MoveTicketsAsync("7", s_query, Jql.Raw("x = y"), ["1"]);
            public static Task QueryAndText(IDeskClient desk) => desk.Tickets.MoveTicketsAsync("7", ["1"], s_query, Text);
            public static Task RequiredText(IDeskClient desk) => desk.Tickets.SearchContentAsync("type = page");
            public static Task RequiredQuery(IDeskClient desk) => desk.Tickets.SearchContentAsync(s_content, "{}");
            public static Task OddName(IDeskClient desk) => desk.Tickets.ImportTicketsAsync(s_query, note: "n");
            public static Task List(IDeskClient desk) => desk.Tickets.SearchNumbersAsync(["a"]);

            public static Task AllOfNothing(IDeskClient desk) => desk.Tickets.EnumerateTicketsAsync().ToListAsync().AsTask();
            public static Task AllOfNull(IDeskClient desk) => desk.Tickets.EnumerateTicketsAsync(null, 1).ToListAsync().AsTask();
            public static Task AllOfText(IDeskClient desk) => desk.Tickets.EnumerateTicketsAsync(jql: Text).ToListAsync().AsTask();
            public static Task AllOfQuery(IDeskClient desk) => desk.Tickets.EnumerateTicketsAsync(s_query).ToListAsync().AsTask();
            public static Task AllOfNamedQuery(IDeskClient desk) => desk.Tickets.EnumerateTicketsAsync(maxResults: 1, jql: s_query).ToListAsync().AsTask();
            public static Task AllOfABoard(IDeskClient desk) => desk.Tickets.EnumerateBoardTicketsAsync("7", s_query, "x").ToListAsync().AsTask();
        }
        """;

    private static readonly Lazy<LoadedProgram> s_program = new(static () =>
        LoadedProgram.Of(Program, new DocumentInput("/documents/desk.json", Document) { Namespace = "Leeway.Desk", Server = "site" }));

    [Theory]
    [InlineData("Nothing", "/rest/search")]
    [InlineData("Null", "/rest/search")]
    [InlineData("NamedNull", "/rest/search")]
    [InlineData("NullAndMore", "/rest/search?startAt=5")]
    [InlineData("NullText", "/rest/search")]
    [InlineData("OthersOnly", "/rest/search?startAt=5&maxResults=1")]
    [InlineData("TokenOnly", "/rest/search")]
    [InlineData("WithText", "/rest/search?jql=a%20%3D%20b")]
    [InlineData("NamedText", "/rest/search?jql=a%20%3D%20b&maxResults=1")]
    [InlineData("Interpolated", "/rest/search?jql=a%20%3D%201")]
    [InlineData("Query", "/rest/search?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22")]
    [InlineData("NamedQuery", "/rest/search?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&startAt=5")]
    [InlineData("QueryAndMore", "/rest/search?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&startAt=5&maxResults=1")]
    [InlineData("Default", "/rest/search?jql=")]
    [InlineData("EmptyQuery", "/rest/search?jql=")]
    [InlineData("PathOnly", "/rest/board/7/ticket")]
    [InlineData("Second", "/rest/board/7/ticket?startAt=5")]
    [InlineData("TextInItsPlace", "/rest/board/7/ticket?jql=a%20%3D%20b")]
    [InlineData("QueryFirst", "/rest/board/7/ticket?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22")]
    [InlineData("QueryThenSecond", "/rest/board/7/ticket?startAt=5&jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&class=x")]
    [InlineData("QueryInThePlaceOfText", "/rest/board/7/ticket?startAt=5&jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22")]
    [InlineData("QueryNamedAfterSecond", "/rest/board/7/ticket?startAt=5&jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22")]
    [InlineData("TwoQueries", "/rest/board/7/ticket?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&else=x%20%3D%20y")]
    [InlineData("QueryAndText", "/rest/board/7/ticket?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&else=a%20%3D%20b")]
    [InlineData("RequiredText", "/rest/content?cql=type%20%3D%20page")]
    [InlineData("RequiredQuery", "/rest/content?cql=text%20~%20%22x%22&cqlcontext=%7B%7D")]
    [InlineData("OddName", "/rest/content?the%20query=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22")]
    [InlineData("List", "/rest/numbers?jql=a")]
    [InlineData("AllOfNothing", "/rest/search?startAt=0")]
    [InlineData("AllOfNull", "/rest/search?startAt=0&maxResults=1")]
    [InlineData("AllOfText", "/rest/search?jql=a%20%3D%20b&startAt=0")]
    [InlineData("AllOfQuery", "/rest/search?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&startAt=0")]
    [InlineData("AllOfNamedQuery", "/rest/search?jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&startAt=0&maxResults=1")]
    [InlineData("AllOfABoard", "/rest/board/7/ticket?startAt=0&jql=a%20%3D%20%22%5C%22%20OR%20c%20%3D%20d%22&class=x")]
    public async Task CallShouldSendItsQuery(string method, string address)
    {
        string request = await s_program.Value.SendAsync(method, """{"startAt": 0, "total": 0, "tickets": []}""");
        Assert.Equal(address, request.Split('\n')[0].Split(' ')[1]);
    }

    /// <summary>Of the two overloads, a call with a query must bind to the one that accepts it.</summary>
    [Theory]
    [InlineData("Leeway.Desk.ITicketsApi", "SearchTicketsAsync", "Jql jql, int? startAt, int? maxResults, CancellationToken cancellationToken")]
    [InlineData("Leeway.Desk.ITicketsApi", "GetBoardTicketsAsync", "string boardId, Jql jql, long? startAt, string? class, CancellationToken cancellationToken")]
    [InlineData("Leeway.Desk.ITicketsApi", "MoveTicketsAsync", "string boardId, Jql jql, Jql else, IReadOnlyList<string> body, CancellationToken cancellationToken")]
    [InlineData("Leeway.Desk.ITicketsApi", "SearchContentAsync", "Cql cql, string? cqlcontext, CancellationToken cancellationToken")]
    [InlineData("Leeway.Desk.ITicketsApi", "ImportTicketsAsync", "Jql theQuery, string? note, CancellationToken cancellationToken")]
    [InlineData("Leeway.Desk.ITicketsApi", "SearchNumbersAsync", null)]
    [InlineData("Leeway.Desk.TicketsApiPages", "EnumerateTicketsAsync", "ITicketsApi api, Jql jql, int? maxResults")]
    [InlineData("Leeway.Desk.TicketsApiPages", "EnumerateBoardTicketsAsync", "ITicketsApi api, string boardId, Jql jql, string? class")]
    public void OverloadShouldRequireTheQueryAndHaveTheMarksOfTheOther(string type, string method, string? parameters)
    {
        IMethodSymbol[] overloads = [.. s_program.Value.Generation.Output.GetTypeByMetadataName(type)!.GetMembers(method).OfType<IMethodSymbol>()];
        Assert.Equal(parameters is null ? 1 : 2, overloads.Length);
        if (parameters is not null)
        {
            Assert.Equal(parameters, string.Join(", ", overloads[1].Parameters.Select(static p => p.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + " " + p.Name)));
            Assert.All(overloads[1].Parameters, static p => Assert.False(p.IsOptional && p.Type.Name is "Jql" or "Cql"));
            Assert.Equal(overloads[0].GetAttributes().Select(static a => a.ToString()), overloads[1].GetAttributes().Select(static a => a.ToString()));
            Assert.Equal(method.Contains("Tickets", StringComparison.Ordinal) && !method.Contains("Board", StringComparison.Ordinal) && method is not ("MoveTicketsAsync" or "ImportTicketsAsync"),
                overloads[1].GetAttributes().Any(static a => a.AttributeClass!.Name == "ObsoleteAttribute"));
        }
    }
}
