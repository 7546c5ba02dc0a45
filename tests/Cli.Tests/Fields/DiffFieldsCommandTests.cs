using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Fields;

public sealed class DiffFieldsCommandTests
{
    private const string Old = """
        {"version": 1, "site": "https://a", "fields": [
          {"id": "customfield_1", "name": "Effort", "schema": {"type": "number"}},
          {"id": "customfield_2", "name": "Severity", "schema": {"type": "option"}, "options": [
            {"id": "10", "value": "High"},
            {"id": "11", "value": "Low"}
          ]},
          {"id": "customfield_3", "name": "Place", "schema": {"type": "option-with-child"}, "options": [{"id": "20", "value": "North", "children": [{"id": "21", "value": "Kiel"}]}]}
        ]}
        """;

    [Theory]
    [InlineData("\"Effort\"", "\"Effort\"", 0, "Nothing changed.")]
    [InlineData("{\"id\": \"customfield_1\", \"name\": \"Effort\", \"schema\": {\"type\": \"number\"}},", "", 3, "customfield_1: field removed, was \"Effort\"")]
    [InlineData("\"fields\": [", "\"fields\": [{\"id\": \"customfield_4\", \"name\": \"New\", \"schema\": {\"type\": \"string\"}},", 0, "customfield_4: field added, \"New\"")]
    [InlineData("\"Effort\"", "\"Cost\"", 3, "customfield_1: field renamed, \"Effort\" became \"Cost\"")]
    [InlineData("\"Effort\"", "\"effort\"", 2, "customfield_1: field renamed, \"Effort\" became \"effort\"")]
    [InlineData("\"fields\": [", "\"fields\": [{\"id\": \"customfield_4\", \"name\": \"Effort\", \"schema\": {\"type\": \"string\"}},", 3, "customfield_1: property renamed, \"Effort\" became \"EffortField1\"")]
    [InlineData("\"number\"", "\"string\"", 3, "customfield_1: type changed, \"number\" became \"string\"")]
    [InlineData("{\"type\": \"number\"}", "{\"type\": \"number\", \"custom\": \"x:y\"}", 2, "customfield_1: type changed, \"number\" became \"number (x:y)\"")]
    [InlineData("\"number\"", "\"array\", \"items\": \"number\"", 3, "customfield_1: type changed, \"number\" became \"array of number\"")]
    [InlineData("{\"type\": \"option\"}", "{\"type\": \"array\", \"items\": \"option\"}", 3, "customfield_2: type changed, \"option\" became \"array of option\"")]
    [InlineData(", \"options\": [\n    {\"id\": \"10\", \"value\": \"High\"},\n    {\"id\": \"11\", \"value\": \"Low\"}\n  ]", "", 3, "customfield_2: options not read")]
    [InlineData(", \"options\": [{\"id\": \"20\", \"value\": \"North\", \"children\": [{\"id\": \"21\", \"value\": \"Kiel\"}]}]", "", 2, "customfield_3: options not read")]
    [InlineData("\"value\": \"High\"", "\"value\": \"Highest\"", 3, "customfield_2, option 10: option renamed, \"High\" became \"Highest\"")]
    [InlineData("\"value\": \"High\"", "\"value\": \"High\", \"disabled\": true", 2, "customfield_2, option 10: option disabled, \"High\"")]
    [InlineData("{\"id\": \"10\", \"value\": \"High\"},", "", 3, "customfield_2, option 10: option removed, was \"High\"")]
    [InlineData("{\"id\": \"10\", \"value\": \"High\"},", "{\"id\": \"10\", \"value\": \"High\"}, {\"id\": \"12\", \"value\": \"New\"},", 0, "customfield_2, option 12: option added, \"New\"")]
    [InlineData("{\"id\": \"10\", \"value\": \"High\"},", "{\"id\": \"10\", \"value\": \"High\"}, {\"id\": \"12\", \"value\": \"high\"},", 3, "customfield_2, option 10: member renamed, \"High\" became \"HighOption10\"")]
    [InlineData(", \"children\": [{\"id\": \"21\", \"value\": \"Kiel\"}]", "", 2, "customfield_3, option 21: option removed, was \"North / Kiel\"")]
    [InlineData("\"Kiel\"", "\"Kiel\", \"disabled\": true", 2, "customfield_3, option 21: option disabled, \"North / Kiel\"")]
    [InlineData("\"Kiel\"", "\"Bonn\"", 2, "customfield_3, option 21: option renamed, \"North / Kiel\" became \"North / Bonn\"")]
    public void ChangeShouldBeReportedWithItsExitCode(string was, string now, int exitCode, string line)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(was, Old, StringComparison.Ordinal);

