using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Limits;
using Leeway.Runtime.Tests.Grants;
using Leeway.Runtime.Tests.Http;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Responses of a host other than Atlassian's, with the words and headers that have a meaning at Atlassian, through the whole pipeline.</summary>
public sealed class HostErrorsTests : IDisposable
{
    private static readonly ServerAddress s_server = new("https://api.acme.example/v1");
    private static readonly OperationDescriptor s_read = new("getRocket", HttpMethod.Get, "/rockets/{id}", "", "Acme", [200], server: s_server);
    private static readonly OperationDescriptor s_write = new("createRocket", HttpMethod.Post, "/rockets", "", "Acme", [200], server: s_server);

    private readonly GrantWorld _world = new();
    private Func<HttpRequestMessage, HttpResponseMessage> _answer = static _ => new HttpResponseMessage(HttpStatusCode.OK);
    private AtlassianLogin _login = AtlassianLogin.Basic("mia", "secret");
    private StubTransport? _transport;
    private AtlassianPipeline? _node;

    public static TheoryData<string, string> Logins => new()
    {
        { "bearer", "The token was not accepted: it may have expired or been revoked. Leeway does not renew a token that the application supplied. Set AtlassianOptions.Login to a new one." },
        { "basic", "The user name or password was not accepted. Check AtlassianOptions.Login." },
        { "key", "The API key was not accepted: it may have expired or been revoked, or the host expects it in another header. Check AtlassianOptions.Login." },
        { "none", "The request carries no login, and the host requires one. Set AtlassianOptions.Login." },
    };

