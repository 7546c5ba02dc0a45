namespace Leeway.Cli.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("ca", "call")]
    [InlineData("comp", "completion")]
    [InlineData("operations de", "describe")]
    [InlineData("operations describe createIss", "createIssue createIssueFieldOption createIssueLinkType createIssueSecurityScheme createIssueTypeAvatar createIssueTypeScheme createIssueTypeScreenScheme createIssues")]
    [InlineData("call getIssue --issueId", "--issueIdOrKey")]
    [InlineData("call getIssue --updateHistory ", "false true")]
    [InlineData("call getIssue --issueIdOrKey A-1 --issueId", "")]
    [InlineData("call searchProjects --orderBy na", "name")]
    [InlineData("call getIssue --dr", "--dry-run")]
    [InlineData("call getIssue --body ", "")]
    [InlineData("login --api", "--api-token")]
    [InlineData("login --site ", "")]
    [InlineData("simulate --siblings ", "FirstWins LastWins")]
    [InlineData("simulate trigger jira:issue_u", "jira:issue_updated")]
    [InlineData("completion z", "zsh")]
    public void WordShouldBeCompleted(string line, string expected)
    {
        string[] words = line.Split(' ');

        CommandRun run = CommandRun.Of(["complete", "--at", $"{words.Length - 1}", "--", .. words]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] found = run.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Empty(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(found));
        Assert.Equal(expected.Length == 0, found.Length == 0);
    }

    [Fact]
    public void WordThatTheShellLeftOutShouldBeCompleted() =>
        Assert.Contains("--issueIdOrKey", CommandRun.Of("complete", "--at", "2", "--", "call", "getIssue").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("bash", "complete -o default -F _leeway leeway")]
    [InlineData("zsh", "compdef _leeway leeway")]
    [InlineData("powershell", "Register-ArgumentCompleter -Native -CommandName leeway")]
    public void ScriptShouldBePrinted(string shell, string expected) =>
        Assert.Contains(expected, CommandRun.Of("completion", shell).Output, StringComparison.Ordinal);

    [Fact]
    public void UnknownShellShouldBeRefused() => Assert.Equal(1, CommandRun.Of("completion", "fish").ExitCode);

    [Fact]
    public void HiddenCommandShouldNotBeInTheHelp()
    {
        CommandRun help = CommandRun.Of();

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("whoami", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("complete ", help.Output, StringComparison.Ordinal);
        Assert.Equal(help.Output, CommandRun.Of("--help").Output);
    }
}