        CommandRun run = CommandRun.Of("fields", "diff", folder.Write("old.json", Old), folder.Write("new.json", Old.Replace(was, now, StringComparison.Ordinal)));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    /// <summary>The old file is the one that differs.</summary>
    [Theory]
    [InlineData(", \"options\": [\n    {\"id\": \"10\", \"value\": \"High\"},\n    {\"id\": \"11\", \"value\": \"Low\"}\n  ]", "", 0, "customfield_2, option 10: option added, \"High\"")]
    [InlineData("\"value\": \"High\"", "\"value\": \"High\", \"disabled\": true", 2, "customfield_2, option 10: option enabled, \"High\"")]
    [InlineData(", \"children\": [{\"id\": \"21\", \"value\": \"Kiel\"}]", "", 0, "customfield_3, option 21: option added, \"North / Kiel\"")]
    public void ReverseOfAChangeShouldBeReported(string now, string was, int exitCode, string line)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(now, Old, StringComparison.Ordinal);

        CommandRun run = CommandRun.Of("fields", "diff", folder.Write("old.json", Old.Replace(now, was, StringComparison.Ordinal)), folder.Write("new.json", Old));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ChangesShouldBeGroupedBySeverityInTheOrderOfTheIds()
    {
        const string Before = """
            {"version": 1, "site": "https://a", "fields": [
              {"id": "customfield_9", "name": "A\"\n", "schema": {"type": "number"}},
              {"id": "customfield_10", "name": "B", "schema": {"type": "number"}},
              {"id": "customfield_11", "name": "C", "schema": {"type": "option"}, "options": [{"id": "9", "value": "x"}, {"id": "10", "value": "y"}, {"id": "11", "value": "z"}]}
            ]}
            """;
        const string After = """
            {"version": 1, "site": "https://a", "fields": [
              {"id": "customfield_11", "name": "c", "schema": {"type": "option"}, "options": [{"id": "11", "value": "z", "disabled": true}]},
              {"id": "customfield_12", "name": "D", "schema": {"type": "number"}}
            ]}
            """;
        using TemporaryFolder folder = new();
        string[] arguments = ["fields", "diff", folder.Write("old.json", Before), folder.Write("new.json", After)];

        Assert.Equal(
            """
            Breaking (4)

            - customfield_9: field removed, was "A\"\n"
            - customfield_10: field removed, was "B"
            - customfield_11, option 9: option removed, was "x"
            - customfield_11, option 10: option removed, was "y"

            For attention (2)

            - customfield_11: field renamed, "C" became "c"
            - customfield_11, option 11: option disabled, "z"

            Additions (1)

            - customfield_12: field added, "D"

            """.ReplaceLineEndings("\n"),
            CommandRun.Of(arguments).Output);
        JsonArray changes = JsonNode.Parse(CommandRun.Of([.. arguments, "--json"]).Output)!.AsArray();
        Assert.Equal(
            """{"severity":"attention","kind":"field renamed","field":"customfield_11","option":null,"was":"C","now":"c"}""",
            changes.Single(static c => (string?)c!["kind"] == "field renamed")!.ToJsonString());
        Assert.Equal(
            """{"severity":"breaking","kind":"option removed","field":"customfield_11","option":"10","was":"y","now":null}""",
            changes.Single(static c => (string?)c!["option"] == "10")!.ToJsonString());
    }

    [Fact]
    public void FileShouldBeComparedWithTheSite()
    {
        using StubSite site = new(new Dictionary<string, string>
        {
            ["/rest/api/3/field"] = """[{"id":"customfield_1","key":"customfield_1","name":"Effort","custom":true,"schema":{"type":"number","customId":1}}]""",
        });
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.WithVariables(site.Login, "fields", "diff", folder.Write("old.json", Old), "--json");

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        JsonArray changes = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Contains(changes, static c => (string?)c!["kind"] == "field removed" && (string?)c["field"] == "customfield_2" && (string?)c["severity"] == "breaking");
    }

    [Theory]
    [InlineData("{}", "old.json' at line 1: ")]
    [InlineData("{}", "the member 'version' is missing")]
    [InlineData("{\"version\": 2}", "has the version 2")]
    public void UnreadableFileShouldFail(string text, string reason)
    {
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.Of("fields", "diff", folder.Write("old.json", text), folder.Write("new.json", Old));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }
}
