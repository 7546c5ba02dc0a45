using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("https://api.bitbucket.org/2.0", "https://api.bitbucket.org", "/2.0", false)]
    [InlineData("https://api.bitbucket.org/2.0/", "https://api.bitbucket.org", "/2.0", false)]
    [InlineData("https://api.atlassian.com", "https://api.atlassian.com", "", true)]
    [InlineData("https://api.atlassian.com/", "https://api.atlassian.com", "", true)]
    [InlineData("https://API.Atlassian.com:443/admin", "https://api.atlassian.com", "/admin", true)]
    [InlineData("https://api.atlassian.com/jsm/assets/workspace/{workspaceId}/v1", "https://api.atlassian.com", "/jsm/assets/workspace/{workspaceId}/v1", true)]
    [InlineData("http://localhost:8080/v1", "http://localhost:8080", "/v1", false)]
    [InlineData("https://192.0.2.1:8443/a;b=c/%7Bx%7D", "https://192.0.2.1:8443", "/a;b=c/%7Bx%7D", false)]
    public void AddressShouldBeSplit(string template, string origin, string path, bool isGateway)
    {
        ServerAddress server = new(template);
        Assert.Equal((new Uri(origin), path, isGateway), (server.Origin, server.Path, server.IsGateway));
        Assert.Equal(template, server.Template);
        Assert.Equal(template, server.ToString());
    }

    [Theory]
    [InlineData("", "no scheme")]
    [InlineData("/v1", "no scheme")]
    [InlineData("//api.example.com/v1", "no scheme")]
    [InlineData("api.example.com", "no scheme")]
    [InlineData("https://", "host")]
    [InlineData("https:///v1", "host")]
    [InlineData("https://user:secret@api.example.com/v1", "host")]
    [InlineData("https://api.example.com\\@evil.example/v1", "host")]
    [InlineData("https://api.example.com?x=@evil.example/v1", "host")]
    [InlineData("https://api.example.com#/v1", "host")]
    [InlineData("https://api.example.com%2eevil.example/v1", "host")]
    [InlineData("https://аpi.atlassian.com/v1", "host")]
    [InlineData("https://{host}/v1", "host")]
    [InlineData("https://api.example.com:99999/v1", "host")]
    [InlineData("https://api.example.com\r\nX: y/v1", "host")]
    [InlineData("http://api.example.com/v1", "not https")]
    [InlineData("ftp://api.example.com/v1", "not https")]
    [InlineData("file:///etc/passwd", "host")]
    [InlineData("https://api.example.com/v1?key=1", "query")]
    [InlineData("https://api.example.com/v1#part", "fragment")]
    [InlineData("https://api.example.com//v1", "single slash")]
    [InlineData("https://api.example.com/a//b", "empty segment")]
    [InlineData("https://api.example.com/a/../b", "'.' or '..'")]
    [InlineData("https://api.example.com/a/%2E%2e/b", "'.' or '..'")]
    [InlineData("https://api.example.com/a b", "U+0020")]
    [InlineData("https://api.example.com/a\\b", "U+005C")]
    [InlineData("https://api.example.com/{version}", "has no value")]
    [InlineData("https://api.example.com/{cloudId}", "has no value")]
    [InlineData("https://api.atlassian.com/{cloudid}", "has no value")]
    [InlineData("https://api.atlassian.com/x{cloudId}", "has no value")]
    [InlineData("https://api.atlassian.com/{cloudId}/{cloudId}", "twice")]
    [InlineData("https://api.atlassian.com./{cloudId}", "has no value")]
    [InlineData("https://api.atlassian.com:8443/{cloudId}", "has no value")]
    public void OtherTextShouldBeRefused(string template, string fault)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new ServerAddress(template));
        Assert.Equal("template", exception.ParamName);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u202Eb", "'ab' is not the address of a server: it has no scheme and host. It must be an absolute address such as https://api.example.com/v1.")]
    [InlineData("a@b", "The text is not the address of a server: it has no scheme and host. It must be an absolute address such as https://api.example.com/v1.")]
    [InlineData("://host", "'://host' is not the address of a server: its host cannot be used. It must be a host name without user information or variables, such as api.example.com.")]
    public void RefusalShouldShowTheTextUnlessItMayContainAPassword(string template, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(nameof(template), () => new ServerAddress(template)).Message, StringComparison.Ordinal);

    [Fact]
    public void TemplateShouldBeRequired() => Assert.Throws<ArgumentNullException>("template", static () => new ServerAddress(null!));

    [Fact]
    public void IdsShouldStayInTheirSegments()
    {
        ServerAddress server = new("https://api.atlassian.com/ex/jira/{cloudId}/workspace/{workspaceId}/v1");
        Assert.Equal("/ex/jira/a%2Fb/workspace/%7BcloudId%7D%3Fx/v1", server.FillPath("a/b", "{cloudId}?x"));
        Assert.Equal("/admin", new ServerAddress("https://api.atlassian.com/admin").FillPath(null, null));
    }

    [Fact]
    public void OperationShouldSayWhoseRulesApply()
    {
        Assert.True(Describe(null).IsOfAtlassian);
        Assert.True(Describe("https://api.atlassian.com/admin").IsOfAtlassian);
        Assert.False(Describe("https://api.bitbucket.org/2.0").IsOfAtlassian);
        Assert.False(Describe("https://leeway-demo.atlassian.net").IsOfAtlassian);

        static OperationDescriptor Describe(string? server) =>
            new("get", HttpMethod.Get, "/a", "", "X", [200], server: server is null ? null : new ServerAddress(server));
    }
}
