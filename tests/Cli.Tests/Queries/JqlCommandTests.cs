namespace Leeway.Cli.Tests.Queries;

/// <summary><c>leeway jql</c>.</summary>
public sealed class JqlCommandTests
{
    [Fact]
    public void ValueShouldBeQuoted()
    {
        Assert.Equal(new CommandRun(0, "\"a \\\"b\\\" \\\\\"" + Environment.NewLine, ""), CommandRun.Of("jql", "quote", "a \"b\" \\"));
        Assert.Equal(new CommandRun(0, "\"\"" + Environment.NewLine, ""), CommandRun.Of("jql", "quote", ""));
    }

    [Theory]
    [InlineData("a\nb\n", "a\\nb")]
    [InlineData("a\r\n", "a")]
    [InlineData("a\n\n", "a\\n")]
    [InlineData("", "")]
    public void ValueShouldBeReadFromTheStandardInput(string input, string expected)
    {
        string line = $"\"{expected}\"{Environment.NewLine}";
        Assert.Equal(new CommandRun(0, line, ""), CommandRun.WithInput(input, "jql", "quote"));
        Assert.Equal(new CommandRun(0, line, ""), CommandRun.WithInput(input, "jql", "quote", "-"));
    }

    [Fact]
    public void ValueThatNoQueryCanContainShouldBeReported() =>
        Assert.Equal(
            new CommandRun(1, "", "leeway: The value has a NUL character at index 1, which JQL cannot contain. Remove it." + Environment.NewLine),
            CommandRun.Of("jql", "quote", "a\0"));

    [Fact]
    public void LinesShouldBeQuotedOneByOne()
    {
        CommandRun run = CommandRun.WithInput("\"a \\\"b\\\"\"\n\"c\\nd\\u2028\"\n\"\\uD800\"\nx\n\n7\n\"é\"\n", "jql", "quote", "--lines");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                "\"a \\\"b\\\"\"",
                "\"c\\nd\\u2028\"",
                """{"error":"The value has an unpaired surrogate at index 0, which JQL cannot contain. Remove it."}""",
                """{"error":"The line is not a JSON string. Write each value in quotation marks, with the escapes of JSON."}""",
                """{"error":"The line is not a JSON string. Write each value in quotation marks, with the escapes of JSON."}""",
                """{"error":"The line is not a JSON string. Write each value in quotation marks, with the escapes of JSON."}""",
                "\"é\"",
                "",
            ],
            run.Output.Split(Environment.NewLine));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void ClausesShouldBeCounted()
    {
        Assert.Equal(new CommandRun(0, "3" + Environment.NewLine, ""), CommandRun.Of("jql", "clauses", "a = 1 AND (b = 2 OR c = 3) ORDER BY d"));
        Assert.Equal(new CommandRun(0, "1" + Environment.NewLine, ""), CommandRun.WithInput("a = 1\n", "jql", "clauses", "-"));
        Assert.Equal(new CommandRun(0, "1" + Environment.NewLine, ""), CommandRun.Of("jql", "clauses", "--cql", "created > 2014/09/01"));
        Assert.Equal(
            new CommandRun(1, "", "leeway: The character '/' is not allowed outside quotation marks at character 15." + Environment.NewLine),
            CommandRun.Of("jql", "clauses", "created > 2014/09/01"));
    }

    [Fact]
    public void ClausesOfLinesShouldBeCounted()
    {
        CommandRun run = CommandRun.WithInput("\"a = 1\"\r\n\"a = \\\"b\"\r\n\"\"\r\n", "jql", "clauses", "--lines");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["1", """{"error":"The quotation mark is not closed at character 5."}""", "0", ""], run.Output.Split(Environment.NewLine));
    }

    [Fact]
    public void LinesWithoutErrorsShouldSucceed() => Assert.Equal(0, CommandRun.WithInput("\"a\"\n\"b\"", "jql", "quote", "--lines").ExitCode);

    [Fact]
    public void LinesAndAnArgumentShouldNotBeCombined() =>
        Assert.Equal(
            new CommandRun(1, "", "leeway: --lines reads the standard input. Leave out the value. See 'leeway jql quote --help'." + Environment.NewLine),
            CommandRun.Of("jql", "quote", "a", "--lines"));
}
