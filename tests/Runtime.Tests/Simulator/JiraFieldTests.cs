using System.Net;
using System.Text.Json.Nodes;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Fields of the simulated Jira: their metadata, and the values that creates and edits accept.</summary>
public sealed class JiraFieldTests : IDisposable
{
    private const string AssetsId = "5d5fd2c8-8d5b-4bfa-9f12-2f6d4f3a7c11:1";
    private const string Document = """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}""";

    private readonly SimulatorVisitor _visitor = new();

    private SimulatedJira Jira => _visitor.Simulator.Sites[0].Jira;

    public static TheoryData<CustomFieldType, string, string> Accepted => new()
    {
        { CustomFieldType.Text, "\"x\"", "\"x\"" },
        { CustomFieldType.TextArea, Document, Document },
        { CustomFieldType.Number, "5.5", "5.5" },
        { CustomFieldType.Select, """{"value":"A"}""", """{"value":"A"}""" },
        { CustomFieldType.RadioButtons, """{"value":"B"}""", """{"value":"B"}""" },
        { CustomFieldType.MultiSelect, """[{"value":"A"},{"value":"B"}]""", """[{"value":"A"},{"value":"B"}]""" },
        { CustomFieldType.Checkboxes, """[{"value":"A"},{"value":"A"}]""", """[{"value":"A"}]""" },
        { CustomFieldType.CascadingSelect, """{"value":"A","child":{"value":"below"}}""", """{"value":"A","child":{"value":"below"}}""" },
        { CustomFieldType.Date, "\"2026-02-28\"", "\"2026-02-28\"" },
        { CustomFieldType.DateTime, "\"2026-02-28T10:00:00.000+0200\"", "\"2026-02-28T08:00:00.000+0000\"" },
        { CustomFieldType.User, """{"accountId":"557058:00000000-0000-4000-8000-000000000002"}""", """{"displayName":"Grace Sample"}""" },
        { CustomFieldType.MultiUser, """[{"accountId":"557058:00000000-0000-4000-8000-000000000002"}]""", """[{"displayName":"Grace Sample"}]""" },
        { CustomFieldType.Group, """{"name":"site-team"}""", """{"name":"site-team","groupId":"site-team"}""" },
        { CustomFieldType.MultiGroup, """[{"groupId":"site-team"}]""", """[{"name":"site-team"}]""" },
        { CustomFieldType.Labels, """["a","b"]""", """["a","b"]""" },
        { CustomFieldType.Url, "\"https://example.com/\"", "\"https://example.com/\"" },
        { CustomFieldType.Version, """{"name":"1.0"}""", """{"name":"1.0","released":true,"releaseDate":"2026-01-12"}""" },
        { CustomFieldType.MultiVersion, """[{"name":"2.0"}]""", """[{"name":"2.0","released":false}]""" },
        { CustomFieldType.Project, """{"key":"OPS"}""", """{"key":"OPS","name":"Operations"}""" },
        { CustomFieldType.Sprint, "7", """[{"id":7,"state":"active"}]""" },
        { CustomFieldType.EpicLink, "\"DEMO-2\"", "\"DEMO-2\"" },
        { CustomFieldType.Assets, $$"""[{"id":"{{AssetsId}}"}]""", $$"""[{"workspaceId":"5d5fd2c8-8d5b-4bfa-9f12-2f6d4f3a7c11","id":"{{AssetsId}}","objectId":"1"}]""" },
        { CustomFieldType.Forge, """{"score":3}""", """{"score":3}""" },
    };

