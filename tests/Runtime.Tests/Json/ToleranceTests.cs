using System.Globalization;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

public class ToleranceTests
{
    private static readonly string[] s_members =
    [
        "text", "flag", "small", "large", "real", "time", "day", "guid", "inner", "color", "shape", "choice", "texts", "numbers",
        "inners", "colors", "matrix", "anys", "times", "textMap", "numberMap", "innerMap", "listMap", "anyMap", "self", "selfMap", "page", "colorPage", "",
        "shapes", "choices", "days", "mapList", "cleared", "clearedNumber", "clearedInner",
        "itemId", "itemIds", "groupIds", "nullableIds", "rowIds",
    ];

    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "1e-400", "123456789012345678901234567890", "2147483648", "\"\"", "\"x\"", "\"true\"", "\"12\"",
        "\"1.5\"", "\"NaN\"", "\"Infinity\"", "\" 1\"", "\"1 \"", "\"2021-01-17\"", "\"14/Nov/21\"", "\"2021-13-01\"", "\"2021-01-17T25:00:00Z\"", "[]", "[null]", "[1]", "[\"x\"]", "[true]",
        "[{}]", "[[]]", "[[[1]]]", "[[1],[\"x\"]]", "[1,{\"a\":[1,{}]},\"x\"]", "{}", "{\"a\":1}", "{\"a\":\"x\"}", "{\"a\":null}", "{\"a\":{}}", "{\"a\":[{}]}",
        "{\"a\":[1,[2,{\"b\":3}]],\"c\":{}}", "{\"type\":5}", "{\"type\":\"circle\",\"radius\":\"no\"}", "{\"type\":\"square\"}", "{\"type\":\"unknown\",\"x\":[1]}",
        "{\"id\":\"x\",\"name\":[1]}", "{\"values\":[{\"id\":{}}]}", "{\"values\":{}}", "{\"values\":[1]}", "{\"values\":null}",
    ];

    public static TheoryData<string> Members => [.. s_members];

    /// <summary>Every kind of member with every kind of value: alone, in nested objects, and before and after other members.</summary>
    [Theory]
    [MemberData(nameof(Members))]
    public void NoValueOfAnyShapeShouldBeLost(string member)
    {
        foreach (string value in s_values)
        {
            JsonAssert.Survives<Sample>($$"""{"{{member}}":{{value}}}""");
            Sample sample = JsonAssert.Survives<Sample>($$"""{"flag":true,"self":{"{{member}}":{{value}},"behind":1},"large":7}""");
            Assert.Equal(7, sample.Large);
            Assert.Equal("1", sample.Self!.UnknownMembers["behind"].ToString());
        }
    }

    [Fact]
    public void WrongShapeShouldLeaveThePropertyNullAndKeepTheJson()
    {
        Sample sample = JsonAssert.Survives<Sample>("""{"numbers":{"y":[3]},"inners":[{"id":1,"self":[]}],"small":2147483648,"text":{}}""");
        Assert.Null(sample.Numbers);
        Assert.Null(sample.Small);
        Assert.Null(sample.Text);
        Assert.Equal("1", sample.Inners![0].Id);
        Assert.Equal(["numbers", "small", "text"], sample.UnknownMembers.Select(static m => m.Key));
        Assert.Equal("""{"y":[3]}""", sample.UnknownMembers["numbers"].ToString());
        Assert.Equal("[]", sample.Inners[0].UnknownMembers["self"].ToString());
    }

    [Fact]
    public void PropertySetAfterwardsShouldWinOverTheKeptJson()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"numbers":"x","small":"12","textMap":{"a":1}}""");
        sample.Numbers = [5];
        sample.Small = 13;
        sample.TextMap = new Dictionary<string, string> { ["a"] = "2" };
        Assert.Equal("""{"small":13,"numbers":[5],"textMap":{"a":"2"}}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void ValuesInAnotherFormatShouldBeReadAndWrittenBackUnchanged()
    {
        const string Json = """
            {"text":12.50,"flag":"true","small":"12","large":1e3,"real":"1.5","day":"2021-01-17T12:00:00.000+0000","color":true,"texts":["a",1,true],
            "numbers":["1",2],"matrix":[["1e2"]],"textMap":{"a":1},"numberMap":{"a":"1"},"time":1610886840000,"times":[1610886840,"1610886840000"]}
            """;
        Sample sample = JsonAssert.Survives<Sample>(Json);
        Assert.Equal("12.50", sample.Text);
        Assert.True(sample.Flag);
        Assert.Equal(12, sample.Small);
        Assert.Equal(1000, sample.Large);
        Assert.Equal(1.5, sample.Real);
        Assert.Equal(new DateOnly(2021, 1, 17), sample.Day);
        Assert.Equal("true", sample.Color!.Value.Value);
        Assert.Equal(["a", "1", "true"], sample.Texts!);
        Assert.Equal([1, 2], sample.Numbers!);
        Assert.Equal(100, sample.Matrix![0][0]);
        Assert.Equal("1", sample.TextMap!["a"]);
        Assert.Equal(1, sample.NumberMap!["a"]);
        var instant = new DateTimeOffset(2021, 1, 17, 12, 34, 0, TimeSpan.Zero);
        Assert.Equal(instant, sample.Time);
        Assert.Equal([instant, instant], sample.Times!);
    }

    [Fact]
    public void EscapedScalarsShouldBeRead()
    {
        Sample sample = JsonAssert.Survives<Sample>("""{"time":"2021-01-17T12:34:00.000\u002B0000","guid":"7d4f2a10-0b7e-4c53-9f0e-0123456789a\u0062","color":"\u0072ed","small":"\u0031"}""");
        Assert.Equal(TimeSpan.Zero, sample.Time!.Value.Offset);
        Assert.NotNull(sample.Guid);
        Assert.Equal(Color.Red, sample.Color);
        Assert.Equal(1, sample.Small);
    }

    [Fact]
    public void UnknownMembersShouldBeKeptInOrderAndWrittenBack()
    {
        Sample sample = JsonAssert.Survives<Sample>("""{"zeta":{"a":[1,null]},"text":"x","alpha":"é\n","":"known","e\u0073caped":1}""");
        Assert.Equal(["zeta", "alpha", "escaped"], sample.UnknownMembers.Select(static m => m.Key));
        Assert.Equal("é\n", sample.UnknownMembers["alpha"].GetString());
        Assert.Equal("""{"a":[1,null]}""", sample.UnknownMembers["zeta"].ToString());
        Assert.Equal("1", sample.UnknownMembers["escaped"].ToString());
        Assert.Equal("""{"text":"x","":"known","zeta":{"a":[1,null]},"alpha":"é\n","escaped":1}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void UnknownMembersShouldBeAddedReplacedAndRemoved()
    {
        var sample = new Sample { Text = "t", UnknownMembers = { ["customfield_1"] = 5, ["no\"te\n"] = "x", ["inner"] = RawJson.Null, ["text"] = "ignored" } };
        Assert.Equal("""{"text":"t","inner":null,"customfield_1":5,"no\"te\n":"x"}""", JsonAssert.Write(sample));
        sample.UnknownMembers["customfield_1"] = true;
        Assert.True(sample.UnknownMembers.Remove("no\"te\n"));
        Assert.False(sample.UnknownMembers.Remove("no\"te\n"));
        Assert.False(sample.UnknownMembers.TryGet("nothing", out _));
        Assert.Throws<KeyNotFoundException>(() => sample.UnknownMembers["nothing"]);
        sample.Inner = new Inner { Id = "1" };
        Assert.Equal("""{"text":"t","inner":{"id":1},"customfield_1":true}""", JsonAssert.Write(sample));
        sample.Text = null;
        Assert.Equal("""{"text":"ignored","inner":{"id":1},"customfield_1":true}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void TenThousandUnknownMembersShouldBeKeptAndFound()
    {
        const int Count = 10_000;
        string json = "{" + string.Join(',', Enumerable.Range(0, Count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"\"customfield_{i}\":{i}"))) + "}";
        Sample sample = JsonAssert.Survives<Sample>(json);
        Assert.Equal(Count, sample.UnknownMembers.Count);
        Assert.Equal("9999", sample.UnknownMembers["customfield_9999"].ToString());
        Assert.True(sample.UnknownMembers.Remove("customfield_5"));
        Assert.Equal("6", sample.UnknownMembers["customfield_6"].ToString());
        Assert.Equal(Count - 1, sample.UnknownMembers.Count);
        Assert.Equal(Count, JsonAssert.Survives<Sample>($$"""{"numberMap":{{json}}}""").NumberMap!.Count);
    }

    [Fact]
    public void TimeFinerThanAMillisecondShouldKeepItsDigits()
    {
        Assert.Equal("""{"time":"2021-01-17T12:34:00.1234567Z"}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"time":"2021-01-17T12:34:00.1234567Z"}""")));
        Assert.Equal("""{"time":"2021-01-17T12:34:00.123456789Z"}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"time":"2021-01-17T12:34:00.123456789Z"}""")));
        Assert.Equal("""{"started":"2021-01-17T12:34:00.1234567+0000"}""", JsonAssert.Write(JsonAssert.Read<Leeway.Jira.Worklog>("""{"started":"2021-01-17T12:34:00.1234567+0000"}""")));
    }

    [Fact]
    public void JiraShouldReceiveTheFormatThatItReads()
    {
        var worklog = new Leeway.Jira.Worklog { Started = new DateTimeOffset(2021, 1, 17, 12, 34, 0, TimeSpan.FromMinutes(-150)).AddTicks(5) };
        Assert.Equal("""{"started":"2021-01-17T12:34:00.000-0230"}""", JsonAssert.Write(worklog));
        Assert.Equal("""{"time":"2021-01-17T12:34:00.000-02:30"}""", JsonAssert.Write(new Sample { Time = worklog.Started.Value.AddTicks(-5) }));
    }
}
