using Leeway.Generated;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

/// <summary>Ids that a document declares as numbers are text in C#, and numbers in the JSON that is written.</summary>
public class NumericIdTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("10001", "10001")]
    [InlineData("-7", "-7")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"10001\"", "10001")]
    [InlineData("\"\\u0031\\u0030\"", "10")]
    [InlineData("\"0007\"", "0007")]
    [InlineData("\"\"", "")]
    [InlineData("\"ABC-1\"", "ABC-1")]
    [InlineData("\"7d4f2a10-0b7e\"", "7d4f2a10-0b7e")]
    [InlineData("1e3", "1000")]
    [InlineData("12.0", "12")]
    [InlineData("-1E2", "-100")]
    [InlineData("1.5", null)]
    [InlineData("1e400", null)]
    [InlineData("1e-400", null)]
    [InlineData("12.00000000000000000000000000000000001", null)]
    [InlineData("7e27", "7000000000000000000000000000")]
    [InlineData("1e30", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("{\"a\":[1]}", null)]
    [InlineData("[1]", null)]
    public void IdShouldBeReadAsTextAndWrittenAsItWasRead(string json, string? expected)
    {
        Sample sample = Unchanged($$"""{"itemId":{{json}}}""");
        Assert.Equal(expected, sample.ItemId);

        sample = Unchanged($$"""{"flag":true,"large":7,"itemIds":[1,{{json}},2],"groupIds":{"a":{{json}},"b":3},"rowIds":[[{{json}}],[4]]}""");
        Assert.Equal((string[])["1", .. expected is null ? (string[])[] : [expected], "2"], sample.ItemIds!);
        Assert.Equal(expected, sample.GroupIds!.GetValueOrDefault("a"));
        Assert.Equal("3", sample.GroupIds!["b"]);
        Assert.Equal(expected is null ? [] : [expected], sample.RowIds![0]);
        Assert.Equal(7, sample.Large);
    }

    [Fact]
    public void NullShouldBeAValueOfAMapIfTheDocumentSaysSo()
    {
        Sample sample = Unchanged("""{"nullableIds":{"a":null,"b":1,"c":"x"}}""");
        Assert.Equal([null, "1", "x"], sample.NullableIds!.Values);
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("10001", "10001")]
    [InlineData("-7", "-7")]
    [InlineData("+7", "7")]
    [InlineData("0007", "7")]
    [InlineData("-000", "-0")]
    [InlineData("000", "0")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void AssignedIdShouldBeWrittenAsANumber(string id, string json)
    {
        var sample = new Sample { ItemId = id, ItemIds = [id, id], GroupIds = new Dictionary<string, string> { ["a"] = id }, RowIds = [[id], []] };
        Assert.Equal(
            $$$"""{"itemId":{{{json}}},"itemIds":[{{{json}}},{{{json}}}],"groupIds":{"a":{{{json}}}},"rowIds":[[{{{json}}}],[]]}""",
            JsonAssert.Write(sample));
    }

    [Fact]
    public void LongIdShouldBeWrittenWhole()
    {
        string id = "1" + new string('0', 100_000);
        Assert.Equal($$"""{"itemId":{{id}}}""", JsonAssert.Write(new Sample { ItemId = id }));
        Assert.Equal(id, Unchanged($$"""{"itemId":{{id}}}""").ItemId);
    }

    [Fact]
    public void NullShouldNotBeWritten()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"itemId":"5","flag":true}""");
        sample.ItemId = null;
        Assert.Equal("""{"flag":true}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void AssignedIdShouldReplaceTheTextThatWasRead()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"itemId":"ABC-1","itemIds":["5",6]}""");
        Assert.Equal("""{"itemId":"ABC-1","itemIds":["5",6]}""", JsonAssert.Write(sample));
        sample.ItemId = "12";
        sample.ItemIds = [.. sample.ItemIds!, "7"];
        Assert.Equal("""{"itemId":12,"itemIds":[5,6,7]}""", JsonAssert.Write(sample));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+-5")]
    [InlineData("ABC-1")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1,2")]
    [InlineData("\u0661\u0662")]
    [InlineData("5,\"admin\":true")]
    public void TextThatIsNotAnIntegerShouldBeRefused(string id)
    {
        Refuse(new Sample { ItemId = id }, "itemId", id);
        Refuse(new Sample { ItemIds = ["1", id] }, "itemIds", id);
        Refuse(new Sample { Inner = new Inner { Id = "1" }, GroupIds = new Dictionary<string, string> { ["a"] = id } }, "groupIds", id);
        Refuse(new Sample { RowIds = [[], [id]] }, "rowIds", id);
    }

    [Fact]
    public void RefusalShouldSayWhatToDo()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => JsonAssert.Write(new Sample { ItemId = "ABC-1" }));
        Assert.Equal(
            "'ABC-1' is not an integer, but the document declares Sample.itemId as a number. Use the digits of the id, such as \"10001\". (Parameter 'itemId')",
            refusal.Message);
        string large = new('x', 1_000_000);
        Assert.InRange(Assert.Throws<ArgumentException>(() => JsonAssert.Write(new Sample { ItemId = large + "\r\n" })).Message.Length, 1, 400);
        Assert.DoesNotContain('\n', Assert.Throws<ArgumentException>(() => JsonAssert.Write(new Sample { ItemId = "a\nb" })).Message);
        Assert.StartsWith(
            "'x' is not an integer, but the document declares the value as a number.",
            Assert.Throws<ArgumentException>(static () => RawJson.From<string, NumericIdCodec>("x")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TextShouldCountAsAConversion()
    {
        var refused = new JsonModelOptions { Refused = JsonDrifts.Conversion };
        Assert.Equal("5", JsonAssert.Read<Sample>("""{"itemId":5,"itemIds":[6]}""", refused).ItemId);
        Assert.Throws<System.Text.Json.JsonException>(() => JsonAssert.Read<Sample>("""{"itemId":"5"}""", refused));
        Assert.Throws<System.Text.Json.JsonException>(() => JsonAssert.Read<Sample>("""{"itemIds":["5"]}""", refused));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10001")]
    [InlineData("-5")]
    [InlineData("+5")]
    public void IntegerShouldBeAnArgument(string? id)
    {
        NumericIdArgument.ThrowIfInvalid(id);
        NumericIdArgument.ThrowIfInvalid([id!, "1", null!]);
        NumericIdArgument.ThrowIfInvalid((IReadOnlyList<string>?)null);
    }

    [Fact]
    public void OtherTextShouldNotBeAnArgument()
    {
        string boardId = "Main board";
        IReadOnlyList<string> ids = ["1", "2;"];
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => NumericIdArgument.ThrowIfInvalid(boardId));
        Assert.Equal("boardId", refusal.ParamName);
        Assert.StartsWith("'Main board' is not an integer, but the document declares boardId as a number.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("ids", Assert.Throws<ArgumentException>(() => NumericIdArgument.ThrowIfInvalid(ids)).ParamName);
    }

    private static void Refuse(Sample sample, string member, string id)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => JsonAssert.Write(sample));
        Assert.Equal(member, refusal.ParamName);
        Assert.StartsWith($"'{id}' is not an integer, but the document declares Sample.{member} as a number.", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Reads a model and asserts that it is written byte for byte.</summary>
    private static Sample Unchanged(string json)
    {
        Sample sample = JsonAssert.Read<Sample>(json);
        Assert.Equal(json, JsonAssert.Write(sample));
        return sample;
    }
}