    public static TheoryData<CustomFieldType, string, string> Rejected => new()
    {
        { CustomFieldType.Text, "5", "Operation value must be a string" },
        { CustomFieldType.TextArea, "\"x\"", "Operation value must be an Atlassian Document (see the Atlassian Document Format)" },
        { CustomFieldType.Number, "\"5\"", "Operation value must be a number" },
        { CustomFieldType.Select, """{"value":"C"}""", "Option value 'C' is not valid" },
        { CustomFieldType.Select, """{"id":"1"}""", "Option id '1' is not valid" },
        { CustomFieldType.Select, "\"A\"", "Specify an 'id' or 'value' in an object" },
        { CustomFieldType.MultiSelect, """{"value":"A"}""", "data was not an array" },
        { CustomFieldType.CascadingSelect, """{"value":"B","child":{"value":"below"}}""", "Option value 'below' is not valid" },
        { CustomFieldType.Date, "\"2026-02-30\"", "Error parsing date string: 2026-02-30" },
        { CustomFieldType.DateTime, "\"today\"", "Error parsing time: today" },
        { CustomFieldType.User, """{"accountId":"nobody"}""", "User 'nobody' does not exist." },
        { CustomFieldType.Group, """{"name":"none"}""", "Could not find group with name 'none'." },
        { CustomFieldType.Labels, """["a b"]""", "The label 'a b' contains spaces which is invalid." },
        { CustomFieldType.Url, "\"not an address\"", "The URL 'not an address' is not valid." },
        { CustomFieldType.Version, """{"name":"9"}""", "Version name '9' is not valid" },
        { CustomFieldType.Project, """{"key":"NONE"}""", "Specify a valid project ID or key" },
        { CustomFieldType.Sprint, """["7"]""", "Number value expected as the Sprint id." },
        { CustomFieldType.EpicLink, "\"NONE-1\"", "The issue 'NONE-1' does not exist." },
        { CustomFieldType.Assets, """[{"id":"1"}]""", "Specify the 'id' of an object as 'workspaceId:objectId'" },
        { CustomFieldType.ReadOnly, "\"x\"", "Field '{id}' cannot be set. It is not on the appropriate screen, or unknown." },
    };

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task ValueShouldBeStoredAndReturnedAsJiraDoes(CustomFieldType type, string value, string expected)
    {
        string id = AddField(type);
        await EditAsync(id, JsonNode.Parse(value));

        JsonNode issue = await _visitor.GetJiraAsync($"/rest/api/3/issue/DEMO-1?fields={id}");
        AssertContains(JsonNode.Parse(expected), issue["fields"]![id], id);

        await EditAsync(id, null);
        Assert.Null((await _visitor.GetJiraAsync($"/rest/api/3/issue/DEMO-1?fields={id}"))["fields"]![id]);
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task InvalidValueShouldBeRejectedWithTheField(CustomFieldType type, string value, string error)
    {
        string id = AddField(type);
        JsonObject body = new() { ["fields"] = new JsonObject { [id] = JsonNode.Parse(value), ["summary"] = "changed" } };

        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(error.Replace("{id}", id, StringComparison.Ordinal), (string?)answer!["errors"]![id]);
        Assert.NotEqual("changed", (string?)(await _visitor.GetJiraAsync("/rest/api/3/issue/DEMO-1"))["fields"]!["summary"]);
    }

    [Fact]
    public async Task UnknownFieldShouldBeRejected()
    {
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Post, "/rest/api/3/issue", JsonNode.Parse(
            """{"fields":{"project":{"key":"DEMO"},"summary":"s","issuetype":{"name":"Task"},"customfield_99999":1,"status":{"name":"Done"}}}"""));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["customfield_99999", "status"], answer!["errors"]!.AsObject().Select(static error => error.Key));
    }

    [Fact]
    public async Task FieldsShouldHaveTheSchemaOfTheirType()
    {
        JsonArray fields = (JsonArray)await _visitor.GetJiraAsync("/rest/api/3/field");
        JsonNode severity = fields.Single(static field => (string?)field!["name"] == "Severity")!;
        JsonNode sprint = fields.Single(static field => (string?)field!["name"] == "Sprint")!;
        JsonNode labels = fields.Single(static field => (string?)field!["id"] == "labels")!;

        Assert.Equal("""{"type":"option","custom":"com.atlassian.jira.plugin.system.customfieldtypes:select","customId":10012}""", severity["schema"]!.ToJsonString());
        Assert.Equal("""{"type":"array","items":"json","custom":"com.pyxis.greenhopper.jira:gh-sprint","customId":10020}""", sprint["schema"]!.ToJsonString());
        Assert.Equal("""{"type":"array","items":"string","system":"labels"}""", labels["schema"]!.ToJsonString());
        Assert.Equal("customfield_10016", (string?)fields.Single(static field => (string?)field!["name"] == "Story Points")!["id"]);
        Assert.Equal("[\"cf[10012]\",\"Severity\"]", severity["clauseNames"]!.ToJsonString());
        Assert.Null(fields.Single(static field => (string?)field!["id"] == "issuekey")!["schema"]);
    }

    [Fact]
    public async Task ContextsAndOptionsShouldBePaged()
    {
        JsonNode found = await _visitor.GetJiraAsync("/rest/api/3/field/search?type=custom&query=location");
        string id = (string)found["values"]!.AsArray().Single()!["id"]!;
        JsonNode contexts = await _visitor.GetJiraAsync($"/rest/api/3/field/{id}/context");
        string context = (string)contexts["values"]!.AsArray().Single()!["id"]!;
        JsonNode options = await _visitor.GetJiraAsync($"/rest/api/3/field/{id}/context/{context}/option?maxResults=3");

        Assert.Equal(["Europe", "Warsaw", "Lisbon"], options["values"]!.AsArray().Select(static option => (string?)option!["value"]));
        Assert.Equal((string?)options["values"]![0]!["id"], (string?)options["values"]![1]!["optionId"]);
        Assert.False((bool)options["isLast"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.CallJiraAsync(HttpMethod.Get, "/rest/api/3/field/summary/context")).Status);
        _visitor.SignIn("read:jira-work");
        Assert.Equal(HttpStatusCode.Unauthorized, (await _visitor.CallJiraAsync(HttpMethod.Get, $"/rest/api/3/field/{id}/context")).Status);
    }

    [Fact]
    public async Task MetadataShouldListTheFieldsOfCreatesAndEdits()
    {
        JsonNode types = await _visitor.GetJiraAsync("/rest/api/3/issue/createmeta/DEMO/issuetypes");
        string subtask = (string)types["issueTypes"]!.AsArray().Single(static type => (bool)type!["subtask"]!)!["id"]!;
        JsonNode create = await _visitor.GetJiraAsync($"/rest/api/3/issue/createmeta/DEMO/issuetypes/{subtask}?maxResults=200");
        JsonNode edit = (await _visitor.GetJiraAsync("/rest/api/3/issue/DEMO-1/editmeta"))["fields"]!;

        string?[] required = [.. create["fields"]!.AsArray().Where(static field => (bool)field!["required"]!).Select(static field => (string?)field!["fieldId"])];
        Assert.Equal(["issuetype", "project", "summary", "parent"], required);
        Assert.Equal(["Low", "Medium", "High", "Critical"], edit["customfield_10012"]!["allowedValues"]!.AsArray().Select(static option => (string?)option!["value"]));
        Assert.Equal("""["add","set","remove"]""", edit["labels"]!["operations"]!.ToJsonString());
        Assert.Equal("Warsaw", (string?)edit["customfield_10018"]!["allowedValues"]![0]!["children"]![0]!["value"]);
        Assert.Equal(create["total"]!.GetValue<int>(), create["fields"]!.AsArray().Count);
    }

    [Fact]
    public async Task FieldOfAnotherAppShouldKeepItsJson()
    {
        string id = Jira.AddField("Rating", "com.example.app:rating", "object");
        await EditAsync(id, JsonNode.Parse("""{"stars":[1,2]}"""));
        JsonNode issue = await _visitor.GetJiraAsync($"/rest/api/3/issue/DEMO-1?fields={id}&expand=names,schema");
        Assert.Equal("""{"stars":[1,2]}""", issue["fields"]![id]!.ToJsonString());
        Assert.Equal("Rating", (string?)issue["names"]![id]);
        Assert.Equal("com.example.app:rating", (string?)issue["schema"]![id]!["custom"]);
    }

    private string AddField(CustomFieldType type)
    {
        string id = Jira.AddField("New field", type);
        if (type is CustomFieldType.Select or CustomFieldType.MultiSelect or CustomFieldType.RadioButtons or CustomFieldType.Checkboxes or CustomFieldType.CascadingSelect)
        {
            string parent = Jira.AddFieldOption(id, "A");
            Jira.AddFieldOption(id, "B");
            if (type == CustomFieldType.CascadingSelect)
            {
                Jira.AddFieldOption(id, "below", parent);
            }
        }

        return id;
    }

    private async Task EditAsync(string id, JsonNode? value)
    {
        JsonObject body = new() { ["fields"] = new JsonObject { [id] = value } };
        (HttpStatusCode status, JsonNode? answer) = await _visitor.CallJiraAsync(HttpMethod.Put, "/rest/api/3/issue/DEMO-1", body);
        Assert.True(status == HttpStatusCode.NoContent, answer?.ToJsonString());
    }

    /// <summary>Checks the members that are expected. An answer has more, such as links.</summary>
    private static void AssertContains(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject members:
                Assert.All(members, member => AssertContains(member.Value, actual![member.Key], $"{path}.{member.Key}"));
                break;
            case JsonArray items:
                Assert.Equal(items.Count, actual!.AsArray().Count);
                Assert.All(items, (item, i) => AssertContains(item, actual[i], $"{path}[{i}]"));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{path}: {actual?.ToJsonString()}");
                break;
        }
    }
}
