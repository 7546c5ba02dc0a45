using System.Net;
using System.Text;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Checks enumerations of pages whose link or token to the next page is in a member that the document names.</summary>
public class LinkedPageTests
{
    private const string Document = """
        { "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "paths": { "/things": { "VERB": { "operationId": "getThings", "tags": ["things"], "x-leeway-paging": PAGING, REQUEST
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "object", "properties": {
                "values": { "type": "array", "items": { "type": "object", "properties": { "a": { "type": "string" } } } },
                "next": { "type": "string", "format": "uri" },
                "links": { "type": "object", "properties": { "next": { "type": "string" } } } } } } } } } } } } }
        """;

    private const string Link = "https://elsewhere.example/2.0/other?page=7&ctx=c%20d";

    [Theory]
    // The link is in the page. Only the value in its query is used.
    [InlineData("""{ "position": "page", "link": "next" }""", "page:string", $$"""{"next":"{{Link}}"}""", "?page=7")]
    [InlineData("""{ "position": "page", "link": "next" }""", "page:integer", $$"""{"next":"{{Link}}"}""", "?page=7")]
    [InlineData("""{ "position": "page", "link": "next" }""", "page:int64", $$"""{"next":"{{Link}}"}""", "?page=7")]
    [InlineData("""{ "position": "ctx", "link": "next" }""", "ctx:string", $$"""{"next":"{{Link}}"}""", "?ctx=c%20d")]
    // It has a token and a number.
    [InlineData("""{ "position": "ctx", "link": "next" }""", "ctx:string page:integer", $$"""{"next":"{{Link}}"}""", "?ctx=c%20d&page=7")]
    [InlineData("""{ "position": "ctx", "link": "next" }""", "ctx:string page:integer", """{"next":"?page=7"}""", "?page=7")]
    // The link or the token is in another member.
    [InlineData("""{ "link": "links.next" }""", "cursor:string", """{"links":{"next":"/things?cursor=x%2Fy"}}""", "?cursor=x%2Fy")]
    [InlineData("""{ "next": "links.next" }""", "cursor:string", """{"links":{"next":"x/y?z"}}""", "?cursor=x%2Fy%3Fz")]
    public async Task EnumerationShouldRequestThePageThatTheMemberNames(string paging, string parameters, string first, string query)
    {
        (List<string> items, PageServer server) = await EnumerateAsync(paging, parameters, first);

        Assert.Equal(["{\"a\":\"1\"}", "{\"a\":\"2\"}"], items);
        Assert.Equal(["/things", "/things" + query], server.Requests.Select(static r => r[r.IndexOf("/things", StringComparison.Ordinal)..]));
        Assert.DoesNotContain(server.Requests, static r => r.Contains("elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TokenOfABodyShouldBeReadFromTheMemberThatTheDocumentNames()
    {
        (List<string> items, PageServer server) = await EnumerateAsync("""{ "next": "links.next" }""", "", """{"links":{"next":"x"}}""", hasBody: true);

        Assert.Equal(2, items.Count);
        Assert.Equal(["{}", "{\"cursor\":\"x\"}"], server.Bodies);
    }

    [Theory]
    [InlineData("""{ "position": "page", "link": "next" }""", "page:string", """{"next":"https://api.example/things?other=1"}""", "has no 'page'")]
    [InlineData("""{ "position": "page", "link": "next" }""", "page:string", """{"next":{}}""", "'next', which leads to the next page, has a shape that cannot be read")]
    [InlineData("""{ "next": "links.next" }""", "cursor:string", """{"links":[]}""", "'links', which leads to the next page, has a shape that cannot be read")]
    [InlineData("""{ "next": "links.next" }""", "cursor:string", """{"links":{"next":[]}}""", "'next', which leads to the next page, has a shape that cannot be read")]
    public async Task MemberThatLeadsNowhereShouldNotEndTheListWithoutAnError(string paging, string parameters, string first, string problem)
    {
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => EnumerateAsync(paging, parameters, first));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "position": "page", "link": "prior" }""", "page:string")]
    [InlineData("""{ "position": "other", "link": "next" }""", "page:string")]
    [InlineData("""{ "link": "links.other" }""", "cursor:string")]
    [InlineData("""{ "next": "values.next" }""", "cursor:string")]
    public void MemberThatTheDocumentDoesNotHaveShouldGiveNoEnumeration(string paging, string parameters)
    {
        RoundTrips roundTrips = RoundTrips.Of(Generate(paging, parameters, hasBody: false));

        Assert.Null(roundTrips.Operations.Single().Enumeration);
    }

    private static async Task<(List<string> Items, PageServer Server)> EnumerateAsync(string paging, string parameters, string first, bool hasBody = false)
    {
        RoundTrips roundTrips = RoundTrips.Of(Generate(paging, parameters, hasBody));
        InterfaceShape shape = roundTrips.Client.Interfaces.Single();
        using PageServer server = new(first);
        return (await roundTrips.EnumerateAsync(shape, shape.Operations.Single(), server), server);
    }

    private static Generation Generate(string paging, string parameters, bool hasBody)
    {
        IEnumerable<string> declared = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static p => p.Split(':')).Select(static p =>
            $$"""{ "name": "{{p[0]}}", "in": "query", "schema": { "type": "{{(p[1] == "string" ? "string" : "integer")}}", "format": "{{(p[1] == "integer" ? "int32" : p[1])}}" } }""");
        string request = hasBody
            ? """ "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "properties": { "cursor": { "type": "string" } } } } } }, """
            : $"\"parameters\": [{string.Join(',', declared)}],";
        string text = Document
            .Replace("VERB", hasBody ? "post" : "get", StringComparison.Ordinal)
            .Replace("PAGING", paging, StringComparison.Ordinal)
            .Replace("REQUEST", request, StringComparison.Ordinal);
        Generation generation = Generation.Of(new DocumentInput("/specs/acme.json", text) { Name = "Acme", Server = "site" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        return generation;
    }

    /// <summary>Returns two pages of one item each.</summary>
    private sealed class PageServer(string first) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request.RequestUri!.OriginalString);
            if (request.Content is { } content)
            {
                Bodies.Add(await content.ReadAsStringAsync(cancellationToken));
            }

            string page = Requests.Count == 1 ? """{"values":[{"a":"1"}],""" + first[1..] : """{"values":[{"a":"2"}]}""";
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page, Encoding.UTF8, "application/json"), RequestMessage = request };
        }
    }
}
