namespace Leeway.Cli.Tests.RichText;

/// <summary><c>leeway adf</c>.</summary>
public sealed class AdfCommandTests
{
    private const string Document = """{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"strong"}]},{"type":"status","attrs":{"text":"NEW","color":"blue"}}]}]}""";

    [Theory]
    [InlineData]
    [InlineData("-")]
    public void MarkdownShouldBeReadFromTheStandardInput(params string[] file) =>
        Assert.Equal(
            Success("""{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"é"}]}]}"""),
            CommandRun.WithInput("é\n", ["adf", "from-markdown", .. file]));

    [Fact]
    public void FileShouldBeConverted()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("a.json", "\uFEFF" + Document);

        Assert.Equal(Success("**a**[NEW](adf:status/blue)"), CommandRun.Of("adf", "to-markdown", file));
        Assert.Equal(Success("**a**`NEW`"), CommandRun.Of("adf", "to-markdown", "--readable", file));
        Assert.Equal(Success("aNEW"), CommandRun.Of("adf", "text", file));
    }

    [Fact]
    public void NodesInMarkdownShouldBeReadOnRequest()
    {
        Assert.Equal(Success(Document), CommandRun.WithInput("**a**[NEW](adf:status/blue)", "adf", "from-markdown", "--read-adf"));
        Assert.DoesNotContain("status", CommandRun.WithInput("**a**[NEW](adf:status/blue)", "adf", "from-markdown").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesShouldBeConvertedOneByOne()
    {
        string[] documents = Lines(CommandRun.WithInput("\"- a\\n- b\"\nx\n\"\"\n", "adf", "from-markdown", "--lines"), exitCode: 1);

        Assert.Equal(4, documents.Length);
        Assert.Equal("""{"error":"The line is not a JSON string. Write each value in quotation marks, with the escapes of JSON."}""", documents[1]);
        Assert.Equal("""{"version":1,"type":"doc","content":[]}""", documents[2]);
        Assert.Equal(["\"- a\\n- b\"", "\"\"", ""], Lines(CommandRun.WithInput($"{documents[0]}\n{documents[2]}\n", "adf", "to-markdown", "--lines"), exitCode: 0));
        Assert.Equal(["\"a\\nb\"", "\"\"", ""], Lines(CommandRun.WithInput($"{documents[0]}\r\n{documents[2]}", "adf", "text", "--lines"), exitCode: 0));
    }

    [Theory]
    [InlineData("to-markdown", "[]")]
    [InlineData("to-markdown", "{\"type\":\"paragraph\"}")]
    [InlineData("text", "")]
    [InlineData("text", "{")]
    public void InputThatIsNoDocumentShouldBeReported(string command, string input)
    {
        CommandRun run = CommandRun.WithInput(input, "adf", command);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("leeway: The input is not a document of the Atlassian Document Format: ", run.Error, StringComparison.Ordinal);

        string line = Lines(CommandRun.WithInput(input + "\n", "adf", command, "--lines"), exitCode: 1)[0];
        Assert.StartsWith("""{"error":"The input is not a document of the Atlassian Document Format: """, line, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatCannotBeReadShouldBeReported()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["latin.md"], [0x61, 0xe9]);

        Assert.Equal(
            new CommandRun(1, "", $"leeway: Cannot read '{folder["latin.md"]}': it is not UTF-8. Convert it first.{Environment.NewLine}"),
            CommandRun.Of("adf", "from-markdown", folder["latin.md"]));
        Assert.Equal(
            new CommandRun(1, "", $"leeway: Cannot read '{folder["none.md"]}': the file does not exist.{Environment.NewLine}"),
            CommandRun.Of("adf", "from-markdown", folder["none.md"]));
    }

    private static CommandRun Success(string line) => new(0, line + Environment.NewLine, "");

    private static string[] Lines(CommandRun run, int exitCode)
    {
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        return run.Output.Split(Environment.NewLine);
    }
}
