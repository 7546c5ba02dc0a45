using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

/// <summary>Open enums, unions, alternatives and pages.</summary>
public class GeneratedKindTests
{
    [Fact]
    public void KnownValueOfAnOpenEnumShouldBeReadWithoutAllocating()
    {
        Color read = JsonAssert.Read<Color>("\"light-blue\"");
        Assert.Equal(Color.LightBlue, read);
        Assert.Same(Color.LightBlue.Value, read.Value);
        byte[] json = "\"light-blue\""u8.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            JsonModelSerializer.Read<Color>(json);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    [Fact]
    public void OpenEnumShouldKeepUnknownValues()
    {
        Color color = "mauve";
        Assert.Equal("mauve", color.Value);
        Assert.Equal("mauve", $"{color}");
        Assert.Equal("mauve", color.ToString());
        Assert.True(color == new Color("mauve"));
        Assert.True(color != Color.Red);
        Assert.Equal(color.GetHashCode(), new Color("mauve").GetHashCode());
        Assert.Equal("\"mauve\"", JsonAssert.Write(color));
        Assert.Equal("\"q\"", Color.Q.Value);
    }

    [Fact]
    public void OpenEnumShouldBeFormattable()
    {
        Assert.Equal("red", ((IFormattable)Color.Red).ToString(null, null));
        Span<char> text = stackalloc char[3];
        Assert.True(((ISpanFormattable)Color.Red).TryFormat(text, out int written, default, null));
        Assert.Equal("red", text[..written].ToString());
        Assert.False(((ISpanFormattable)Color.LightBlue).TryFormat(text, out written, default, null));
        Assert.Equal(0, written);
    }

    [Fact]
    public void DefaultOfAnOpenEnumShouldBeEmpty()
    {
        Color nothing = default;
        Assert.Equal("", nothing.Value);
        Assert.NotEqual(Color.Empty, nothing);
        Assert.Equal("null", JsonAssert.Write(nothing));
        Assert.Equal("\"\"", JsonAssert.Write(Color.Empty));
    }

    [Theory]
    [InlineData("""{"type":"circle","radius":1}""", typeof(Circle))]
    [InlineData("""{"radius":1,"type":"circle"}""", typeof(Circle))]
    [InlineData("""{"nested":{"type":"circle"},"ty\u0070e":"squ\u0061re"}""", typeof(Square))]
    [InlineData("""{"type":"box","side":2}""", typeof(Square))]
    [InlineData("""{"type":"Circle"}""", typeof(Shape.Unknown))]
    [InlineData("""{"type":"hexagon","corners":6}""", typeof(Shape.Unknown))]
    [InlineData("""{"type":null}""", typeof(Shape.Unknown))]
    [InlineData("""{"type":5}""", typeof(Shape.Unknown))]
    [InlineData("""{"type":{"type":"circle"}}""", typeof(Shape.Unknown))]
    [InlineData("{}", typeof(Shape.Unknown))]
    public void UnionShouldReadTheTypeOfItsDiscriminator(string json, Type expected) => Assert.IsType(expected, JsonAssert.Survives<Shape>(json));

    [Fact]
    public void DiscriminatorShouldBeWrittenByDefault()
    {
        Assert.Equal("""{"side":1,"type":"square"}""", JsonAssert.Write<Shape>(new Square { Side = 1 }));
        Assert.Equal("""{"type":"circle"}""", JsonAssert.Write(new Circle()));
        Assert.Equal("""{"type":"oval"}""", JsonAssert.Write(new Circle { Type = "oval" }));
        Assert.Equal("""{"type":null}""", JsonAssert.Write(JsonAssert.Read<Circle>("""{"type":null}""")));
        Assert.Equal("""{"type":[1]}""", JsonAssert.Write(JsonAssert.Read<Square>("""{"type":[1]}""")));
    }

    [Theory]
    [InlineData("\"x\"", "x", null, null, false)]
    [InlineData("5", null, 5L, null, false)]
    [InlineData("\"5\"", "5", null, null, false)]
    [InlineData("5.5", null, null, null, false)]
    [InlineData("""{"id":1,"name":"n","more":2}""", null, null, "1", false)]
    [InlineData("""{"name":"n"}""", null, null, null, false)]
    [InlineData("""["a","b"]""", null, null, null, true)]
    [InlineData("""["a",1]""", null, null, null, false)]
    [InlineData("[]", null, null, null, true)]
    [InlineData("null", null, null, null, false)]
    [InlineData("true", null, null, null, false)]
    public void AlternativesShouldShowOnlyTheShapeTheyHave(string json, string? text, long? number, string? id, bool isList)
    {
        Choice choice = JsonAssert.Survives<Choice>(json);
        Assert.Equal(text, choice.AsString());
        Assert.Equal(number, choice.AsInt64());
        Assert.Equal(id, choice.AsInner()?.Id);
        Assert.Equal(isList, choice.AsStringList() is not null);
        Assert.Equal(json, choice.ToString());
    }

    [Fact]
    public void AlternativesShouldBeCreatedFromEachShape()
    {
        Assert.Equal("\"x\"", JsonAssert.Write<Choice>("x"));
        Assert.Equal("5", JsonAssert.Write<Choice>(5));
        Assert.Equal("""{"id":1}""", JsonAssert.Write<Choice>(new Inner { Id = "1" }));
        Assert.Equal("""["a"]""", JsonAssert.Write(Choice.FromStringList(["a"])));
        Assert.Equal("[null]", JsonAssert.Write<Choice>(RawJson.Parse("[null]")));
        Assert.Equal((Choice)"x", JsonAssert.Read<Choice>(" \"\\u0078\" "));
    }

    [Fact]
    public void PageWithoutItemsShouldBeEmptyAndUnchanged()
    {
        Page<Inner> page = JsonAssert.Survives<Page<Inner>>("""{"startAt":5}""");
        Assert.Empty(page.Values);
        Assert.Empty(JsonAssert.Survives<Page<Inner>>("""{"values":null}""").Values);
        Assert.Empty(JsonAssert.Survives<Page<Inner>>("""{"values":{}}""").Values);
        Assert.Equal("""{"values":["red"]}""", JsonAssert.Write(new Page<Color> { Values = [Color.Red] }));
    }
}
