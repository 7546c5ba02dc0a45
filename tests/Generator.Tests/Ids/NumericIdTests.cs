using System.Reflection;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Ids;

/// <summary>Ids are text in C#, and numbers in a request where the document declares numbers.</summary>
public class NumericIdTests
{
    private const string Document = """
        {
          "openapi": "3.0.1", "info": {"title": "t", "version": "1"},
          "paths": {
            "/things/{thing-id}": {
              "get": {"operationId": "getThing", "tags": ["Things"],
                "parameters": [
                  {"name": "thing-id", "in": "path", "required": true, "schema": {"type": "integer", "format": "int64"}},
                  {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}},
                  {"name": "group_ids", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "integer", "format": "int32"}}},
                  {"name": "parentId", "in": "query", "schema": {"type": "number"}},
                  {"name": "kindId", "in": "query", "schema": {"type": "integer", "enum": [1, 2]}},
                  {"name": "startAt", "in": "query", "schema": {"type": "integer"}},
                  {"name": "X-Owner-Id", "in": "header", "schema": {"type": "integer"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}},
              "post": {"operationId": "attach", "tags": ["Things"],
                "parameters": [{"name": "thing-id", "in": "path", "required": true, "schema": {"type": "integer"}}],
                "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {"type": "object", "properties": {
                  "ownerId": {"type": "integer"}, "tagIds": {"type": "array", "items": {"type": "integer"}},
                  "eitherId": {"oneOf": [{"type": "integer"}, {"type": "string"}]}}}}}},
                "responses": {"204": {"description": ""}}}
            },
            "/things": {
              "put": {"operationId": "setThings", "tags": ["Things"],
                "parameters": [{"name": "all-ids", "in": "query", "required": true, "schema": {"type": "array", "items": {"type": "integer"}}}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "responses": {"204": {"description": ""}}}
            },
            "/changes": {
              "get": {"operationId": "getChanges", "tags": ["Things"], "x-leeway-paging": {"position": "afterId", "next": "lastId"},
                "parameters": [{"name": "afterId", "in": "query", "schema": {"type": "integer", "format": "int64"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {
                  "changedIds": {"type": "array", "items": {"type": "integer"}}, "lastId": {"type": "integer", "format": "int64"}}}}}}}}
            }
          },
          "components": {"schemas": {
            "Number": {"type": "integer", "format": "int64"},
            "Numbers": {"type": "array", "items": {"$ref": "#/components/schemas/Number"}},
            "Limit": {"type": "integer", "default": 5},
            "Thing": {"type": "object", "properties": {
              "id": {"type": "integer", "format": "int64"},
              "ownerIDs": {"type": "array", "items": {"type": "integer", "format": "int32"}},
              "parent_id": {"type": "number"},
              "rowIds": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
              "namedIds": {"type": "object", "additionalProperties": {"type": "integer", "nullable": true}},
              "referenceId": {"$ref": "#/components/schemas/Number"},
              "referenceIds": {"$ref": "#/components/schemas/Numbers"},
              "nestedId": {"allOf": [{"$ref": "#/components/schemas/Number"}]},
              "textId": {"type": "string"},
              "eitherId": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
              "eitherIds": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Number"}]}},
              "anyId": {"oneOf": [{"type": "integer"}, {"type": "string"}, {"type": "boolean"}]},
              "looseId": {"oneOf": [{"type": "integer"}, {"type": "string"}, {}]},
              "updateSequenceId": {"type": "integer"},
              "either": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
              "flagId": {"type": "boolean"},
              "kindId": {"type": "integer", "enum": [1, 2]},
              "limitId": {"$ref": "#/components/schemas/Limit"},
              "sizeId": {"type": "integer", "default": 0},
              "grid": {"type": "integer"},
              "paid": {"type": "number"},
              "count": {"type": "integer"},
              "numbers": {"$ref": "#/components/schemas/Numbers"}}}
          }}
        }
        """;

