using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

public class RawJsonTests
{
    [Fact]
    public void ValuesOfTheLanguageShouldBecomeJson()
    {
        (RawJson Value, string Json)[] values =
        [
            ("a\"b", "\"a\\\"b\""), (true, "true"), (5, "5"), (5_000_000_000, "5000000000"), (0.1, "0.1"), ((string?)null, "null"), ((JsonNode?)null, "null"),
            (JsonNode.Parse("""{"a":[1]}"""), """{"a":[1]}"""), (JsonElement.Parse("[1, 2]"), "[1,2]"), (default, "null"), (RawJson.From(new Inner { Id = "1" }), """{"id":1}"""),
        ];
        Assert.All(values, static v => Assert.Equal(v.Json, v.Value.ToString()));
        Assert.Throws<ArgumentException>(() => (RawJson)double.NaN);
    }

    [Theory]
    [InlineData("null", JsonValueKind.Null)]
    [InlineData("true", JsonValueKind.True)]
    [InlineData("false", JsonValueKind.False)]
    [InlineData("-1.5", JsonValueKind.Number)]
    [InlineData("\"\"", JsonValueKind.String)]
    [InlineData("[]", JsonValueKind.Array)]
    [InlineData("{}", JsonValueKind.Object)]
    public void KindShouldBeThatOfTheJson(string json, JsonValueKind kind)
    {
        Assert.Equal(kind, RawJson.Parse(json).Kind);
        Assert.Equal(kind, RawJson.Parse(json).ToElement().ValueKind);
    }

    [Theory]
    [InlineData("""{"a":1,"b":[1.0,"x"]}""", """ { "b" : [ 1 , "\u0078" ] , "a" : 1 } """)]
    [InlineData("1e2", "100")]
    [InlineData("\"é\"", "\"\\u00e9\"")]
    [InlineData("null", "null")]
    public void SameJsonShouldBeEqual(string left, string right)
    {
        Assert.True(RawJson.Parse(left) == RawJson.Parse(right));
        Assert.Equal(RawJson.Parse(left).GetHashCode(), RawJson.Parse(right).GetHashCode());
        Assert.Equal(RawJson.Parse(left), (object)RawJson.Parse(right));
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("1", "\"1\"")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("{}", "null")]
    public void OtherJsonShouldNotBeEqual(string left, string right) => Assert.True(RawJson.Parse(left) != RawJson.Parse(right));

    [Fact]
    public void TextThatIsNotJsonShouldBeRefused()
    {
        Assert.ThrowsAny<JsonException>(() => RawJson.Parse("{"));
        Assert.ThrowsAny<JsonException>(() => RawJson.Parse(""));
        Assert.ThrowsAny<JsonException>(() => RawJson.Parse("1 2"));
    }

    [Fact]
    public void TypeShouldBeReadFromIt()
    {
        RawJson json = RawJson.Parse("""{"name":"n"}""");
        Assert.Equal("n", json.As<Inner>()!.Name);
        Assert.False(json.TryAs<Inner, ValueCodec<Inner>>(out _));
        Assert.ThrowsAny<JsonException>(() => RawJson.Parse("[]").As<Inner>());
        Assert.Equal("x", RawJson.Parse("\"x\"").GetString());
        Assert.Null(RawJson.Parse("5").GetString());
    }

    [Fact]
    public void UnpairedSurrogateShouldNotBreakAnyMethod()
    {
        RawJson json = RawJson.Parse("\"\\ud800\"");
        Assert.Equal("\uD800", json.GetString());
        Assert.Equal(json, RawJson.Parse("\"\\ud800\""));
        _ = json.GetHashCode();
        Assert.NotEqual(json, RawJson.Parse("\"\\ud801\""));
    }
}
