using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs.Comparison;

public sealed class DiffCommandTests
{
    private const string Empty = """{"openapi":"3.0.1","info":{"title":"T","version":"1"},"paths":{}}""";

    private const string One = """
        {"openapi":"3.0.1","info":{"title":"T","version":"2"},"paths":{"/a":{"get":{"operationId":"getA","tags":["As"],
        "parameters":[{"name":"x","in":"query","schema":{"type":"string"}}],
        "responses":{"200":{"description":"Prose.","content":{"application/json":{"schema":{"type":"array","items":{"type":"string"}}}}}}}}}}
        """;

    [Theory]
    [InlineData(Empty, Empty, 0)]
    [InlineData(Empty, One, 0)]
    [InlineData(One, Empty, 3)]
    public void TheExitCodeShouldShowTheHighestSeverity(string was, string now, int exitCode)
    {
        Assert.Equal(exitCode, Run(was, now).ExitCode);
    }

    [Fact]
    public void ARenamedOperationIdShouldBeForAttentionAndBreakTheCSharp()
    {
        string now = One.Replace("getA", "readA", StringComparison.Ordinal);

        CommandRun run = Run(One, now);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("- `GET /a`: operation id changed, `getA` became `readA`\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("- IAsApi.GetAAsync(string? x) : Task<IReadOnlyList<string>>\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("+ IAsApi.ReadAAsync(string? x) : Task<IReadOnlyList<string>>\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, Run(One, now, "--count-csharp").ExitCode);
    }

    [Fact]
    public void AnOptionalParameterShouldNotBreakTheCSharp()
    {
        string now = One.Replace("\"parameters\":[", "\"parameters\":[{\"name\":\"y\",\"in\":\"query\",\"schema\":{\"type\":\"string\"}},", StringComparison.Ordinal);

        CommandRun run = Run(One, now, "--count-csharp");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("+ IAsApi.GetAAsync(string? y, string? x)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AQueryShouldAddAnOverloadAndRichTextAProperty()
    {
        string now = One
            .Replace("\"in\":\"query\"", "\"in\":\"query\",\"x-leeway-type\":\"jql\"", StringComparison.Ordinal)
            .Replace("\"items\":{\"type\":\"string\"}", "\"items\":{\"title\":\"Note\",\"properties\":{\"text\":{\"type\":\"string\",\"x-leeway-type\":\"adf\"}}}", StringComparison.Ordinal);

        CommandRun run = Run(One, now);

        Assert.Contains("`query x`: meaning changed, `jql`\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("+ IAsApi.GetAAsync(Jql x) : Task<IReadOnlyList<Note>>\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("+ Note.TextDocument : AdfDocument\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonShouldReportTheSame()
    {
        JsonNode report = JsonNode.Parse(Run(One, Empty, "--json").Output)!;

        Assert.Equal("operation-removed", (string)report["changes"]![0]!["kind"]!);
        Assert.Equal("GET /a", (string)report["changes"]![0]!["operation"]!);
        Assert.Equal(1, (int)report["counts"]!["breaking"]!);
        Assert.StartsWith("IAsApi.GetAAsync", (string)report["generatedCSharp"]![0]!["was"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void ChangedProseShouldNotBeReported()
    {
        Assert.Contains("nothing changed", Run(One, One.Replace("Prose.", "Other prose.", StringComparison.Ordinal)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfTheDocumentShouldStayOnTheirLine()
    {
        string output = Run(One, One.Replace("\"name\":\"x\"", "\"name\":\"`x\\n# y\"", StringComparison.Ordinal)).Output;

        Assert.Contains("`` query `x # y ``", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# y", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a`b", "`` query a`b ``")]
    [InlineData("a``b", "``` query a``b ```")]
    [InlineData("```", "```` query ``` ````")]
    [InlineData("a|b", "`query a|b`")]
    [InlineData("a\\r\\nb", "`query a  b`")]
    [InlineData("a\\u2028b\\u202eb\\u001bb", "`query a b b b`")]
    public void ACodeSpanShouldEndWhereTheNameEnds(string name, string span)
    {
        CommandRun run = Run(One, One.Replace("\"name\":\"x\"", $"\"name\":\"{name}\"", StringComparison.Ordinal));

        Assert.Contains($"- `GET /a`, {span}: parameter added, `string`\n", run.Output, StringComparison.Ordinal);
        JsonNode.Parse(Run(One, One.Replace("\"name\":\"x\"", $"\"name\":\"{name}\"", StringComparison.Ordinal), "--json").Output);
    }

    [Fact]
    public void AMissingVersionShouldBePrintedAsEmpty()
    {
        Assert.Contains("Version (empty) became `1`:", Run("""{"openapi":"3.0.1","paths":{}}""", Empty).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"operationId\":\"getA\"", "\"operationId\":[\"getA\"]")]
    [InlineData("\"in\":\"query\"", "\"in\":{}")]
    [InlineData("\"in\":\"query\"", "\"in\":null")]
    [InlineData("\"type\":\"array\"", "\"type\":[\"array\",\"null\"]")]
    [InlineData("\"version\":\"2\"", "\"version\":2")]
    [InlineData("\"type\":\"array\"", "\"$ref\":1")]
    [InlineData("\"tags\":[\"As\"]", "\"tags\":[[\"As\"]]")]
    [InlineData("\"tags\":[\"As\"]", "\"security\":[{\"a\":{}}]")]
    [InlineData("\"tags\":[\"As\"]", "\"x-atlassian-oauth2-scopes\":[1]")]
    public void AValueOfTheWrongTypeShouldBeReportedOnOneLine(string was, string now)
    {
        Assert.Contains(was, One, StringComparison.Ordinal);

        CommandRun run = Run(One, One.Replace(was, now, StringComparison.Ordinal));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("now.json' cannot be used: '", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void AnInvalidDiscriminatorShouldBeCompared()
    {
        Assert.Equal(3, Run(One, One.Replace("\"type\":\"array\"", "\"discriminator\":1,\"type\":\"array\"", StringComparison.Ordinal)).ExitCode);
    }

    [Fact]
    public void AResponseWithoutStatusShouldBeCompared()
    {
        string was = One.Replace("\"200\"", "\"\"", StringComparison.Ordinal);

        Assert.Equal(2, Run(was, One.Replace("\"200\"", "\"204\"", StringComparison.Ordinal)).ExitCode);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  \n", "is empty")]
    [InlineData("<!doctype html><html></html>", "HTML")]
    [InlineData("openapi: 3.0.1\ninfo: {}\n", "YAML")]
    [InlineData("# Jira\nopenapi: 3.0.1\n", "YAML")]
    [InlineData("---\nopenapi: 3.0.1\n", "YAML")]
    [InlineData("{\"openapi\":\"3.0.1\",\"info\":{\"ti", "ends too early")]
    [InlineData("{\"openapi\":\"3.0.1\",\"info\":{}", "ends too early")]
    [InlineData("{\"openapi\":\"3.0.1\",}", "line 1")]
    [InlineData("{} {}", "line 1")]
    [InlineData("\"text\"", "object")]
    [InlineData("{\"swagger\":\"2.0\"}", "only OpenAPI 3.0 is supported, but this document is Swagger")]
    [InlineData("{\"openapi\":\"3.1.0\"}", "only OpenAPI 3.0 is supported, but this document is 3.1.0")]
    [InlineData("{\"openapi\":\"3.1.0\\n\\u001b[31m\"}", "but this document is 3.1.0  [31m")]
    [InlineData("{\"paths\":{}}", "has no 'openapi'")]
    public void TextThatIsNotADocumentShouldBeReportedOnOneLine(string now, string reason)
    {
        CommandRun run = Run(Empty, now);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("now.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16ShouldBeReportedOnOneLine()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["now.json"], Empty, System.Text.Encoding.Unicode);

        CommandRun run = CommandRun.OfDev("specs", "diff", folder["now.json"], folder["now.json"]);

        Assert.Contains("UTF-8", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyNameShouldBeReportedOnOneLine()
    {
        CommandRun run = CommandRun.OfDev("specs", "diff", "", "");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the file does not exist", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"openapi":"3.0.1","paths":{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/gone"}],"responses":{}}}}}""", "gone")]
    [InlineData("""{"openapi":"3.0.1","paths":{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/p"}],"responses":{}}}},"components":{"parameters":{"p":{"$ref":"#/components/parameters/p"}}}}""", "cycle")]
    [InlineData("[]", "object")]
    public void ADocumentThatCannotBeUsedShouldBeReportedOnOneLine(string now, string reason)
    {
        CommandRun run = Run(Empty, now);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static CommandRun Run(string was, string now, params string[] options)
    {
        using TemporaryFolder folder = new();
        return CommandRun.OfDev(["specs", "diff", folder.Write("was.json", was), folder.Write("now.json", now), .. options]);
    }
}
