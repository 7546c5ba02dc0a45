using Leeway.Fields;
using Leeway.Generated;
using Leeway.Json;
using Leeway.RichText;

namespace Leeway.Runtime.Tests.Fields;

public class IssueFieldsChangesTests
{
    [Fact]
    public void NewIssueShouldBeWrittenWithWhatWasAssigned()
    {
        var fields = new IssueFields
        {
            Project = new("DEMO"),
            IssueType = new("Task"),
            Summary = "Pay",
            Description = AdfDocument.Of(Adf.Paragraph("Body")),
            Labels = ["a"],
            DueDate = new DateOnly(2026, 11, 30),
            ["customfield_10016"] = 5.5,
        };
        Assert.Equal(
            """{"project":{"key":"DEMO"},"issuetype":{"name":"Task"},"summary":"Pay","description":{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Body"}]}]},"labels":["a"],"duedate":"2026-11-30","customfield_10016":5.5}""",
            FieldsJson.WriteChanges(fields));
    }

    [Fact]
    public void EditShouldHaveOnlyWhatWasAssigned()
    {
        IssueFields fields = FieldsJson.Read(FieldsJson.Full);
        fields.Priority!.Name = "Lowest";
        fields.Summary = "New";
        fields.Assignee = null;
        fields.Clear("customfield_10021");
        fields.Set("customfield_99999", new FieldOption("x"));
        Assert.Equal(
            """{"summary":"New","assignee":null,"customfield_10021":null,"customfield_99999":{"value":"x"}}""", FieldsJson.WriteChanges(fields));
        Assert.Equal("Lowest", FieldsJson.Read(FieldsJson.Write(fields)).Priority!.Name);
    }

    [Fact]
    public void AcceptedChangesShouldNotBeSentAgain()
    {
        IssueFields fields = FieldsJson.Read(FieldsJson.Full);
        Assert.False(fields.IsChanged);
        fields.Summary = "New";
        fields.Clear("customfield_10021");
        Assert.True(fields.IsChanged);

        fields.AcceptChanges();

        Assert.Equal((false, false, "{}"), (fields.IsChanged, fields.IsAssigned("summary"), FieldsJson.WriteChanges(fields)));
        Assert.Equal("New", FieldsJson.Read(FieldsJson.Write(fields)).Summary);
        Assert.Equal(RawJson.Null, FieldsJson.Read(FieldsJson.Write(fields))["customfield_10021"]);
        fields.Set("customfield_10021", 1);
        Assert.Equal((true, """{"customfield_10021":1}"""), (fields.IsChanged, FieldsJson.WriteChanges(fields)));
    }

    [Fact]
    public void RemovalShouldNotBeAChange()
    {
        var fields = new IssueFields { Summary = "a" };
        Assert.True(fields.Remove("summary"));
        Assert.False(fields.IsChanged);
    }

    [Fact]
    public void SentChangesShouldStayAssigned()
    {
        var fields = new IssueFields { Summary = "a" };
        Assert.Equal(FieldsJson.WriteChanges(fields), FieldsJson.WriteChanges(fields));
        Assert.True(fields.IsChanged);
    }

    [Fact]
    public void BodyThatWasReadShouldBeWrittenAsItWasRead()
    {
        const string Json = """{"summary":"a","customfield_1":null}""";
        IssueFields fields = JsonModelSerializer.Read<IssueFields, IssueFieldsChangesCodec>(System.Text.Encoding.UTF8.GetBytes(Json))!;
        Assert.Equal(Json, FieldsJson.WriteChanges(fields));
        Assert.True(fields.IsAssigned("summary"));
        fields.Remove("customfield_1");
        Assert.Equal("""{"summary":"a"}""", FieldsJson.WriteChanges(fields));
    }

    [Fact]
    public void NoFieldsShouldBeNull()
    {
        Assert.Equal("null", System.Text.Encoding.UTF8.GetString(JsonModelSerializer.WriteToArray<IssueFields, IssueFieldsChangesCodec>(null)));
        Assert.Null(JsonModelSerializer.Read<IssueFields>("null"u8));
    }
}
