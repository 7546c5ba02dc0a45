using System.Reflection;
using System.Text.Json.Nodes;
using Leeway.Fields;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Fields;

public class IssueFieldsMemberTests
{
    public static TheoryData<string> Ids => [.. IssueFieldsMembers.All.Select(static m => m.Id)];

    [Fact]
    public void EveryPropertyShouldBeTested() => Assert.Equal(
        typeof(IssueFields).GetProperties(BindingFlags.Public | BindingFlags.Instance).Count(static p => p.CanWrite && p.GetIndexParameters().Length == 0),
        IssueFieldsMembers.All.Length);

    [Theory]
    [MemberData(nameof(Ids))]
    public void MemberShouldBeReadOnceAndWrittenAsItWasRead(string id)
    {
        IssueFieldsMember member = Get(id);
        IssueFields fields = FieldsJson.Read(FieldsJson.Full, JsonModelOptions.Default);
        object? value = member.Get(fields);

        Assert.NotNull(value);
        if (value is not ValueType)
        {
            Assert.Same(value, member.Get(fields));
        }

        Assert.False(fields.IsAssigned(id));
        Json.JsonAssert.Same(FieldsJson.Full, FieldsJson.Write(fields));
        Assert.Equal("{}", FieldsJson.WriteChanges(fields));
        Json.JsonAssert.Same(JsonNode.Parse(FieldsJson.Full)![id]!.ToJsonString(), fields[id].ToString());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void AssignedMemberShouldBeWrittenInItsPlace(string id)
    {
        IssueFieldsMember member = Get(id);
        IssueFields fields = FieldsJson.Read(FieldsJson.Full);
        string[] order = [.. fields.AsEnumerable().Select(static f => f.Key)];
        member.Set(fields);

        Assert.True(fields.IsAssigned(id));
        Assert.Equal($$"""{"{{id}}":{{member.Json}}}""", FieldsJson.WriteChanges(fields));
        Assert.Equal(member.Json, fields[id].ToString());
        Assert.Equal(order, JsonNode.Parse(FieldsJson.Write(fields))!.AsObject().Select(static m => m.Key));
        JsonObject expected = JsonNode.Parse(FieldsJson.Full)!.AsObject();
        expected[id] = JsonNode.Parse(member.Json);
        Json.JsonAssert.Same(expected.ToJsonString(), FieldsJson.Write(fields));
        Assert.NotNull(member.Get(fields));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void AssignedNullShouldBeWrittenAsNull(string id)
    {
        IssueFieldsMember member = Get(id);
        IssueFields fields = FieldsJson.Read(FieldsJson.Full);
        Assert.NotNull(member.Get(fields));
        member.Clear(fields);

        Assert.Null(member.Get(fields));
        Assert.Equal($$"""{"{{id}}":null}""", FieldsJson.WriteChanges(fields));
        Assert.Equal(RawJson.Null, fields[id]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void NewFieldsShouldHaveOnlyWhatIsAssigned(string id)
    {
        IssueFieldsMember member = Get(id);
        var fields = new IssueFields();
        Assert.Null(member.Get(fields));
        member.Set(fields);

        Assert.Equal($$"""{"{{id}}":{{member.Json}}}""", FieldsJson.Write(fields));
        Assert.Equal($$"""{"{{id}}":{{member.Json}}}""", FieldsJson.WriteChanges(fields));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void AnotherShapeShouldBeNullAndKept(string id)
    {
        IssueFieldsMember member = Get(id);
        string json = $$"""{"{{id}}":{{(id == "summary" ? "[1]" : id == "flagged" ? "{}" : "\"odd\"")}},"x":1}""";
        IssueFields fields = FieldsJson.Read(json);

        Assert.Null(member.Get(fields));
        Assert.Null(member.Get(fields));
        Assert.Equal(json, FieldsJson.Write(fields));
        member.Set(fields);
        Assert.Equal($$"""{"{{id}}":{{member.Json}},"x":1}""", FieldsJson.Write(fields));
    }

    private static IssueFieldsMember Get(string id) => IssueFieldsMembers.All.Single(m => m.Id == id);
}
