using Leeway.Cli.Fields;

namespace Leeway.Cli.Tests.Fields;

public sealed class PullFieldsCommandTests
{
    private const string Platform = "com.atlassian.jira.plugin.system.customfieldtypes:";

    private const string Fields = $$$"""
        [
          {"id":"summary","key":"summary","name":"Zusammenfassung","custom":false,"schema":{"type":"string","system":"summary"}},
          {"id":"customfield_10021","key":"customfield_10021","name":"Schwere","untranslatedName":"Severity","custom":true,"schema":{"type":"option","custom":"{{{Platform}}}select","customId":10021}},
          {"id":"customfield_10016","key":"customfield_10016","name":"Story \"Points\"\n</summary>","custom":true,"schema":{"type":"number","custom":"{{{Platform}}}float","customId":10016}},
          {"id":"customfield_9","key":"app__area","name":"Bereich","custom":true,"schema":{"type":"array","items":"option","custom":"{{{Platform}}}multiselect","customId":9}},
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

        CommandRun run = CommandRun.Of(["fields", "pull", folder["jira.fields.json"], .. site.Login]);

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

    [Fact]
    public void LoginThatMayNotReadContextsShouldLeaveOptionsOut()
    {
        Dictionary<string, string> answers = new(s_site) { ["/rest/api/3/field/customfield_10021/context"] = "403" };
        using StubSite site = new(answers);
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.Of(["fields", "pull", folder["f.json"], .. site.Login]);

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
                  {"fieldId":"customfield_10021","key":"customfield_10021","name":"S","required":false,"operations":["set"],"schema":{"type":"option"},"allowedValues":[{"id":"100","value":"High"},{"id":5},"x"]},
                  {"fieldId":"customfield_10030","key":"customfield_10030","name":"O","required":false,"operations":["set"],"schema":{"type":"option-with-child"},"allowedValues":[{"id":"200","value":"Nord","children":[{"id":"201","value":"Kiel"}]}]}
                ],"startAt":0,"maxResults":50,"total":2}
                """,
        };
        using StubSite site = new(answers);
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.Of(["fields", "pull", folder["f.json"], "--project", "DEMO", .. site.Login]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string text = File.ReadAllText(folder["f.json"]);
        Assert.Contains("{\"id\": \"100\", \"value\": \"High\"}\n    ]}", text, StringComparison.Ordinal);
        Assert.Contains("{\"id\": \"201\", \"value\": \"Kiel\"}", text, StringComparison.Ordinal);
        Assert.Contains("without options: Bereich (customfield_9)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401", "Cannot read the fields of '")]
    [InlineData("<html>", "Cannot read the fields of '")]
    public void SiteThatCannotBeReadShouldWriteNothing(string answer, string message)
    {
        using StubSite site = new(new Dictionary<string, string> { ["/rest/api/3/field"] = answer });
        using TemporaryFolder folder = new();

        CommandRun run = CommandRun.Of(["fields", "pull", folder["f.json"], .. site.Login]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("leeway: " + message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(folder["f.json"]));
    }

    [Fact]
    public void MissingLoginAndWrongAddressShouldBeNamed()
    {
        Assert.Contains("Set the variable ATLASSIAN_SITE or --site to the address of your site", CommandRun.Of("fields", "pull", "x.json", "--site", "").Error, StringComparison.Ordinal);
        Assert.Contains(
            "is not an address such as https://example.atlassian.net",
            CommandRun.Of("fields", "pull", "x.json", "--site", "no site", "--email", "a@b", "--token", "t").Error,
            StringComparison.Ordinal);
    }

    private static string Page(string values) => $$"""{"startAt":0,"maxResults":50,"total":{{values.Split("\"id\"").Length - 1}},"isLast":true,"values":[{{values}}]}""";
}
