using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

/// <summary>A list or map with elements of another shape returns the others and is written as it was read.</summary>
public class OddElementTests
{
    [Fact]
    public void PageShouldReturnItsGoodItems()
    {
        Page<Inner> page = Unchanged<Page<Inner>>("""{"startAt":0,"values":[{"id":1},"x",{"id":2}]}""");
        Assert.Equal(["1", "2"], page.Values.Select(static i => i.Id));
        Assert.Empty(page.UnknownMembers);
        Assert.Equal([Color.Red], Unchanged<Page<Color>>("""{"values":[null,"red",{"a":[]},[]]}""").Values);
    }

    [Theory]
    [InlineData("texts", """["a",{"x":1},"b",[2],null,"c"]""", "a b c")]
    [InlineData("texts", """[[]]""", "")]
    [InlineData("numbers", """[[],1,"2",1.5,2,"x",1e400,3.0,null,true]""", "1 2 2 3")]
    [InlineData("colors", """["red",{},"new",null,7]""", "red new 7")]
    [InlineData("days", """["2021-01-17","14/Nov/21",5,"2021-01-18"]""", "2021-01-17 2021-01-18")]
    [InlineData("times", """["2021-01-17T12:34:00.123456Z",{},"2021-01-17T12:34:00.000+00:00"]""", "2021-01-17 2021-01-17")]
    [InlineData("anys", """[1,null,"x",{}]""", "1 null x {}")]
    [InlineData("choices", """[1,null,true,{"id":1}]""", """1 null true {"id":1}""")]
    [InlineData("shapes", """[{"type":"circle"},5,{"type":"oval"},null]""", "Circle Shape.Unknown")]
    [InlineData("inners", """[null,{"id":[1,"x"],"self":5},[[]],{}]""", "Inner Inner")]
    [InlineData("matrix", """[[1,"x",2.5],null,[[3]],{"a":1},[4]]""", "[1 2.5] [] [4]")]
    [InlineData("mapList", """[{"a":1,"b":"x"},"y",{"c":null}]""", "[a=1] []")]
    [InlineData("textMap", """{"a":"1","b":{"c":[]},"d":null,"e":"2"}""", "a=1 e=2")]
    [InlineData("numberMap", """{"b":"x","a":1,"c":"3","d":1e400}""", "a=1 c=3")]
    [InlineData("innerMap", """{"x":5,"y":{"id":1},"z":null}""", "y=Inner")]
    [InlineData("listMap", """{"x":[5,{"id":1}],"y":7,"z":[]}""", "x=[Inner] z=[]")]
    [InlineData("anyMap", """{"x":null,"y":5}""", "x=null y=5")]
    public void GoodElementsShouldBeReturnedAndAllBeWrittenBack(string member, string json, string expected)
    {
        Sample sample = Unchanged<Sample>($$"""{"{{member}}":{{json}}}""");
        Assert.Empty(sample.UnknownMembers);
        string name = char.ToUpperInvariant(member[0]) + member[1..];
        Assert.Equal(expected, Text(typeof(Sample).GetProperty(name)!.GetValue(sample)));

        // Other members and nesting do not change that.
        Sample outer = Unchanged<Sample>($$$"""{"flag":true,"selfMap":{"a":{"{{{member}}}":{{{json}}}}},"behind":1}""");
        Assert.Equal(expected, Text(typeof(Sample).GetProperty(name)!.GetValue(outer.SelfMap!["a"])));
    }

    [Fact]
    public void ResponseThatIsAListOrAMapShouldReturnItsGoodElements()
    {
        Assert.Equal(["1", "2"], Unchanged<IReadOnlyList<Inner>, ListCodec<Inner, ValueCodec<Inner>>>("""[{"id":1},[3],{"id":2},null]""").Select(static i => i.Id));
        Assert.Equal([1, 2], Unchanged<IReadOnlyList<int>, ListCodec<int, Int32Codec>>("""[1,"x","2",{"a":[]}]"""));
        Assert.Equal(["a"], Unchanged<IReadOnlyDictionary<string, int>, MapCodec<int, Int32Codec>>("""{"a":1,"b":[]}""").Keys);
        Assert.Equal(
            [1, 2],
            Unchanged<IReadOnlyList<IReadOnlyList<int>>, ListCodec<IReadOnlyList<int>, ListCodec<int, Int32Codec>>>("""[[1,"x"],5,[[],2],null]""")
                .SelectMany(static l => l));
    }

