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
    public void TheExitCodeShouldTellTheWorstSeverity(string was, string now, int exitCode)
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
    public void JsonShouldTellTheSame()
    {
        JsonNode report = JsonNode.Parse(Run(One, Empty, "--json").Output)!;

        Assert.Equal("operation-removed", (string)report["changes"]![0]!["kind"]!);
        Assert.Equal("GET /a", (string)report["changes"]![0]!["operation"]!);
        Assert.Equal(1, (int)report["counts"]!["breaking"]!);
        Assert.StartsWith("IAsApi.GetAAsync", (string)report["generatedCSharp"]![0]!["was"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void ProseShouldBeNoChange()
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
    [InlineData("""{"openapi":"3.0.1","paths":{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/gone"}],"responses":{}}}}}""", "gone")]
    [InlineData("""{"openapi":"3.0.1","paths":{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/p"}],"responses":{}}}},"components":{"parameters":{"p":{"$ref":"#/components/parameters/p"}}}}""", "circle")]
    [InlineData("[]", "object")]
    public void ADocumentThatCannotBeUsedShouldBeOneLine(string now, string reason)
    {
        CommandRun run = Run(Empty, now);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static CommandRun Run(string was, string now, params string[] options)
    {
        using TemporaryFolder folder = new();
        return CommandRun.Of(["specs", "diff", folder.Write("was.json", was), folder.Write("now.json", now), .. options]);
    }
}
