using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

public class ErrorAnswerTests
{
    private static readonly OperationDescriptor s_operation = new(
        "doThing", HttpMethod.Post, "/rest/api/3/things/{id}", "jira", "Jira", [200]);

    public static TheoryData<string, HttpStatusCode, string?, string[], string[]> Shapes => new()
    {
        { "Jira", HttpStatusCode.BadRequest, """{"errorMessages":["First.","Second."],"errors":{"summary":"You must specify a summary."},"status":400}""", ["First.", "Second."], ["summary=You must specify a summary."] },
        { "Jira without fields", HttpStatusCode.NotFound, """{"errorMessages":["Issue does not exist or you do not have permission to see it."]}""", ["Issue does not exist or you do not have permission to see it."], [] },
        { "Jira with odd fields", HttpStatusCode.BadRequest, """{"errorMessages":[],"errors":{"a":["x","y"],"b":{"c":1},"d":null}}""", [], ["a=x y", """b={"c":1}""", "d="] },
        { "Jira with fields that have messages", HttpStatusCode.BadRequest, """{"errors":{"a":["x",{"message":"y"},[]],"b":{"message":"z"}}}""", [], ["a=x y", "b=z"] },
        { "Warnings beside errors", HttpStatusCode.BadRequest, """{"errorMessages":["One."],"errors":{},"warningMessages":["Two."]}""", ["One.", "Two."], [] },
        { "Collections of errors", HttpStatusCode.BadRequest, """{"errorMessages":["One."],"errorCollections":[{"errorMessages":["Two."],"errors":{"a":"b"}}]}""", ["One.", "Two."], ["a=b"] },
        { "Envelope", HttpStatusCode.BadRequest, """{"status":"fail","response":{"message":"No.","hint":"Do this."}}""", ["No.", "Do this."], [] },
        { "Exceptions", HttpStatusCode.BadRequest, """{"error":"No.","exceptions":[{"message":"Why."}],"cause":{"message":"Because."}}""", ["No.", "Why.", "Because."], [] },
        { "Removed API", HttpStatusCode.Gone, """{"errorMessages":["The requested API has been removed."],"errors":{}}""", ["The requested API has been removed."], [] },
        { "JSM", HttpStatusCode.BadRequest, """{"errorMessage":"No such desk.","i18nErrorMessage":{"i18nKey":"sd.no","parameters":[]}}""", ["No such desk."], [] },
        { "Confluence v1", HttpStatusCode.NotFound, """{"statusCode":404,"data":{"authorized":true,"valid":true,"errors":[{"message":{"key":"no.page","translation":"No page.","args":[]}},{"message":{"key":"no.key","args":[]}}],"successful":true},"message":"com.atlassian.NotFound: x"}""", ["No page.", "no.key", "com.atlassian.NotFound: x"], [] },
        { "Confluence v1, short", HttpStatusCode.Forbidden, """{"message":"Current user not permitted to use Confluence","statusCode":403}""", ["Current user not permitted to use Confluence"], [] },
        { "Confluence v2", HttpStatusCode.NotFound, """{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null},{"status":400,"code":"BAD","title":"Bad","detail":"worse"},{"status":500,"code":"ONLY_CODE"}]}""", ["Not Found", "Bad: worse", "ONLY_CODE"], [] },
        { "Gateway", HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized; scope does not match"}""", ["Unauthorized; scope does not match"], [] },
        { "Token endpoint", HttpStatusCode.Forbidden, """{"error":"unauthorized_client","error_description":"refresh_token is invalid"}""", ["unauthorized_client", "refresh_token is invalid"], [] },
        { "Array", HttpStatusCode.BadRequest, """["one",{"message":"two"}]""", ["one", "two"], [] },
        { "HTML", HttpStatusCode.NotFound, "<!DOCTYPE html><html><head><title lang=en>Dead &amp; gone</title></head></html>", ["Dead & gone"], [] },
        { "XML", HttpStatusCode.Unauthorized, """<?xml version="1.0"?><status><status-code>401</status-code><message>Client must be authenticated</message></status>""", ["Client must be authenticated"], [] },
        { "Text", HttpStatusCode.Unauthorized, "Basic authentication with passwords is deprecated.", ["Basic authentication with passwords is deprecated."], [] },
        { "Empty", HttpStatusCode.ServiceUnavailable, "", [], [] },
        { "JSON string", HttpStatusCode.BadRequest, "\"quoted\"", ["quoted"], [] },
        { "Cut off", HttpStatusCode.BadGateway, """{"errorMessages":["abc""", ["""{"errorMessages":["abc"""], [] },
        { "Unpaired surrogate", HttpStatusCode.BadRequest, """{"message":"\ud800"}""", ["""{"message":"\ud800"}"""], [] },
        { "Problem details", HttpStatusCode.BadRequest, """{"type":"about:blank","title":"Bad Request","status":400,"detail":"Failed to convert 'x' with value: 'abc'"}""", ["Bad Request: Failed to convert 'x' with value: 'abc'"], [] },
        { "Problem details with parameters", HttpStatusCode.BadRequest, """{"title":"Invalid","invalid-params":[{"name":"age","reason":"must be positive"}]}""", ["Invalid"], ["age=must be positive"] },
        { "Reason and user message", HttpStatusCode.BadRequest, """{"reason":"INVALID","userMessage":"Cannot do it"}""", ["INVALID", "Cannot do it"], [] },
        { "Nested error", HttpStatusCode.BadRequest, """{"error":{"code":"X1","message":"Nested.","details":[{"field":"a","message":"Bad a."}]}}""", ["Nested."], ["a=Bad a."] },
        { "Nested code", HttpStatusCode.BadRequest, """{"error":{"code":"X1"}}""", ["X1"], [] },
        { "JSON:API", HttpStatusCode.BadRequest, """{"errors":[{"title":"Invalid","detail":"too short","source":{"pointer":"/data/name"}}]}""", ["Invalid: too short (/data/name)"], [] },
        { "Messages", HttpStatusCode.BadRequest, """{"messages":["one","two"]}""", ["one", "two"], [] },
        { "Field list", HttpStatusCode.BadRequest, """{"errors":[{"field":"name","defaultMessage":"must not be blank"},{"field":"name","message":"too long"}]}""", [], ["name=must not be blank too long"] },
        { "GraphQL", HttpStatusCode.BadRequest, """{"data":null,"errors":[{"message":"No such field","extensions":{"classification":"Validation"}}]}""", ["No such field"], [] },
        { "Bulk", HttpStatusCode.BadRequest, """{"issues":[],"errors":[{"status":400,"elementErrors":{"errorMessages":["First."],"errors":{"summary":"Missing."}},"failedElementNumber":0}]}""", ["First."], ["summary=Missing."] },
        { "Capitals", HttpStatusCode.BadRequest, """{"Message":"No.","ErrorDescription":"Why."}""", ["No.", "Why."], [] },
        { "Gateway of another kind", HttpStatusCode.InternalServerError, """{"fault":{"faultstring":"Policy failed","detail":{"errorcode":"policies.Failed"}}}""", ["Policy failed", """{"errorcode":"policies.Failed"}"""], [] },
        { "Message that is an object", HttpStatusCode.BadRequest, """{"message":{"key":"no.key","args":[]}}""", ["no.key"], [] },
        { "Same words twice", HttpStatusCode.BadRequest, """{"error":"No.","message":"No."}""", ["No."], [] },
        { "Unknown JSON", HttpStatusCode.BadRequest, """{"status":400,"why":{"text":"because"}}""", ["""{"status":400,"why":{"text":"because"}}"""], [] },
        { "JSON without words", HttpStatusCode.BadRequest, """{"errorMessages":[],"errors":{},"status":400}""", [], [] },
        { "XML of another kind", HttpStatusCode.InternalServerError, "<soap:Envelope><faultcode>x</faultcode><faultstring><![CDATA[Not <now>]]></faultstring></soap:Envelope>", ["Not <now>"], [] },
        { "HTML without a title", HttpStatusCode.BadGateway, "<html><style>p{}</style><body><!-- no --><h2>Sorry</h2><p>Try &lt;later&gt;</p><script>var x;</script></body></html>", ["Sorry Try <later>"], [] },
        { "HTML that is cut", HttpStatusCode.BadGateway, "<html><head><title>Oops", ["Oops"], [] },
        { "Number", HttpStatusCode.BadRequest, "[1,null,[2]]", ["1", "[2]"], [] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task MessagesShouldBeReadFromEveryShape(string shape, HttpStatusCode status, string? body, string[] messages, string[] fields)
    {
        Assert.NotEmpty(shape);
        AtlassianApiException error = await ErrorAsync(RecordingHandler.Response(status, body));
        Assert.Equal(status, error.Status);
        Assert.Equal("doThing", error.OperationId);
        Assert.Equal(messages, error.Messages);
        Assert.Equal(fields, error.FieldErrors.Select(static field => $"{field.Key}={field.Value}"));
        Assert.Equal(body, error.BodyExcerpt ?? "");
    }

    [Fact]
    public async Task LongTextShouldBeShortenedAndNotDropped()
    {
        string text = string.Concat(Enumerable.Repeat("word ", 300)).Trim();
        foreach (string body in (string[])[text, $"<p>{text}</p>", $$"""{"unknown":"{{text}}"}"""])
        {
            AtlassianApiException error = await ErrorAsync(RecordingHandler.Response(HttpStatusCode.BadRequest, body));
            string message = Assert.Single(error.Messages);
            Assert.Equal(1_000, message.Length);
            Assert.EndsWith("\u2026", message, StringComparison.Ordinal);
            Assert.Contains("word word", error.Message, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string?, byte[], string> Encodings => new()
    {
        { "text/plain", "Größe"u8.ToArray(), "Größe" },
        { "text/plain", Encoding.Latin1.GetBytes("Größe"), "Größe" },
        { "text/plain; charset=iso-8859-1", Encoding.Latin1.GetBytes("Größe"), "Größe" },
        { "text/plain; charset=windows-1252", Encoding.Latin1.GetBytes("Größe"), "Größe" },
        { "text/plain; charset=utf8", "Größe"u8.ToArray(), "Größe" },
        { "text/plain; charset='utf-8'", "Größe"u8.ToArray(), "Größe" },
        { "text/plain; charset=utf-7", "Size"u8.ToArray(), "Size" },
        { "text/plain; charset=nonsense", "Größe"u8.ToArray(), "Größe" },
        { "application/json", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("""{"message":"Größe"}""")], "Größe" },
        { "application/json", Encoding.Unicode.GetBytes("""{"message":"Größe"}"""), "Größe" },
        { "application/json", Encoding.BigEndianUnicode.GetBytes("""{"message":"Größe"}"""), "Größe" },
        { "application/json; charset=utf-16", Encoding.Unicode.GetBytes("""{"message":"Größe"}"""), "Größe" },
        { "text/html", "{\"message\":\"Größe\"}"u8.ToArray(), "Größe" },
        { null, "Größe"u8.ToArray(), "Größe" },
        { "not a type", "Größe"u8.ToArray(), "Größe" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task TextShouldBeReadInItsEncoding(string? type, byte[] body, string expected)
    {
        ByteArrayContent content = new(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        Assert.Equal([expected], (await ErrorAsync(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = content })).Messages);
    }

    [Fact]
    public async Task MessageShouldContainOperationStatusAndTheTextOfTheServer()
    {
        HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.BadRequest, """{"errorMessages":["No."],"errors":{"summary":"Missing."}}""");
        response.Headers.TryAddWithoutValidation("atl-traceid", "abc123");
        response.Headers.TryAddWithoutValidation("x-request-id", "other");
        response.Headers.TryAddWithoutValidation("X-Failure-Category", "FAILURE_CLIENT_AUTH");
        AtlassianApiException error = await ErrorAsync(response);
        Assert.Equal("POST /rest/api/3/things/{id} returned 400 Bad Request: No. summary: Missing. (doThing, trace abc123).", error.Message);
        Assert.Equal("abc123", error.TraceId);
        Assert.Equal("FAILURE_CLIENT_AUTH", error.FailureCategory);
    }

    [Fact]
    public async Task ExceptionShouldKeepTheTraceIdsAndTheWait()
    {
        HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.ServiceUnavailable, "");
        response.Headers.TryAddWithoutValidation("x-request-id", "request");
        response.Headers.TryAddWithoutValidation("atl-traceid", "trace");
        response.Headers.TryAddWithoutValidation("X-AREQUESTID", "odd");
        response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", "OK");
        response.Headers.TryAddWithoutValidation("Retry-After", "17");
        AtlassianApiException error = await ErrorAsync(response);
        Assert.Equal("trace", error.TraceId);
        Assert.Equal(["X-AREQUESTID=odd", "atl-traceid=trace", "x-request-id=request"], error.TraceIds.Select(static id => $"{id.Key}={id.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("OK", error.LoginReason);
        Assert.Equal(TimeSpan.FromSeconds(17), error.RetryAfter);
    }

    [Theory]
    [InlineData("Wed, 21 Oct 2026 07:28:30 GMT", 30)]
    [InlineData("Wed, 21 Oct 2026 07:27:00 GMT", 0)]
    public async Task RetryDateShouldBeRelativeToTheDateOfTheResponse(string retryAfter, int seconds)
    {
        HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.ServiceUnavailable, "");
        response.Headers.TryAddWithoutValidation("Date", "Wed, 21 Oct 2026 07:28:00 GMT");
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await ErrorAsync(response)).RetryAfter);
    }

    [Theory]
    [InlineData(401, """{"code":401,"message":"Unauthorized"}""", "", "of the request was not accepted")]
    [InlineData(401, "", "X-Failure-Category: FAILURE_CLIENT_AUTH_MISMATCH", "AtlassianLogin.ScopedApiToken")]
    [InlineData(403, """{"code":403,"message":"The app is not installed on this instance"}""", "", "lacks a scope")]
    [InlineData(403, """{"message":"Current user not permitted to use Confluence","statusCode":403}""", "", "lacks a permission")]
    [InlineData(403, "", "X-Seraph-LoginReason: AUTHENTICATION_DENIED", "CAPTCHA")]
    [InlineData(401, "", "X-Seraph-LoginReason: OUT_OF_SERVICE", "disabled")]
    [InlineData(404, """{"code":404,"message":"Not Found"}""", "", "does not know this site")]
    [InlineData(404, """{"errorMessages":["Issue does not exist or you do not have permission to see it."]}""", "", "may not see it")]
    [InlineData(410, "", "", "The resource no longer exists, or Atlassian has removed this operation")]
    [InlineData(410, """{"errorMessages":["The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."]}""", "", "Atlassian has removed this operation. ")]
    [InlineData(410, """{"message":"The page is in the trash, and was removed"}""", "", "The resource no longer exists, or Atlassian")]
    [InlineData(302, "", "Location: http://plain.example/", "The redirect to http://plain.example was not followed")]
    [InlineData(302, "", "", "names no address")]
    [InlineData(304, "", "", "has not changed")]
    public async Task MessageShouldSayWhatToDo(int status, string body, string header, string advice)
    {
        HttpResponseMessage response = RecordingHandler.Response((HttpStatusCode)status, body);
        if (header.Split(": ") is [var name, var value])
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        AtlassianApiException error = await ErrorAsync(response);
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
        Assert.EndsWith(error.Advice!, error.Message, StringComparison.Ordinal);
        Assert.Equal(advice == "may not see it", error is NotFoundException);
    }

    [Fact]
    public async Task EndlessBodyShouldBeReadToALimitAndCutWithoutBreakingACharacter()
    {
        var body = new StringBuilder("x");
        while (body.Length < 5_000)
        {
            body.Append("\U0001F600");
        }

        AtlassianApiException error = await ErrorAsync(RecordingHandler.Response(HttpStatusCode.BadGateway, body.ToString()));
        Assert.Equal(1_999, error.BodyExcerpt!.Length);
        Assert.False(char.IsHighSurrogate(error.BodyExcerpt[^1]));

        await ErrorAsync(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StreamContent(new EndlessStream()) });
    }

    [Fact]
    public async Task ErrorWhoseBodyBreaksOffShouldHaveItsStatus()
    {
        AtlassianApiException error = await ErrorAsync(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StreamContent(new BrokenStream()) });
        Assert.Equal(HttpStatusCode.BadGateway, error.Status);
        Assert.Null(error.BodyExcerpt);
        AtlassianApiException half = await ErrorAsync(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StreamContent(new BreakingStream("No up"u8.ToArray())) });
        Assert.Equal("No up", half.BodyExcerpt);
    }

