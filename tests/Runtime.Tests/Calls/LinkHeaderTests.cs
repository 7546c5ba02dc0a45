using System.Net;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData("<a>; rel=next", "a")]
    [InlineData("<a>; rel=\"next\"", "a")]
    [InlineData("< a > ;\trel = \" prev\tNEXT \"", "a")]
    [InlineData("<a>, <b>; rel=next", "b")]
    [InlineData("<a>; rel=prev, <b>; rel=next", "b")]
    [InlineData("<a>; title=\"abc\"; rel=next", "a")]
    [InlineData("<a>; title=\"x, y; z\"; rel=next", "a")]
    [InlineData("<a>; title=\"x\\\"; rel=other\"; rel=next", "a")]
    [InlineData("<a>; rel=other; rel=next", null)]
    [InlineData("<a>; =next", null)]
    [InlineData("<a>; next", null)]
    [InlineData("<a>", null)]
    [InlineData("a; rel=next", null)]
    [InlineData(">; rel=next", null)]
    [InlineData("<a; rel=next", null)]
    [InlineData("<a>; title=\"\\", null)]
    [InlineData("", null)]
    public void NextPageShouldBeFound(string value, string? expected) => Assert.Equal(expected, LinkHeader.FindNext(value));

    [Fact]
    public void FirstLinkToTheNextPageShouldCount()
    {
        object page = new();
        using HttpResponseMessage response = new(HttpStatusCode.OK);
        Assert.Null(NextPageLinks.Find(page));
        NextPageLinks.Remember(page, response);
        Assert.Null(NextPageLinks.Find(page));
        response.Headers.TryAddWithoutValidation("Link", ["<a>; rel=prev", "<b>; rel=next", "<c>; rel=next"]);

        NextPageLinks.Remember(page, response);

        Assert.Equal("b", NextPageLinks.Find(page));
    }
}