    private const string Program = """"
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Leeway.Calls;
        using Leeway.Acme;

        internal static class Program
        {
            public static Task All(IAcmeClient acme) => acme.Things.GetThingAsync("12345678901234567890123", ["1", "-2"], ["3", "4"], "5", 1, 0, "7");
            public static Task Least(IAcmeClient acme) => acme.Things.GetThingAsync("+5");
            public static Task Null(IAcmeClient acme) => acme.Things.GetThingAsync(null!);
            public static Task BadPath(IAcmeClient acme) => acme.Things.GetThingAsync("1/2");
            public static Task BadList(IAcmeClient acme) => acme.Things.GetThingAsync("1", ids: ["1", "2&3"]);
            public static Task BadJoined(IAcmeClient acme) => acme.Things.GetThingAsync("1", groupIds: ["1,2"]);
            public static Task BadQuery(IAcmeClient acme) => acme.Things.GetThingAsync("1", parentId: "");
            public static Task BadHeader(IAcmeClient acme) => acme.Things.GetThingAsync("1", xOwnerId: "1.0");
            public static Task Form(IAcmeClient acme) => acme.Things.AttachAsync("1", "2", ["3", "4"], "x");
            public static Task BadPart(IAcmeClient acme) => acme.Things.AttachAsync("1", tagIds: ["3", "x"]);
            public static Task Body(IAcmeClient acme) => acme.Things.SetThingsAsync(["1"], new Thing
            {
                Id = "9007199254740993", OwnerIDs = ["1", "002"], ParentId = "-3", RowIds = [["4"], []],
                NamedIds = new Dictionary<string, string?> { ["a"] = "5", ["b"] = null }, ReferenceId = "+6", TextId = "7",
                EitherId = "008", EitherIds = ["9", "x"], UpdateSequenceId = 10, KindId = 1,
            });
            public static Task BadBody(IAcmeClient acme) => acme.Things.SetThingsAsync(["1"], new Thing { RowIds = [["4"], ["ABC-1"]] });
            public static string ReadEither(string json)
            {
                Thing thing = Leeway.Json.JsonModelSerializer.Read<Thing>(System.Text.Encoding.UTF8.GetBytes(json), Leeway.Json.JsonModelOptions.Strict)!;
                return thing.EitherId + " " + string.Join(' ', thing.EitherIds!) + " " + Leeway.Json.RawJson.From(thing);
            }
            public static Task EmptyList(IAcmeClient acme) => acme.Things.SetThingsAsync([], new Thing());
            public static async Task<string> Changes()
            {
                var server = new Server("""{"changedIds":[1,"2"],"lastId":9007199254740993}""", """{"changedIds":["x"],"lastId":"12"}""", """{"changedIds":[]}""");
                var acme = new AcmeClient(new AtlassianCaller(new HttpMessageInvoker(server)));
                var changes = new List<string>();
                await foreach (string id in acme.Things.EnumerateChangesAsync("10"))
                {
                    changes.Add(id);
                }

                return string.Join(' ', changes.Concat(server.Asked));
            }

            private sealed class Server(params string[] pages) : HttpMessageHandler
            {
                public List<string> Asked { get; } = new();

                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    Asked.Add(request.RequestUri!.OriginalString);
                    return Task.FromResult(new HttpResponseMessage { Content = new StringContent(pages[Asked.Count - 1], null, "application/json") });
                }
            }
        }
        """";

    private static readonly DocumentInput s_document = new("/specs/acme.json", Document) { Server = "site", Name = "Acme" };

    private static readonly Lazy<LoadedProgram> s_program = new(static () => LoadedProgram.Of(Program, s_document));

