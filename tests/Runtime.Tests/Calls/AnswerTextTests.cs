using System.Text;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>How the bytes of a body become text.</summary>
public sealed class AnswerTextTests
{
    [Theory]
    [InlineData(null, "61 C3 A4", "a\u00e4")]
    [InlineData(null, "E4 61", "\u00e4a")]
    [InlineData(null, "61 FF", "a\u00ff")]
    [InlineData(null, "EF BB BF FF", "\uFFFD")]
    [InlineData(null, "FF FE 00 00 61 00 00 00", "a")]
    [InlineData(null, "FF FE 61 00", "a")]
    [InlineData(null, "FE FF 00 61", "a")]
    [InlineData(null, "61 00 62 00", "ab")]
    [InlineData(null, "00 61 00 62", "ab")]
    [InlineData(null, "61", "a")]
    [InlineData(null, "", "")]
    [InlineData("utf-16", "E5 65 2C 67", "\u65e5\u672c")]
    [InlineData("utf-16BE", "65 E5 67 2C", "\u65e5\u672c")]
    [InlineData("\"utf-16\"", "E5 65 2C 67", "\u65e5\u672c")]
    [InlineData("iso-8859-1", "C3 A4", "\u00c3\u00a4")]
    [InlineData("iso-8859-1", "61 00 62 00", "a\0b\0")]
    [InlineData("utf-8", "E4 61", "\uFFFDa")]
    [InlineData("utf8", "E4 61", "\uFFFDa")]
    [InlineData("UTF8", "E4 61", "\uFFFDa")]
    [InlineData("utf-7", "E4 61", "\u00e4a")]
    [InlineData("nonsense", "E4 61", "\u00e4a")]
    [InlineData("", "E4 61", "\u00e4a")]
    [InlineData(null, "20 0A 61 09 20", "a")]
    public void TextShouldBeDecodedAsDeclaredOrAsItLooks(string? charset, string bytes, string expected)
    {
        using ByteArrayContent content = new([]);
        if (charset is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", $"text/plain; charset={charset}");
        }

        Assert.Equal(expected, AnswerText.Decode(content, Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("\u00e4", 1)]
    [InlineData("\u65e5", 1)]
    [InlineData("\u65e5", 2)]
    [InlineData("\U0001F600", 1)]
    [InlineData("\U0001F600", 2)]
    [InlineData("\U0001F600", 3)]
    public void TextThatIsCutInACharacterShouldStillBeUtf8(string character, int kept)
    {
        using ByteArrayContent content = new([]);
        byte[] start = Encoding.UTF8.GetBytes(character)[..kept];

        Assert.Equal("\uFFFD", AnswerText.Decode(content, start));
        Assert.Equal("\u00e4a\uFFFD", AnswerText.Decode(content, [.. "\u00e4a"u8, .. start]));
        Assert.Equal("\u00e4" + Encoding.Latin1.GetString(start), AnswerText.Decode(content, [0xE4, .. start]));
    }

    [Theory]
    [InlineData("utf-16", "FF FE 61 00", "61")]
    [InlineData(null, "EF BB BF 20 09 0D 0A 61 20", "61 20")]
    [InlineData(null, "20 61", "61")]
    [InlineData(null, "C3 A4", "C3 A4")]
    [InlineData("iso-8859-1", "E4", "C3 A4")]
    [InlineData(null, "20 20", "")]
    public void BodyShouldBecomeUtf8WithoutWhatComesBeforeIt(string? charset, string bytes, string expected)
    {
        using ByteArrayContent content = new([]);
        if (charset is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
        }

        ReadOnlySpan<byte> utf8 = AnswerText.ToUtf8(content, Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(utf8));
    }

    [Theory]
    [InlineData("\"a\\u00e4\"", "a\u00e4")]
    [InlineData("\"a", "\"a")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    [InlineData("a", "a")]
    [InlineData("1", "1")]
    [InlineData("", "")]
    public void OnlyAJsonStringShouldBeUnquoted(string text, string expected) => Assert.Equal(expected, AnswerText.Unquote(text));
}
