using System.Text;
using System.Text.Json;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

public class MalformedJsonTests
{
    private const string Text = """{"text":"a\u00e9é\n","numbers":[1,-2.5e3,"x"],"unknown":{"a":[true,false,null]},"shape":{"x":[],"type":"circle"},"time":"2021-01-17T12:34:00.000+0000","choice":[{}],"self":{"textMap":{"a":"b"}}}""";

    [Fact]
    public void TextCutAnywhereShouldBeAJsonException()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(Text);
        JsonModelSerializer.Read<Sample>(utf8);
        for (int length = 0; length < utf8.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => JsonModelSerializer.Read<Sample>(utf8.AsSpan(0, length)));
        }
    }

    /// <summary>Whatever byte is changed, the result is a value or a <see cref="JsonException"/>.</summary>
    [Fact]
    public void TextDamagedAnywhereShouldBeReadOrAJsonException()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(Text);
        for (int i = 0; i < utf8.Length; i++)
        {
            foreach (byte spoilt in "\0\"\\{}[],:x0-.e\u007f"u8.ToArray().Append((byte)0xFF).Append((byte)0xC3))
            {
                byte original = utf8[i];
                utf8[i] = spoilt;
                try
                {
                    JsonModelSerializer.WriteToArray(JsonModelSerializer.Read<Sample>(utf8));
                }
                catch (JsonException)
                {
                    // Expected: the text is not well-formed.
                }

                utf8[i] = original;
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"text\":1,}")]
    [InlineData("{\"text\":/**/1}")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("5")]
    [InlineData("true")]
    public void TextThatIsNotAnObjectShouldBeAJsonException(string json) => Assert.ThrowsAny<JsonException>(() => JsonAssert.Read<Sample>(json));

    [Fact]
    public void NullShouldBeNull() => Assert.Null(JsonAssert.Read<Sample>(" null "));

    [Fact]
    public void ByteOrderMarkShouldBeSkipped() => Assert.Equal("x", JsonAssert.Read<Sample>("\uFEFF{\"text\":\"x\"}").Text);

    [Theory]
    [InlineData("{\"text\":\"\xC3\"}")]
    [InlineData("{\"unknown\":\"\xFF\"}")]
    [InlineData("{\"\xED\xA0\x80\":1}")]
    public void TextThatIsNotUtf8ShouldBeAJsonException(string latin1) =>
        Assert.ThrowsAny<JsonException>(() => JsonModelSerializer.Read<Sample>(Encoding.Latin1.GetBytes(latin1)));

    [Theory]
    [InlineData("{\"self\":", "{}", "}", 255, true)]
    [InlineData("{\"self\":", "{}", "}", 256, false)]
    [InlineData("{\"self\":", "{}", "}", 100_000, false)]
    [InlineData("[", "", "]", 255, true)]
    [InlineData("[", "", "]", 100_000, false)]
    [InlineData("{\"self\":{\"unknown\":[", "", "]}}", 80, true)]
    [InlineData("{\"shape\":{\"type\":\"square\",\"a\":", "1", "}}", 100_000, false)]
    public void NestingShouldBeReadUpToAMaximumDepth(string open, string inside, string close, int times, bool isRead)
    {
        string json = "{\"any\":" + Repeat(open, times) + inside + Repeat(close, times) + "}";
        if (open.StartsWith('{'))
        {
            json = Repeat(open, times) + inside + Repeat(close, times);
        }

        if (isRead)
        {
            JsonAssert.Survives<Sample>(json);
        }
        else
        {
            Assert.ThrowsAny<JsonException>(() => JsonAssert.Read<Sample>(json));
        }
    }

    /// <summary>JSON that is kept at each level must not be read again for each level around it.</summary>
    [Theory]
    [InlineData("{\"selfMap\":{\"\\ud800\":", "}}")]
    [InlineData("{\"selfMap\":{\"a\":", ",\"b\":5},\"numbers\":[\"1\"]}")]
    [InlineData("{\"numbers\":[\"1\"],\"inner\":5,\"self\":", "}")]
    public void DriftAtEveryLevelShouldTakeLinearTime(string open, string close)
    {
        const int Levels = 100;
        JsonAssert.Survives<Sample>(Repeat(open, Levels) + "{}" + Repeat(close, Levels));
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
