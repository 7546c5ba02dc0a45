using Leeway.Fields;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Fields;

public class FieldValueTests
{
    [Fact]
    public void ReferencesShouldBeWrittenByNameOrId()
    {
        (string Json, string Expected)[] values =
        [
            (RawJson.From(new IssueUser("a")).ToString(), """{"accountId":"a"}"""),
            (RawJson.From(new IssuePriority("High")).ToString(), """{"name":"High"}"""),
            (RawJson.From(IssuePriority.FromId("2")).ToString(), """{"id":"2"}"""),
            (RawJson.From(IssueResolution.FromId("2")).ToString(), """{"id":"2"}"""),
            (RawJson.From(new IssueType("Task")).ToString(), """{"name":"Task"}"""),
            (RawJson.From(IssueType.FromId("10001")).ToString(), """{"id":"10001"}"""),
            (RawJson.From(new IssueProject("DEMO")).ToString(), """{"key":"DEMO"}"""),
            (RawJson.From(new IssueProject("10000")).ToString(), """{"id":"10000"}"""),
            (RawJson.From(new IssueReference("DEMO-1")).ToString(), """{"key":"DEMO-1"}"""),
            (RawJson.From(new IssueReference("10000")).ToString(), """{"id":"10000"}"""),
            (RawJson.From(IssueComponent.FromId("2")).ToString(), """{"id":"2"}"""),
            (RawJson.From(IssueVersion.FromId("2")).ToString(), """{"id":"2"}"""),
            (RawJson.From(new FieldOption("a") { Child = new FieldOption("b") }).ToString(), """{"value":"a","child":{"value":"b"}}"""),
            (RawJson.From(FieldOption.FromId("2")).ToString(), """{"id":"2"}"""),
            (RawJson.From(new IssueGroup("a")).ToString(), """{"name":"a"}"""),
            (RawJson.From(IssueGroup.FromId("g")).ToString(), """{"groupId":"g"}"""),
            (RawJson.From(IssueSecurityLevel.FromId("2")).ToString(), """{"id":"2"}"""),
            (RawJson.From(new AssetReference("w", "88")).ToString(), """{"workspaceId":"w","id":"w:88","objectId":"88"}"""),
        ];
        Assert.All(values, static v => Assert.Equal(v.Expected, v.Json));
        Assert.Throws<ArgumentException>(static () => new IssueProject(""));
        Assert.Throws<ArgumentNullException>(static () => new IssueUser(null!));
        Assert.Throws<ArgumentException>(static () => FieldOption.FromId(""));
        Assert.Throws<ArgumentException>(static () => new IssueVersion(""));
    }

    [Fact]
    public void IdThatIsANumberShouldBeText()
    {
        IssueSprint sprint = Json.JsonAssert.Survives<IssueSprint>("""{"id":37,"originBoardId":9007199254740993}""");
        Assert.Equal("37", sprint.Id);
        Assert.Equal("9007199254740993", sprint.OriginBoardId);
        sprint.Id = "38";
        Assert.Equal("""{"id":38,"originBoardId":9007199254740993}""", Json.JsonAssert.Write(sprint));
        Assert.Contains("'x1' is not an integer, but the document declares Id as a number.", Assert.Throws<ArgumentException>(() => sprint.Id = "x1").Message, StringComparison.Ordinal);
        Assert.Equal("37", Json.JsonAssert.Survives<IssueSprint>("""{"id":"37"}""").Id);
        Assert.Equal("x", Json.JsonAssert.Survives<IssueSprint>("""{"id":"x"}""").Id);
        Assert.Null(Json.JsonAssert.Survives<IssueSprint>("""{"id":["x"]}""").Id);
    }

    /// <summary>Every member has JSON that its property alone cannot reproduce, so that the JSON is kept until the property is assigned.</summary>
    [Fact]
    public void AssignedMembersShouldReplaceWhatWasRead()
    {
        CheckAssignments<IssueVersion>(
            """{"self":1,"id":2,"description":3,"name":4,"archived":"true","released":"true","startDate":"2026-01-02T00:00:00.000Z","releaseDate":"2026-01-03T00:00:00.000Z"}""",
            (static v => v.Self = "a", "\"self\":1", "\"self\":\"a\""),
            (static v => v.Id = "a", "\"id\":2", "\"id\":\"a\""),
            (static v => v.Description = "a", "\"description\":3", "\"description\":\"a\""),
            (static v => v.Name = "a", "\"name\":4", "\"name\":\"a\""),
            (static v => v.Archived = false, "\"archived\":\"true\"", "\"archived\":false"),
            (static v => v.Released = false, "\"released\":\"true\"", "\"released\":false"),
            (static v => v.StartDate = new DateOnly(2026, 2, 1), "\"2026-01-02T00:00:00.000Z\"", "\"2026-02-01\""),
            (static v => v.ReleaseDate = new DateOnly(2026, 2, 1), "\"2026-01-03T00:00:00.000Z\"", "\"2026-02-01\""));
        CheckAssignments<IssueStatus>(
            """{"name":1,"iconUrl":2,"statusCategory":[3]}""",
            (static s => s.Name = "a", "1", "\"a\""),
            (static s => s.IconUrl = "a", "2", "\"a\""),
            (static s => s.StatusCategory = new IssueStatusCategory { Name = "a" }, "[3]", """{"name":"a"}"""));
        CheckAssignments<IssueType>(
            """{"iconUrl":1,"subtask":"true","avatarId":"7","entityId":8,"hierarchyLevel":"9"}""",
            (static t => t.IconUrl = "a", "1", "\"a\""),
            (static t => t.Subtask = false, "\"true\"", "false"),
            (static t => t.AvatarId = "6", "\"7\"", "6"),
            (static t => t.EntityId = "a", "8", "\"a\""),
            (static t => t.HierarchyLevel = 0, "\"9\"", "0"));
    }

    [Fact]
    public void FieldsOfAReferenceShouldBeKeptIfTheyHaveAnotherShape()
    {
        IssueReference issue = Json.JsonAssert.Survives<IssueReference>("""{"fields":[1],"key":"DEMO-1"}""");
        Assert.Null(issue.Fields);
        issue.Fields = new IssueFields { Summary = "x" };
        Assert.Equal("""{"key":"DEMO-1","fields":{"summary":"x"}}""", Json.JsonAssert.Write(issue));
    }

    private static void CheckAssignments<T>(string json, params (Action<T> Assign, string Was, string Now)[] changes)
        where T : IJsonValue<T>
    {
        Json.JsonAssert.Survives<T>(json);
        foreach ((Action<T> assign, string was, string now) in changes)
        {
            T value = Json.JsonAssert.Read<T>(json);
            assign(value);
            Json.JsonAssert.Same(json.Replace(was, now, StringComparison.Ordinal), Json.JsonAssert.Write(value));
        }
    }
}