    [Theory]
    [InlineData("id", "string")]
    [InlineData("ownerIDs", "IReadOnlyList<string>")]
    [InlineData("parent_id", "string")]
    [InlineData("rowIds", "IReadOnlyList<IReadOnlyList<string>>")]
    [InlineData("namedIds", "IReadOnlyDictionary<string, string?>")]
    [InlineData("referenceId", "string")]
    [InlineData("referenceIds", "IReadOnlyList<string>")]
    [InlineData("nestedId", "string")]
    [InlineData("textId", "string")]
    [InlineData("eitherId", "string")]
    [InlineData("eitherIds", "IReadOnlyList<string>")]
    [InlineData("anyId", "Leeway.Json.RawJson")]
    [InlineData("looseId", "Leeway.Json.RawJson")]
    [InlineData("updateSequenceId", "long")]
    [InlineData("either", "Leeway.Json.RawJson")]
    [InlineData("flagId", "bool")]
    [InlineData("kindId", "long")]
    [InlineData("limitId", "long")]
    [InlineData("sizeId", "long")]
    [InlineData("grid", "long")]
    [InlineData("paid", "double")]
    [InlineData("count", "long")]
    [InlineData("numbers", "IReadOnlyList<long>")]
    public void MemberShouldBeTextIfItIsAnId(string member, string type)
    {
        ModelShape thing = s_program.Value.Generation.Client.Types.OfType<ModelShape>().Single(static t => t.Name == "Thing");
        string property = thing.Properties.Single(p => p.WireName == member).Name;
        IPropertySymbol symbol = s_program.Value.Generation.Output.GetTypeByMetadataName("Leeway.Acme.Thing")!.GetMembers(property).OfType<IPropertySymbol>().Single();
        Assert.Equal(type + "?", symbol.Type.ToDisplayString().Replace("System.Collections.Generic.", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ParametersShouldBeSentAsTheirText()
    {
        Assert.Equal(
            "GET /things/12345678901234567890123?ids=1&ids=-2&group_ids=3,4&parentId=5&kindId=1&startAt=0\nX-Owner-Id: 7\nAccept: application/json\n",
            await s_program.Value.SendAsync("All"));
        Assert.StartsWith("GET /things/%2B5\n", await s_program.Value.SendAsync("Least"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PartsShouldBeSentAsTheirText()
    {
        string form = await s_program.Value.SendAsync("Form");
        Assert.Contains("name=\"ownerId\"\n\n2\n", form, StringComparison.Ordinal);
        Assert.Contains("name=\"tagIds\"\n\n3\n", form, StringComparison.Ordinal);
        Assert.Contains("name=\"tagIds\"\n\n4\n", form, StringComparison.Ordinal);
        Assert.Contains("name=\"eitherId\"\n\nx\n", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MembersShouldBeSentAsNumbers() => Assert.EndsWith(
        """{"id":9007199254740993,"ownerIDs":[1,2],"parent_id":-3,"rowIds":[[4],[]],"namedIds":{"a":5,"b":null},"referenceId":6,"textId":"7","eitherId":"008","eitherIds":["9","x"],"updateSequenceId":10,"kindId":1}""",
        await s_program.Value.SendAsync("Body"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"eitherId":9007199254740993,"eitherIds":[1,"2"]}""", "9007199254740993 1 2")]
    [InlineData("""{"eitherId":"007","eitherIds":["1","x"]}""", "007 1 x")]
    public void NumberOrStringShouldBeReadAsTextAndWrittenAsItWasRead(string json, string ids) =>
        Assert.Equal($"{ids} {json}", s_program.Value.Run<string>("ReadEither", json));

    [Theory]
    [InlineData("BadPath", "thingId", "'1/2' is not an integer, but the document declares thingId as a number.")]
    [InlineData("BadList", "ids", "'2&3' is not an integer, but the document declares ids as a number.")]
    [InlineData("BadJoined", "groupIds", "'1,2' is not an integer, but the document declares groupIds as a number.")]
    [InlineData("BadQuery", "parentId", "'' is not an integer, but the document declares parentId as a number.")]
    [InlineData("BadHeader", "xOwnerId", "'1.0' is not an integer, but the document declares xOwnerId as a number.")]
    [InlineData("BadPart", "tagIds", "'x' is not an integer, but the document declares tagIds as a number.")]
    [InlineData("BadBody", "rowIds", "'ABC-1' is not an integer, but the document declares Thing.rowIds as a number.")]
    [InlineData("Null", "thingId", "Value cannot be null.")]
    [InlineData("EmptyList", "allIds", "")]
    public async Task TextThatIsNotAnIntegerShouldBeRefusedBeforeAnythingIsSent(string usage, string parameter, string message)
    {
        TargetInvocationException thrown = await Assert.ThrowsAsync<TargetInvocationException>(() => s_program.Value.SendAsync(usage));
        ArgumentException refusal = Assert.IsAssignableFrom<ArgumentException>(thrown.InnerException);
        Assert.Equal(parameter, refusal.ParamName);
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesShouldBeReadByTheIdInTheLastOne()
    {
        OperationShape operation = s_program.Value.Generation.Client.Interfaces.Single().Operations.Single(static o => o.Id == "getChanges");
        Assert.Equal((EnumerationStyle.Token, true), (operation.Enumeration!.Style, operation.Enumeration.IsSetByCaller));
        Assert.Equal(
            "1 2 x /changes?afterId=10 /changes?afterId=9007199254740993 /changes?afterId=12",
            await s_program.Value.Run<Task<string>>("Changes"));
    }
}
