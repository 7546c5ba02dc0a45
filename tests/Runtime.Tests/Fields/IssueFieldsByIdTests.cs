using System.Text.Json;
using Leeway.Fields;
using Leeway.Json;
using Leeway.RichText;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Fields;

public class IssueFieldsByIdTests
{
    [Fact]
    public void CustomFieldsShouldBeReadAsTheirTypes()
    {
        IssueFields fields = FieldsJson.Read(FieldsJson.Full);
        Assert.Equal(5.5, fields.Get<double?>("customfield_10016"));
        Assert.Equal(5.50m, fields.Get<decimal?>("customfield_10016"));
        Assert.Equal("5.50", fields.Get<decimal>("customfield_10016").ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(fields.Get<double?>("customfield_10017"));
        Assert.Null(fields.Get<RawJson?>("customfield_10017"));
        Assert.Null(fields.Get<RawJson>("customfield_10017"));
        Assert.Equal("0|i0000f:", fields.Get<string>("customfield_10019"));
        Assert.Equal("Sprint 1", Assert.Single(fields.GetList<IssueSprint>("customfield_10020")!).Name);
        Assert.Equal("Germany", fields.Get<FieldOption>("customfield_10021")?.Child?.Value);
        Assert.Equal(["A", "B"], fields.GetList<FieldOption>("customfield_10022")!.Select(static o => o.Value));
        Assert.Equal("88", Assert.Single(fields.GetList<AssetReference>("customfield_10023")!).ObjectId);
        Assert.Equal("12345678901234567890123456789", fields.Get<RawJson>("customfield_10025").ToString());
        Assert.Equal(12345678901234567890123456789m, fields.Get<decimal?>("customfield_10025"));
        Assert.Empty(fields.GetList<IssueUser>("customfield_10026")!);
        Assert.Equal(new DateOnly(2026, 11, 30), fields.Get<DateOnly?>("customfield_10027"));
        Assert.Equal(new DateTimeOffset(2021, 10, 7, 13, 1, 30, 368, TimeSpan.FromHours(-7)), fields.Get<DateTimeOffset?>("customfield_10028"));
        Assert.Equal("g", Assert.Single(fields.GetList<IssueGroup>("customfield_10029")!).GroupId);
        Assert.Equal(["a", "b"], fields.Get<IReadOnlyList<string>>("labels"));
        Assert.Equal(["a", "b"], fields.GetList<string>("labels"));
        Assert.Equal("Body", fields.Get<AdfDocument>("description")?.ToPlainText());
        Json.JsonAssert.Same(FieldsJson.Full, FieldsJson.Write(fields));
    }

    [Fact]
    public void EverySupportedTypeShouldBeReadAndAssigned()
    {
        Guid guid = Guid.NewGuid();
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var fields = new IssueFields();
        fields.Set("string", "a");
        fields.Set("bool", true);
        fields.Set("int", 5);
        fields.Set("long", 5_000_000_000);
        fields.Set("double", 0.1);
        fields.Set("decimal", 1.50m);
        fields.Set("time", time);
        fields.Set("date", new DateOnly(2026, 1, 2));
        fields.Set("guid", guid);
        fields.Set("strings", ["a", "b"]);
        fields.Set("json", RawJson.Parse("[1]"));
        fields.Set("enum", Color.Red);
        fields.Set("noEnum", (Color?)null);
        fields.Set("option", new FieldOption("x"));
        fields.Set("options", [new FieldOption("x"), FieldOption.FromId("5")]);
        fields.Set("document", AdfDocument.Of());

        string json = FieldsJson.WriteChanges(fields);
        Assert.Equal(
            $$$"""{"string":"a","bool":true,"int":5,"long":5000000000,"double":0.1,"decimal":1.50,"time":"2026-01-02T03:04:05.000+0000","date":"2026-01-02","guid":"{{{guid}}}","strings":["a","b"],"json":[1],"enum":"red","noEnum":null,"option":{"value":"x"},"options":[{"value":"x"},{"id":"5"}],"document":{"version":1,"type":"doc","content":[]}}""",
            json);
        IssueFields[] both = [fields, FieldsJson.Read(json)];
        Assert.All(both, f =>
        {
            Assert.Equal("a", f.Get<string>("string"));
            Assert.True(f.Get<bool?>("bool"));
            Assert.True(f.Get<bool>("bool"));
            Assert.Equal(5, f.Get<int?>("int"));
            Assert.Equal(5, f.Get<int>("int"));
            Assert.Equal(5_000_000_000, f.Get<long?>("long"));
            Assert.Equal(0.1, f.Get<double?>("double"));
            Assert.Equal(0.1, f.Get<double>("double"));
            Assert.Equal(1.50m, f.Get<decimal?>("decimal"));
            Assert.Equal(time, f.Get<DateTimeOffset?>("time"));
            Assert.Equal(new DateOnly(2026, 1, 2), f.Get<DateOnly?>("date"));
            Assert.Equal(guid, f.Get<Guid?>("guid"));
            Assert.Equal(["a", "b"], f.Get<IReadOnlyList<string>>("strings"));
            Assert.Equal("[1]", f.Get<RawJson?>("json").ToString());
            Assert.Equal("[1]", f.Get<RawJson>("json").ToString());
            Assert.Equal([1], f.GetList<int>("json"));
            Assert.Equal([1], f.GetList<double?>("json"));
            Assert.Equal(Color.Red, f.Get<Color>("enum"));
            Assert.Null(f.Get<Color>("noEnum"));
            Assert.Equal("x", f.Get<FieldOption>("option")?.Value);
            Assert.Equal(2, f.GetList<FieldOption>("options")!.Count);
            Assert.Empty(f.Get<AdfDocument>("document")!.Content);
        });
    }

    [Fact]
    public void MissingFieldShouldBeNull()
    {
        IssueFields fields = FieldsJson.Read("{}");
        Assert.Null(fields.Get<string>("x"));
        Assert.Null(fields.Get<double?>("x"));
        Assert.Null(fields.Get<Color>("x"));
        Assert.Null(fields.Get<RawJson>("x"));
        Assert.Null(fields.Get<FieldOption>("x"));
        Assert.Null(fields.GetList<FieldOption>("x"));
        Assert.Null(fields.GetList<string>("x"));
        Assert.False(fields.TryGetValue("x", out RawJson none));
        Assert.Equal(RawJson.Null, none);
        Assert.Contains("'x'", Assert.Throws<KeyNotFoundException>(() => fields["x"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"customfield_1":null}""")]
    public void TypeWithoutNullShouldRefuseAMissingField(string json)
    {
        JsonException exception = Assert.Throws<JsonException>(() => FieldsJson.Read(json).Get<double>("customfield_1"));
        Assert.Equal("The field 'customfield_1' is missing or null, which double cannot represent. Read it as double?.", exception.Message);
    }

    [Theory]
    [InlineData("5", "string", "is a JSON number. string needs a string.")]
    [InlineData("\"5\"", "double?", "is a JSON string. double? needs a number.")]
    [InlineData("[5]", "double?", "is a JSON array. double? needs a number.")]
    [InlineData("{}", "bool?", "is a JSON object. bool? needs a Boolean.")]
    [InlineData("\"true\"", "bool?", "is a JSON string. bool? needs a Boolean.")]
    [InlineData("5.5", "int?", "is a JSON number. int? needs a number without a fraction.")]
    [InlineData("99999999999", "int?", "is a JSON number. int? needs a number without a fraction.")]
    [InlineData("1600000000000", "DateTimeOffset?", "is a JSON number. DateTimeOffset? needs a string with a date and a time.")]
    [InlineData("true", "DateOnly?", "is a JSON Boolean. DateOnly? needs a string with a date.")]
    [InlineData("\"High\"", "FieldOption", "is a JSON string. FieldOption needs an object.")]
    [InlineData("5", "Color", "is a JSON number. Color? needs a string.")]
    [InlineData("""["a",5]""", "strings", "is a JSON array. IReadOnlyList<string> needs an array of strings.")]
    [InlineData("""[{"value":"a"},5]""", "options", "is a JSON array. IReadOnlyList<FieldOption> needs an array of objects.")]
    [InlineData("[1,2.5]", "ints", "is a JSON array. IReadOnlyList<int> needs an array, each element a number without a fraction.")]
    [InlineData("1e40", "decimal?", "is a JSON number. decimal? needs a number.")]
    public void AnotherKindShouldBeRefusedWithTheFieldAndBothKinds(string json, string type, string expected)
    {
        IssueFields fields = FieldsJson.Read($$"""{"customfield_1":{{json}}}""");
        Func<object?> read = type switch
        {
            "string" => () => fields.Get<string>("customfield_1"),
            "double?" => () => fields.Get<double?>("customfield_1"),
            "bool?" => () => fields.Get<bool?>("customfield_1"),
            "int?" => () => fields.Get<int?>("customfield_1"),
            "decimal?" => () => fields.Get<decimal?>("customfield_1"),
            "DateTimeOffset?" => () => fields.Get<DateTimeOffset?>("customfield_1"),
            "DateOnly?" => () => fields.Get<DateOnly?>("customfield_1"),
            "FieldOption" => () => fields.Get<FieldOption>("customfield_1"),
            "Color" => () => fields.Get<Color>("customfield_1"),
            "ints" => () => fields.GetList<int>("customfield_1"),
            "strings" => () => fields.GetList<string>("customfield_1"),
            _ => () => fields.GetList<FieldOption>("customfield_1"),
        };
        JsonException exception = Assert.Throws<JsonException>(read);
        Assert.Equal($"The field 'customfield_1' {expected} The indexer returns the JSON as it is.", exception.Message);
        Assert.Throws<JsonException>(read);
        Assert.Equal(json, fields["customfield_1"].ToString());
    }

    [Fact]
    public void DateShouldBeReadAsTimeAndTimeAsDate()
    {
        IssueFields fields = FieldsJson.Read("""{"a":"2026-01-02","b":"2026-01-02T03:04:05.000+0000"}""");
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), fields.Get<DateTimeOffset?>("a"));
        Assert.Equal(new DateOnly(2026, 1, 2), fields.Get<DateOnly?>("b"));
    }

    [Fact]
    public void UnsupportedTypeShouldBeRefusedWithTheSupportedOnes()
    {
        IssueFields fields = FieldsJson.Read("""{"a":1}""");
        string message = Assert.Throws<NotSupportedException>(() => fields.Get<float?>("a")).Message;
        Assert.StartsWith("A field cannot be read as Single?. Supported are string, bool?, int?,", message, StringComparison.Ordinal);
        Assert.Contains("A field cannot be read as Color?.", Assert.Throws<NotSupportedException>(() => fields.Get<Color?>("a")).Message, StringComparison.Ordinal);
        Assert.Contains("Dictionary<string, int>", Assert.Throws<NotSupportedException>(() => fields.Get<Dictionary<string, int>>("a")).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => fields.GetList<float>("a"));
        Assert.Throws<NotSupportedException>(() => fields.Get<Dictionary<string, int>.Enumerator>("a"));
    }

    [Fact]
    public void FirstModelShouldBeKeptAndOthersBeCopies()
    {
        IssueFields fields = FieldsJson.Read("""{"a":{"name":"x","value":"y"}}""");
        IssueGroup group = fields.Get<IssueGroup>("a")!;
        group.Name = "changed";
        FieldOption copy = fields.Get<FieldOption>("a")!;
        copy.Value = "lost";
        Assert.Same(group, fields.Get<IssueGroup>("a"));
        Assert.Equal("y", fields.Get<FieldOption>("a")!.Value);
        Assert.Equal("""{"name":"changed","value":"y"}""", fields["a"].ToString());
        Assert.Equal("""{"a":{"name":"changed","value":"y"}}""", FieldsJson.Write(fields));
    }

    [Fact]
    public void JsonThatIsAssignedShouldBeReadByItsProperty()
    {
        var fields = new IssueFields { ["priority"] = RawJson.Parse("""{"name":"High"}"""), ["summary"] = "x" };
        Assert.Equal("x", fields.Summary);
        fields.Priority!.Name = "Low";
        Assert.Equal("""{"priority":{"name":"Low"},"summary":"x"}""", FieldsJson.WriteChanges(fields));
    }

    [Fact]
    public void RemovedFieldShouldNotBeWritten()
    {
        IssueFields fields = FieldsJson.Read("""{"a":1,"b":2,"c":3}""");
        fields.Set("b", 5);
        Assert.True(fields.Remove("b"));
        Assert.False(fields.Remove("b"));
        Assert.False(fields.IsAssigned("b"));
        Assert.Equal("""{"a":1,"c":3}""", FieldsJson.Write(fields));
        Assert.Equal("{}", FieldsJson.WriteChanges(fields));
        Assert.Equal(2, fields.Count);
        fields.Clear("d");
        Assert.True(fields.Contains("d"));
        Assert.Equal("""{"a":1,"c":3,"d":null}""", FieldsJson.Write(fields));
    }

    [Fact]
    public void NameShouldNotBeNull()
    {
        var fields = new IssueFields();
        Assert.Throws<ArgumentNullException>(() => fields[null!]);
        Assert.Throws<ArgumentNullException>(() => fields.Set(null!, 5));
        Assert.Throws<ArgumentNullException>(() => fields.Get<string>(null!));
    }
}
