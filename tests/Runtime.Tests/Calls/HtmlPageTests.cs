using System.Net;
using System.Text;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public sealed class HtmlPageTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("<", true)]
    [InlineData(" \t\r\n<", true)]
    [InlineData(" ", true)]
    [InlineData("x", false)]
    [InlineData(" x<", false)]
    [InlineData("\uFEFF<", true)]
    [InlineData("\0<", true)]
    public void OnlyATagShouldBeginAPage(string body, bool expected) => Assert.Equal(expected, HtmlPage.MayBegin(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void PageInUtf16ShouldBeRecognized()
    {
        Assert.True(HtmlPage.MayBegin([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<")]));
        Assert.True(HtmlPage.MayBegin([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("<")]));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><p>", true)]
    [InlineData("<html>", true)]
    [InlineData("<title>x</title>", true)]
    [InlineData("<!-- x --><HTML>", true)]
    [InlineData("<p>", false)]
    [InlineData("x<html>", false)]
    [InlineData("", false)]
    public void BodyShouldBeAPageByItsTags(string body, bool expected)
    {
        using HttpResponseMessage json = RecordingHandler.Response(HttpStatusCode.OK, "");

        Assert.Equal((expected, expected), (HtmlPage.IsOne(body), HtmlPage.IsOne(json, body)));
    }

    [Theory]
    [InlineData("Oops", true)]
    [InlineData("<p>", true)]
    [InlineData("", false)]
    [InlineData("{}", false)]
    [InlineData("[1]", false)]
    [InlineData("\"x\"", false)]
    public void TextWithTheTypeOfAPageShouldBeOneUnlessItIsJson(string body, bool expected)
    {
        using HttpResponseMessage html = RecordingHandler.Response(HttpStatusCode.OK, "", "text/html");

        Assert.Equal(expected, HtmlPage.IsOne(html, body));
    }

    [Theory]
    [InlineData("text/html", true, true)]
    [InlineData("application/XHTML+xml", true, true)]
    [InlineData("text/plain; charset=utf-8", true, false)]
    [InlineData("application/json", true, false)]
    [InlineData("image/png", false, false)]
    [InlineData("x-text/plain", false, false)]
    [InlineData(null, true, false)]
    public void TypeShouldShowWhetherTheContentMayBeAPage(string? type, bool expected, bool expectedIfTrusted)
    {
        using ByteArrayContent content = new([]);
        content.Headers.TryAddWithoutValidation("Content-Type", type is null ? [] : [type]);

        Assert.Equal((expected, expectedIfTrusted), (HtmlPage.MayBeLabel(content, isLabelTrusted: false), HtmlPage.MayBeLabel(content, isLabelTrusted: true)));
    }

    [Theory]
    [InlineData("<title>Log in</title>", "Log in")]
    [InlineData("<html><TITLE lang=en> a &amp; b </title>", "a & b")]
    [InlineData("<html>a</html>", "")]
    [InlineData("<title>x", "")]
    [InlineData("<title", "")]
    [InlineData("", "")]
    public void TitleShouldBeFound(string body, string expected) => Assert.Equal(expected, HtmlPage.FindTitle(body));

    [Theory]
    [InlineData("<p>x", "x")]
    [InlineData("a<p>b</p>c", "a b c")]
    [InlineData("a<script>x</script>b", "a b")]
    [InlineData("a<STYLE>x</style >b", "a b")]
    [InlineData("a<script>x", "a")]
    [InlineData("<p", "")]
    [InlineData("script", "script")]
    [InlineData("a &lt; b", "a < b")]
    [InlineData("", "")]
    public void TextShouldBeFound(string body, string expected) => Assert.Equal(expected, HtmlPage.FindText(body).Trim());
}
