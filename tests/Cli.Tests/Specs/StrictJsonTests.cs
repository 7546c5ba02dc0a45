using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs;

public sealed class StrictJsonTests
{
    [Fact]
    public void AValueThatFitsShouldBeOnOneLine()
    {
        Assert.Equal("""{"a": [1, true, null, "ü\n\"<"]}""" + "\n", Write("""{"a":[1,true,null,"\u00fc\n\"<"]}"""));
    }

    [Fact]
    public void AValueThatDoesNotFitShouldHaveOneLineForEachMember()
    {
        string longText = new('x', 130);

        Assert.Equal(
            $$"""
            {
              "a": {"b": 1},
              "c": [
                "{{longText}}",
                2
              ]
            }

            """.ReplaceLineEndings("\n"),
            Write($$"""{"a":{"b":1},"c":["{{longText}}",2]}"""));
    }

    [Fact]
    public void ALineShouldHold140Columns()
    {
        // 15 columns of punctuation and two texts: 139, and a column for the comma that may follow.
        string text = new('x', 62);

        Assert.Equal(139, Write($$"""{"a":["{{text}}","{{text}}"]}""").IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal(1, Write($$"""{"a":["{{text}}","{{text}}x"]}""").IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void AByteOrderMarkShouldBeReadAndNotWritten()
    {
        byte[] withMark = [.. Encoding.UTF8.Preamble, .. "{}"u8];

        Assert.Equal("{}\n"u8, StrictJson.Write(StrictJson.ParseObject(withMark, "a.json")));
    }

    [Theory]
    [InlineData("0.10")]
    [InlineData("1E400")]
    [InlineData("12345678901234567890123")]
    [InlineData("-9223372036854775808")]
    public void NumbersShouldKeepTheirDigits(string number)
    {
        Assert.Equal($$"""{"a": {{number}}}""" + "\n", Write($$"""{"a":{{number}}}"""));
    }

    [Fact]
    public void TextThatLooksLikeADateShouldStayText()
    {
        Assert.Equal("""{"a": "2021-01-17T12:34:00.000+0000"}""" + "\n", Write("""{"a":"2021-01-17T12:34:00.000+0000"}"""));
    }

    [Theory]
    [InlineData("""{"a":1,"b":{"a":1,"a":2}}""", "Duplicate property 'a'")]
    [InlineData("""{"a":"\ud800"}""", "incomplete UTF-16")]
    [InlineData("""{"\ud800":1}""", "incomplete UTF-16")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("{\n\"a\": b}", "at line 2, byte 6")]
    [InlineData("""{"a":{}""", "ends too early")]
    public void ATextThatIsNotAnObjectShouldBeAnError(string json, string reason)
    {
        InputException error = Assert.Throws<InputException>(() => StrictJson.ParseObject(Encoding.UTF8.GetBytes(json), "a.json"));

        Assert.Contains("'a.json'", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATextThatIsNotUtf8ShouldBeAnError()
    {
        byte[] text = [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8];

        Assert.Throws<InputException>(() => StrictJson.ParseObject(text, "a.json"));
    }

    private static string Write(string json)
    {
        JsonObject value = StrictJson.ParseObject(Encoding.UTF8.GetBytes(json), "a.json");
        return Encoding.UTF8.GetString(StrictJson.Write(value));
    }
}
