using System.Net;
using Leeway.Calls;
using Leeway.Http;

namespace Leeway.Runtime.Tests.Http;

public sealed class RedirectHandlerTests
{
    private const string Start = "https://api.example/ex/jira/1/rest/api/3/attachment/content/1";

    [Theory]
    [InlineData("https://media.example/file")]
    [InlineData("https://api.example:444/file")]
    [InlineData("https://API.example.evil/file")]
    [InlineData("https://user@evil.example/file")]
    [InlineData("//evil.example/file")]
    public async Task AnotherOriginShouldBeSentNothingThatIdentifiesTheCaller(string location)
    {
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath == "/file"
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : StubTransport.Redirect(HttpStatusCode.SeeOther, location));

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, transport.Sent.Count);
        Assert.Null(transport.Sent[1].Login);
        Assert.DoesNotContain("secret", transport.Sent[1].Headers, StringComparison.Ordinal);
        Assert.Contains("Range: bytes=1-", transport.Sent[1].Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.example/other")]
    [InlineData("https://API.EXAMPLE:443/other")]
    [InlineData("/other")]
    [InlineData("../../../../../../../other")]
    public async Task SameOriginShouldKeepTheLogin(string location)
    {
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath == "/other"
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : StubTransport.Redirect(HttpStatusCode.Found, location));

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal("Bearer secret", transport.Sent[1].Login);
        Assert.Contains("X-Custom: secret", transport.Sent[1].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectBackToTheFirstOriginShouldNotRegainTheLogin()
    {
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath switch
        {
            "/file" => StubTransport.Redirect(HttpStatusCode.Found, "https://api.example/again"),
            "/again" => new HttpResponseMessage(HttpStatusCode.OK),
            _ => StubTransport.Redirect(HttpStatusCode.Found, "https://media.example/file"),
        });

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal(["Bearer secret", null, null], transport.Sent.Select(static sent => sent.Login));
    }

    [Theory]
    [InlineData("http://api.example/file")]
    [InlineData("http://media.example/file")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    public async Task RedirectOutOfHttpsShouldNotBeFollowed(string location)
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.Found, location));

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Single(transport.Sent);
    }

    [Theory]
    [InlineData("https://media.example/file")]
    [InlineData("https://api.example:8443/ex/jira/1/rest/api/3/attachment/content/1")]
    [InlineData("http://api.example:443/file")]
    public async Task JsonCallShouldNotLeaveItsOrigin(string location)
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.Found, location));

        using HttpResponseMessage response = await SendAsync(transport, isDownload: false);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Single(transport.Sent);
    }

    [Theory]
    [InlineData("/other")]
    [InlineData("https://API.example/other")]
    public async Task JsonCallShouldBeRedirectedWithinItsOrigin(string location)
    {
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath == "/other"
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : StubTransport.Redirect(HttpStatusCode.Found, location));

        using HttpResponseMessage response = await SendAsync(transport, isDownload: false);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Bearer secret", transport.Sent[1].Login);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task CallerShouldDecideWhetherRedirectsAreFollowed(bool? followsRedirects, int sent)
    {
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath == "/other"
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : StubTransport.Redirect(HttpStatusCode.Found, "/other"));

        using HttpResponseMessage response = await SendAsync(transport, settings: new CallSettings { FollowRedirects = followsRedirects });

        Assert.Equal(sent, transport.Sent.Count);
        Assert.Equal(sent == 1 ? HttpStatusCode.Found : HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/other", 2)]
    [InlineData("https://localhost:8443/other", 2)]
    [InlineData("ftp://localhost:8080/other", 1)]
    public async Task RedirectWithoutEncryptionShouldBeFollowedIfTheCallHasNone(string location, int sent)
    {
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath == "/other"
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : StubTransport.Redirect(HttpStatusCode.Found, location));

        using HttpResponseMessage response = await SendAsync(transport, start: "http://localhost:8080/ex/jira/1/rest/api/3/attachment/content/1");

        Assert.Equal(sent, transport.Sent.Count);
    }

    /// <summary>A handler of the application may have sent another request.</summary>
    [Fact]
    public async Task RequestThatATransportNamesShouldBeTheOneOfTheResponse()
    {
        using HttpRequestMessage own = new(HttpMethod.Get, "https://api.example/deep/path");
        StubTransport transport = new(request =>
        {
            HttpResponseMessage response = request.RequestUri!.AbsolutePath == "/deep/file"
                ? new HttpResponseMessage(HttpStatusCode.OK)
                : StubTransport.Redirect(HttpStatusCode.Found, "file");
            response.RequestMessage = own;
            return response;
        });

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal("/deep/file", transport.Sent[1].Uri.AbsolutePath);
        Assert.Same(own, response.RequestMessage);
    }

    [Theory]
    [InlineData("https://id.atlassian.com/login?continue=x")]
    [InlineData("/login.jsp?os_destination=%2Frest")]
    [InlineData("https://acme.okta.com/app/1")]
    public async Task LoginPageShouldNotBeFollowed(string location)
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.Found, location));

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task DownloadShouldNotFollowARenamedSite()
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.MovedPermanently, Start.Replace("api.", "new.", StringComparison.Ordinal)));

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task OnlyTheResponsesBeforeTheLastShouldBeDisposedOf()
    {
        DisposalRecorder[] bodies = [new(), new(), new()];
        Queue<DisposalRecorder> next = new(bodies);
        StubTransport transport = new(request =>
        {
            HttpResponseMessage response = request.RequestUri!.AbsolutePath == "/second"
                ? new HttpResponseMessage(HttpStatusCode.OK)
                : StubTransport.Redirect(HttpStatusCode.Found, request.RequestUri.AbsolutePath == "/first" ? "/second" : "/first");
            response.Content = next.Dequeue();
            return response;
        });

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal([true, true, false], bodies.Select(static body => body.IsDisposed));
    }

    [Fact]
    public async Task CycleShouldEndAfterFiveRedirects()
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.Found, Start));

        using HttpResponseMessage response = await SendAsync(transport);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(6, transport.Sent.Count);
    }

    [Theory]
    [InlineData(303)]
    [InlineData(307)]
    public async Task WriteShouldNotBeRedirected(int status)
    {
        StubTransport transport = new(_ => StubTransport.Redirect((HttpStatusCode)status, "https://api.example/task/1"));

        using HttpResponseMessage response = await SendAsync(transport, HttpMethod.Post);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Single(transport.Sent);
    }

    [Fact]
    public async Task RedirectThatIsTheResultShouldBeReturned()
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.SeeOther, "https://api.example/task/1"));

        using HttpResponseMessage response = await SendAsync(
            transport, operation: new OperationDescriptor("getTask", HttpMethod.Get, "/task", "jira", "Jira", [200, 303]));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        StubTransport transport,
        HttpMethod? method = null,
        OperationDescriptor? operation = null,
        bool isDownload = true,
        CallSettings? settings = null,
        string start = Start)
    {
        using HttpMessageInvoker invoker = new(new RedirectHandler(transport));
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, start);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer secret");
        request.Headers.TryAddWithoutValidation("X-Custom", "secret");
        request.Headers.TryAddWithoutValidation("Cookie", "secret");
        request.Headers.TryAddWithoutValidation("Range", "bytes=1-");
        request.Options.Set(RedirectAnswer.MayLeaveOrigin, isDownload);
        request.Options.Set(CallSettings.Key, settings ?? new CallSettings());
        if (operation is not null)
        {
            request.Options.Set(OperationDescriptor.Key, operation);
        }

        return await invoker.SendAsync(request, CancellationToken.None);
    }
}
