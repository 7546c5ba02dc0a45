using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public class RequestPathTests
{
    private static readonly OperationDescriptor s_operation = new("getThing", HttpMethod.Get, "/rest/{id}", "jira", "Jira", [200]);

    public static TheoryData<string> Refused =>
    [
        "",
        "rest/api",
        "//evil.example/rest",
        "https://evil.example/rest",
        "?a=b",
        "/a b",
        "/a\r\nHost: evil.example",
        "/a\nb",
        "/a\0b",
        "/a\tb",
        "/a\u007fb",
        "/a\u0085b",
        "/a?b=\r\nc",
        "/\u00e4",
        "/\uD83D",
        "/a#b",
        "/a\\b",
        "/..\\a",
        "/a/../b",
        "/a/..",
        "/..",
        "/.",
        "/a/./b",
        "/a/%2e%2e/b",
        "/a/%2E./b",
        "/a/.%2e?c=d",
        "/a/%2e",
        "/a/..;x=y/b",
        "/a//..",
        "/a/.;/b",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void PathThatLeadsElsewhereShouldBeRefused(string uri)
    {
        Assert.NotNull(RequestPath.FindFault(uri));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => s_operation.CreateRequest(uri));
        Assert.Equal("uri", refusal.ParamName);
        Assert.Contains("/rest/{id}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/rest/api/3/issue/ABC-1")]
    [InlineData("/a/...")]
    [InlineData("/a/.b/c..")]
    [InlineData("/a/..b/%2e%2ec")]
    [InlineData("/a?b=/../c&d=..")]
    [InlineData("/a/%2F..%2Fb")]
    [InlineData("/a//b/")]
    [InlineData("/a;b=c/d:e@f!$&'()*+,;=~")]
    [InlineData("/a?b={\"c\":[1|2]}^`<>")]
    public void OtherPathShouldPass(string uri)
    {
        Assert.Null(RequestPath.FindFault(uri));
        using HttpRequestMessage request = s_operation.CreateRequest(uri);
        Assert.Equal(uri, request.RequestUri!.OriginalString);
    }
}
