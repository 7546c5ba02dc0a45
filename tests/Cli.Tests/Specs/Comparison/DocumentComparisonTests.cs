using System.Text;
using Leeway.Cli.Specs.Comparison;

namespace Leeway.Cli.Tests.Specs.Comparison;

/// <summary>Each kind of change is one line, of the severity that its use gives it.</summary>
public sealed class DocumentComparisonTests
{
    private const string Operation = """
        "operationId": "getThing", "tags": ["Things"], "security": [{"OAuth2": ["read:thing"]}],
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}, {"name": "expand", "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}}],
        "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}}},
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Read"}}}}, "404": {"description": ""}}
        """;

    private const string Schemas = """
        "Sent": {"type": "object", "required": ["key"], "properties": {"key": {"type": "string"}, "kind": {"type": "string", "enum": ["x", "y"]}, "size": {"type": "integer", "format": "int32", "maximum": 10}}},
        "Read": {"type": "object", "properties": {"key": {"type": "string"}, "kind": {"type": "string", "enum": ["x", "y"]}, "next": {"$ref": "#/components/schemas/Read"}, "list": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}}}},
        "Unused": {"type": "object", "properties": {"a": {"type": "string"}}}
        """;

    private static readonly string s_document = Document(Operation, Schemas);

    [Theory]
    // Operations.
    [InlineData("\"getThing\"", "\"fetchThing\"", "Attention OperationIdChanged GET /things/{id}  getThing fetchThing")]
    [InlineData("/things/{id}\"", "/objects/{id}\"", "Breaking RouteChanged GET /objects/{id}  GET /things/{id} GET /objects/{id}")]
    [InlineData("[\"Things\"]", "[\"Objects\"]", "Attention TagsChanged GET /things/{id}  Things Objects")]
    [InlineData("\"tags\"", "\"deprecated\": true, \"tags\"", "Attention Deprecated GET /things/{id}   ")]
    [InlineData("\"tags\"", "\"x-experimental\": true, \"tags\"", "Attention Experimental GET /things/{id}   ")]
    [InlineData("[\"read:thing\"]", "[\"read:all\"]", "Attention SecurityChanged GET /things/{id}  OAuth2: read:thing OAuth2: read:all")]
    [InlineData("\"tags\"", "\"x-atlassian-oauth2-scopes\": [{\"scheme\": \"OAuth2\", \"state\": \"Beta\", \"scopes\": [\"read:one\"]}], \"tags\"", "Attention ScopesChanged GET /things/{id}  none Beta: read:one")]
    // Parameters.
    [InlineData(", {\"name\": \"expand\", \"in\": \"query\", \"schema\": {\"type\": \"string\", \"enum\": [\"a\", \"b\"]}}", "", "Breaking ParameterRemoved GET /things/{id} query expand  ")]
    [InlineData("[{\"name\": \"id\"", "[{\"name\": \"more\", \"in\": \"query\", \"schema\": {\"type\": \"string\"}}, {\"name\": \"id\"", "Addition ParameterAdded GET /things/{id} query more  string")]
    [InlineData("[{\"name\": \"id\"", "[{\"name\": \"more\", \"in\": \"query\", \"required\": true, \"schema\": {\"type\": \"string\"}}, {\"name\": \"id\"", "Breaking RequiredParameterAdded GET /things/{id} query more  string")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"required\": true", "Breaking BecameRequired GET /things/{id} query expand  ")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"explode\": false", "Breaking WireFormChanged GET /things/{id} query expand explode unstated explode False")]
    [InlineData("[\"a\", \"b\"]", "[\"a\"]", "Breaking EnumValueRemoved GET /things/{id} query expand \"b\" ")]
    [InlineData("[\"a\", \"b\"]", "[\"a\", \"b\", \"c\"]", "Addition EnumValueAdded GET /things/{id} query expand  \"c\"")]
    // Bodies and answers.
    [InlineData("{\"required\": true, \"content\"", "{\"content\"", "Addition BecameOptional GET /things/{id} body  ")]
    [InlineData(", \"404\": {\"description\": \"\"}", "", "Attention ResponseRemoved GET /things/{id} 404  ")]
    [InlineData(", \"404\": {\"description\": \"\"}", ", \"404\": {\"description\": \"\"}, \"409\": {\"description\": \"\"}", "Addition ResponseAdded GET /things/{id} 409  ")]
    // What the caller writes.
    [InlineData("\"size\": {\"type\": \"integer\", \"format\": \"int32\", \"maximum\": 10}", "\"size\": {\"type\": \"string\"}", "Breaking TypeChanged Sent size integer (int32) string")]
    [InlineData("\"maximum\": 10", "\"maximum\": 9", "Breaking ConstraintTightened Sent size maximum 10 maximum 9")]
    [InlineData("\"maximum\": 10", "\"maximum\": 11", "Addition ConstraintLoosened Sent size maximum 10 maximum 11")]
    [InlineData("\"maximum\": 10", "\"maximum\": 10, \"minimum\": 1", "Breaking ConstraintTightened Sent size  minimum 1")]
    [InlineData("[\"key\"]", "[\"key\", \"kind\"]", "Breaking BecameRequired Sent kind  ")]
    [InlineData("\"required\": [\"key\"], ", "", "Addition BecameOptional Sent key  ")]
    [InlineData("\"properties\": {\"key\": {\"type\": \"string\"}, \"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\"]}, \"size\"", "\"properties\": {\"key\": {\"type\": \"string\"}, \"kind\": {\"type\": \"string\", \"enum\": [\"x\"]}, \"size\"", "Breaking EnumValueRemoved Sent kind \"y\" ")]
    // What the server writes.
    [InlineData("\"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\"]}, \"next\"", "\"kind\": {\"type\": \"string\", \"enum\": [\"x\"]}, \"next\"", "Attention EnumValueRemoved Read kind \"y\" ")]
    [InlineData("\"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\"]}, \"next\"", "\"next\"", "Breaking PropertyRemoved Read kind string ")]
    [InlineData("{\"a\": {\"type\": \"string\"}}}}}}", "{\"a\": {\"type\": \"boolean\"}}}}}}", "Breaking TypeChanged Read list[].a string boolean")]
    [InlineData("\"list\": {\"type\": \"array\"", "\"list\": {\"type\": \"array\", \"nullable\": true", "Attention BecameNullable Read list  ")]
    [InlineData("\"list\": {\"type\": \"array\"", "\"list\": {\"deprecated\": true, \"type\": \"array\"", "Attention Deprecated Read list  ")]
    // What nobody uses breaks nobody.
    [InlineData("\"Unused\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}", "\"Unused\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"boolean\"}}", "Attention TypeChanged Unused a string boolean")]
    public void OneEditShouldBeOneLine(string was, string now, string expected)
    {
        Assert.Contains(was, s_document, StringComparison.Ordinal);
        int at = s_document.IndexOf(was, StringComparison.Ordinal);

        Assert.Equal([expected.TrimEnd()], Lines(s_document, s_document[..at] + now + s_document[(at + was.Length)..]));
    }

    [Fact]
    public void ADocumentShouldNotDifferFromItself()
    {
        Assert.Empty(Lines(s_document, s_document));
    }

    [Fact]
    public void ARequiredPropertyShouldBreakWhoWritesItAndNobodyElse()
    {
        Assert.Equal(
            ["Breaking RequiredPropertyAdded Sent more  string"],
            Lines(s_document, s_document.Replace("[\"key\"], \"properties\": {", "[\"key\", \"more\"], \"properties\": {\"more\": {\"type\": \"string\"}, ", StringComparison.Ordinal)));
        Assert.Equal(
            ["Addition PropertyAdded Read more  string"],
            Lines(s_document, s_document.Replace("\"Read\": {\"type\": \"object\", \"properties\": {", "\"Read\": {\"type\": \"object\", \"required\": [\"more\"], \"properties\": {\"more\": {\"type\": \"string\"}, ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ARenamedSchemaShouldBeOneLineHoweverOftenItIsReferredTo()
    {
        Assert.Equal(
            ["Attention SchemaRenamed Read  Read Seen"],
            Lines(s_document, s_document.Replace("schemas/Read", "schemas/Seen", StringComparison.Ordinal).Replace("\"Read\"", "\"Seen\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void ASchemaThatIsWrittenOutShouldBeComparedWithWhatItWas()
    {
        string now = s_document.Replace("{\"$ref\": \"#/components/schemas/Sent\"}", "{\"type\": \"object\", \"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}}}", StringComparison.Ordinal);

        Assert.Equal(
            [
                "Breaking PropertyRemoved GET /things/{id} body application/json.kind string",
                "Breaking PropertyRemoved GET /things/{id} body application/json.size integer (int32)",
                "Attention NamedOrInlined GET /things/{id} body application/json Sent object",
            ],
            Lines(s_document, now));
    }

    [Fact]
    public void AReorderingShouldBeTold()
    {
        Assert.Equal(
            ["Attention OtherwiseChanged Unused"],
            Lines(
                s_document.Replace("\"Unused\": {\"type\": \"object\"", "\"Unused\": {\"enum\": [1, 2], \"type\": \"object\"", StringComparison.Ordinal),
                s_document.Replace("\"Unused\": {\"type\": \"object\"", "\"Unused\": {\"enum\": [2, 1], \"type\": \"object\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void ASchemaShouldTellWhichOperationsUseIt()
    {
        SpecChange change = Assert.Single(Changes(s_document, s_document.Replace("\"maximum\": 10", "\"maximum\": 9", StringComparison.Ordinal)));

        Assert.Equal(["GET /things/{id}"], change.UsedBy);
    }

    private static string Document(string operation, string schemas) =>
        """{"openapi": "3.0.1", "info": {"title": "T", "version": "1"}, "paths": {"/things/{id}": {"get": {""" + operation
        + """}}}, "components": {"schemas": {""" + schemas + "}}}";

    private static IEnumerable<string> Lines(string was, string now) =>
        Changes(was, now).Select(static c => $"{c.Severity} {c.Kind} {c.Subject.Name} {c.Place} {c.Was} {c.Now}".TrimEnd());

    private static IReadOnlyList<SpecChange> Changes(string was, string now) =>
        DocumentComparison.Compare(Edition.Of(Encoding.UTF8.GetBytes(was), "was.json"), Edition.Of(Encoding.UTF8.GetBytes(now), "now.json"));
}