    [Fact]
    public void ChangeOfAGoodElementShouldBeWrittenAmongTheOddOnes()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"inners":["x",{"id":1},5,{"id":2}],"innerMap":{"a":{"id":1},"b":[]}}""");
        sample.Inners![1].Name = "second";
        sample.InnerMap!["a"].Name = "first";
        Assert.Equal(
            """{"inners":["x",{"id":1},5,{"id":2,"name":"second"}],"innerMap":{"a":{"id":1,"name":"first"},"b":[]}}""",
            JsonAssert.Write(sample));
    }

    [Fact]
    public void AssignedListShouldBeWrittenUnchanged()
    {
        Page<Inner> page = JsonAssert.Read<Page<Inner>>("""{"values":[{"id":1},"x",{"id":2}]}""");
        page.Values = [.. page.Values, new Inner { Id = "3" }];
        Assert.Equal("""{"values":[{"id":1},{"id":2},{"id":3}]}""", JsonAssert.Write(page));

        Sample sample = JsonAssert.Read<Sample>("""{"texts":["a",5,{}],"textMap":{"a":"1","b":[]}}""");
        sample.Texts = ["a", null!];
        sample.TextMap = new Dictionary<string, string>(sample.TextMap!);
        Assert.Equal("""{"texts":["a",null],"textMap":{"a":"1"}}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void ListAssignedToAnotherModelShouldKeepItsOddElements()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"texts":["a",{}]}""");
        Assert.Equal("""{"texts":["a",{}]}""", JsonAssert.Write(new Sample { Texts = sample.Texts }));
    }

    [Fact]
    public void LastOfEqualNamesShouldWinAlsoAmongOddElements()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"numberMap":{"a":1,"b":"x","c":3,"b":2,"a":{},"d":"4","d":5,"e":6,"e":"7"}}""");
        Assert.Equal([("c", 3L), ("b", 2L), ("d", 5L), ("e", 7L)], sample.NumberMap!.Select(static m => (m.Key, m.Value)));
        Assert.False(sample.NumberMap!.ContainsKey("a"));
        Assert.Equal("""{"numberMap":{"c":3,"b":2,"a":{},"d":5,"e":"7"}}""", JsonAssert.Write(sample));

        sample = JsonAssert.Read<Sample>("""{"numbers":[1,"x"],"numbers":[2,"y"],"texts":[{}],"texts":null,"colors":5,"colors":["red",5.5]}""");
        Assert.Equal("""{"texts":null,"numbers":[2,"y"],"colors":["red",5.5]}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void ManyOddElementsShouldBeKept()
    {
        string json = "{\"numbers\":[" + string.Join(',', Enumerable.Range(0, 10_000).Select(static i => i % 3 == 0 ? $"{i}" : i % 3 == 1 ? $"\"{i}\"" : $"[{i}]")) + "]}";
        Sample sample = Unchanged<Sample>(json);
        Assert.Equal(Enumerable.Range(0, 10_000).Where(static i => i % 3 != 2), sample.Numbers!);
        string names = "{\"numberMap\":{" + string.Join(',', Enumerable.Range(0, 10_000).Select(static i => $"\"k{i}\":" + (i % 2 == 0 ? "{}" : $"{i}"))) + "}}";
        Assert.Equal(5_000, Unchanged<Sample>(names).NumberMap!.Count);
    }

    [Fact]
    public void ListWithOddElementsShouldBeUsableAsAnyList()
    {
        IReadOnlyList<int> numbers = JsonAssert.Read<Sample>("""{"numbers":[1,"x",2]}""").Numbers!;
        Assert.Equal(2, numbers.Count);
        Assert.Equal(2, numbers[1]);
        Assert.Equal([1, 2], numbers.ToArray());
        Assert.Throws<NotSupportedException>(() => ((IList<int>)numbers)[0] = 5);
        Assert.IsType<int[]>(JsonAssert.Read<Sample>("""{"numbers":[1,2]}""").Numbers);
    }

    [Theory]
    [InlineData("""{"values":[{"id":1},"x"]}""")]
    [InlineData("""{"values":[null]}""")]
    [InlineData("""{"values":[{"name":null,"self":{"id":[]}}]}""")]
    public void StrictReadingShouldRefuseAnOddElement(string json)
    {
        Assert.Throws<JsonException>(() => JsonAssert.Read<Page<Inner>>(json, JsonModelOptions.Strict));
        Assert.Throws<JsonException>(() => JsonAssert.Read<Page<Inner>>(json, new JsonModelOptions { Refused = JsonDrifts.WrongShape }));
    }

    [Theory]
    [InlineData("""{"textMap":{"a":null}}""", JsonDrifts.WrongShape)]
    [InlineData("""{"matrix":[[1],[[]]]}""", JsonDrifts.WrongShape)]
    [InlineData("""{"numbers":["1"]}""", JsonDrifts.Conversion)]
    [InlineData("""{"mapList":[{"a":"1"}]}""", JsonDrifts.Conversion)]
    public void StrictReadingShouldRefuseAnOddElementAnywhere(string json, JsonDrifts refused)
    {
        Assert.Throws<JsonException>(() => JsonAssert.Read<Sample>(json, new JsonModelOptions { Refused = refused }));
        JsonAssert.Read<Sample>(json, new JsonModelOptions { Refused = JsonDrifts.All & ~refused });
    }

    [Theory]
    [InlineData(JsonDrifts.Conversion)]
    [InlineData(JsonDrifts.WrongShape)]
    public void ListOfBothKindsOfDriftShouldBeRefusedForEither(JsonDrifts refused) =>
        Assert.Throws<JsonException>(() => JsonAssert.Read<Sample>("""{"numbers":["1",{}]}""", new JsonModelOptions { Refused = refused }));

    [Fact]
    public void StrictReadingShouldRefuseAnOddElementAtTheTop()
    {
        byte[] json = "[{\"id\":1},\"secret\"]"u8.ToArray();
        JsonException exception = Assert.Throws<JsonException>(() => JsonModelSerializer.Read<IReadOnlyList<Inner>, ListCodec<Inner, ValueCodec<Inner>>>(json, JsonModelOptions.Strict));
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonSerializerShouldReadAndWriteOddElements()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonModelTypeInfoResolver.Default };
        var info = (JsonTypeInfo<Page<Inner>>)options.GetTypeInfo(typeof(Page<Inner>));
        const string Json = """{"values":[{"id":1},"x",{"id":2}]}""";
        Page<Inner> page = JsonSerializer.Deserialize(Json, info)!;
        Assert.Equal(2, page.Values.Count);
        Assert.Equal(Json, JsonSerializer.Serialize(page, info));
        Assert.Equal(Json, RawJson.From(page).ToString());
        Assert.Equal(2, RawJson.Parse(Json).As<Page<Inner>>()!.Values.Count);
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        JsonModel model => model.ToString(),
        RawJson json => json.GetString() ?? json.ToString(),
        DateTimeOffset time => time.ToString("yyyy-MM-dd", null),
        DateOnly day => day.ToString("yyyy-MM-dd", null),
        System.Collections.IEnumerable items => string.Join(' ', items.Cast<object>().Select(static i => i is string or JsonModel or not System.Collections.IEnumerable ? Text(i) : "[" + Text(i) + "]")),
        _ when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) => Pair(value, type),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Pair(object pair, Type type)
    {
        object? value = type.GetProperty("Value")!.GetValue(pair);
        return type.GetProperty("Key")!.GetValue(pair) + "=" + (value is string or JsonModel or not System.Collections.IEnumerable ? Text(value) : "[" + Text(value) + "]");
    }

    /// <summary>Reads JSON and asserts that it is written with the same text, except for the format of dates with times.</summary>
    private static T Unchanged<T>(string json)
        where T : IJsonValue<T> => Unchanged<T, ValueCodec<T>>(json);

    private static T Unchanged<T, TCodec>(string json)
        where TCodec : struct, IJsonCodec<T>
    {
        T value = JsonModelSerializer.Read<T, TCodec>(Encoding.UTF8.GetBytes(json))!;
        string written = Encoding.UTF8.GetString(JsonModelSerializer.WriteToArray<T, TCodec>(value));
        Assert.Equal(json.Replace("12:34:00.000+00:00", "12:34:00.000Z", StringComparison.Ordinal), written);
        return value;
    }
}
