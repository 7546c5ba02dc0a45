using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Driving;
using Leeway.Json;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Fields;

/// <summary>Reads and writes the fields of issues through the types of the committed documents.</summary>
public class IssueFieldsTypeTests
{
    private const string Issue = """{"id":"1","fields":{"summary":"a","customfield_1":{"id":"1","value":"x"},"odd":[1.50,null]},"key":"A-1"}""";

    private const string Program = """"
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Leeway.Fields;
        using Leeway.Jira;
        using Leeway.Json;

        internal static class Program
        {
            public static string WriteBack(string json, bool isChanged)
            {
                Issue issue = Read(json);
                if (isChanged)
                {
                    issue.Fields!.Get<FieldOption>("customfield_1")!.Value = "changed";
                }

                return RawJson.From(issue).ToString();
            }

            public static string? ReadSummary(string json) => Read(json).Fields?.Summary;

            public static string WriteKept(string json)
            {
                Issue issue = Read(json);
                return issue.Fields is null ? issue.UnknownMembers["fields"].ToString() : "";
            }

            public static string WriteUpdateBack(string json) => RawJson.From(RawJson.Parse(json).As<IssueUpdate>()).ToString();

            public static string WriteAssigned(string json, bool isNull)
            {
                Issue issue = Read(json);
                issue.Fields = isNull ? null : new IssueFields { Summary = "b" };
                return RawJson.From(issue).ToString();
            }

            public static Task Create(IJiraClient jira) => jira.Issues.CreateIssueAsync(new IssueUpdate
            {
                Fields = new IssueFields { Project = new("DEMO"), IssueType = new("Task"), Summary = "a", ["customfield_1"] = 5 },
            });

            public static Task CreateSeveral(IJiraClient jira) => jira.Issues.CreateIssuesAsync(new CreateIssuesRequest
            {
                IssueUpdates = [new IssueUpdate { Fields = new IssueFields { Summary = "a" } }, new IssueUpdate { Fields = new IssueFields() }],
            });

            public static Task Edit(IJiraClient jira)
            {
                Issue issue = Read("""{"fields":{"summary":"a","labels":["x"],"customfield_1":1}}""");
                issue.Fields!.Summary = "b";
                issue.Fields.Assignee = null;
                return jira.Issues.EditIssueAsync("A-1", new IssueUpdate { Fields = issue.Fields });
            }

            private static Issue Read(string json) => RawJson.Parse(json).As<Issue>()!;
        }
        """";

    private const string Document = """
        {
          "openapi": "3.0.1",
          "info": {"title": "Odd", "version": "1"},
          "paths": {"/odd": {"put": {"operationId": "setOdd", "tags": ["Odd"],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "x-leeway-type": "issue-fields-changes"}}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Odd"}}}}}}}},
          "components": {"schemas": {
            "Whole": {"type": "object", "description": "Has members of its own.", "properties": {"summary": {"type": "string"}}, "x-leeway-type": "issue-fields"},
            "Odd": {"type": "object", "properties": {
              "whole": {"$ref": "#/components/schemas/Whole"},
              "composed": {"type": "object", "x-leeway-type": "issue-fields", "allOf": [{"$ref": "#/components/schemas/Odd"}]},
              "list": {"type": "array", "items": {"type": "object", "x-leeway-type": "issue-fields"}},
              "changes": {"type": "object", "additionalProperties": {"type": "object", "nullable": true, "x-leeway-type": "issue-fields-changes"}},
              "choice": {"oneOf": [{"$ref": "#/components/schemas/Whole"}, {"type": "object", "x-leeway-type": "issue-fields-changes"}, {"type": "string"}]}}}
          }}
        }
        """;

    private const string OddProgram = """"
        using System.Threading.Tasks;
        using Leeway.Fields;
        using Leeway.Json;
        using Leeway.Odd;

        internal static class Program
        {
            public static string WriteBack(string json) => RawJson.From(RawJson.Parse(json).As<Odd>()).ToString();
            public static string? ReadComposed(string json) => RawJson.Parse(json).As<Odd>()!.Composed?.Summary;
            public static string WriteChoice() => RawJson.From((OddChoice)new IssueFields { Summary = "a" }).ToString();
            public static string? ReadChoice(string json) => RawJson.Parse(json).As<Odd>()!.Choice?.AsIssueFields()?.Summary;
            public static Task Set(IOddClient odd) => odd.Odd.SetOddAsync(Edit());

            private static IssueFields Edit()
            {
                IssueFields fields = RawJson.Parse("""{"summary":"a","labels":[]}""").As<IssueFields>()!;
                fields.Summary = "b";
                return fields;
            }
        }
        """";

    private static readonly Lazy<LoadedProgram> s_program = new(static () => LoadedProgram.Of(
        Program, DocumentInput.Committed("jira") with { Operations = "getIssue,createIssue,createIssues,editIssue" }));

    private static readonly Lazy<LoadedProgram> s_odd = new(static () => LoadedProgram.Of(
        OddProgram, new DocumentInput("/documents/odd.json", Document) { Server = "site" }));

