using System.Net;
using System.Text.Json.Nodes;
using Leeway.Cli.Calling;

namespace Leeway.Cli.Tests.Calling;

public sealed class CallCommandTests
{
    [Fact]
    public async Task ResponseShouldBePrintedAsJson()
    {
        await using ToolSite site = await ToolSite.StartAsync();

        CommandRun run = CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--fields", "summary,status");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonNode issue = JsonNode.Parse(run.Output)!;
        Assert.Equal("DEMO-1", (string?)issue["key"]);
        Assert.Equal(["status", "summary"], issue["fields"]!.AsObject().Select(static f => f.Key).Order(StringComparer.Ordinal));
        Assert.Single(run.Output.TrimEnd().Split('\n'));
        CommandRun terminal = CommandRun.With(site.SignedIn with { IsOutputTerminal = true }, "call", "GetIssue", "--issue-id-or-key=DEMO-1");
        Assert.Contains("\n  \"key\": \"DEMO-1\"", terminal.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelectedTextShouldBePrintedWithoutQuotes()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        string summary = CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--select", "fields.summary").Output.TrimEnd();

        Assert.NotEmpty(summary);
        Assert.DoesNotContain("\"", summary, StringComparison.Ordinal);
        string[] keys = CommandRun.With(site.SignedIn, "call", "searchIssues", "--jql", "project = DEMO", "--fields", "summary", "--select", "issues[*].key").Output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.All(keys, static key => Assert.StartsWith("DEMO-", key, StringComparison.Ordinal));
        CommandRun wrong = CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--select", "fields[");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("'fields[' is not a path", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllPagesShouldBePrintedLineByLine()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        CommandRun first = CommandRun.With(site.SignedIn, "call", "searchIssues", "--jql", "project = DEMO", "--maxResults", "2", "--fields", "summary");
        Assert.NotNull(JsonNode.Parse(first.Output)!["nextPageToken"]);

        CommandRun all = CommandRun.With(site.SignedIn, "call", "searchIssues", "--jql", "project = DEMO", "--maxResults", "2", "--fields", "summary", "--all");

        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        string[] keys = [.. all.Output.TrimEnd().ReplaceLineEndings("\n").Split('\n').Select(static line => (string)JsonNode.Parse(line)!["key"]!)];
        Assert.True(keys.Length > 2, all.Output);
        Assert.Equal(keys.Length, keys.Distinct().Count());
        CommandRun withToken = CommandRun.With(site.SignedIn, "call", "searchIssues", "--jql", "project = DEMO", "--nextPageToken", "x", "--all");
        Assert.Contains("--all reads the pages from the first one. Leave out --nextPageToken.", withToken.Error, StringComparison.Ordinal);
        CommandRun withoutPages = CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--all");
        Assert.Contains("getIssue has no pages that can be followed.", withoutPages.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesByPositionShouldBeFollowed()
    {
        await using ToolSite site = await ToolSite.StartAsync();

        CommandRun all = CommandRun.With(site.SignedIn, "call", "searchProjects", "--maxResults", "1", "--all", "--select", "key");

        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        Assert.Contains("DEMO", all.Output.ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task PagesByCursorShouldBeFollowed()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        string one = CommandRun.With(site.SignedIn, "call", "getPages", "--limit", "1", "--select", "results[*].id").Output;

        CommandRun all = CommandRun.With(site.SignedIn, "call", "getPages", "--limit", "1", "--all", "--select", "id");

        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        Assert.StartsWith(one.TrimEnd(), all.Output, StringComparison.Ordinal);
        Assert.True(all.Output.TrimEnd().Split('\n').Length > 1, all.Output);
    }

    [Fact]
    public async Task TableShouldHaveAColumnForEachPath()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        string[] line = ["call", "searchIssues", "--jql", "project = DEMO", "--fields", "summary,status", "--table", "key,Status=fields.status.name"];

        string[] rows = CommandRun.With(site.SignedIn, line).Output.TrimEnd().ReplaceLineEndings("\n").Split('\n');

        Assert.Equal("key\tStatus", rows[0]);
        Assert.All(rows.Skip(1), static row => Assert.Matches("^DEMO-[0-9]+\t[A-Z]", row));
        Assert.True(rows.Length > 2);
        string drawn = CommandRun.With(site.SignedIn with { IsOutputTerminal = true }, line).Output;
        Assert.Contains("│ key", drawn, StringComparison.Ordinal);
        Assert.Contains("Status", drawn, StringComparison.Ordinal);
        Assert.Equal(2, CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--table", "key").Output.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BodyShouldComeFromAFileOrTheStandardInput(bool isInput)
    {
        await using ToolSite site = await ToolSite.StartAsync();
        const string Body = """{"fields":{"project":{"key":"DEMO"},"issuetype":{"name":"Task"},"summary":"From the shell"}}""";
        string source = isInput ? "-" : site.Write("issue.json", Body);

        CommandRun run = CommandRun.With(site.SignedIn with { OpenInput = () => new StringReader(Body) }, "call", "createIssue", "--body", source, "--select", "key");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("From the shell", CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", run.Output.TrimEnd(), "--select", "fields.summary").Output.TrimEnd());
        Assert.Contains("is not JSON", CommandRun.With(site.SignedIn, "call", "createIssue", "--body", "{x").Error, StringComparison.Ordinal);
        Assert.Contains("getIssue has no body.", CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--body", "{}").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesShouldBeUploadedAndDownloaded()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        string file = site.Write("notes.txt", "Hello");

        CommandRun upload = CommandRun.With(site.SignedIn, "call", "addAttachment", "--issueIdOrKey", "DEMO-1", "--file", file, "--select", "[0].id");

        Assert.Equal((0, ""), (upload.ExitCode, upload.Error));
        CommandRun download = CommandRun.With(site.SignedIn, "call", "jira/getAttachmentContent", "--id", upload.Output.TrimEnd(), "--output", site["copy.txt"]);
        Assert.Equal((0, "", ""), (download.ExitCode, download.Output, download.Error));
        Assert.Equal("Hello", File.ReadAllText(site["copy.txt"]));
        using MemoryStream bytes = new();
        Assert.Equal(0, CommandRun.With(site.SignedIn with { OpenOutputBytes = () => bytes }, "call", "jira/getAttachmentContent", "--id", upload.Output.TrimEnd()).ExitCode);
        Assert.Equal("Hello"u8.ToArray(), bytes.ToArray());
        CommandRun terminal = CommandRun.With(site.SignedIn with { IsOutputTerminal = true }, "call", "jira/getAttachmentContent", "--id", "1");
        Assert.Contains("Add --output FILE", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputShouldBeWrittenOnlyOnSuccess()
    {
        await using ToolSite site = await ToolSite.StartAsync();

        Assert.Equal(ExitCode.NotFound, CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-999", "--output", site["x.json"]).ExitCode);
        Assert.False(File.Exists(site["x.json"]));
        Assert.Equal("", CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--output", site["x.json"]).Output);
        Assert.Equal("DEMO-1", (string?)JsonNode.Parse(File.ReadAllText(site["x.json"]))!["key"]);
    }

    [Fact]
    public async Task FailureShouldHaveTheExitCodeOfItsCause()
    {
        await using ToolSite site = await ToolSite.StartAsync();
        Dictionary<string, string> wrong = new() { ["ATLASSIAN_SITE"] = site.Site, ["ATLASSIAN_EMAIL"] = "ada@example.com", ["ATLASSIAN_API_TOKEN"] = "wrong" };

        AssertFailure(CommandRun.With(site.SignedIn, "call", "getIssue", "--issueIdOrKey", "DEMO-999"), ExitCode.NotFound);
        AssertFailure(CommandRun.With(site.SignedIn, "call", "createIssue", "--body", "{}"), ExitCode.Refused);
        AssertFailure(CommandRun.WithVariables(wrong, "call", "getIssue", "--issueIdOrKey", "DEMO-1"), ExitCode.NotSignedIn);
        AssertFailure(CommandRun.Of("call", "getIssue", "--issueIdOrKey", "DEMO-1"), ExitCode.NotSignedIn);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, ExitCode.Refused)]
    [InlineData(HttpStatusCode.Unauthorized, ExitCode.NotSignedIn)]
    [InlineData(HttpStatusCode.Forbidden, ExitCode.Forbidden)]
    [InlineData(HttpStatusCode.Gone, ExitCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict, ExitCode.Refused)]
    [InlineData(HttpStatusCode.TooManyRequests, ExitCode.RateLimited)]
    [InlineData(HttpStatusCode.BadGateway, ExitCode.ServerFailed)]
    public void StatusShouldHaveAnExitCode(HttpStatusCode status, int exitCode) =>
        Assert.Equal(exitCode, CallFailure.GetExitCode(new AtlassianApiException("message", status)));

    [Theory]
    [InlineData("There is no operation 'getIsue'. Did you mean 'getIssue'?", "getIsue")]
    [InlineData("getIssue has no argument '--isueIdOrKey'. Did you mean '--issueIdOrKey'?", "getIssue", "--isueIdOrKey", "A-1")]
    [InlineData("getIssue has no argument '--dry'", "getIssue", "--dry")]
    [InlineData("getIssue needs --issueIdOrKey VALUE. See 'leeway operations describe getIssue'.", "getIssue")]
    [InlineData("updateComment needs --issueIdOrKey VALUE and --id VALUE and --body FILE.", "jira/updateComment")]
    [InlineData("'A-1' is not the name of an argument. Write arguments as --name value.", "getIssue", "A-1")]
    [InlineData("--issueIdOrKey needs a value", "getIssue", "--issueIdOrKey")]
    [InlineData("--issueIdOrKey was passed twice.", "getIssue", "--issueIdOrKey", "A-1", "--issueIdOrKey", "A-2")]
    [InlineData("--maxResults needs an integer of at most 32 bits, but 'many' is not.", "searchProjects", "--maxResults", "many")]
    [InlineData("--updateHistory needs true or false, but 'yes' is not.", "getIssue", "--issueIdOrKey", "A-1", "--updateHistory=yes")]
    [InlineData("'nam' is not a value of --orderBy. Use one of", "searchProjects", "--orderBy", "nam")]
    [InlineData("Name the operation first", "--issueIdOrKey", "A-1")]
    [InlineData("Several operations are named 'getArticles'. Use one of jira-service-management/", "getArticles")]
    public void MistakeShouldBeReportedOnOneLine(string message, params string[] line)
    {
        CommandRun run = CommandRun.Of(["call", .. line]);

        Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("leeway: " + message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void DryRunShouldPrintTheRequestWithoutALogin()
    {
        CommandRun run = CommandRun.WithVariables(
            new() { ["ATLASSIAN_SITE"] = "https://example.atlassian.net", ["ATLASSIAN_EMAIL"] = "ada@example.com", ["ATLASSIAN_API_TOKEN"] = "secret-token" },
            "call", "createIssue", "--updateHistory", "--body", """{"fields":{}}""", "--dry-run");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            POST https://example.atlassian.net/rest/api/3/issue?updateHistory=true
            Accept: application/json
            Authorization: (not shown)
            Content-Type: application/json

            {"fields":{}}

            """.ReplaceLineEndings("\n"),
            run.Output.ReplaceLineEndings("\n"));
        Assert.StartsWith("GET https://api.atlassian.com/ex/jira/{cloudId}/rest/api/3/issue/a%2Fb?fields=summary&fields=status", CommandRun.Of("call", "getIssue", "--issueIdOrKey", "a/b", "--fields", "summary;status", "--dry-run").Output, StringComparison.Ordinal);
        Assert.StartsWith("GET https://api.bitbucket.org/2.0/repositories/acme", CommandRun.Of("call", "listRepositories", "--workspace", "acme", "--dry-run").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b;c", "a", "b", "c")]
    [InlineData(" a , ,b;", "a", "b")]
    [InlineData(@"a\,b,c\;d,e\\,f\g", "a,b", "c;d", @"e\", @"f\g")]
    public void ListShouldTakeCommasAndSemicolons(string text, params string[] items) => Assert.Equal(items, ListText.Split(text));

    [Fact]
    public void ValuesShouldBeSelected()
    {
        JsonNode json = JsonNode.Parse("""{"a":{"b c":[1,null,"x"]},"d":[{"e":1},{"e":2}]}""")!;

        Assert.Equal(["1", "", "x"], JsonSelection.Parse("a['b c'][*]").Select(json).Select(CallJson.FormatValue));
        Assert.Equal(["1", "2"], JsonSelection.Parse("d[*].e").Select(json).Select(CallJson.FormatValue));
        Assert.Empty(JsonSelection.Parse("nothing.here").Select(json));
        Assert.Same(json, Assert.Single(JsonSelection.Parse(".").Select(json)));
    }

    private static void AssertFailure(CommandRun run, int exitCode)
    {
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("leeway: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
