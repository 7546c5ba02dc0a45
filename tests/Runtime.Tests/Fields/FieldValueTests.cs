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

    [Fact]
    public void FieldsOfAReferenceShouldBeKeptIfTheyHaveAnotherShape()
    {
        IssueReference issue = Json.JsonAssert.Survives<IssueReference>("""{"fields":[1],"key":"DEMO-1"}""");
        Assert.Null(issue.Fields);
        issue.Fields = new IssueFields { Summary = "x" };
        Assert.Equal("""{"key":"DEMO-1","fields":{"summary":"x"}}""", Json.JsonAssert.Write(issue));
    }
}
