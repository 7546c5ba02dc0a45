using System.Net;
using System.Reflection;
using Leeway.Http;

namespace Leeway.Runtime.Tests.Http;

public sealed class UserAgentHandlerTests
{
    private static readonly string s_library = "Leeway/"
        + typeof(UserAgentHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    [Theory]
    [InlineData(null, "")]
    [InlineData(" ", "")]
    [InlineData("Acme/1.0 (test)", "Acme/1.0 (test) ")]
    public async Task ApplicationShouldBeNamedBeforeTheLibrary(string? application, string expected) =>
        Assert.Equal(expected + s_library, await SendAsync(application, null));

    [Fact]
    public async Task UserAgentOfTheRequestShouldBeKept() => Assert.Equal("Own/2.0", await SendAsync("Acme/1.0", "Own/2.0"));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData(" ", true)]
    [InlineData("Acme", true)]
    [InlineData("Acme/1.0 (test)", true)]
    [InlineData("Acme/1.0\r\nX: y", false)]
    [InlineData("Acme\t", false)]
    [InlineData("\u00e9/1.0", false)]
    [InlineData("Acme/", false)]
    [InlineData("(", false)]
    public void OnlyProductsAndCommentsShouldBeAccepted(string? text, bool expected) => Assert.Equal(expected, UserAgentHandler.IsUserAgent(text));

    private static async Task<string> SendAsync(string? application, string? own)
    {
        using StubTransport transport = new(static _ => new HttpResponseMessage(HttpStatusCode.OK));
        using HttpMessageInvoker invoker = new(new UserAgentHandler(application, transport));
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.atlassian.com/x");
        if (own is not null)
        {
            request.Headers.UserAgent.ParseAdd(own);
        }

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);
        return request.Headers.UserAgent.ToString();
    }
}
