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
    [InlineData("\"value\": \"High\"", "\"value\": \"Highest\"", 3, "customfield_2, option 10: option renamed, \"High\" became \"Highest\"")]
    [InlineData("\"value\": \"High\"", "\"value\": \"High\", \"disabled\": true", 2, "customfield_2, option 10: option disabled, \"High\"")]
    [InlineData("{\"id\": \"10\", \"value\": \"High\"},", "", 3, "customfield_2, option 10: option removed, was \"High\"")]
    [InlineData("{\"id\": \"10\", \"value\": \"High\"},", "{\"id\": \"10\", \"value\": \"High\"}, {\"id\": \"12\", \"value\": \"New\"},", 0, "customfield_2, option 12: option added, \"New\"")]
    [InlineData("{\"id\": \"10\", \"value\": \"High\"},", "{\"id\": \"10\", \"value\": \"High\"}, {\"id\": \"12\", \"value\": \"high\"},", 3, "customfield_2, option 10: member renamed, \"High\" became \"HighOption10\"")]
    [InlineData("\"Kiel\"", "\"Bonn\"", 2, "customfield_3, option 21: option renamed, \"North / Kiel\" became \"North / Bonn\"")]
    public void ChangeShouldBeReportedWithItsExitCode(string was, string now, int exitCode, string line)
    {
        using TemporaryFolder folder = new();
        Assert.Contains(was, Old, StringComparison.Ordinal);

        CommandRun run = CommandRun.Of("fields", "diff", folder.Write("old.json", Old), folder.Write("new.json", Old.Replace(was, now, StringComparison.Ordinal)));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FileShouldBeComparedWithTheSite()
    {
        using StubSite site = new(new Dictionary<string, string>
        {
            ["/rest/api/3/field"] = """[{"id":"customfield_1","key":"customfield_1","name":"Effort","custom":true,"schema":{"type":"number","customId":1}}]""",
        });
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.Of(["fields", "diff", folder.Write("old.json", Old), "--json", .. site.Login]);

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        JsonArray changes = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Contains(changes, static c => (string?)c!["kind"] == "field removed" && (string?)c["field"] == "customfield_2" && (string?)c["severity"] == "breaking");
    }

    [Theory]
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
