using System.Text.Json;
using Leeway.Generator.Configuration;
using Leeway.Generator.Emission;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Checks which operations have a method that reads all pages, and the documentation of the others.</summary>
public class PagingTests
{
    private static readonly (string Document, string Published)[] s_documents =
    [
        ("jira", "jira-platform"), ("jira-software", "jira-software"), ("jira-service-management", "jira-servicedesk"), ("confluence", "confluence-v2"), ("confluence-v1", "confluence-v1"),
    ];

    [Theory]
    [InlineData("jira", "/rest/api/3/user/picker", "The response has at most <c>maxResults</c> items. <c>getAllUsers</c> returns all items.")]
    [InlineData("jira", "/rest/api/3/groupuserpicker", "Each list in the response has at most <c>maxResults</c> items. This method does not read the rest.")]
    [InlineData("jira", "/rest/api/3/webhook/failed", "The response has at most <c>maxResults</c> items. For the next page, pass <c>failureTime</c> of the last item as <c>after</c>.")]
    [InlineData("confluence", "/wiki/api/v2/pages/{id}/ancestors", "The response has at most <c>limit</c> items. For the next page, pass <c>id</c> of the first item as <c>id</c>.")]
    [InlineData("confluence", "/wiki/api/v2/pages/{id}", "Each list in the response has at most <c>50</c> items. This method does not read the rest.")]
    [InlineData("confluence-v1", "/wiki/rest/api/content/{id}/restriction", "Each list in the response has at most <c>limit</c> items. This method does not read the rest.")]
    public void DocumentationShouldSayThatAResponseIsOnePage(string document, string route, string sentence)
    {
        (InterfaceShape shape, OperationShape operation) = Operations(document).Single(o => o.Operation.Verb == "GET" && o.Operation.Route == route);
        Assert.Null(operation.Enumeration);
        Assert.Contains(sentence, EmittedText.Unwrap(InterfaceEmitter.Emit(shape).ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void PagedOperationWithoutAnEnumerationShouldSaySo()
    {
        int unpaged = 0;
        foreach ((InterfaceShape shape, OperationShape operation) in s_documents.SelectMany(static d => Operations(d.Document)).Where(static o => o.Operation.UnpagedReason is not null))
        {
            unpaged++;
            var writer = new SourceWriter();
            OperationDocs.Emit(operation, writer);
            string docs = EmittedText.Unwrap(writer.Complete().ToString());
            Assert.True(docs.Contains("This method does not read the rest.", StringComparison.Ordinal) || docs.Contains(" returns all items.", StringComparison.Ordinal) || docs.Contains("For the next page, ", StringComparison.Ordinal), operation.Id);
        }

        Assert.Equal(25, unpaged);
    }

    [Fact]
    public void BareListShouldBeEnumeratedIfTheDocumentSaysWhatPositionsCount()
    {
        const string Document = """
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "paths": { "/things": { "get": { "operationId": "getThings", PAGING
                "parameters": [ { "name": "startAt", "in": "query", "schema": { "type": "integer", "format": "int32" } }, { "name": "maxResults", "in": "query", "schema": { "type": "integer", "format": "int32" } } ],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } } } } } } } }
            """;
        OperationShape unknown = Operations(Document.Replace("PAGING", "", StringComparison.Ordinal), "things").Single().Operation;
        Assert.Equal((null, "its response is a bare list, and the document does not say what its positions count"), (unknown.Enumeration, unknown.UnpagedReason));

        string stated = Document.Replace("PAGING", "\"x-leeway-paging\": { \"window\": { \"size\": \"maxResults\", \"usual\": 20 } },", StringComparison.Ordinal);
        Assert.Equal(EnumerationStyle.Window, Operations(stated, "things").Single().Operation.Enumeration?.Style);

        foreach (string wrong in (string[])["[]", "{ \"window\": 1 }", "{ \"window\": { \"size\": \"other\", \"usual\": 20 } }", "{ \"window\": { \"size\": \"maxResults\", \"usual\": -1 } }", "{ \"items\": 1 }"])
        {
            string broken = Document.Replace("PAGING", $"\"x-leeway-paging\": {wrong},", StringComparison.Ordinal);
            Assert.Null(Operations(broken, "things").Single().Operation.Enumeration);
        }
    }

    /// <summary>The descriptions in the published documents say which searches stop at the thousandth user.</summary>
    [Fact]
    public void OperationsThatStopAtTheThousandthUserShouldBeMarked()
    {
        foreach ((string document, string published) in s_documents)
        {
            Dictionary<string, OperationShape> operations = Operations(document).Select(static o => o.Operation).ToDictionary(static o => o.Verb + " " + o.Route, StringComparer.Ordinal);
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Repository.RequirePublished(published)));
            foreach (JsonProperty path in json.RootElement.GetProperty("paths").EnumerateObject())
            {
                foreach (JsonProperty method in path.Value.EnumerateObject().Where(static m => m.Value.ValueKind == JsonValueKind.Object))
                {
                    string description = method.Value.TryGetProperty("description", out JsonElement text) ? text.GetString() ?? "" : "";
                    if (description.Contains("up to the thousandth user", StringComparison.Ordinal))
                    {
                        OperationShape operation = operations[method.Name.ToUpperInvariant() + " " + path.Name];
                        bool isFiltered = description.Contains("only the users from that range", StringComparison.Ordinal);
                        WindowFacts? window = operation.Enumeration?.Window?.Facts;
                        Assert.True(operation.PagingFacts?.Single is not null || (window?.Bound == 1_000 && window.IsFiltered == isFiltered), operation.Id);
                    }
                }
            }
        }
    }

    private static IEnumerable<(InterfaceShape Shape, OperationShape Operation)> Operations(string document) =>
        Operations(Generation.OfCommitted(document).Reasons(StepNames.Interfaces).Select(static o => (InterfaceShape)o.Value));

    private static IEnumerable<(InterfaceShape Shape, OperationShape Operation)> Operations(string text, string name)
    {
        DocumentResult read = DocumentReader.Read(new DocumentText(name + ".json", SourceText.From(text)), TestContext.Current.CancellationToken);
        var configuration = new ApiConfiguration(name + ".json", name, "Product", "Leeway.Product", "public", [], []) { Server = "site" };
        ClientShape client = ClientShaper.Shape(read.Document!, configuration, TestContext.Current.CancellationToken).Client;
        return Operations(client.Interfaces);
    }

    private static IEnumerable<(InterfaceShape Shape, OperationShape Operation)> Operations(IEnumerable<InterfaceShape> interfaces) =>
        interfaces.SelectMany(static shape => shape.Operations.Select(operation => (shape, operation)));
}
