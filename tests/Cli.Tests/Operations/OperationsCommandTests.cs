namespace Leeway.Cli.Tests.Operations;

public sealed class OperationsCommandTests
{
    [Theory]
    [InlineData("getIssue", "getIssue")]
    [InlineData("getIssue", "get", "issue")]
    [InlineData("createIssue", "create", "issue")]
    [InlineData("searchAndReconsileIssuesUsingJql", "search", "issues", "jql")]
    [InlineData("searchProjects", "search", "projects")]
    [InlineData("addComment", "add", "comment")]
    [InlineData("createPage", "create", "page")]
    [InlineData("getPages", "get", "pages")]
    [InlineData("addWorklog", "worklog", "add")]
    [InlineData("addAttachment", "attachment", "add")]
    public void BestMatchShouldBeNearTheTop(string expected, params string[] words)
    {
        CommandRun run = CommandRun.Of(["operations", "search", .. words]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Output.ReplaceLineEndings("\n").Split('\n').Where(static l => l.Length > 0 && l[0] != ' ').Take(3).Select(static l => l.Split(' ')[0]));
    }

    [Fact]
    public void NothingFoundShouldBeReported()
    {
        CommandRun run = CommandRun.Of("operations", "search", "xyzzy");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("leeway: No operation matches 'xyzzy'.", run.Error, StringComparison.Ordinal);
        Assert.Contains("There are ", CommandRun.Of("operations", "search", "issue", "--limit", "3").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DescriptionShouldNameWhatACallNeeds()
    {
        string text = Describe("searchProjects");

        Assert.StartsWith("searchProjects  (jira, Projects)", text, StringComparison.Ordinal);
        foreach (string expected in (string[])
        [
            "GET /rest/api/3/project/search",
            "await jira.Projects.SearchProjectsAsync();",
            "await foreach (Project item in jira.Projects.EnumerateProjectsAsync())",
            "--maxResults NUMBER",
            "--orderBy VALUE",
            "read:jira-work",
            "or, granular: ",
            "--all follows the pages by --startAt.",
            "A request is repeated after a failure.",
            "Reference: https://developer.atlassian.com/",
        ])
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DescriptionShouldNameMarksAndBodies()
    {
        Assert.Contains("--body FILE", Describe("createIssue"), StringComparison.Ordinal);
        Assert.Contains("leeway call createIssue --body FILE", Describe("CreateIssueAsync"), StringComparison.Ordinal);
        Assert.Contains("A request is not repeated if its outcome is unknown.", Describe("createIssue"), StringComparison.Ordinal);
        Assert.Contains("Deprecated.", Describe("deleteFieldConfiguration"), StringComparison.Ordinal);
        Assert.Contains("Experimental: Atlassian may change it without notice.", Describe("deleteDashboard"), StringComparison.Ordinal);
        Assert.Contains("The response is a file. Use --output FILE.", Describe("jira/getAttachmentContent"), StringComparison.Ordinal);
    }

    private static string Describe(string operation)
    {
        CommandRun run = CommandRun.Of("operations", "describe", operation);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output.ReplaceLineEndings("\n");
    }
}
