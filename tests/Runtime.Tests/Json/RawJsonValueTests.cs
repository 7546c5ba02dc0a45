using System.Text.Json;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Json;

public class RawJsonValueTests
{
    [Fact]
    public void ValuesShouldBeReadAsTheirTypes()
    {
        Assert.True(RawJson.Parse("true").GetBoolean());
        Assert.False(RawJson.Parse("false").GetBoolean());
        Assert.Equal(-5, RawJson.Parse("-5").GetInt32());
        Assert.Equal(9007199254740993, RawJson.Parse("9007199254740993").GetInt64());
        Assert.Equal(1.5e3, RawJson.Parse(" 1.5e3 ").GetDouble());
        Assert.Equal(0.1m, RawJson.Parse("0.1").GetDecimal());
        Assert.Equal(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), RawJson.Parse("\"0f8fad5b-d9cb-469f-a165-70867728950e\"").GetGuid());
        Assert.Equal(new DateTimeOffset(2021, 1, 17, 12, 34, 0, TimeSpan.FromHours(2)), RawJson.Parse("\"2021-01-17T12:34:00.000+0200\"").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("\"5\"", "a string, not a 32-bit integer")]
    [InlineData("2147483648", "the number 2147483648, not a 32-bit integer")]
    [InlineData("1.5", "the number 1.5, not a 32-bit integer")]
    [InlineData("null", "null, not a 32-bit integer")]
    [InlineData("[5]", "an array, not a 32-bit integer")]
    [InlineData("{}", "an object, not a 32-bit integer")]
    [InlineData("true", "a Boolean, not a 32-bit integer")]
    public void OtherValueShouldBeNamed(string json, string reason)
    {
        RawJson value = RawJson.Parse(json);

        Assert.False(value.TryGetInt32(out int number));
        Assert.Equal(0, number);
        Assert.Equal($"The JSON is {reason}.", Assert.Throws<InvalidOperationException>(() => value.GetInt32()).Message);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    public void ValueThatNoTypeHoldsShouldBeRefused(string json)
    {
        RawJson value = RawJson.Parse(json);

        Assert.Throws<InvalidOperationException>(() => value.GetDouble());
        Assert.Throws<InvalidOperationException>(() => value.GetDecimal());
        Assert.Throws<InvalidOperationException>(() => value.GetInt64());
        Assert.Throws<InvalidOperationException>(() => value.GetBoolean());
        Assert.Throws<InvalidOperationException>(() => value.GetGuid());
        Assert.Throws<InvalidOperationException>(() => value.GetDateTimeOffset());
        Assert.Throws<InvalidOperationException>(() => value.EnumerateArray());
        Assert.Throws<InvalidOperationException>(() => value.EnumerateObject());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    [InlineData("[1]", "1")]
    [InlineData("[ 1 , \"a,]\" ,\n{\"b\":[2]},[ 3 ],null]", "1", "\"a,]\"", "{\"b\":[2]}", "[ 3 ]", "null")]
    public void ElementsShouldBeEnumerated(string json, params string[] expected)
    {
        RawJson array = RawJson.Parse(json);
        var elements = new List<string>();
        foreach (RawJson element in array.EnumerateArray())
        {
            elements.Add(element.ToString());
        }

        Assert.Equal(expected, elements);
        Assert.Equal(expected.Length, array.GetArrayLength());
        Assert.All(expected, (text, index) => Assert.Equal(text, array[index].ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => array[expected.Length]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[-1]);
    }

    [Fact]
    public void MembersShouldBeFoundByTheirNames()
    {
        RawJson value = RawJson.Parse("""{ "a" : 1, "b\u0041\"": {"a":2} ,"":[], "a":3, "\uD800":4}""");
        var members = new List<string>();
        foreach ((string name, RawJson member) in value.EnumerateObject())
        {
            members.Add(name + "=" + member);
        }

        Assert.Equal(["a=1", "bA\"={\"a\":2}", "=[]", "a=3", "\uD800=4"], members);
        Assert.Equal(3, value.GetProperty("a").GetInt32());
        Assert.Equal(2, value.GetProperty("bA\"").GetProperty("a").GetInt32());
        Assert.Equal(0, value.GetProperty("").GetArrayLength());
        Assert.False(value.TryGetProperty("A", out RawJson missing));
        Assert.Equal(JsonValueKind.Null, missing.Kind);
        Assert.Contains("'c'", Assert.Throws<KeyNotFoundException>(() => value.GetProperty("c")).Message, StringComparison.Ordinal);
        Assert.False(RawJson.Parse("{ }").TryGetProperty("a", out _));
    }

    [Fact]
    public void DeepValueShouldBeEnumerated()
    {
        RawJson value = RawJson.Parse(new string('[', 250) + new string(']', 250));
        for (int depth = 1; depth < 250; depth++)
        {
            value = value[0];
        }

        Assert.Equal(0, value.GetArrayLength());
    }
}
