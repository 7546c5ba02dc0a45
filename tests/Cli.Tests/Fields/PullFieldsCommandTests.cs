using System.Text;
using Leeway.Cli.Fields;
using Leeway.Jira;
using Leeway.Simulator;
using Leeway.Simulator.Gateway;

namespace Leeway.Cli.Tests.Fields;

public sealed class PullFieldsCommandTests
{
    private const string Platform = "com.atlassian.jira.plugin.system.customfieldtypes:";

    private const string Fields = $$$"""
        [
          {"id":"summary","key":"summary","name":"Zusammenfassung","custom":false,"schema":{"type":"string","system":"summary"}},
          {"id":"customfield_10021","key":"customfield_10021","name":"Schwere","untranslatedName":"Severity","custom":true,"schema":{"type":"option","custom":"{{{Platform}}}select","customId":10021}},
          {"id":"customfield_10016","key":"customfield_10016","name":"Story \"Points\"\n</summary>","custom":true,"schema":{"type":"number","custom":"{{{Platform}}}float","customId":10016}},
          {"id":"customfield_9","key":"app__area","name":"Bereich","untranslatedName":null,"custom":true,"schema":{"type":"array","items":"option","custom":"{{{Platform}}}multiselect","customId":9}},
          {"id":"customfield_10030","key":"customfield_10030","name":"Ort","custom":true,"schema":{"type":"option-with-child","custom":"{{{Platform}}}cascadingselect","customId":10030}}
        ]
        """;

    private static readonly Dictionary<string, string> s_site = new()
    {
        ["/rest/api/3/field"] = Fields,
        ["/rest/api/3/field/customfield_10021/context"] = Page("""{"id":"1","name":"a","description":"","isAnyIssueType":true,"isGlobalContext":true},{"id":"2","name":"b","description":"","isAnyIssueType":true,"isGlobalContext":false}"""),
        ["/rest/api/3/field/customfield_10021/context/1/option"] = Page("""{"id":"101","value":"Low","disabled":false},{"id":"100","value":"High","disabled":false}"""),
        ["/rest/api/3/field/customfield_10021/context/2/option"] = Page("""{"id":"99","value":"None","disabled":true}"""),
        ["/rest/api/3/field/customfield_10030/context"] = Page("""{"id":"3","name":"a","description":"","isAnyIssueType":true,"isGlobalContext":true}"""),
        ["/rest/api/3/field/customfield_10030/context/3/option"] = Page("""{"id":"200","value":"Nord","disabled":false},{"id":"201","optionId":"200","value":"Kiel","disabled":false}"""),
    };

