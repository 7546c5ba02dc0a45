using System.Net;
using System.Text;
using Leeway.Grants;
using Leeway.Runtime.Tests.Http;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>What each answer of the token endpoint is taken for.</summary>
public sealed class TokenEndpointTests
{
    private static readonly Func<bool> s_always = static () => true;

    private const string Dead = "dead";
    private const string Configuration = "configuration";
    private const string Passing = "passing";
    private const string PassingUnspent = "passing, not spent";
    private const string Call = "for this call only";
    private const string CallUnspent = "for this call only, not spent";

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(403, """{"error":"unauthorized_client","error_description":"refresh_token is invalid"}""", Dead)]
    [InlineData(403, """{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}""", Dead)]
    [InlineData(400, """{"error":"invalid_grant"}""", Dead)]
    [InlineData(401, """{"error":"unauthorized","error_description":"invalid refresh token"}""", Dead)]
    [InlineData(403, """{"error":"access_denied","error_description":"Token was globally revoked"}""", Dead)]
    [InlineData(400, """{"error":"x","error_description":"Token has been expired or revoked."}""", Dead)]
    [InlineData(401, """{"error":"access_denied","error_description":"Unauthorized"}""", Configuration)]
    [InlineData(401, """{"error":"invalid_client"}""", Configuration)]
    [InlineData(400, """{"error":"invalid_request"}""", CallUnspent)]
    [InlineData(403, """{"error":"something_new"}""", Call)]
    [InlineData(403, "<html>blocked</html>", Passing)]
    [InlineData(401, "", Passing)]
    [InlineData(404, """{"error":"invalid_grant"}""", Call)]
    [InlineData(302, "", Call)]
    [InlineData(408, "", Passing)]
    [InlineData(429, """{"error":"invalid_grant"}""", PassingUnspent)]
    [InlineData(500, """{"error":"invalid_grant"}""", Passing)]
    [InlineData(502, "<html></html>", Passing)]
    [InlineData(503, "", Passing)]
    [InlineData(200, "<html></html>", Passing)]
    [InlineData(200, "{}", Passing)]
    [InlineData(200, "[]", Passing)]
    [InlineData(200, """{"access_token":5}""", Passing)]
    [InlineData(200, """{"access_token":""}""", Passing)]
    public async Task AnswerShouldBeTakenForWhatItIs(int status, string body, string meaning)
    {
        TokenEndpointAnswer answer = await RefreshAsync(_ => StubTransport.Json((HttpStatusCode)status, body));

        Assert.Equal(meaning, Describe(answer));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    public async Task BrokenConnectionShouldTellWhetherTheTokenMayBeSpent(HttpRequestError error)
    {
        using HttpMessageInvoker without = new(new BrokenTransport(isAskedForBody: false, () => throw new HttpRequestException(error)));
        using HttpMessageInvoker with = new(new BrokenTransport(isAskedForBody: true, () => throw new HttpRequestException(error)));

        Assert.Equal(PassingUnspent, Describe(await Create(without).RefreshAsync(new RefreshToken("r"), s_always)));
        Assert.Equal(Passing, Describe(await Create(with).RefreshAsync(new RefreshToken("r"), s_always)));
    }

    [Theory]
    [InlineData(true, Passing)]
    [InlineData(false, PassingUnspent)]
    public async Task SilenceShouldEndAtTheDeadline(bool isAskedForBody, string meaning)
    {
        using HttpMessageInvoker invoker = new(new BrokenTransport(isAskedForBody, static () => { }));
        Task<TokenEndpointAnswer> answer = Create(invoker).RefreshAsync(new RefreshToken("r"), s_always);
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(meaning, Describe(await answer));
    }

    [Fact]
    public async Task BodyThatWasWithheldShouldNotLeaveAfterAll()
    {
        using TokenRequestContent content = new([("name", "value")], null);
        Assert.True(content.TryWithhold());
        await Assert.ThrowsAsync<InvalidOperationException>(() => content.CopyToAsync(Stream.Null));

        using TokenRequestContent other = new([("name", "value")], s_always);
        using MemoryStream sent = new();
        await other.CopyToAsync(sent);
        Assert.Equal("""{"name":"value"}""", Encoding.UTF8.GetString(sent.ToArray()));
        Assert.False(other.TryWithhold());
    }

    [Fact]
    public async Task BodyShouldLeaveOnceThoughSomethingBeneathRepeatsTheRequest()
    {
        Repeating transport = new();
        using HttpMessageInvoker invoker = new(transport);

        Assert.Equal(Passing, Describe(await Create(invoker).RefreshAsync(new RefreshToken("r"), s_always)));
        Assert.Equal(1, transport.Sent);
    }

    [Fact]
    public async Task TokenShouldNotLeaveOnceItIsTooLateWhenTheConnectionStands()
    {
        bool mayLeave = true;
        using HttpMessageInvoker invoker = new(new BrokenTransport(isAskedForBody: true, static () => { }, beforeBody: () => mayLeave = false));

        Assert.Equal(PassingUnspent, Describe(await Create(invoker).RefreshAsync(new RefreshToken("r"), () => mayLeave)));
    }

    [Theory]
    [InlineData("""{"access_token":"a","refresh_token":"r2","expires_in":3600,"scope":"x y","token_type":"Bearer"}""", 3600, true)]
    [InlineData("""{"access_token":"a","expires_in":60,"scope":"x y"}""", 60, false)]
    [InlineData("""{"access_token":"a","refresh_token":null,"scope":"x y"}""", 300, false)]
    [InlineData("""{"access_token":"a","expires_in":-1,"scope":"x y"}""", 300, false)]
    [InlineData("""{"access_token":"a","expires_in":"3600","scope":"x y"}""", 300, false)]
    public async Task TokensShouldBeReadWithTheirLifetimeFromWhenTheyWereAskedFor(string body, int seconds, bool hasRefreshToken)
    {
        DateTimeOffset askedAt = _time.GetUtcNow();
        TokenEndpointAnswer answer = await RefreshAsync(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return StubTransport.Json(HttpStatusCode.OK, body);
        });

        TokenEndpointAnswer.Issued issued = Assert.IsType<TokenEndpointAnswer.Issued>(answer);
        Assert.Equal(askedAt.AddSeconds(seconds), issued.ExpiresAt);
        Assert.Equal(hasRefreshToken, issued.RefreshToken is not null);
        Assert.Equal(["x", "y"], issued.Scopes);
    }

    [Fact]
    public async Task RequestShouldBeAsDocumented()
    {
        StubTransport transport = new(_ => StubTransport.Json(HttpStatusCode.OK, """{"access_token":"a"}"""));
        using HttpMessageInvoker invoker = new(transport);

        await Create(invoker).RefreshAsync(new RefreshToken("r\"1"), s_always);
        await Create(invoker).ExchangeCodeAsync("c", "http://127.0.0.1/cb", null);
        await Create(invoker).ExchangeCodeAsync("c", "http://127.0.0.1/cb", "v");

        Assert.All(transport.Sent, sent => Assert.Equal("https://auth.example/oauth/token", sent.Uri.AbsoluteUri));
        Assert.Equal(
            [
                """{"client_id":"id","client_secret":"hush","grant_type":"refresh_token","refresh_token":"r\u00221"}""",
                """{"client_id":"id","client_secret":"hush","grant_type":"authorization_code","code":"c","redirect_uri":"http://127.0.0.1/cb"}""",
                """{"client_id":"id","client_secret":"hush","grant_type":"authorization_code","code":"c","redirect_uri":"http://127.0.0.1/cb","code_verifier":"v"}""",
            ],
            transport.Sent.Select(static sent => sent.Body));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sun, 01 Nov 2026 12:00:30 GMT", 30)]
    [InlineData("Sun, 01 Nov 2026 11:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task RetryAfterShouldBeReadByOurClock(string header, int? seconds)
    {
        TokenEndpointAnswer answer = await RefreshAsync(_ =>
        {
            HttpResponseMessage response = StubTransport.Json(HttpStatusCode.TooManyRequests, "");
            response.Headers.TryAddWithoutValidation("Retry-After", header);
            return response;
        });

        Assert.Equal(
            seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), Assert.IsType<TokenEndpointAnswer.Unavailable>(answer).RetryAfter);
    }

    [Fact]
    public async Task EchoedSecretsShouldNotBeRepeated()
    {
        string echo = $$"""{"error":"invalid_grant","error_description":"r-secret\nhush {{new string('x', 500)}}"}""";
        TokenEndpointAnswer answer = await RefreshAsync(_ => StubTransport.Json(HttpStatusCode.BadRequest, echo), "r-secret");

        string words = Assert.IsType<TokenEndpointAnswer.Refused>(answer).Words;
        Assert.StartsWith("400 invalid_grant (not shown) (not shown) xxx", words, StringComparison.Ordinal);
        Assert.Equal(200, words.Length);
    }

    [Fact]
    public async Task EndlessAnswerShouldBeGivenUp()
    {
        TokenEndpointAnswer answer = await RefreshAsync(_ => StubTransport.Json(HttpStatusCode.OK, new string(' ', 300_000)));

        Assert.Equal(Passing, Describe(answer));
    }

    private static string Describe(TokenEndpointAnswer answer) => answer switch
    {
        TokenEndpointAnswer.Refused => Dead,
        TokenEndpointAnswer.Misconfigured => Configuration,
        TokenEndpointAnswer.Unavailable { IsPassing: true, MayBeSpent: true } => Passing,
        TokenEndpointAnswer.Unavailable { IsPassing: true } => PassingUnspent,
        TokenEndpointAnswer.Unavailable { MayBeSpent: true } => Call,
        TokenEndpointAnswer.Unavailable => CallUnspent,
        _ => "tokens",
    };

    private async Task<TokenEndpointAnswer> RefreshAsync(Func<HttpRequestMessage, HttpResponseMessage> answer, string token = "r")
    {
        using HttpMessageInvoker invoker = new(new StubTransport(answer));
        return await Create(invoker).RefreshAsync(new RefreshToken(token), s_always);
    }

    private TokenEndpoint Create(HttpMessageInvoker invoker) => new(
        invoker,
        new AtlassianOptions
        {
            ClientId = "id",
            ClientSecret = "hush",
            Endpoints = new AtlassianEndpoints { AuthorizationServer = new Uri("https://auth.example") },
        },
        new GrantEnvironment(_time, new Random(1), TaskCreationOptions.None));

    /// <summary>Never answers, whether or not it has asked for the body.</summary>
    private sealed class BrokenTransport(bool isAskedForBody, Action fail, Action? beforeBody = null) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            beforeBody?.Invoke();
            if (isAskedForBody)
            {
                await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            }

            fail();
            TaskCompletionSource<HttpResponseMessage> never = new();
            using (cancellationToken.Register(() => never.TrySetCanceled(cancellationToken)))
            {
                return await never.Task;
            }
        }
    }

    /// <summary>Writes the request to a connection, and again to another, as what an application puts before its clients may do.</summary>
    private sealed class Repeating : HttpMessageHandler
    {
        public int Sent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (int i = 0; i < 2; i++)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
                Sent++;
            }

            return StubTransport.Json(HttpStatusCode.OK, "{}");
        }
    }
}
