using System.Text;
using System.Text.Json;
using Leeway.Fields;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Fields;

public class IssueFieldsHostileTests
{
    [Theory]
    [InlineData("""{"summary":"a" """)]
    [InlineData("""{"summary":"a"}}""")]
    [InlineData("""{"summary":01}""")]
    [InlineData("""{"summary":"a",}""")]
    [InlineData("""{"a":"\x"}""")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("")]
    public void MalformedJsonShouldBeRefused(string json) => Assert.ThrowsAny<JsonException>(() => FieldsJson.Read(json));

    [Fact]
    public void TextThatIsNotUtf8ShouldBeRefused() => Assert.Throws<JsonException>(
        static () => JsonModelSerializer.Read<IssueFields>([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]));

    [Fact]
    public void DeepValueShouldBeRefused() => Assert.ThrowsAny<JsonException>(
        static () => FieldsJson.Read("{\"a\":" + new string('[', 300) + new string(']', 300) + "}"));

    [Fact]
    public void DeepFieldsShouldBeReadAndWritten()
    {
        var json = new StringBuilder("{}");
        for (int i = 0; i < 100; i++)
        {
            json.Insert(0, "{\"parent\":{\"fields\":").Append("}}");
        }

        IssueFields? fields = FieldsJson.Read(json.ToString());
        string text = FieldsJson.Write(fields);
        for (int i = 0; i < 100; i++)
        {
            fields = fields!.Parent!.Fields;
        }

        Assert.Empty(fields!.AsEnumerable());
        Assert.Equal(json.ToString(), text);
    }

    [Fact]
    public void ManyMembersShouldBeReadOnce()
    {
        const int Members = 200_000;
        var json = new StringBuilder("{");
        for (int i = 0; i < Members; i++)
        {
            json.Append("\"f").Append(i).Append("\":0,\"f").Append(i).Append("\":").Append(i).Append(',');
        }

        IssueFields fields = FieldsJson.Read(json.Append("\"end\":1}").ToString());
        Assert.Equal(Members + 1, fields.Count);
        Assert.Equal(Members - 1, fields.Get<int?>("f" + (Members - 1)));
        Assert.Equal(1, fields.Get<int?>("end"));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    public void NumberOutsideEveryTypeShouldBeKept(string number)
    {
        IssueFields fields = FieldsJson.Read($$"""{"timespent":{{number}},"x":{{number}}}""");
        Assert.Null(fields.TimeSpent);
        Assert.Throws<JsonException>(() => fields.Get<decimal?>("x"));
        Assert.Equal($$"""{"timespent":{{number}},"x":{{number}}}""", FieldsJson.Write(fields));
    }
}
