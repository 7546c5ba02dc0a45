using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.Calls;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Runtime.Tests.Http;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Which 404 means that the resource does not exist. Applications delete their copy then.</summary>
public sealed class NotFoundTests
{
    private static readonly OperationDescriptor s_getIssue =
        new("getIssue", HttpMethod.Get, "/rest/api/3/issue/{issueIdOrKey}", "jira", "Jira", [200]);

    [Theory]
    [InlineData("application/json", """{"errorMessages":["Issue does not exist or you do not have permission to see it."],"errors":{}}""")]
    [InlineData("application/json", """{"errorMessages":["Site is not a valid field."]}""")]
    [InlineData("application/json", """{"errorMessages":["Not Found"],"errors":{},"status":404}""")]
    [InlineData("application/json", """{"errorMessages":[],"errors":{"site":"The field is unavailable."}}""")]
    [InlineData("application/json", """{"errorMessage":"No such desk.","i18nErrorMessage":{"i18nKey":"sd.no","parameters":[]}}""")]
    [InlineData("application/json", """{"errorMessage":"No such desk."}""")]
    [InlineData("application/json", """{"message":"The board does not exist."}""")]
    [InlineData("application/json", """{"statusCode":404,"data":{"authorized":true,"valid":true,"errors":[],"successful":true},"message":"com.atlassian.NotFound: No page."}""")]
    [InlineData("application/json", """{"statusCode":404,"message":"Not Found"}""")]
    [InlineData("application/json", """{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}""")]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", """["gone"]""")]
    [InlineData("application/json", """["Not Found"]""")]
    [InlineData("application/json", """{"message":"Not Found","reason":"The board was deleted."}""")]
    [InlineData("application/json", """{"message":"Jira"}""")]
    [InlineData("application/json", """{"message":"The site is the one with the name that is at the beginning of this long message, unavailable"}""")]
    [InlineData("application/xml", "<?xml version=\"1.0\"?><status><status-code>404</status-code><message>Not Found</message></status>")]
    [InlineData("application/json", """{"errorMessages":["cut o""")]
    [InlineData("application/json", """{"message":"\ud800"}""")]
    [InlineData("application/xml", "<?xml version=\"1.0\"?><status><status-code>404</status-code><message>No such thing</message></status>")]
    [InlineData("text/plain", "There is no such attachment.")]
    [InlineData("text/html", "")]
    [InlineData(null, "")]
    public async Task NotFoundOfTheProductShouldBeNotFound(string? type, string body) =>
        Assert.IsType<NotFoundException>(await ErrorAsync(404, type, body));