    [Fact]
    public void FieldsShouldBeWrittenSortedWithOneLineForEach()
    {
        using StubSite site = new(s_site);
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.WithVariables(site.Login, "fields", "pull", folder["jira.fields.json"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $$$"""
            {
              "version": 1,
              "site": "{{{site.Address}}}",
              "fields": [
                {"id": "customfield_9", "key": "app__area", "name": "Bereich", "schema": {"type": "array", "items": "option", "custom": "{{{Platform}}}multiselect", "customId": 9}},
                {"id": "customfield_10016", "name": "Story \"Points\"\n</summary>", "schema": {"type": "number", "custom": "{{{Platform}}}float", "customId": 10016}},
                {"id": "customfield_10021", "name": "Severity", "schema": {"type": "option", "custom": "{{{Platform}}}select", "customId": 10021}, "options": [
                  {"id": "99", "value": "None", "disabled": true},
                  {"id": "100", "value": "High"},
                  {"id": "101", "value": "Low"}
                ]},
                {"id": "customfield_10030", "name": "Ort", "schema": {"type": "option-with-child", "custom": "{{{Platform}}}cascadingselect", "customId": 10030}, "options": [
                  {"id": "200", "value": "Nord", "children": [
                    {"id": "201", "value": "Kiel"}
                  ]}
                ]}
              ]
            }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(folder["jira.fields.json"]));
        Assert.Contains($"4 custom fields of {site.Address}", run.Output, StringComparison.Ordinal);
        Assert.Contains("without options: Bereich (customfield_9)", run.Output, StringComparison.Ordinal);
        Assert.Contains("The site has no contexts for them.", run.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder["jira.fields.json"]), SiteFieldsFile.Write(SiteFieldsFile.Read(folder["jira.fields.json"])));
    }

    /// <summary>The approved texts are compiled and read by the tests of the generator.</summary>
    [Fact]
    public async Task FieldsOfTheSimulatorShouldBeApproved()
    {
        AtlassianSimulator simulator = new();
        simulator.ApiTokens = [new SimulatedApiToken { Value = "secret", Account = simulator.Account }];
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator, cancellationToken: TestContext.Current.CancellationToken);
        using TemporaryFolder folder = new();
        string site = simulator.SiteOrigin.ToString();

        CommandRun run = CommandRun.WithVariables(
            new() { ["ATLASSIAN_EMAIL"] = simulator.Account.Email, ["ATLASSIAN_API_TOKEN"] = "secret" }, "fields", "pull", folder["jira.fields.json"], "--site", site);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        await using AtlassianConnection connection = AtlassianConnection.Open(new AtlassianOptions { Site = site, Login = AtlassianLogin.ApiToken(simulator.Account.Email, "secret") });
        Issue issue = await new JiraClient(connection.Caller).Issues.GetIssueAsync("DEMO-1", cancellationToken: TestContext.Current.CancellationToken);
        string values = string.Join(",\n", issue.Fields!.AsEnumerable().Where(static f => f.Key.StartsWith("customfield_", StringComparison.Ordinal)).Select(static f => $"\"{f.Key}\": {f.Value}"));
        Approve(File.ReadAllText(folder["jira.fields.json"]), "simulator.fields");
        Approve($"{{\n{values}\n}}\n", "simulator.issue");

        void Approve(string text, string name) =>
            Snapshot.Match(text.Replace(site.TrimEnd('/'), "https://simulated.atlassian.net", StringComparison.Ordinal), "Cli.Tests/Fields", name);
    }

    [Fact]
    public void LoginThatMayNotReadContextsShouldLeaveOptionsOut()
    {
        Dictionary<string, string> answers = new(s_site) { ["/rest/api/3/field/customfield_10021/context"] = "403" };
        using StubSite site = new(answers);
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.WithVariables(site.Login, "fields", "pull", folder["f.json"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("the account needs the permission to administer Jira", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("options", File.ReadAllText(folder["f.json"]), StringComparison.Ordinal);
        Assert.Single(site.Requests, static path => path.EndsWith("/context", StringComparison.Ordinal));
    }

    [Fact]
    public void CreateMetadataShouldBeTheOtherSourceOfOptions()
    {
        Dictionary<string, string> answers = new()
        {
            ["/rest/api/3/field"] = Fields,
            ["/rest/api/3/field/customfield_10021/context"] = "403",
            ["/rest/api/3/issue/createmeta/DEMO/issuetypes"] = """{"issueTypes":[{"id":"7","name":"Task"}],"startAt":0,"maxResults":50,"total":1}""",
            ["/rest/api/3/issue/createmeta/DEMO/issuetypes/7"] = """
                {"fields":[
                  {"fieldId":"customfield_10021","key":"customfield_10021","name":"S","required":false,"operations":["set"],"schema":{"type":"option"},"allowedValues":[{"id":"101","value":"Low"},{"id":"100","value":"High"},{"id":5,"value":"x"},{"id":"5","value":5},{"id":"5"},"x"]},
                  {"fieldId":"customfield_10030","key":"customfield_10030","name":"O","required":false,"operations":["set"],"schema":{"type":"option-with-child"},"allowedValues":[{"id":"200","value":"Nord","children":[{"id":"201","value":"Kiel"}]}]}
                ],"startAt":0,"maxResults":50,"total":2}
                """,
        };
        using StubSite site = new(answers);
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.WithVariables(site.Login, "fields", "pull", folder["f.json"], "--project", "DEMO");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string text = File.ReadAllText(folder["f.json"]);
        Assert.Contains("[\n      {\"id\": \"100\", \"value\": \"High\"},\n      {\"id\": \"101\", \"value\": \"Low\"}\n    ]}", text, StringComparison.Ordinal);
        Assert.Contains("{\"id\": \"201\", \"value\": \"Kiel\"}", text, StringComparison.Ordinal);
        Assert.Contains("without options: Bereich (customfield_9)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsWithoutOptionsShouldBeNamedUpToFive()
    {
        using StubSite site = new(new Dictionary<string, string>
        {
            ["/rest/api/3/field"] = "[" + string.Join(',', Enumerable.Range(1, 7).Select(static i => $$$"""{"id":"customfield_{{{i}}}","key":"customfield_{{{i}}}","name":"a\nb{{{i}}}","schema":{"type":"option"}}""")) + "]",
        });
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.WithVariables(site.Login, "fields", "pull", folder["f.json"]);

        Assert.Contains("without options: a b1 (customfield_1), a b2 (customfield_2), a b3 (customfield_3), a b4 (customfield_4), a b5 (customfield_5) and 2 more", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""[{"id": "customfield_1", "name": "a", "schema": {"type": "option"}, "options": []}]""")]
    public void FileShouldBeWrittenAsItWasRead(string fields)
    {
        using TemporaryFolder folder = new();
        string text = $$"""
            {
              "version": 1,
              "site": "https://a",
              "fields": {{fields.Replace("[{", "[\n    {", StringComparison.Ordinal).Replace("}]", "}\n  ]", StringComparison.Ordinal)}}
            }

            """.ReplaceLineEndings("\n");

        Assert.Equal(text, Encoding.UTF8.GetString(SiteFieldsFile.Write(SiteFieldsFile.Read(folder.Write("f.json", text)))));
    }

    [Fact]
    public void HelpShouldNameTheDefaultFile() => Assert.Contains("[default: jira.fields.json]", CommandRun.Of("fields", "pull", "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("401", "Cannot read the fields of '")]
    [InlineData("<html>", "Cannot read the fields of '")]
    public void SiteThatCannotBeReadShouldWriteNothing(string answer, string message)
    {
        using StubSite site = new(new Dictionary<string, string> { ["/rest/api/3/field"] = answer });
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.WithVariables(site.Login, "fields", "pull", folder["f.json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("leeway: " + message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(folder["f.json"]));
    }

    [Fact]
    public void MissingLoginShouldBeNamed()
    {
        Assert.StartsWith("leeway: You are not signed in. Run 'leeway login', or set", CommandRun.Of("fields", "pull", "x.json").Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "leeway: Set the variable ATLASSIAN_SITE to the address of your site",
            CommandRun.WithVariables(new() { ["ATLASSIAN_API_TOKEN"] = "t" }, "fields", "pull", "x.json").Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no site", "a@b", "is not an address such as https://example.atlassian.net")]
    [InlineData("https://example.atlassian.net", "a:b", "colon")]
    public void UnusableLoginShouldBeRefused(string site, string email, string reason)
    {
        CommandRun run = CommandRun.WithVariables(new() { ["ATLASSIAN_EMAIL"] = email, ["ATLASSIAN_API_TOKEN"] = "t" }, "fields", "pull", "x.json", "--site", site);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"leeway: Cannot read the fields of '{site}': ", run.Error, StringComparison.Ordinal);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    private static string Page(string values) => $$"""{"startAt":0,"maxResults":50,"total":{{values.Split("\"id\"").Length - 1}},"isLast":true,"values":[{{values}}]}""";
}
