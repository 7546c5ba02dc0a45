using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.Calls;

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
}