    [Theory]
    [InlineData(404, "application/json", """{"errorMessage":"Site temporarily unavailable","errorCode":"OTHER"}""")]
    [InlineData(404, "application/json", """{"errorMessage":"Suspended","errorCode":"SITE_SUSPENDED"}""")]
    [InlineData(404, "application/json", """{"code":404,"message":"Tenant deactivated"}""")]
    [InlineData(404, "application/json", """{"errorMessages":["Your Atlassian Cloud site is currently unavailable."]}""")]
    [InlineData(404, "application/json", """{"message":"This instance has been suspended"}""")]
    [InlineData(404, "application/json", """{"message":"Jira is unavailable"}""")]
    [InlineData(404, "application/json", """{"message":"We're sorry, this site is being migrated"}""")]
    [InlineData(404, "application/json", """{"errorMessages":["Request failed: Confluence is unavailable."]}""")]
    [InlineData(404, "text/plain", "The site, example.atlassian.net, is not active.")]
    [InlineData(404, "text/html", "<!DOCTYPE html><html><head><title>Atlassian Cloud Notifications - Page Unavailable</title></head></html>")]
    [InlineData(404, "text/html", "<html><head><style>.x{}</style><title>Oops</title></head><body><h1>Your site has been deactivated</h1></body></html>")]
    [InlineData(403, "application/json", """{"errorMessage":"Site suspended","errorCode":"OTHER"}""")]
    [InlineData(410, "application/json", """{"errorMessage":"Site deactivated","errorCode":"OTHER"}""")]
    [InlineData(503, "application/json", """{"errorMessage":"Site temporarily unavailable","errorCode":"OTHER"}""")]
    [InlineData(503, "text/html", "<html><head><title>Site unavailable</title></head></html>")]
    public async Task UnavailableSiteShouldBeReportedAsUnavailable(int status, string type, string body)
    {
        SiteUnavailableException error = Assert.IsType<SiteUnavailableException>(await ErrorAsync(status, type, body));

        Assert.Equal(status, (int)error.Status);
        Assert.Contains("The site is unavailable, suspended or deactivated", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", """{"code":404,"message":"Not Found"}""")]
    [InlineData("application/json", """{"code":"NOT_FOUND","message":"x"}""")]
    [InlineData("application/json", """{"errorMessage":"Etwas anderes","errorCode":"OTHER"}""")]
    [InlineData("application/json", """{"timestamp":"2026-11-28T00:00:00Z","status":404,"error":"Not Found","message":"No message available","path":"/x"}""")]
    [InlineData("application/json", """{"message":"No message available"}""")]
    [InlineData("application/json", """{"error":"Not Found","path":"/x"}""")]
    [InlineData("application/json", """{"error":"Not Found"}""")]
    [InlineData("application/json", """{"message":"Not Found"}""")]
    [InlineData("application/json", """{"message":"null for uri: https://x.atlassian.net/rest/api/3/isue","status-code":404}""")]
    [InlineData("application/json", """{"message":"HTTP 404 Not Found","status-code":404}""")]
    [InlineData("application/json", """{"statusCode":404,"message":"null for uri: https://x.atlassian.net/wiki/rest/api/x"}""")]
    [InlineData("application/json", """{"message":"no Route matched with those values"}""")]
    [InlineData("application/json", """{"message":"Site not found"}""")]
    [InlineData("application/json", """{"message":"Service temporarily unavailable"}""")]
    [InlineData("application/xml", "<?xml version=\"1.0\"?><status><status-code>404</status-code><message>null for uri: https://x/rest</message></status>")]
    [InlineData("text/html", "<html><head><title>Oops, you've found a dead link.</title><script>var x = 'unavailable';</script></head><body><input disabled></body></html>")]
    [InlineData("text/html;charset=UTF-8", "<!-- x --><!DOCTYPE html><html></html>")]
    [InlineData("text/html", "Oops")]
    [InlineData("text/plain", "404 page not found")]
    [InlineData("text/plain", "Not Found")]
    [InlineData("text/plain", "404 not found.")]
    [InlineData("text/plain", "404")]
    [InlineData("text/plain", "default backend - 404")]
    public async Task UnknownRouteShouldBeNeitherNotFoundNorUnavailable(string type, string body)
    {
        AtlassianApiException error = await ErrorAsync(404, type, body);

        Assert.Equal(typeof(AtlassianApiException), error.GetType());
        Assert.Equal(HttpStatusCode.NotFound, error.Status);
        Assert.Contains("known site or route", error.Advice!.Replace("know this site or route", "known site or route", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Could not find resource for full path: https://x/rest")]
    [InlineData("RESTEASY003210: Could not find resource")]
    [InlineData("No static resource rest/api/3/isue.")]
    [InlineData("No endpoint GET /x")]
    [InlineData("No handler found for GET /x")]
    [InlineData("No such route")]
    [InlineData("Route not found")]
    [InlineData("Unknown route /x")]
    [InlineData("Cannot GET /x")]
    [InlineData("Cannot POST /x")]
    [InlineData("Cannot PUT /x")]
    [InlineData("Cannot PATCH /x")]
    [InlineData("Cannot DELETE /x")]
    [InlineData("Site does not exist")]
    [InlineData("No such site")]
    [InlineData("Unknown site")]
    [InlineData("Tenant not found")]
    [InlineData("Tenant does not exist")]
    [InlineData("Instance not found")]
    [InlineData("Service unavailable")]
    [InlineData("no healthy upstream")]
    [InlineData("upstream connect error or disconnect/reset before headers")]
    public async Task MessageOfARouterShouldNotBeNotFound(string message)
    {
        Assert.Equal(typeof(AtlassianApiException), (await ErrorAsync(404, "text/plain", message)).GetType());
        Assert.Equal(typeof(AtlassianApiException), (await ErrorAsync(404, "application/json", $$"""{"errorMessages":["{{message}}"]}""")).GetType());
    }

    [Theory]
    [InlineData("The site is not available.")]
    [InlineData("This site is no longer available.")]
    [InlineData("Your site is inactive")]
    [InlineData("Our instance is disabled")]
    [InlineData("Requested tenant is not accessible")]
    [InlineData("Your subscription is suspended")]
    [InlineData("The site is under maintenance")]
    [InlineData("Atlassian Cloud site has been deactivated")]
    [InlineData("Confluence has been suspended")]
    [InlineData("Sorry. This site is unavailable")]
    [InlineData("Sorry; this site is unavailable")]
    [InlineData("Sorry! This site is unavailable")]
    public async Task MessageAboutTheStateOfASiteShouldMeanUnavailable(string message) =>
        Assert.IsType<SiteUnavailableException>(await ErrorAsync(404, "application/json", $$"""{"errorMessages":["{{message}}"]}"""));

    [Theory]
    [InlineData("The field is unavailable.")]
    [InlineData("The site administrator does not exist.")]
    [InlineData("Jira issue is unavailable")]
    [InlineData("is unavailable")]
    public async Task MessageAboutSomethingElseShouldNotMeanUnavailable(string message) =>
        Assert.IsNotType<SiteUnavailableException>(await ErrorAsync(404, "application/json", $$"""{"errorMessages":["{{message}}"]}"""));

    [Fact]
    public async Task UnavailableServiceShouldNotMeanAnUnavailableSite() =>
        Assert.Equal(typeof(AtlassianApiException), (await ErrorAsync(503, "text/html", "<html><title>Service Unavailable</title></html>")).GetType());

    [Fact]
    public async Task ResponseToARequestWithoutALoginShouldNotBeNotFound()
    {
        RecordingHandler handler = RecordingHandler.Answering(HttpStatusCode.NotFound, """{"errorMessages":["Issue does not exist."]}""");
        using HttpClient client = new(handler) { BaseAddress = new Uri("https://example.atlassian.net") };

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(new AtlassianCaller(client)));

        Assert.Contains("carried no login", error.Advice, StringComparison.Ordinal);
        client.DefaultRequestHeaders.Add("Cookie", "tenant.session.token=x");
        await Assert.ThrowsAsync<NotFoundException>(() => CallAsync(new AtlassianCaller(client)));
    }

    [Fact]
    public async Task FileThatItsHostDoesNotHaveShouldNotBeNotFound()
    {
        StubTransport transport = new(request => request.RequestUri!.Host == "api.media.atlassian.com"
            ? StubTransport.Json(HttpStatusCode.NotFound, "{}")
            : StubTransport.Redirect(HttpStatusCode.SeeOther, "https://api.media.atlassian.com/file/1/binary?token=secret"));

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(
            () => NewNode(transport).CreateCaller().DownloadAsync(s_getIssue.CreateRequest("/rest/api/3/attachment/content/1"), CancellationToken.None));

        Assert.Contains("redirected to api.media.atlassian.com,", error.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SiteThatCannotBeFoundShouldNotBeNotFound()
    {
        GrantWorld world = new();
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.NotFound));
        AtlassianPipeline node = world.NewNode(
            static options =>
            {
                options.Login = AtlassianLogin.ScopedApiToken("ada@example.com", "token");
                options.Site = "https://mistyped.atlassian.net";
            },
            transport);

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(node.CreateCaller()));

        Assert.Contains("There is no Atlassian site at mistyped.atlassian.net", error.Message, StringComparison.Ordinal);
    }

    private static async Task<AtlassianApiException> ErrorAsync(int status, string? type, string body)
    {
        StubTransport transport = new(_ =>
        {
            ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
            return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        });
        return await Assert.ThrowsAnyAsync<AtlassianApiException>(() => CallAsync(NewNode(transport).CreateCaller()));
    }

    private static Task CallAsync(AtlassianCaller caller) => caller.SendAsync(s_getIssue.CreateRequest("/rest/api/3/issue/A-1"), CancellationToken.None);

    private static AtlassianPipeline NewNode(HttpMessageHandler transport) => new GrantWorld().NewNode(
        static options =>
        {
            options.Login = AtlassianLogin.ApiToken("ada@example.com", "token");
            options.Site = "https://example.atlassian.net";
            options.Resilience.Retry.ShouldHandle = static _ => ValueTask.FromResult(false);
        },
        transport);

    [Fact]
    public void CopyShouldKeepWhatTheResponseSaid()
    {
        using HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.NotFound, "");
        response.Headers.TryAddWithoutValidation("atl-traceid", "trace");
        response.Headers.TryAddWithoutValidation("X-Failure-Category", "CATEGORY");
        response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", "OK");
        response.Headers.TryAddWithoutValidation("Retry-After", "7");
        NotFoundException cause = Assert.IsType<NotFoundException>(ErrorAnswer.Read(response, s_getIssue, """{"errorMessages":["No."],"errors":{"a":"Bad."}}"""u8));

        NotFoundException copy = new("There is no task 5.", cause);

        Assert.Equal("There is no task 5.", copy.Message);
        Assert.Same(cause, copy.InnerException);
        Assert.Equal(
            (HttpStatusCode.NotFound, "getIssue", "trace", "CATEGORY", "OK", TimeSpan.FromSeconds(7)),
            (copy.Status, copy.OperationId, copy.TraceId, copy.FailureCategory, copy.LoginReason, copy.RetryAfter!.Value));
        Assert.Equal((cause.Advice, cause.BodyExcerpt), (copy.Advice, copy.BodyExcerpt));
        Assert.NotNull(copy.Advice);
        Assert.NotNull(copy.BodyExcerpt);
        Assert.Equal(["No."], copy.Messages);
        Assert.Equal("Bad.", copy.FieldErrors["a"]);
        Assert.Equal("trace", copy.TraceIds["atl-traceid"]);
    }

    [Fact]
    public void ResponseWithoutItsRequestShouldBeNotFound()
    {
        using HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.NotFound, "");

        Assert.IsType<NotFoundException>(ErrorAnswer.Read(response, s_getIssue, """{"errorMessages":["No."]}"""u8));
    }
}
