using System.Text;
using Leeway.Cli.Dev.Specs.Comparison;

namespace Leeway.Cli.Tests.Specs.Comparison;

/// <summary>Each kind of change is reported once, with the severity that follows from its use.</summary>
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
    [InlineData("\"tags\"", "\"x-leeway-paging\": {\"items\": \"values\"}, \"tags\"", "Attention PagingChanged GET /things/{id}   {\"items\":\"values\"}")]
    [InlineData("\"tags\"", "\"servers\": [{\"url\": \"https://files.example\"}], \"tags\"", "Breaking ServersChanged GET /things/{id}   https://files.example")]
    [InlineData("\"/things/{id}\": {", "\"/things/{id}\": {\"servers\": [{\"url\": \"https://files.example\"}], ", "Breaking ServersChanged GET /things/{id}   https://files.example")]
    [InlineData("[\"read:thing\"]", "[\"read:all\"]", "Attention SecurityChanged GET /things/{id}  OAuth2: read:thing OAuth2: read:all")]
    [InlineData("\"tags\"", "\"x-atlassian-oauth2-scopes\": [{\"scheme\": \"OAuth2\", \"state\": \"Beta\", \"scopes\": [\"read:one\"]}], \"tags\"", "Attention ScopesChanged GET /things/{id}  none Beta: read:one")]
    [InlineData("\"tags\"", "\"x-leeway-repeat\": \"never\", \"x-leeway-repeat-effect\": \"adds one more\", \"tags\"", "Attention RepetitionChanged GET /things/{id}  nothing stated never (adds one more)")]
    [InlineData("\"tags\"", "\"x-leeway-repeat\": \"always\", \"x-leeway-reads\": true, \"tags\"", "Attention RepetitionChanged GET /things/{id}  nothing stated always, reads")]
    // Parameters.
    [InlineData(", {\"name\": \"expand\", \"in\": \"query\", \"schema\": {\"type\": \"string\", \"enum\": [\"a\", \"b\"]}}", "", "Breaking ParameterRemoved GET /things/{id} query expand  ")]
    [InlineData("[{\"name\": \"id\"", "[{\"name\": \"more\", \"in\": \"query\", \"schema\": {\"type\": \"string\"}}, {\"name\": \"id\"", "Addition ParameterAdded GET /things/{id} query more  string")]
    [InlineData("[{\"name\": \"id\"", "[{\"name\": \"more\", \"in\": \"query\", \"required\": true, \"schema\": {\"type\": \"string\"}}, {\"name\": \"id\"", "Breaking RequiredParameterAdded GET /things/{id} query more  string")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"required\": true", "Breaking BecameRequired GET /things/{id} query expand  ")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"explode\": false", "Breaking WireFormChanged GET /things/{id} query expand explode unstated explode false")]
    [InlineData("[\"a\", \"b\"]", "[\"a\"]", "Breaking EnumValueRemoved GET /things/{id} query expand \"b\" ")]
    [InlineData("[\"a\", \"b\"]", "[\"a\", \"b\", \"c\"]", "Addition EnumValueAdded GET /things/{id} query expand  \"c\"")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"x-leeway-type\": \"jql\"", "Attention MeaningChanged GET /things/{id} query expand  jql")]
    // Bodies and responses.
    [InlineData("{\"required\": true, \"content\"", "{\"content\"", "Addition BecameOptional GET /things/{id} body  ")]
    [InlineData(", \"404\": {\"description\": \"\"}", "", "Attention ResponseRemoved GET /things/{id} 404  ")]
    [InlineData(", \"404\": {\"description\": \"\"}", ", \"404\": {\"description\": \"\"}, \"409\": {\"description\": \"\"}", "Addition ResponseAdded GET /things/{id} 409  ")]
    // Values that the caller writes.
    [InlineData("\"size\": {\"type\": \"integer\", \"format\": \"int32\", \"maximum\": 10}", "\"size\": {\"type\": \"string\"}", "Breaking TypeChanged Sent size integer (int32) string")]
    [InlineData("\"maximum\": 10", "\"maximum\": 9", "Breaking ConstraintTightened Sent size maximum 10 maximum 9")]
    [InlineData("\"maximum\": 10", "\"maximum\": 11", "Addition ConstraintLoosened Sent size maximum 10 maximum 11")]
    [InlineData("\"maximum\": 10", "\"maximum\": 10, \"minimum\": 1", "Breaking ConstraintTightened Sent size  minimum 1")]
    [InlineData("[\"key\"]", "[\"key\", \"kind\"]", "Breaking BecameRequired Sent kind  ")]
    [InlineData("\"required\": [\"key\"], ", "", "Addition BecameOptional Sent key  ")]
    [InlineData("\"properties\": {\"key\": {\"type\": \"string\"}, \"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\"]}, \"size\"", "\"properties\": {\"key\": {\"type\": \"string\"}, \"kind\": {\"type\": \"string\", \"enum\": [\"x\"]}, \"size\"", "Breaking EnumValueRemoved Sent kind \"y\" ")]
    // Values that the server writes.
    [InlineData("\"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\"]}, \"next\"", "\"kind\": {\"type\": \"string\", \"enum\": [\"x\"]}, \"next\"", "Attention EnumValueRemoved Read kind \"y\" ")]
    [InlineData("\"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\"]}, \"next\"", "\"next\"", "Breaking PropertyRemoved Read kind string ")]
    [InlineData("{\"a\": {\"type\": \"string\"}}}}}}", "{\"a\": {\"type\": \"boolean\"}}}}}}", "Breaking TypeChanged Read list[].a string boolean")]
    [InlineData("\"list\": {\"type\": \"array\"", "\"list\": {\"type\": \"array\", \"nullable\": true", "Attention BecameNullable Read list  ")]
    [InlineData("\"list\": {\"type\": \"array\"", "\"list\": {\"deprecated\": true, \"type\": \"array\"", "Attention Deprecated Read list  ")]
    // A response may contain something new.
    [InlineData("\"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\"]}, \"next\"", "\"kind\": {\"type\": \"string\", \"enum\": [\"x\", \"y\", \"z\"]}, \"next\"", "Attention EnumValueAdded Read kind  \"z\"")]
    [InlineData("\"Read\": {\"type\": \"object\"", "\"Read\": {\"required\": [\"key\"], \"type\": \"object\"", "Addition BecameRequired Read key  ")]
    [InlineData("\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\"}", "\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\", \"maxLength\": 5}", "Addition ConstraintTightened Read key  maxLength 5")]
    [InlineData("\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\"}", "\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\", \"format\": \"date\"}", "Attention FormatChanged Read key  date")]
    [InlineData("\"list\": {\"type\": \"array\"", "\"list\": {\"not\": {\"type\": \"string\"}, \"type\": \"array\"", "Attention ExclusionChanged Read list  ")]
    [InlineData("\"Read\": {\"type\": \"object\"", "\"Read\": {\"additionalProperties\": false, \"type\": \"object\"", "Attention UnknownMembersForbidden Read  any ")]
    // The caller may write less than before.
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"maxLength\": 5}", "Breaking ConstraintTightened Sent key  maxLength 5")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"minLength\": 1}", "Breaking ConstraintTightened Sent key  minLength 1")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"pattern\": \"a\"}", "Breaking ConstraintTightened Sent key  pattern \"a\"")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"format\": \"date\"}", "Breaking FormatChanged Sent key  date")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"enum\": [\"a\"]}", "Breaking EnumImposed Sent key  ")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"readOnly\": true}", "Breaking BecameReadOnly Sent key  ")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"nullable\": true}", "Addition BecameNullable Sent key  ")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"x-leeway-null\": \"clears\"}", "Attention NullRuleChanged Sent key  \"clears\"")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"x-leeway-type\": \"adf\"}", "Attention MeaningChanged Sent key  adf")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"not\": {\"enum\": [\"a\"]}}", "Breaking ExclusionChanged Sent key  ")]
    [InlineData("\"Sent\": {\"type\": \"object\"", "\"Sent\": {\"additionalProperties\": false, \"type\": \"object\"", "Breaking UnknownMembersForbidden Sent  any ")]
    [InlineData("\"format\": \"int32\"", "\"format\": \"int64\"", "Attention FormatChanged Sent size int32 int64")]
    [InlineData("\"name\": \"expand\", \"in\": \"query\", \"schema\": {", "\"name\": \"expand\", \"in\": \"query\", \"schema\": {\"maxLength\": 3, ", "Breaking ConstraintTightened GET /things/{id} query expand  maxLength 3")]
    [InlineData("\"name\": \"expand\", \"in\": \"query\"", "\"name\": \"expand\", \"in\": \"query\", \"allowEmptyValue\": true", "Addition WireFormChanged GET /things/{id} query expand allowEmptyValue unstated allowEmptyValue true")]
    [InlineData("{\"name\": \"expand\", \"in\": \"query\"", "{\"name\": \"expand\", \"in\": \"query\", \"deprecated\": true", "Attention Deprecated GET /things/{id} query expand  ")]
    // Changes without a change of meaning.
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"style\": \"form\", \"explode\": true", "Attention OtherwiseChanged GET /things/{id}   ")]
    [InlineData("\"Read\": {\"type\": \"object\"", "\"Read\": {\"title\": \"T\", \"type\": \"object\"", "Attention TitleChanged Read   \"T\"")]
    // A change of a schema that no operation uses breaks no caller.
    [InlineData("\"Unused\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}", "\"Unused\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"boolean\"}}", "Attention TypeChanged Unused a string boolean")]
    public void OneEditShouldBeOneChange(string was, string now, string expected)
    {
        Assert.Contains(was, s_document, StringComparison.Ordinal);
        int at = s_document.IndexOf(was, StringComparison.Ordinal);

        Assert.Equal([expected.TrimEnd()], Lines(s_document, s_document[..at] + now + s_document[(at + was.Length)..]));
    }

    [Theory]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"required\": true", "Addition BecameOptional GET /things/{id} query expand  ")]
    [InlineData("\"Read\": {\"type\": \"object\"", "\"Read\": {\"required\": [\"key\"], \"type\": \"object\"", "Attention BecameOptional Read key  ")]
    [InlineData("\"list\": {\"type\": \"array\"", "\"list\": {\"type\": \"array\", \"nullable\": true", "Addition NoLongerNullable Read list  ")]
    [InlineData("\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\"}", "\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\", \"maxLength\": 5}", "Attention ConstraintLoosened Read key maxLength 5 ")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"maxLength\": 5}", "Addition ConstraintLoosened Sent key maxLength 5 ")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"nullable\": true}", "Breaking NoLongerNullable Sent key  ")]
    [InlineData("\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\"}", "\"Read\": {\"type\": \"object\", \"properties\": {\"key\": {\"type\": \"string\", \"format\": \"date\"}", "Breaking FormatChanged Read key date ")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"format\": \"date\"}", "Attention FormatChanged Sent key date ")]
    [InlineData("\"format\": \"int32\"", "\"format\": \"int64\"", "Breaking FormatChanged Sent size int64 int32")]
    [InlineData("\"Sent\": {\"type\": \"object\"", "\"Sent\": {\"additionalProperties\": false, \"type\": \"object\"", "Addition UnknownMembersAllowed Sent   any")]
    [InlineData("\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\"}", "\"required\": [\"key\"], \"properties\": {\"key\": {\"type\": \"string\", \"not\": {\"enum\": [\"a\"]}}", "Addition ExclusionChanged Sent key  ")]
    [InlineData("\"tags\"", "\"deprecated\": true, \"tags\"", "Addition NoLongerDeprecated GET /things/{id}   ")]
    public void OneUndoneEditShouldBeOneChange(string now, string was, string expected)
    {
        int at = s_document.IndexOf(now, StringComparison.Ordinal);

        Assert.Equal([expected.TrimEnd()], Lines(s_document[..at] + was + s_document[(at + now.Length)..], s_document));
    }

    [Theory]
    [InlineData("\"security\": [{\"OAuth2\": [\"b\", \"a\"]}, {\"Basic\": []}]")]
    [InlineData("\"security\": [{\"Basic\": []}, {\"OAuth2\": [\"a\", \"b\"]}]")]
    public void TheOrderOfAlternativesAndScopesShouldNotMatter(string security)
    {
        string was = Edited("\"security\": [{\"OAuth2\": [\"read:thing\"]}]", "\"security\": [{\"OAuth2\": [\"a\", \"b\"]}, {\"Basic\": []}]");

        Assert.Empty(Lines(was, Edited("\"security\": [{\"OAuth2\": [\"read:thing\"]}]", security)));
    }

    [Fact]
    public void TheOrderOfScopeListsShouldNotMatter()
    {
        const string Beta = """{"scheme": "OAuth2", "state": "Beta", "scopes": ["a", "b"]}""";
        const string Current = """{"scheme": "OAuth2", "state": "Current", "scopes": ["c"]}""";
        string reordered = Beta.Replace("\"a\", \"b\"", "\"b\", \"a\"", StringComparison.Ordinal);

        Assert.Empty(Lines(
            Edited("\"tags\"", $"\"x-atlassian-oauth2-scopes\": [{Beta}, {Current}], \"tags\""),
            Edited("\"tags\"", $"\"x-atlassian-oauth2-scopes\": [{Current}, {reordered}], \"tags\"")));
    }

    [Fact]
    public void TheOrderOfRequiredNamesShouldNotMatter()
    {
        Assert.Empty(Lines(Edited("[\"key\"]", "[\"key\", \"kind\"]"), Edited("[\"key\"]", "[\"kind\", \"key\"]")));
    }

    [Fact]
    public void ParametersOfThePathShouldBelongToTheOperation()
    {
        const string Id = """{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}""";

        Assert.Empty(Lines(s_document, Edited(Id + ", ", "").Replace("{\"get\": {", $"{{\"parameters\": [{Id}], \"get\": {{", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheOrderOfParametersShouldNeedAttention()
    {
        const string Id = """{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}""";

        Assert.Equal(
            ["Attention ParametersReordered GET /things/{id}"],
            Lines(s_document, Edited(Id + ", ", "").Replace("[\"a\", \"b\"]}}]", "[\"a\", \"b\"]}}, " + Id + "]", StringComparison.Ordinal)));
    }

    [Fact]
    public void ARenamedPathParameterShouldBeTheSameParameter()
    {
        string renamed = s_document.Replace("{id}", "{key}", StringComparison.Ordinal).Replace("\"name\": \"id\"", "\"name\": \"key\"", StringComparison.Ordinal);

        Assert.Equal(["Attention PathParameterRenamed GET /things/{key}  GET /things/{id} GET /things/{key}"], Lines(s_document, renamed));
        Assert.Equal(
            [
                "Breaking TypeChanged GET /things/{key} path key string integer",
                "Attention PathParameterRenamed GET /things/{key}  GET /things/{id} GET /things/{key}",
            ],
            Lines(s_document, renamed.Replace("\"required\": true, \"schema\": {\"type\": \"string\"}", "\"required\": true, \"schema\": {\"type\": \"integer\"}", StringComparison.Ordinal)));
    }

    [Fact]
    public void AChangedMediaTypeShouldBreakSendersAndReaders()
    {
        Assert.Equal(
            [
                "Breaking MediaTypeRemoved GET /things/{id} 200 application/json",
                "Breaking MediaTypeRemoved GET /things/{id} body application/json",
                "Addition MediaTypeAdded GET /things/{id} 200 text/plain",
                "Addition MediaTypeAdded GET /things/{id} body text/plain",
            ],
            Lines(s_document, s_document.Replace("application/json", "text/plain", StringComparison.Ordinal)));
    }

    [Fact]
    public void AChangedPatternShouldBreakWritersAndNeedTheAttentionOfReaders()
    {
        string Pattern(string name, string pattern) => s_document.Replace(
            $"\"{name}\": {{\"type\": \"object\", ",
            $"\"{name}\": {{\"type\": \"object\", \"pattern\": \"{pattern}\", ",
            StringComparison.Ordinal);

        Assert.Equal(["Breaking ConstraintChanged Sent  pattern \"a\" pattern \"b\""], Lines(Pattern("Sent", "a"), Pattern("Sent", "b")));
        Assert.Equal(["Attention ConstraintChanged Read  pattern \"a\" pattern \"b\""], Lines(Pattern("Read", "a"), Pattern("Read", "b")));
    }

    [Theory]
    [InlineData("\"x\", \"y\"]", "\"x\"]", "Breaking EnumValueRemoved Sent kind \"y\" ")]
    [InlineData("\"x\", \"y\"]", "\"x\", \"y\", \"z\"]", "Attention EnumValueAdded Sent kind  \"z\"")]
    [InlineData("\"int32\"", "\"int64\"", "Breaking FormatChanged Sent size int32 int64")]
    [InlineData("\"int64\"", "\"int32\"", "Breaking FormatChanged Sent size int64 int32")]
    [InlineData("[\"key\"]", "[\"key\", \"kind\"]", "Breaking BecameRequired Sent kind  ")]
    [InlineData("[\"key\"]", "[]", "Attention BecameOptional Sent key  ")]
    [InlineData("\"maximum\": 10", "\"maximum\": 11", "Attention ConstraintLoosened Sent size maximum 10 maximum 11")]
    public void ASchemaThatIsSentAndReceivedShouldUseTheHigherSeverity(string was, string now, string expected)
    {
        string document = s_document.Replace("schemas/Read\"}}}", "schemas/Sent\"}}}", StringComparison.Ordinal);
        document = was == "\"int64\"" ? document.Replace("\"int32\"", was, StringComparison.Ordinal) : document;
        int at = document.IndexOf(was, document.IndexOf("\"Sent\": {", StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Equal([expected.TrimEnd()], Lines(document, document[..at] + now + document[(at + was.Length)..]));
    }

    [Fact]
    public void AnotherNameForTheSameContentShouldNeedAttention()
    {
        string was = Edited("\"Unused\": {\"type\": \"object\", \"properties\": {\"a\"", "\"Small\": {\"type\": \"object\", \"properties\": {\"a\"").Replace("\"key\": {\"type\": \"string\"}", "\"key\": {\"$ref\": \"#/components/schemas/Small\"}", StringComparison.Ordinal);
        string now = was.Replace("Small", "Little", StringComparison.Ordinal);

        Assert.Equal(
            [
                "Attention NamedOtherwise Read key Small Little",
                "Attention NamedOtherwise Sent key Small Little",
                "Attention SchemaRemoved Small",
                "Addition SchemaAdded Little",
            ],
            Lines(was, now));
        Assert.Contains("Breaking TypeChanged Read key.a string integer", Lines(was, now.Replace("\"a\": {\"type\": \"string\"}}}}}", "\"a\": {\"type\": \"integer\"}}}}}", StringComparison.Ordinal)
            .Replace("\"Little\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}", "\"Little\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\"}", StringComparison.Ordinal)));
    }

    [Fact]
    public void SelfReferencingSchemasWithOtherNamesShouldBeCompared()
    {
        string was = Edited("\"Unused\": {", "\"Other\": {\"type\": \"object\", \"properties\": {\"next\": {\"$ref\": \"#/components/schemas/Other\"}, \"more\": {\"type\": \"string\"}}}, \"Unused\": {");
        string now = was.Replace("schemas/Read\"}}}", "schemas/Other\"}}}", StringComparison.Ordinal);

        Assert.Equal(
            [
                "Breaking PropertyRemoved GET /things/{id} 200 application/json.key string",
                "Breaking PropertyRemoved GET /things/{id} 200 application/json.kind string",
                "Breaking PropertyRemoved GET /things/{id} 200 application/json.list array of object",
                "Attention NamedOtherwise GET /things/{id} 200 application/json Read Other",
                "Addition PropertyAdded GET /things/{id} 200 application/json.more  string",
            ],
            Lines(was, now));
    }

    [Fact]
    public void ARequiredPropertyThatIsNoLongerReadOnlyShouldBreakWriters()
    {
        Assert.Equal(
            ["Breaking BecameRequired Sent key", "Addition NoLongerReadOnly Sent key"],
            Lines(Edited("\"key\": {\"type\": \"string\"}", "\"key\": {\"type\": \"string\", \"readOnly\": true}"), s_document));
    }

    [Theory]
    [InlineData("{\"$ref\": \"#/components/schemas/Base\"}", "Breaking PartAdded Sent   Base")]
    [InlineData("{\"allOf\": [{\"$ref\": \"#/components/schemas/Base\"}, {}]}", "Breaking PartAdded Sent   any")]
    [InlineData("{\"$ref\": \"#/components/schemas/Unused\"}", "Attention PartAdded Sent   Unused")]
    public void AnAddedPartWithRequiredPropertiesShouldBreakWriters(string part, string expected)
    {
        string was = Edited("\"Unused\": {", "\"Base\": {\"type\": \"object\", \"required\": [\"b\"], \"properties\": {\"b\": {\"type\": \"string\"}}}, \"Unused\": {");

        Assert.Equal([expected], Lines(was, was.Replace("\"Sent\": {", $"\"Sent\": {{\"allOf\": [{part}], ", StringComparison.Ordinal)));
    }

    [Fact]
    public void AnAlternativeShouldCountAsAnEnumValueDoes()
    {
        const string One = """{"$ref": "#/components/schemas/Sent"}""";
        const string Other = """{"$ref": "#/components/schemas/Read"}""";
        string Read(string alternatives) => s_document.Replace("\"list\": {\"type\": \"array\"", $"\"one\": {{\"oneOf\": [{alternatives}]}}, \"list\": {{\"type\": \"array\"", StringComparison.Ordinal);
        string Sent(string alternatives) => s_document.Replace("\"size\": {", $"\"one\": {{\"oneOf\": [{alternatives}]}}, \"size\": {{", StringComparison.Ordinal)
            .Replace("\"200\": {\"description\": \"\", \"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Read\"}}}}, ", "", StringComparison.Ordinal);

        Assert.Equal(["Attention AlternativeRemoved Read one Read"], Lines(Read($"{One}, {Other}").Replace(One + "}}}}", "{}}}}}", StringComparison.Ordinal), Read(One).Replace(One + "}}}}", "{}}}}}", StringComparison.Ordinal)));
        Assert.Equal(["Breaking AlternativeRemoved Sent one Read"], Lines(Sent($"{One}, {Other}"), Sent(One)));
        Assert.Equal(["Addition AlternativeAdded Sent one  Read"], Lines(Sent(One), Sent($"{One}, {Other}")));
    }

    [Fact]
    public void AnAddedDiscriminatorValueShouldNotBreakCallers()
    {
        string Read(string mapping) => s_document.Replace("\"Read\": {", $"\"Read\": {{\"discriminator\": {{\"propertyName\": \"kind\", \"mapping\": {{{mapping}}}}}, ", StringComparison.Ordinal);
        const string One = "\"a\": \"#/components/schemas/Read\"";
        const string Two = One + ", \"b\": \"#/components/schemas/Read\"";

        Assert.Equal(["Attention DiscriminatorChanged Read"], Lines(Read(One), Read(Two)));
        Assert.Equal(["Breaking DiscriminatorChanged Read"], Lines(Read(Two), Read(One)));
    }

    [Fact]
    public void AMissingTypeShouldBeInferredFromTheKeywords()
    {
        Assert.Equal(["Attention OtherwiseChanged Unused"], Lines(s_document, Edited("\"Unused\": {\"type\": \"object\", ", "\"Unused\": {")));
    }

    [Fact]
    public void ADocumentShouldNotDifferFromItself()
    {
        Assert.Empty(Lines(s_document, s_document));
    }

    [Fact]
    public void AnAddedRequiredPropertyShouldBreakWritersOnly()
    {
        Assert.Equal(
            ["Breaking RequiredPropertyAdded Sent more  string"],
            Lines(s_document, s_document.Replace("[\"key\"], \"properties\": {", "[\"key\", \"more\"], \"properties\": {\"more\": {\"type\": \"string\"}, ", StringComparison.Ordinal)));
        Assert.Equal(
            ["Addition PropertyAdded Read more  string"],
            Lines(s_document, s_document.Replace("\"Read\": {\"type\": \"object\", \"properties\": {", "\"Read\": {\"type\": \"object\", \"required\": [\"more\"], \"properties\": {\"more\": {\"type\": \"string\"}, ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ARenamedSchemaShouldBeOneChangeHoweverOftenItIsReferenced()
    {
        Assert.Equal(
            ["Attention SchemaRenamed Read  Read Seen"],
            Lines(s_document, s_document.Replace("schemas/Read", "schemas/Seen", StringComparison.Ordinal).Replace("\"Read\"", "\"Seen\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void AnInlinedSchemaShouldBeComparedWithTheNamedOne()
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
    public void AReorderingShouldBeReported()
    {
        Assert.Equal(
            ["Attention OtherwiseChanged Unused"],
            Lines(
                s_document.Replace("\"Unused\": {\"type\": \"object\"", "\"Unused\": {\"enum\": [1, 2], \"type\": \"object\"", StringComparison.Ordinal),
                s_document.Replace("\"Unused\": {\"type\": \"object\"", "\"Unused\": {\"enum\": [2, 1], \"type\": \"object\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void AChangedSchemaShouldListTheOperationsThatUseIt()
    {
        SpecChange change = Assert.Single(Changes(s_document, s_document.Replace("\"maximum\": 10", "\"maximum\": 9", StringComparison.Ordinal)));

        Assert.Equal(["GET /things/{id}"], change.UsedBy);
    }

    private static string Edited(string was, string now)
    {
        int at = s_document.IndexOf(was, StringComparison.Ordinal);
        return s_document[..at] + now + s_document[(at + was.Length)..];
    }

    private static string Document(string operation, string schemas) =>
        """{"openapi": "3.0.1", "info": {"title": "T", "version": "1"}, "paths": {"/things/{id}": {"get": {""" + operation
        + """}}}, "components": {"schemas": {""" + schemas + "}}}";

    private static IEnumerable<string> Lines(string was, string now) =>
        Changes(was, now).Select(static c => $"{c.Severity} {c.Kind} {c.Subject.Name} {c.Place} {c.Was} {c.Now}".TrimEnd());

    private static IReadOnlyList<SpecChange> Changes(string was, string now) =>
        DocumentComparison.Compare(Edition.Of(Encoding.UTF8.GetBytes(was), "was.json"), Edition.Of(Encoding.UTF8.GetBytes(now), "now.json"));
}
