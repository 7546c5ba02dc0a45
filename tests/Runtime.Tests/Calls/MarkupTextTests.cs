using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Messages in HTML and XML.</summary>
public sealed class MarkupTextTests
{
    [Theory]
    [InlineData("title")]
    [InlineData("message")]
    [InlineData("errorMessage")]
    [InlineData("error_description")]
    [InlineData("detail")]
    [InlineData("faultstring")]
    [InlineData("description")]
    [InlineData("reason")]
    [InlineData("error")]
    [InlineData("h1")]
    public void TextOfAKnownElementShouldBeTheMessage(string name)
    {
        Assert.Equal(["no"], MarkupText.FindMessages($"<x>a<{name}>no</{name}>b</x>"));
        Assert.Equal(["no"], MarkupText.FindMessages($"<{name.ToUpperInvariant()} a='b'>no</{name}>b"));
    }

    [Theory]
    [InlineData("title", "message")]
    [InlineData("message", "errorMessage")]
    [InlineData("errorMessage", "error_description")]
    [InlineData("error_description", "detail")]
    [InlineData("detail", "faultstring")]
    [InlineData("faultstring", "description")]
    [InlineData("description", "reason")]
    [InlineData("reason", "error")]
    [InlineData("error", "h1")]
    public void MostTellingElementShouldBeTheMessage(string first, string second) =>
        Assert.Equal(["yes"], MarkupText.FindMessages($"<x><{second}>no</{second}><{first}>yes</{first}></x>"));

    [Theory]
    [InlineData("<messages>y<message>x</message></messages>", "x")]
    [InlineData("<title\t>x</title>y", "x")]
    [InlineData("<title\r\n>x</title>y", "x")]
    [InlineData("<title>a title</title>", "a title")]
    [InlineData("<title> </title><h1>x</h1>y", "x")]
    [InlineData("<p>x</p><message", "x")]
    [InlineData("xy <title a", "xy")]
    [InlineData("<p>x</p><title>y", "x y")]
    [InlineData("<![CDATA[a b", "a b")]
    [InlineData("<m><![CDATA[a]]>b</m>", "ab")]
    [InlineData("<m><![cdata[a<b]]></m>", "a<b")]
    [InlineData("<!--a", "")]
    [InlineData("a<!-- > -->b", "a b")]
    [InlineData("a<script>x > y</script>b", "a b")]
    [InlineData("a<STYLE>x</STYLE>b", "a b")]
    [InlineData("a<script>x", "a")]
    [InlineData("<p", "")]
    [InlineData("a &amp; b &lt;", "a & b <")]
    [InlineData(" a \r\n\t b ", "a b")]
    [InlineData("", "")]
    public void OnlyVisibleTextShouldBeReturned(string markup, string expected) => Assert.Equal([expected], MarkupText.FindMessages(markup));
}
