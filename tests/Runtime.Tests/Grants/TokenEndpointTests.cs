using System.Net;
using System.Text;
using Leeway.Grants;
using Leeway.Runtime.Tests.Http;
using Leeway.Telemetry;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>How each response of the token endpoint is classified.</summary>
public sealed class TokenEndpointTests
{
    private static readonly Func<bool> s_always = static () => true;

    private const string Dead = "dead";
    private const string Configuration = "configuration";
    private const string Passing = "passing";
    private const string PassingUnspent = "passing, not spent";
    private const string Withheld = "withheld";
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
    [InlineData(400, """{"error":"unsupported_grant_type"}""", Configuration)]
    [InlineData(403, """{"error":"unauthorized_client","error_description":"Unknown client"}""", Configuration)]
    [InlineData(403, """{"error":"unauthorized_client","error_description":"Grant type 'refresh_token' not allowed for the client."}""", Configuration)]
    [InlineData(400, """{"error":"unauthorized_client","error_description":"The app has been suspended."}""", Configuration)]
    [InlineData(403, """{"error":"invalid_grant","error_description":"Application is disabled"}""", Configuration)]
    [InlineData(401, """{"error":"access_denied","error_description":"The application was deleted"}""", Configuration)]
    [InlineData(403, """{"error":"app_suspended"}""", Configuration)]
    [InlineData(403, """{"error":"forbidden","error_description":"This client is no longer active"}""", Configuration)]
    [InlineData(403, """{"error":"x","error_description":"App unknown"}""", Configuration)]
    [InlineData(403, """{"error":"x","error_description":"Unauthorised: the Snapp (app)"}""", Configuration)]
    [InlineData(403, """{"error":"x","error_description":"Not known: app"}""", Configuration)]
    [InlineData(403, """{"error":"x","error_description":"Apps are disabled"}""", Call)]
    [InlineData(403, """{"error":"x","error_description":"Snapp is disabled"}""", Call)]
    [InlineData(403, """{"error":"x","error_description":"The app was noted"}""", Call)]
    [InlineData(403, """{"error":"x","error_description":"The app has no owner and is disabled"}""", Call)]
    [InlineData(403, """{"error":"unauthorized_client"}""", Dead)]
    [InlineData(403, """{"error":"INVALID_GRANT","error_description":"nothing more"}""", Dead)]
    [InlineData(400, """{"error":"invalid_grant","error_description":"The refresh token was not issued to this client"}""", Dead)]
    [InlineData(403, """{"error":"unauthorized_client","error_description":"The user has removed the app"}""", Dead)]
    [InlineData(403, """{"error":"unauthorized_client","error_description":"\ud800"}""", Dead)]
    [InlineData(403, """{"\ud800":1,"error":"invalid_grant"}""", Dead)]
    [InlineData(403, """{"error":"x","error":"invalid_grant"}""", Dead)]
    [InlineData(403, """{"error":{"code":"invalid_grant"},"error_description":["invalid refresh token"]}""", Call)]
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
    [InlineData(200, """{"access_token":null}""", Passing)]
    [InlineData(200, """{"access_token":["a"]}""", Passing)]
    [InlineData(200, """{"access_token":"a\r\nX-Evil: 1"}""", Passing)]
    [InlineData(200, """{"access_token":"a\n"}""", Passing)]
    [InlineData(200, """{"access_token":" a"}""", Passing)]
    [InlineData(200, """{"access_token":"a\u0000"}""", Passing)]
    [InlineData(200, """{"access_token":"\u00e9"}""", Passing)]
    [InlineData(200, """{"access_token":"\ud800"}""", Passing)]
    [InlineData(200, """{"access_token":"a","refresh_token":"\udc00r"}""", Passing)]
    [InlineData(200, """{"access_token":"a","refresh_token":5}""", Passing)]
    [InlineData(200, """{"access_token":"a","refresh_token":{}}""", Passing)]
    [InlineData(200, """{"access_token":"a"}{"access_token":"b"}""", Passing)]
    [InlineData(200, """{"access_token":"a","refresh_t""", Passing)]
    [InlineData(204, "", Passing)]
    [InlineData(200, """{"access_token":"a b","refresh_token":""}""", "tokens")]
    [InlineData(200, """{"access_token":"a","refresh_token":null,"\udc00":{"a":[1]}}""", "tokens")]
    [InlineData(201, """{"access_token":5,"access_token":"a","refresh_token":"r\n\u00e9"}""", "tokens")]
    [InlineData(200, "\uFEFF{\"access_token\":\"a\"}", "tokens")]
    public async Task ResponseShouldBeClassified(int status, string body, string meaning)
    {
        TokenEndpointResult answer = await RefreshAsync(_ => StubTransport.Json((HttpStatusCode)status, body));

        Assert.Equal(meaning, Describe(answer));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    public async Task FailedConnectionShouldReportWhetherTheTokenMayBeSpent(HttpRequestError error)
    {
        using HttpMessageInvoker without = new(new BrokenTransport(isAskedForBody: false, () => throw new HttpRequestException(error)));
        using HttpMessageInvoker with = new(new BrokenTransport(isAskedForBody: true, () => throw new HttpRequestException(error)));

        Assert.Equal(PassingUnspent, Describe(await Create(without).RefreshAsync(new RefreshToken("r"), s_always)));
        Assert.Equal(Passing, Describe(await Create(with).RefreshAsync(new RefreshToken("r"), s_always)));
    }

    [Theory]
    [InlineData(true, Passing)]
    [InlineData(false, PassingUnspent)]
    public async Task MissingResponseShouldEndAtTheDeadline(bool isAskedForBody, string meaning)
    {
        using HttpMessageInvoker invoker = new(new BrokenTransport(isAskedForBody, static () => { }));
        Task<TokenEndpointResult> answer = Create(invoker).RefreshAsync(new RefreshToken("r"), s_always);
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(meaning, Describe(await answer));
    }

    [Fact]
    public async Task WithheldBodyShouldNotBeSentLater()
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
    public async Task BodyShouldBeSentOnceEvenIfALowerHandlerRetries()
    {
        Repeating transport = new();
        using HttpMessageInvoker invoker = new(transport);

        Assert.Equal(Passing, Describe(await Create(invoker).RefreshAsync(new RefreshToken("r"), s_always)));
        Assert.Equal(1, transport.Sent);
    }

    [Fact]
    public async Task TokenShouldNotBeSentIfTheConnectionIsEstablishedTooLate()
    {
        bool mayLeave = true;
        using HttpMessageInvoker invoker = new(new BrokenTransport(isAskedForBody: true, static () => { }, beforeBody: () => mayLeave = false));

        Assert.Equal(Withheld, Describe(await Create(invoker).RefreshAsync(new RefreshToken("r"), () => mayLeave)));
    }

    [Theory]
    [InlineData("""{"access_token":"a","refresh_token":"r2","expires_in":3600,"scope":"x y","token_type":"Bearer"}""", 3600, true)]
    [InlineData("""{"access_token":"a","expires_in":60,"scope":"x y"}""", 60, false)]
    [InlineData("""{"access_token":"a","refresh_token":null,"scope":"x y"}""", 300, false)]
    [InlineData("""{"access_token":"a","expires_in":"3600","scope":["x","y"]}""", 3600, false)]
    [InlineData("""{"access_token":"a","expires_in":120,"scope":["x",5,null,["z"]," y "]}""", 120, false)]
    public async Task TokensShouldBeReadWithTheirLifetimeFromTheRequest(string body, int seconds, bool hasRefreshToken)
    {
        DateTimeOffset askedAt = _time.GetUtcNow();
        TokenEndpointResult answer = await RefreshAsync(_ =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return StubTransport.Json(HttpStatusCode.OK, body);
        });

        TokenEndpointResult.Issued issued = Assert.IsType<TokenEndpointResult.Issued>(answer);
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
    [InlineData("3600", 3600)]
    [InlineData("\"3600\"", 3600)]
    [InlineData("\" 3600.0 \"", 3600)]
    [InlineData("3600.5", 3600.5)]
    [InlineData("1e3", 1000)]
    [InlineData("30", 30)]
    [InlineData("1", 1)]
    [InlineData("0.001", 1)]
    [InlineData("86400", 86400)]
    [InlineData("86401", 86400)]
    [InlineData("9223372036854775808", 86400)]
    [InlineData("1e400", 86400)]
    [InlineData("\"Infinity\"", 86400)]
    [InlineData("\"999999999999999999999999\"", 86400)]
    [InlineData("0", 300)]
    [InlineData("-1", 300)]
    [InlineData("-1e400", 300)]
    [InlineData("null", 300)]
    [InlineData("true", 300)]
    [InlineData("[3600]", 300)]
    [InlineData("{\"seconds\":3600}", 300)]
    [InlineData("\"\"", 300)]
    [InlineData("\"an hour\"", 300)]
    [InlineData("\"NaN\"", 300)]
    [InlineData("\"\\ud800\"", 300)]
    public async Task LifetimeShouldBeReadInEveryForm(string expiresIn, double seconds)
    {
        TokenEndpointResult answer = await RefreshAsync(
            _ => StubTransport.Json(HttpStatusCode.OK, $$"""{"access_token":"a","expires_in":{{expiresIn}}}"""));

        Assert.Equal(_time.GetUtcNow().AddSeconds(seconds), Assert.IsType<TokenEndpointResult.Issued>(answer).ExpiresAt);
    }

    [Theory]
    [InlineData("3601", 3600)]
    [InlineData("2147483647", 3600)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 3600)]
    [InlineData("0", null)]
    [InlineData("120", 120)]
    [InlineData("Sun, 01 Nov 2026 12:00:30 GMT", 30)]
    [InlineData("Sun, 01 Nov 2026 11:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task RetryAfterShouldUseTheLocalClock(string header, int? seconds)
    {
        TokenEndpointResult answer = await RefreshAsync(_ =>
        {
            HttpResponseMessage response = StubTransport.Json(HttpStatusCode.TooManyRequests, "");
            response.Headers.TryAddWithoutValidation("Retry-After", header);
            return response;
        });

        Assert.Equal(
            seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), Assert.IsType<TokenEndpointResult.Unavailable>(answer).RetryAfter);
    }

    [Fact]
    public async Task EchoedSecretsShouldBeRemoved()
    {
        string echo = $$"""{"error":"invalid_grant","error_description":"r-secret\nhush {{new string('x', 500)}}"}""";
        TokenEndpointResult answer = await RefreshAsync(_ => StubTransport.Json(HttpStatusCode.BadRequest, echo), "r-secret");

        string words = Assert.IsType<TokenEndpointResult.Refused>(answer).Words;
        Assert.StartsWith("400 invalid_grant (not shown) (not shown) xxx", words, StringComparison.Ordinal);
        Assert.Equal(200, words.Length);
    }

    [Fact]
    public async Task ErrorTextShouldBeSafeForLogs()
    {
        string body = $$"""{"error":"invalid_grant","error_description":"a\u2028b\u202ec\u0007{{string.Concat(Enumerable.Repeat("\U0001F600", 200))}}"}""";
        TokenEndpointResult answer = await RefreshAsync(_ => StubTransport.Json(HttpStatusCode.BadRequest, body), "r-secret");

        string words = Assert.IsType<TokenEndpointResult.Refused>(answer).Words;
        Assert.StartsWith("400 invalid_grant a b c \U0001F600", words, StringComparison.Ordinal);
        Assert.InRange(words.Length, 190, 200);
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(words)));
    }

    [Theory]
    [InlineData(429, PassingUnspent)]
    [InlineData(503, Passing)]
    public async Task RetryAfterShouldBeReadEvenIfTheBodyNeverEnds(int status, string meaning)
    {
        TokenEndpointResult answer = await RefreshAsync(_ =>
        {
            HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(new string(' ', 300_000)) };
            response.Headers.TryAddWithoutValidation("Retry-After", "7");
            return response;
        });

        Assert.Equal(meaning, Describe(answer));
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<TokenEndpointResult.Unavailable>(answer).RetryAfter);
    }

    [Fact]
    public async Task TransportThatIgnoresTheDeadlineShouldDelayNoCaller()
    {
        using HttpMessageInvoker invoker = new(new DeafTransport());
        Task<TokenEndpointResult> answer = Create(invoker).RefreshAsync(new RefreshToken("r"), s_always);
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(Passing, Describe(await answer));
    }

    [Fact]
    public async Task AnyResponseShouldBeClassifiedWithoutAnException()
    {
        Random random = new(13);
        string[] pieces =
        [
            "{", "}", "[", "]", ":", ",", "null", "true", "-1", "1e999", "\"access_token\"", "\"refresh_token\"", "\"expires_in\"", "\"scope\"", "\"error\"",
            "\"error_description\"", "\"\\ud800\"", "\"a\\r\\n\"", "\"token\"", "\"invalid_grant\"", "\"invalid_request\"", "\"unauthorized_client\"", "\"The app is disabled\"", " ", "\u00e9",
        ];
        string[] types = ["application/json", "application/json; charset=utf8", "text/html; charset=utf-7", "application/json; charset=\"", "\u0001", ""];
        string[] waits = ["1", "-1", "1.5", "99999999999999999999", "Sat, 01 Jan 0001 00:00:00 GMT", "\u0000", "soon, later"];
        int[] statuses = [100, 200, 200, 200, 201, 204, 206, 302, 304, 400, 400, 401, 403, 404, 408, 418, 429, 500, 503, 599, 999];
        Dictionary<string, int> meanings = [];
        for (int i = 0; i < 2000; i++)
        {
            byte[] body = NewBody();
            HttpResponseMessage response = new((HttpStatusCode)OneOf(statuses)) { Content = new ByteArrayContent(body) };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", OneOf(types));
            response.Content.Headers.TryAddWithoutValidation("Content-Encoding", OneOf(types));
            response.Headers.TryAddWithoutValidation("Retry-After", OneOf(waits));

            TokenEndpointResult answer = await RefreshAsync(_ => response);

            meanings[Describe(answer)] = meanings.GetValueOrDefault(Describe(answer)) + 1;
            if (answer is TokenEndpointResult.Issued issued)
            {
                Assert.NotNull(new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", issued.AccessToken.Reveal()));
                Assert.InRange(issued.ExpiresAt - issued.AskedAt, TokenLifetime.Min, TokenLifetime.Max);
            }
        }

        Assert.Equal(7, meanings.Count);

        byte[] NewBody()
        {
            switch (random.Next(4))
            {
                case 0:
                    byte[] bytes = new byte[random.Next(200)];
                    random.NextBytes(bytes);
                    return bytes;

                case 1:
                    return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => OneOf(pieces))));

                default:
                    IEnumerable<string> members = Enumerable.Range(0, random.Next(6)).Select(_ => $"{OneOf(pieces[10..20])}:{OneOf(pieces[6..23])}");
                    byte[] json = Encoding.UTF8.GetBytes("{" + string.Join(',', members) + "}");
                    if (random.Next(3) == 0)
                    {
                        json[random.Next(json.Length)] = (byte)random.Next(256);
                    }

                    return json;
            }
        }

        T OneOf<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];
    }

    [Fact]
    public async Task EndlessResponseShouldBeAborted()
    {
        TokenEndpointResult answer = await RefreshAsync(_ => StubTransport.Json(HttpStatusCode.OK, new string(' ', 300_000)));

        Assert.Equal(Passing, Describe(answer));
    }

    [Theory]
    [InlineData(503, "", "responded with 503")]
    [InlineData(429, "", "responded with 429")]
    [InlineData(408, "", "responded with 408")]
    [InlineData(418, """{"error":"teapot","error_description":"short and stout"}""", "responded with 418 teapot short and stout")]
    [InlineData(404, """{"error":"x"}""", "responded with 404 x")]
    [InlineData(302, "", "responded with 302")]
    [InlineData(400, "{}", "responded with 400")]
    [InlineData(400, """{"error":"invalid_request"}""", "responded with 400 invalid_request")]
    [InlineData(403, """{"error":5,"error_description":["x"]}""", "responded with 403")]
    [InlineData(403, "<html>blocked</html>", "responded with 403 but without JSON")]
    [InlineData(403, "[]", "responded with 403 but without JSON")]
    [InlineData(403, "5", "responded with 403 but without JSON")]
    [InlineData(403, "\"error\"", "responded with 403 but without JSON")]
    [InlineData(200, "{}", "responded with 200 but without usable tokens")]
    [InlineData(204, "", "responded with 204 but without usable tokens")]
    public async Task FailureShouldBeDescribed(int status, string body, string words)
    {
        TokenEndpointResult answer = await RefreshAsync(_ => StubTransport.Json((HttpStatusCode)status, body));

        Assert.Equal($"The authorization server {words}", Assert.IsType<TokenEndpointResult.Unavailable>(answer).Detail);
    }

    [Theory]
    [InlineData((256 * 1024) - 1, "")]
    [InlineData(256 * 1024, "The authorization server responded with 200 and more than 256 KB")]
    public async Task BodyShouldBeLimited(int length, string detail)
    {
        TokenEndpointResult answer = await RefreshAsync(_ => StubTransport.Json(HttpStatusCode.OK, """{"access_token":"a"}""".PadRight(length)));

        Assert.Equal(detail, (answer as TokenEndpointResult.Unavailable)?.Detail ?? "");
    }

    [Fact]
    public async Task FailureOfTheConnectionShouldBeDescribed()
    {
        HttpRequestException cause = new(HttpRequestError.ConnectionError);
        Assert.Equal(("No connection to the authorization server could be established", cause), await FailAsync(isAskedForBody: false, () => throw cause));
        Assert.Equal(("The connection to the authorization server failed", cause), await FailAsync(isAskedForBody: true, () => throw cause));
        Assert.Equal(
            "No connection to the authorization server was established in time",
            (await FailAsync(isAskedForBody: false, () => _time.Advance(TimeSpan.FromSeconds(20)))).Detail);
        Assert.Equal(
            "The authorization server did not respond in time", (await FailAsync(isAskedForBody: true, () => _time.Advance(TimeSpan.FromSeconds(20)))).Detail);

        async Task<(string Detail, Exception? Exception)> FailAsync(bool isAskedForBody, Action fail)
        {
            using HttpMessageInvoker invoker = new(new BrokenTransport(isAskedForBody, fail));
            TokenEndpointResult.Unavailable failure =
                Assert.IsType<TokenEndpointResult.Unavailable>(await Create(invoker).RefreshAsync(new RefreshToken("r"), s_always));
            return (failure.Detail, failure.Exception);
        }
    }

    [Fact]
    public async Task JsonShouldBeAskedFor()
    {
        StubTransport transport = new(static _ => StubTransport.Json(HttpStatusCode.OK, """{"access_token":"a"}"""));
        using HttpMessageInvoker invoker = new(transport);

        await Create(invoker).ExchangeClientCredentialsAsync();

        Assert.Equal("Accept: application/json", Assert.Single(transport.Sent).Headers.Trim());
        Assert.Equal("""{"client_id":"id","client_secret":"hush","grant_type":"client_credentials"}""", transport.Sent[0].Body);
    }

    [Fact]
    public async Task WordsShouldNotContainWhatWasSentExceptTheGrantType()
    {
        const string Echo = """{"error":"invalid_grant","error_description":"refresh_token authorization_code r-secret c-secret http://x/cb v-secret hush"}""";
        using HttpMessageInvoker invoker = new(new StubTransport(static _ => StubTransport.Json(HttpStatusCode.BadRequest, Echo)));

        Assert.Equal(
            "400 invalid_grant refresh_token authorization_code (not shown) c-secret http://x/cb v-secret (not shown)",
            Assert.IsType<TokenEndpointResult.Refused>(await Create(invoker).RefreshAsync(new RefreshToken("r-secret"), s_always)).Words);
        Assert.Equal(
            "400 invalid_grant refresh_token authorization_code r-secret (not shown) (not shown) (not shown) (not shown)",
            Assert.IsType<TokenEndpointResult.Refused>(await Create(invoker).ExchangeCodeAsync("c-secret", "http://x/cb", "v-secret")).Words);
        Assert.Equal(
            "400 invalid_grant refresh_token authorization_code r-secret c-secret http://x/cb v-secret hush",
            Assert.IsType<TokenEndpointResult.Refused>(await Create(invoker, secret: "").ExchangeCodeAsync("", "", null)).Words);
    }

    [Fact]
    public async Task CredentialsThatAreRefusedShouldBeDescribed()
    {
        TokenEndpointResult answer = await RefreshAsync(
            static _ => StubTransport.Json(HttpStatusCode.Forbidden, """{"error":"unauthorized_client","error_description":"Unknown client hush"}"""));

        Assert.Equal("403 unauthorized_client Unknown client (not shown)", Assert.IsType<TokenEndpointResult.Misconfigured>(answer).Words);
    }

    [Theory]
    [InlineData("\\u0007", " ")]
    [InlineData("\\u0085", " ")]
    [InlineData("\\u200b", " ")]
    [InlineData("\\u202e", " ")]
    [InlineData("\\u2028", " ")]
    [InlineData("\\u2029", " ")]
    [InlineData("\\u00e9", "é")]
    [InlineData("\\ue000", "\ue000")]
    [InlineData("\\ud83d\\ude00", "\U0001F600")]
    public async Task CharacterThatCannotBePrintedShouldBecomeASpace(string character, string expected)
    {
        TokenEndpointResult answer = await RefreshAsync(
            _ => StubTransport.Json(HttpStatusCode.BadRequest, $$"""{"error":"invalid_grant","error_description":"a{{character}}b"}"""));

        Assert.Equal($"400 invalid_grant a{expected}b", Assert.IsType<TokenEndpointResult.Refused>(answer).Words);
    }

    [Theory]
    [InlineData("xx", "xx")]
    [InlineData("xxx", "xx")]
    [InlineData("x\\ud83d\\ude00", "x")]
    [InlineData("\\ud83d\\ude00x", "\U0001F600")]
    public async Task WordsShouldHaveTwoHundredCharactersAndNoHalfOnes(string end, string expected)
    {
        string start = "400 invalid_grant ".PadRight(198, 'x');
        TokenEndpointResult answer = await RefreshAsync(
            _ => StubTransport.Json(HttpStatusCode.BadRequest, $$"""{"error":"invalid_grant","error_description":"{{start[18..]}}{{end}}"}"""));

        Assert.Equal(start + expected, Assert.IsType<TokenEndpointResult.Refused>(answer).Words);
    }

    private static string Describe(TokenEndpointResult answer) => answer switch
    {
        TokenEndpointResult.Refused => Dead,
        TokenEndpointResult.Misconfigured => Configuration,
        TokenEndpointResult.Withheld => Withheld,
        TokenEndpointResult.Unavailable { IsPassing: true, MayBeSpent: true } => Passing,
        TokenEndpointResult.Unavailable { IsPassing: true } => PassingUnspent,
        TokenEndpointResult.Unavailable { MayBeSpent: true } => Call,
        TokenEndpointResult.Unavailable => CallUnspent,
        _ => "tokens",
    };

    private async Task<TokenEndpointResult> RefreshAsync(Func<HttpRequestMessage, HttpResponseMessage> answer, string token = "r-secret")
    {
        using HttpMessageInvoker invoker = new(new StubTransport(answer));
        return await Create(invoker).RefreshAsync(new RefreshToken(token), s_always);
    }

    private TokenEndpoint Create(HttpMessageInvoker invoker, string secret = "hush") => new(
        invoker,
        new AppCredentials("id", secret, new Uri("https://auth.example")),
        new GrantOptions(),
        new RuntimeEnvironment(_time, new Random(1), TaskCreationOptions.None),
        new GrantInstruments(LeewayTelemetry.Meter));

    /// <summary>Never responds, whether or not it has read the body.</summary>
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

    /// <summary>Reads the request and never responds, even if its token is cancelled.</summary>
    private sealed class DeafTransport : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, CancellationToken.None);
            return await new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }

    /// <summary>
    /// Writes the request to one connection and again to another, as a handler that an application adds to its clients may do.
    /// </summary>
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