    public void Dispose() => _transport?.Dispose();

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task UnauthorizedShouldBeAFailedLoginWithAdviceForItsKind(string login, string advice)
    {
        _login = login switch
        {
            "bearer" => AtlassianLogin.BearerToken("secret"),
            "basic" => AtlassianLogin.Basic("mia", "secret"),
            "key" => AtlassianLogin.ApiKey("X-Api-Key", "secret"),
            _ => AtlassianLogin.None,
        };
        _answer = static _ => WithHeader(
            WithHeader(StubTransport.Json(HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized; scope does not match"}"""), "X-Seraph-LoginReason", "AUTHENTICATION_DENIED"),
            "X-Failure-Category",
            "FAILURE_CLIENT_AUTH");

        AuthenticationFailedException exception = await Assert.ThrowsAsync<AuthenticationFailedException>(() => ReadAsync());

        Assert.Equal(advice, exception.Advice);
        Assert.Equal((null, null), (exception.LoginReason, exception.FailureCategory));
        Assert.Single(_transport!.Sent);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":404,"message":"Not Found"}""", "application/json")]
    [InlineData("<html><title>Log in</title></html>", "text/html")]
    [InlineData("Site temporarily unavailable", "text/plain")]
    [InlineData("""{"type":"error","error":{"message":"Repository x/y not found"}}""", "application/json")]
    public async Task NotFoundShouldMeanThatTheResourceDoesNotExist(string body, string mediaType)
    {
        _answer = _ => RecordingHandler.Response(HttpStatusCode.NotFound, body, mediaType);
        NotFoundException exception = await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync());
        Assert.Equal("The resource does not exist, or the login may not see it.", exception.Advice);
        Assert.Single(_transport!.Sent);
    }

    [Theory]
    [InlineData(403, """{"code":403,"message":"The app is not installed on this instance"}""", "The login has no permission for the operation.")]
    [InlineData(410, "", "The resource no longer exists.")]
    [InlineData(400, """{"errorMessages":["Site is unavailable"]}""", null)]
    public async Task OtherStatusShouldBeAPlainError(int status, string body, string? advice)
    {
        _answer = _ => RecordingHandler.Response((HttpStatusCode)status, body);
        AtlassianApiException exception = await Assert.ThrowsAsync<AtlassianApiException>(() => ReadAsync());
        Assert.Equal(advice, exception.Advice);
        Assert.Single(_transport!.Sent);
    }

    [Fact]
    public async Task ProblemDetailsShouldBeTheMessage()
    {
        _answer = static _ => RecordingHandler.Response(
            HttpStatusCode.UnprocessableEntity, """{"type":"https://acme.example/p","title":"Invalid","detail":"too tall","invalid-params":[{"name":"height","reason":"over 100 m"}]}""", "application/problem+json");
        AtlassianApiException exception = await Assert.ThrowsAsync<AtlassianApiException>(() => ReadAsync());
        Assert.Equal(["Invalid: too tall"], exception.Messages);
        Assert.Equal("over 100 m", exception.FieldErrors["height"]);
    }

    [Fact]
    public async Task SuccessShouldBeASuccessWhateverAtlassianWouldMeanByIt()
    {
        _answer = static _ => WithHeader(
            WithHeader(StubTransport.Json(HttpStatusCode.OK, """["a"]"""), "X-Seraph-LoginReason", "AUTHENTICATED_FAILED"), "X-Failure-Category", "FAILURE_CLIENT_AUTH");
        Assert.Equal(["a"], await ReadAsync());
    }

    [Fact]
    public async Task PageThatAsksForALoginShouldBeDownloaded()
    {
        _answer = static _ => RecordingHandler.Response(HttpStatusCode.OK, "<html><title>Log in</title><form id=\"login-form\"></form></html>", "text/html");
        using Stream stream = await Node.CreateCaller().DownloadAsync(s_read.CreateRequest("/rockets/1"), CancellationToken.None);
        using StreamReader reader = new(stream);
        Assert.Contains("login-form", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectOfAReadWithinTheOriginShouldBeFollowedWhateverItsPath()
    {
        _answer = static request => request.RequestUri!.AbsolutePath == "/login" ? StubTransport.Json(HttpStatusCode.OK, """["b"]""") : StubTransport.Redirect(HttpStatusCode.Found, "/login");
        Assert.Equal(["b"], await ReadAsync());
        Assert.All(_transport!.Sent, static sent => Assert.StartsWith("Basic ", sent.Login, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RedirectToAnotherOriginShouldNotCountAsAMove()
    {
        _answer = static _ => StubTransport.Redirect(HttpStatusCode.MovedPermanently, "https://leeway-demo.atlassian.net/v1/rockets/1");
        AtlassianApiException exception = await Assert.ThrowsAsync<AtlassianApiException>(() => ReadAsync());
        Assert.Contains("https://leeway-demo.atlassian.net was not followed", exception.Message, StringComparison.Ordinal);
        Assert.Single(_transport!.Sent);
    }

    [Fact]
    public async Task ReasonOfALimitShouldNotBeReadAsAQuotaOfAtlassian()
    {
        int calls = 0;
        _answer = _ => ++calls > 1
            ? StubTransport.Json(HttpStatusCode.OK, "[]")
            : WithHeader(WithHeader(new HttpResponseMessage(HttpStatusCode.TooManyRequests), "RateLimit-Reason", "jira-quota-global-based"), "Retry-After", "7");

        // A quota would be reported at once, and hold back all calls for an hour.
        Task<IReadOnlyList<string>> call = ReadAsync();
        DateTimeOffset start = _world.Time.GetUtcNow();
        Assert.Empty(await _world.Time.RunAsync(call, TimeSpan.FromSeconds(1)));
        Assert.InRange(_world.Time.GetUtcNow() - start, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(15));
        Assert.Empty(Node.Limits.Stops);
    }

    [Fact]
    public async Task LimitShouldBeReportedWithItsHeaders()
    {
        _answer = static _ => WithHeader(
            WithHeader(new HttpResponseMessage(HttpStatusCode.TooManyRequests), "Retry-After", "120"), "RateLimit", "\"default\";r=0;t=120");
        RateLimitedException exception = await Assert.ThrowsAsync<RateLimitedException>(() => WriteAsync());
        Assert.Equal((TimeSpan.FromSeconds(120), RateLimitScope.Unknown), (exception.RetryAfter!.Value, exception.Scope));
        SiteRateLimit limit = Assert.Single(Node.Limits.Current);
        Assert.Equal(("Acme", "api.acme.example"), (limit.Product, limit.Site));
        Assert.Equal(0, Assert.Single(limit.Status.Budgets).Remaining);
    }

    [Fact]
    public async Task WriteShouldBeInDoubtAfterA503WithAReason()
    {
        _answer = static _ => WithHeader(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable), "RateLimit-Reason", "busy");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => WriteAsync());
    }

    private AtlassianPipeline Node => _node ??= _world.NewNode(
        options =>
        {
            options.Login = _login;
            options.Server = _login.Kind == LoginKind.None ? null : new Uri("https://api.acme.example/v1");
        },
        _transport = new StubTransport(request => _answer(request)));

    private Task<IReadOnlyList<string>> ReadAsync() =>
        Node.CreateCaller().SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_read.CreateRequest("/rockets/1"), CancellationToken.None);

    private Task WriteAsync() => Node.CreateCaller().SendAsync(s_write.CreateRequest("/rockets"), CancellationToken.None);

    private static HttpResponseMessage WithHeader(HttpResponseMessage response, string name, string value)
    {
        response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    [Theory]
    [InlineData(404, false, nameof(ErrorKind.NotFound), "The resource does not exist, or the login may not see it.")]
    [InlineData(404, true, nameof(ErrorKind.Anonymous), "The call was redirected to x.example, which is not sent the login and has no such file. The product has not said that the file does not exist.")]
    [InlineData(401, true, nameof(ErrorKind.Other), "The call was redirected to a host that is not sent the login, and that host asks for one. The address may have expired.")]
    [InlineData(429, true, nameof(ErrorKind.RateLimited), null)]
    [InlineData(300, false, nameof(ErrorKind.Other), "The redirect names no address.")]
    [InlineData(304, false, nameof(ErrorKind.Other), "The resource has not changed since the version in the request's condition.")]
    [InlineData(403, false, nameof(ErrorKind.Other), "The login has no permission for the operation.")]
    [InlineData(400, false, nameof(ErrorKind.Other), null)]
    public void StatusShouldDetermineTheKindAndTheAdvice(int status, bool hasLeft, string kind, string? advice)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status) { RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://x.example/file") };
        response.RequestMessage.Options.Set(RedirectAnswer.LeftOrigin, hasLeft);

        ErrorKind found = HostErrors.Classify(response);

        Assert.Equal(kind, found.ToString());
        if (found != ErrorKind.RateLimited)
        {
            Assert.Equal(advice, HostErrors.FindAdvice(found, response, isOfRepetition: false));
        }
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(410)]
    public void ErrorOfARepetitionShouldHaveNoAdvice(int status)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status);

        Assert.Null(HostErrors.FindAdvice(HostErrors.Classify(response), response, isOfRepetition: true));
    }
}
