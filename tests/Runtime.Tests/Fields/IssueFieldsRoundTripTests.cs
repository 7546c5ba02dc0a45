using System.Text.Json;
using Leeway.Fields;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Fields;

public class IssueFieldsRoundTripTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"b":1.0,"a":12345678901234567890.1234567890,"c":{"x" : [1, 2]},"summary":"\u00e9\/"}""")]
    [InlineData("""{"summary":5,"status":"Open","labels":[1,null,"a"],"components":[{"name":"A"},7],"duedate":5,"created":1600000000000}""")]
    [InlineData("""{"\u0073ummary":"x","a\"b":1,"\ud800":2,"":3}""")]
    [InlineData("""{"parent":{"fields":[],"key":1},"description":"wiki","timespent":"5","comment":[]}""")]
    public void UntouchedJsonShouldBeWrittenByteForByte(string json)
    {
        IssueFields fields = FieldsJson.Read(json);
        Assert.Equal(json, FieldsJson.Write(fields));
        foreach (IssueFieldsMember member in IssueFieldsMembers.All)
        {
            member.Get(fields);
        }

        Json.JsonAssert.Same(json, FieldsJson.Write(fields));
    }

    [Fact]
    public void WhiteSpaceBetweenMembersShouldBeLeftOut() =>
        Assert.Equal("""{"a":1,"b":[ 2 ]}""", FieldsJson.Write(FieldsJson.Read(" { \"a\" :\n1 , \"b\" : [ 2 ] } ")));

    [Fact]
    public void ChangedValueInsideAFieldShouldBeWritten()
    {
        IssueFields fields = FieldsJson.Read(FieldsJson.Full);
        fields.Status!.StatusCategory!.Name = "Doing";
        fields.Components![0].Name = "Core";
        fields.Parent!.Fields!.Summary = "New";
        fields.Get<FieldOption>("customfield_10021")!.Child!.Value = "France";
        fields.GetList<FieldOption>("customfield_10022")![1].Value = "C";

        IssueFields written = FieldsJson.Read(FieldsJson.Write(fields));
        Assert.Equal("Doing", written.Status!.StatusCategory!.Name);
        Assert.Equal("Core", written.Components![0].Name);
        Assert.Equal("New", written.Parent!.Fields!.Summary);
        Assert.Equal("France", written.Get<FieldOption>("customfield_10021")!.Child!.Value);
        Assert.Equal("C", written.GetList<FieldOption>("customfield_10022")![1].Value);
        Assert.Equal("{}", FieldsJson.WriteChanges(fields));
    }

    [Fact]
    public void ChangeOfAnAssignedValueShouldBeWritten()
    {
        var option = new FieldOption("A");
        var labels = new List<string> { "a" };
        var fields = new IssueFields { Labels = labels };
        fields.Set("customfield_1", option);
        option.Value = "B";
        labels.Add("b");
        Assert.Equal("""{"labels":["a","b"],"customfield_1":{"value":"B"}}""", FieldsJson.WriteChanges(fields));
        Assert.Same(option, fields.Get<FieldOption>("customfield_1"));
        Assert.Same(labels, fields.Labels);
    }

    [Theory]
    [InlineData("""{"summary":"a","x":1,"summary":"b"}""", """{"summary":"b","x":1}""")]
    [InlineData("""{"summary":"a","x":1,"s\u0075mmary":"b","summary":"c"}""", """{"summary":"c","x":1}""")]
    [InlineData("""{"s\u0075mmary":"a","x":1,"summary":"c"}""", """{"summary":"c","x":1}""")]
    public void LastOfEqualNamesShouldCount(string json, string expected)
    {
        IssueFields fields = FieldsJson.Read(json);
        Assert.Equal(2, fields.Count);
        Assert.Equal(fields["summary"].GetString(), fields.Summary);
        Json.JsonAssert.Same(expected, FieldsJson.Write(fields));
        Assert.Equal(["summary", "x"], fields.AsEnumerable().Select(static f => f.Key));
        fields.Summary = "d";
        Assert.Equal(["summary", "x"], fields.AsEnumerable().Select(static f => f.Key));
        Json.JsonAssert.Same("""{"summary":"d"}""", FieldsJson.WriteChanges(fields));
    }

    [Fact]
    public void EscapedNamesShouldBeFound()
    {
        IssueFields fields = FieldsJson.Read("""{"custom\u0066ield_1":1,"a\"b":2,"\ud800":3,"é":4}""");
        Assert.Equal(1, fields.Get<int?>("customfield_1"));
        Assert.Equal(2, fields.Get<int?>("a\"b"));
        Assert.Equal(3, fields.Get<int?>("\ud800"));
        Assert.Equal(4, fields.Get<int?>("é"));
        Assert.False(fields.Contains("\ufffd"));
        fields.Set("a\"b", 5);
        fields.Set("\ud801", 6);
        fields.Set("c\n", 7);
        Assert.Equal(6, fields.Get<int?>("\ud801"));
        Assert.Equal(7, fields.Get<int?>("c\n"));
        Assert.Equal("""{"custom\u0066ield_1":1,"a\"b":5,"\ud800":3,"é":4,"\ud801":6,"c\n":7}""", FieldsJson.Write(fields));
    }

    [Fact]
    public void ReplacementCharacterShouldNotBeFoundByALoneSurrogate()
    {
        IssueFields fields = FieldsJson.Read("{\"\ufffd\":1}");
        Assert.False(fields.Contains("\ud800"));
        Assert.True(fields.Contains("\ufffd"));
    }

    [Fact]
    public void JsonThatWasReturnedShouldNotChange()
    {
        IssueFields fields = FieldsJson.Read("""{"a":{"b":1}}""");
        RawJson before = fields["a"];
        for (int i = 0; i < 100; i++)
        {
            fields.Set("customfield_" + i, i);
        }

        fields["a"] = 2;
        Assert.Equal("""{"b":1}""", before.ToString());
        Assert.Equal(101, fields.Count);
    }

    [Fact]
    public void SystemTextJsonShouldReadAndWriteFields()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonModelTypeInfoResolver.Default };
        IssueFields fields = JsonSerializer.Deserialize<IssueFields>("""{"summary":"a","x":[1]}""", options)!;
        fields.Summary = "b";
        Assert.Equal("""{"summary":"b","x":[1]}""", JsonSerializer.Serialize(fields, options));
    }

    [Fact]
    public void CycleOfModelsShouldBeRefused()
    {
        var fields = new IssueFields();
        fields.Parent = new IssueReference("DEMO-1") { Fields = fields };
        Assert.Throws<JsonException>(() => FieldsJson.Write(fields));
    }
}