    [Theory]
    [InlineData("jira", "getIssue", "Leeway.Jira")]
    [InlineData("jira-software", "getIssuesForBoard", "Leeway.JiraSoftware")]
    [InlineData("jira-service-management", "getIssuesInQueue", "Leeway.JiraServiceManagement")]
    public void EveryProductShouldHaveTheFieldsOfAnIssue(string document, string operation, string product)
    {
        Generation generation = Generation.Of(DocumentInput.Committed(document) with { Operations = operation });
        Assert.Empty(generation.Diagnostics);
        INamedTypeSymbol issue = generation.Output.GetTypeByMetadataName(product + ".Issue")!;
        Assert.Equal("Leeway.Fields.IssueFields?", issue.GetMembers("Fields").OfType<IPropertySymbol>().Single().Type.ToDisplayString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IssueShouldBeWrittenBackWithoutLoss(bool isChanged) => Assert.Equal(
        RawJson.Parse(isChanged ? Issue.Replace("\"x\"", "\"changed\"", StringComparison.Ordinal) : Issue), RawJson.Parse(s_program.Value.Run<string>("WriteBack", Issue, isChanged)));

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"x\"")]
    [InlineData("7")]
    public void FieldsOfAnotherShapeShouldBeKept(string fields)
    {
        string issue = $$"""{"id":"1","fields":{{fields}}}""";
        Assert.Null(s_program.Value.Run<string?>("ReadSummary", issue));
        Assert.Equal(fields, s_program.Value.Run<string>("WriteKept", issue));
        Assert.Equal(RawJson.Parse(issue), RawJson.Parse(s_program.Value.Run<string>("WriteBack", issue, false)));
    }

    [Fact]
    public void AssignedFieldsShouldReplaceWhatWasRead()
    {
        Assert.Equal("a", s_program.Value.Run<string?>("ReadSummary", Issue));
        Assert.Equal(RawJson.Parse("""{"id":"1","fields":{"summary":"b"},"key":"A-1"}"""), RawJson.Parse(s_program.Value.Run<string>("WriteAssigned", Issue, false)));
        Assert.Equal(RawJson.Parse("""{"id":"1","key":"A-1"}"""), RawJson.Parse(s_program.Value.Run<string>("WriteAssigned", Issue, true)));
        Assert.Equal(RawJson.Parse("""{"fields":null}"""), RawJson.Parse(s_program.Value.Run<string>("WriteBack", """{"fields":null}""", false)));
    }

    [Theory]
    [InlineData("Create", """{"fields":{"project":{"key":"DEMO"},"issuetype":{"name":"Task"},"summary":"a","customfield_1":5}}""")]
    [InlineData("CreateSeveral", """{"issueUpdates":[{"fields":{"summary":"a"}},{"fields":{}}]}""")]
    [InlineData("Edit", """{"fields":{"summary":"b","assignee":null}}""")]
    public async Task BodyShouldHaveOnlyWhatWasAssigned(string method, string body) =>
        Assert.Equal(body, ReadBody(await s_program.Value.SendAsync(method)));

    [Fact]
    public void BodyThatWasReadShouldBeWrittenBackWithoutLoss()
    {
        const string Body = """{"fields":{"summary":"a","x":null,"y":[1.50]},"update":{"labels":[{"add":"a"}]}}""";
        Assert.Equal(RawJson.Parse(Body), RawJson.Parse(s_program.Value.Run<string>("WriteUpdateBack", Body)));
    }

    [Theory]
    [InlineData("""{"whole":{"summary":"a","x":1},"list":[{"x":1},7],"changes":{"a":{"summary":1},"b":null},"choice":{"summary":"a"}}""")]
    [InlineData("""{"whole":[],"list":{},"changes":{"a":1},"choice":[]}""")]
    public void FieldsInOtherPlacesShouldBeWrittenBackWithoutLoss(string json) =>
        Assert.Equal(RawJson.Parse(json), RawJson.Parse(s_odd.Value.Run<string>("WriteBack", json)));

    [Fact]
    public async Task FieldsInOtherPlacesShouldBeRead()
    {
        Assert.Equal("a", s_odd.Value.Run<string?>("ReadComposed", """{"composed":{"summary":"a"}}"""));
        Assert.Equal("a", s_odd.Value.Run<string?>("ReadChoice", """{"choice":{"summary":"a"}}"""));
        Assert.Equal("""{"summary":"a"}""", s_odd.Value.Run<string>("WriteChoice"));
        Assert.Equal("""{"summary":"b"}""", ReadBody(await s_odd.Value.SendAsync("Set")));
    }

    [Theory]
    [InlineData("\"type\": \"string\", \"x-leeway-type\": \"issue-fields\"")]
    [InlineData("\"type\": \"array\", \"x-leeway-type\": \"issue-fields-changes\"")]
    [InlineData("\"description\": \"No type.\", \"x-leeway-type\": \"issue-fields\"")]
    [InlineData("\"type\": \"object\", \"x-leeway-type\": \"issue-fields:\"")]
    [InlineData("\"type\": \"object\", \"x-leeway-type\": \"Issue-Fields\"")]
    public void InvalidValueShouldBeReportedAndIgnored(string schema)
    {
        const string Valid = "\"type\": \"object\", \"description\": \"Has members of its own.\", \"properties\": {\"summary\": {\"type\": \"string\"}}, \"x-leeway-type\": \"issue-fields\"";
        ClientShape Shape(string text, int diagnostics)
        {
            Assert.Contains(Valid, Document, StringComparison.Ordinal);
            Generation generation = Generation.Of(new DocumentInput("/documents/odd.json", Document.Replace(Valid, text, StringComparison.Ordinal)) { Server = "site" });
            Assert.Equal(Enumerable.Repeat("LEE1011", diagnostics), generation.Diagnostics.Select(static d => d.Id));
            return generation.Client;
        }

        Assert.Equal(Shape(schema[..schema.IndexOf(", \"x-", StringComparison.Ordinal)], 0), Shape(schema, 1));
    }

    private static string ReadBody(string request) => request[(request.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
}