    private static Task<AtlassianApiException> ErrorAsync(HttpResponseMessage response) =>
        Assert.ThrowsAnyAsync<AtlassianApiException>(() =>
        {
            HttpClient client = new(new RecordingHandler(_ => response)) { BaseAddress = new Uri("https://example.atlassian.net") };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
            return new AtlassianCaller(client).SendAsync(s_operation.CreateRequest("/rest/api/3/things/1"), TestContext.Current.CancellationToken);
        });

    [Theory]
    [InlineData("atl-traceid")]
    [InlineData("atl-request-id")]
    [InlineData("X-AREQUESTID")]
    [InlineData("x-trace-id")]
    [InlineData("x-request-id")]
    public async Task EveryTraceIdShouldBeFound(string header)
    {
        HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.BadRequest, "");
        response.Headers.TryAddWithoutValidation(header, "abc");
        AtlassianApiException error = await ErrorAsync(response);
        Assert.Equal("abc", error.TraceId);
        Assert.Equal("abc", Assert.Single(error.TraceIds).Value);
        Assert.Equal("POST /rest/api/3/things/{id} returned 400 Bad Request (doThing, trace abc).", error.Message);
    }

    [Fact]
    public async Task EmptyErrorShouldHaveOnlyItsStatus()
    {
        HttpResponseMessage response = RecordingHandler.Response((HttpStatusCode)418, "");
        response.Headers.TryAddWithoutValidation("x-request-id", "");
        AtlassianApiException error = await ErrorAsync(response);
        Assert.Equal("POST /rest/api/3/things/{id} returned 418 (doThing).", error.Message);
        Assert.Empty(error.TraceIds);
        Assert.Empty(error.Messages);
        Assert.Empty(error.FieldErrors);
        Assert.Equal((null, null, null, null, null, null), (error.TraceId, error.FailureCategory, error.LoginReason, error.RetryAfter, error.Advice, error.BodyExcerpt));
    }

    [Theory]
    [InlineData(2_000, 2_000)]
    [InlineData(2_001, 2_000)]
    public async Task ExcerptShouldHaveAtMost2000Characters(int length, int expected) =>
        Assert.Equal(new string('x', expected), (await ErrorAsync(RecordingHandler.Response(HttpStatusCode.BadRequest, new string('x', length)))).BodyExcerpt);

    [Fact]
    public async Task ExcerptShouldNotEndInACharacter()
    {
        string start = new('x', 1_999);
        Assert.Equal(start, (await ErrorAsync(RecordingHandler.Response(HttpStatusCode.BadRequest, start + "\U0001F600xx"))).BodyExcerpt);
    }

    [Fact]
    public async Task FailedLoginOfASuccessShouldBeExplained()
    {
        HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, "{}");
        response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
        AuthenticationFailedException error = Assert.IsType<AuthenticationFailedException>(await ErrorAsync(response));
        Assert.StartsWith(
            "POST /rest/api/3/things/{id} returned 200 OK, but the login failed (X-Seraph-LoginReason: AUTHENTICATED_FAILED) (doThing). The server treated the request as anonymous, and may have carried out the write that way",
            error.Message,
            StringComparison.Ordinal);
        Assert.True(error.MayHaveWrittenAnonymously);
    }

    [Theory]
    [InlineData("https://id.atlassian.com/login?continue=x", "POST /rest/api/3/things/{id} returned 302 Found, a redirect to the login page of id.atlassian.com (doThing). ")]
    [InlineData("https://new.atlassian.net/rest/api/3/things/1", "POST /rest/api/3/things/{id} returned 302 Found: the site has moved to https://new.atlassian.net (doThing). ")]
    public async Task RedirectShouldBeExplained(string location, string expected)
    {
        HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.Found, "");
        response.Headers.TryAddWithoutValidation("Location", location);
        AtlassianApiException error = await ErrorAsync(response);
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(
            location.Contains("new", StringComparison.Ordinal) ? new Uri("https://new.atlassian.net") : null,
            (error as SiteMovedException)?.NewAddress);
    }

    [Fact]
    public async Task PageInsteadOfADeclaredRedirectShouldBeAnError()
    {
        OperationDescriptor task = new("startTask", HttpMethod.Post, "/x", "jira", "Jira", [303]);
        using HttpMessageInvoker invoker = new(RecordingHandler.Answering(HttpStatusCode.SeeOther, "<html><form id=\"login-form\"></form></html>", "text/html"));
        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(() =>
            new AtlassianCaller(invoker).SendAsync<RawJson, ValueCodec<RawJson>>(task.CreateRequest("/x"), TestContext.Current.CancellationToken));
        Assert.Equal("POST /x returned 303 See Other (startTask). The redirect names no address.", error.Message);
    }

    [Fact]
    public void BodyThatIsTooLargeShouldNotBeShown()
    {
        using HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, "");
        ResponseTooLargeException error = ErrorAnswer.TooLarge(response, s_operation, 1_000);
        Assert.Equal(
            "POST /rest/api/3/things/{id} returned 200 OK: the server accepted the write, but its body is larger than the limit of 1000 bytes (AtlassianOptions.MaxResponseBytes) (doThing). Check what it did before you send it again.",
            error.Message);
        Assert.Equal((null, "Check what it did before you send it again."), (error.BodyExcerpt, error.Advice));
    }

    [Fact]
    public void ErrorInASuccessShouldWarnOfWritesOnly()
    {
        OperationDescriptor read = new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200]);
        using HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, "");

        Assert.Equal("GET /thing returned 200 OK, but its body is an error: No. (getThing).", ErrorAnswer.ErrorInSuccess(response, read, """{"error":"No."}"""u8).Message);
        UnreadableSuccessException silent = ErrorAnswer.ErrorInSuccess(response, s_operation, "{}"u8);
        Assert.Equal(
            "POST /rest/api/3/things/{id} returned 200 OK, but its body is an error (doThing). The write may have been carried out. Check before you send it again.",
            silent.Message);
        Assert.Equal("The write may have been carried out. Check before you send it again.", silent.Advice);
    }

    [Theory]
    [InlineData("read:a write:b", "read:c:jira", null, "It needs read:a write:b, or else the granular scopes read:c:jira; the scopes of the login are not known.")]
    [InlineData("read:a", "", "", "It needs read:a; the grant has none.")]
    [InlineData("", "read:c:jira", "x y", "It needs read:c:jira; the grant has x y.")]
    [InlineData("", "", "x", "The scopes that it needs are not known; the grant has x.")]
    public void MissingScopesShouldBeNamed(string classic, string granular, string? granted, string expected)
    {
        OperationDescriptor operation = new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200], classic, granular);
        using HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.Unauthorized, "");
        response.RequestMessage = operation.CreateRequest("/thing");
        if (granted is not null)
        {
            response.RequestMessage.Options.Set(ScopeRefusal.GrantedScopes, granted.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        MissingScopeException error = Assert.IsType<MissingScopeException>(ErrorAnswer.Read(response, operation, """{"message":"Unauthorized; scope does not match"}"""u8));

        Assert.Equal(expected, error.Advice);
        Assert.Equal(granted?.Split(' ', StringSplitOptions.RemoveEmptyEntries), error.GrantedScopes);
    }
}
