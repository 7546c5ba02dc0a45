using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.Calls;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Runtime.Tests.Http;

namespace Leeway.Runtime.Tests.Sites;

/// <summary>How a call finds its site with unusual lists of sites, and by addresses that are not in the list.</summary>
public sealed class SiteLookupTests : IDisposable
{
    private const string One = "11111111-2222-4333-8444-555555555555";
    private const string Two = "22222222-2222-4333-8444-555555555555";
    private const string Odd = "99999999-2222-4333-8444-555555555555";
    private const string TenantInfo = "/_edge/tenant_info";

    private static readonly OperationDescriptor s_myself =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200]);

    private readonly GrantWorld _world = new();
    private readonly StubTransport _transport;
    private Func<HttpResponseMessage> _list = () => StubTransport.Json(
        HttpStatusCode.OK,
        $$"""[{"id":"{{One}}","name":"one","url":"https://one.atlassian.net","scopes":[]},{"id":"{{Two}}","name":"two","url":"https://two.atlassian.net","scopes":[]}]""");

    private Func<HttpRequestMessage, HttpResponseMessage> _tenant = static _ => new HttpResponseMessage(HttpStatusCode.NotFound);
    private Func<HttpResponseMessage> _call = static () => StubTransport.Json(HttpStatusCode.OK, "{}");

    public SiteLookupTests()
    {
        _transport = new StubTransport(request => request.RequestUri! switch
        {
            { AbsolutePath: "/oauth/token/accessible-resources" } => _list(),
            { Host: "api.simulated.example" } => _call(),
            _ => _tenant(request),
        });
    }

    public void Dispose() => _transport.Dispose();

    [Theory]
    [InlineData("https://jira.custom.example")]
    [InlineData("https://jira.custom.example/wiki/spaces/DOC")]
    [InlineData("jira.custom.example")]
    public async Task CloudIdOfACustomDomainShouldBeRequestedOnceWithoutTheLogin(string site)
    {
        _tenant = static _ =>
        {
            HttpResponseMessage response = StubTransport.Json(HttpStatusCode.OK, $$"""{"\ud800":1,"cloudId":"{{Two}}"}""");

            // No login was sent, so the message must not mention one.
            response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
            return response;
        };
        AtlassianCaller caller = await NewCallerAsync(site);

        await CallAsync(caller);
        await CallAsync(caller);

        Assert.Equal(
            ["/oauth/token/accessible-resources", TenantInfo, $"/ex/jira/{Two}/rest/api/3/myself", $"/ex/jira/{Two}/rest/api/3/myself"],
            _transport.Sent.Select(static sent => sent.Uri.AbsolutePath));
        Assert.Equal(("https://jira.custom.example", null), (_transport.Sent[1].Uri.GetLeftPart(UriPartial.Authority), _transport.Sent[1].Login));
        Assert.All(_transport.Sent.Take(2), static sent => Assert.Contains("Accept: application/json", sent.Headers, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    public async Task OldAddressShouldBeMatchedByTheNewOneWithoutFollowingTheRedirect(int status)
    {
        _tenant = _ => StubTransport.Redirect((HttpStatusCode)status, "https://two.atlassian.net" + TenantInfo);
        AtlassianCaller caller = await NewCallerAsync("https://old.atlassian.net");

        await CallAsync(caller);
        await CallAsync(caller);

        Assert.Equal($"/ex/jira/{Two}/rest/api/3/myself", _transport.Sent[^1].Uri.AbsolutePath);
        Assert.Equal(["old.atlassian.net"], Lookups());
    }

    [Theory]
    [InlineData("not found")]
    [InlineData("page")]
    [InlineData("other site")]
    [InlineData("no UUID")]
    [InlineData("elsewhere")]
    [InlineData("moved to a stranger")]
    [InlineData("login page")]
    [InlineData("endless")]
    [InlineData("no connection")]
    public async Task AddressOfAnUnreachableSiteShouldBeAnErrorThatListsTheReachableSites(string answer)
    {
        _tenant = request => answer switch
        {
            "not found" => new HttpResponseMessage(HttpStatusCode.NotFound),
            "page" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>", null, "text/html") },
            "other site" => StubTransport.Json(HttpStatusCode.OK, $$"""{"cloudId":"{{Odd}}"}"""),
            "no UUID" => StubTransport.Json(HttpStatusCode.OK, """{"cloudId":"../../admin"}"""),
            "elsewhere" => StubTransport.Redirect(HttpStatusCode.Found, "https://evil.example/x"),
            "moved to a stranger" => StubTransport.Redirect(HttpStatusCode.MovedPermanently, "https://evil.example" + TenantInfo),
            "login page" => StubTransport.Redirect(HttpStatusCode.Found, "https://id.atlassian.com/login"),
            "endless" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Runtime.Tests.Calls.EndlessStream()) },
            _ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"),
        };
        AtlassianCaller caller = await NewCallerAsync("jira.custom.example");

        SiteSelectionException error = await Assert.ThrowsAsync<SiteSelectionException>(() => CallAsync(caller));

        Assert.Equal([One, Two], error.Sites.Select(static site => site.CloudId));
        Assert.Contains("jira.custom.example", error.Message, StringComparison.Ordinal);
        Assert.Contains("https://two.atlassian.net", error.Message, StringComparison.Ordinal);
        Assert.Equal(["jira.custom.example"], Lookups());
    }

    [Fact]
    public async Task AddressShouldNotBeRequestedIfTheGrantReachesNoSite()
    {
        _list = static () => StubTransport.Json(HttpStatusCode.OK, "[]");
        AtlassianCaller caller = await NewCallerAsync("https://jira.custom.example");

        SiteSelectionException error = await Assert.ThrowsAsync<SiteSelectionException>(() => CallAsync(caller));

        Assert.StartsWith("The grant reaches no site", error.Message, StringComparison.Ordinal);
        Assert.Empty(Lookups());
    }

    [Theory]
    [InlineData("http://jira.custom.example")]
    [InlineData("https://jira.custom.example:8443")]
    [InlineData("https://user@jira.custom.example")]
    [InlineData("https://10.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("https://[::1]")]
    [InlineData("https://localhost")]
    [InlineData("custom")]
    [InlineData("11111111-2222-4333-8444-55555555555")]
    public async Task OnlyAPublicHttpsAddressShouldBeRequested(string site)
    {
        AtlassianCaller caller = (await NewCallerAsync(null)).WithSettings(new CallSettings { Site = site });

        SiteSelectionException error = await Assert.ThrowsAsync<SiteSelectionException>(() => CallAsync(caller));

        Assert.Contains("https://one.atlassian.net", error.Message, StringComparison.Ordinal);
        Assert.Empty(Lookups());
    }

    [Theory]
    [InlineData("error")]
    [InlineData("not found")]
    [InlineData("unauthorized")]
    [InlineData("object")]
    [InlineData("empty")]
    [InlineData("no connection")]
    public async Task CallWithACloudIdShouldNotDependOnTheList(string list)
    {
        BreakList(list);
        AtlassianCaller caller = await NewCallerAsync(One);

        await CallAsync(caller);
        await CallAsync((await NewCallerAsync(null)).WithSettings(new CallSettings { Site = $" {One.ToUpperInvariant()} " }));

        Assert.Equal(2, _transport.Sent.Count(static sent => sent.Uri.AbsolutePath.Equals($"/ex/jira/{One}/rest/api/3/myself", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("no connection")]
    public async Task RefusalOfTheCloudIdShouldBeFinalIfTheListIsUnavailable(string list)
    {
        BreakList(list);
        _call = static () => StubTransport.Json(HttpStatusCode.Forbidden, """{"code":403,"message":"The app is not installed on this instance"}""");
        AtlassianCaller caller = await NewCallerAsync(One);

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(() => CallAsync(caller));

        Assert.Equal((HttpStatusCode.Forbidden, "getCurrentUser"), (error.Status, error.OperationId));
    }

    [Fact]
    public async Task UnreachableCloudIdShouldBeAnErrorWhenTheGatewayRefusesIt()
    {
        DisposalRecorder refusal = new("""{"code":404,"message":"Not Found"}""");
        _call = () => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = refusal };
        AtlassianCaller caller = await NewCallerAsync(Odd);

        SiteSelectionException error = await Assert.ThrowsAsync<SiteSelectionException>(() => CallAsync(caller));

        Assert.Equal([One, Two], error.Sites.Select(static site => site.CloudId));
        Assert.True(refusal.IsDisposed);
    }

    [Fact]
    public async Task RefusalShouldBeDisposedOfBeforeTheCallIsSentToTheSiteThatReplacesIt()
    {
        string site = One;
        _list = () => StubTransport.Json(HttpStatusCode.OK, $$"""[{"id":"{{site}}","name":"acme","url":"https://acme.atlassian.net","scopes":[]}]""");
        AtlassianCaller caller = await NewCallerAsync("acme");
        await CallAsync(caller);
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        site = Two;
        DisposalRecorder refusal = new("""{"code":403,"message":"The app is not installed on this instance"}""");
        List<bool> wasDisposed = [];
        _call = () =>
        {
            wasDisposed.Add(refusal.IsDisposed);
            return wasDisposed.Count == 1
                ? new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = refusal }
                : StubTransport.Json(HttpStatusCode.OK, "{}");
        };

        await CallAsync(caller);

        Assert.Equal([false, true], wasDisposed);
        Assert.Equal($"/ex/jira/{Two}/rest/api/3/myself", _transport.Sent[^1].Uri.AbsolutePath);
    }

    [Theory]
    [InlineData("error", typeof(AtlassianApiException))]
    [InlineData("not found", typeof(AtlassianApiException))]
    [InlineData("unauthorized", typeof(AuthenticationFailedException))]
    [InlineData("object", typeof(UnreadableSuccessException))]
    [InlineData("empty", typeof(UnreadableSuccessException))]
    [InlineData("no connection", typeof(NoResponseException))]
    [InlineData("connect timeout", typeof(NoResponseException))]
    public async Task FailureOfTheListShouldBeAnErrorIfItIsNeeded(string list, Type type)
    {
        BreakList(list);
        AtlassianCaller caller = await NewCallerAsync("one");

        Exception? error = await Record.ExceptionAsync(() => CallAsync(caller));

        Assert.Equal(type, error?.GetType());
    }

    [Fact]
    public async Task RefusalAfterARedirectOfTheListShouldBeExplainedForTheLogin()
    {
        _list = static () => StubTransport.Redirect(HttpStatusCode.TemporaryRedirect, "/sites");
        _call = static () => StubTransport.Json(HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized"}""");
        AtlassianCaller caller = await NewCallerAsync("one");

        AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(() => CallAsync(caller));

        Assert.Contains("withdrawn the consent", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookupWithoutAResponseShouldAllowAWriteToBeRetried()
    {
        int failures = 1;
        Func<HttpResponseMessage> list = _list;
        _list = () => failures-- > 0 ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "broke off") : list();
        OperationDescriptor create = new("createIssue", HttpMethod.Post, "/rest/api/3/issue", "jira", "Jira", [200]);
        AtlassianCaller caller = await NewCallerAsync("one", isResilient: true);

        Task call = caller.SendAsync(create.CreateRequest(create.Route), CancellationToken.None);
        _world.Time.Advance(TimeSpan.FromSeconds(5));

        await call;
        Assert.Single(_transport.Sent, static sent => sent.Method == HttpMethod.Post);
    }

    [Fact]
    public async Task LookupThatCannotSucceedShouldNotBeRetried()
    {
        _list = static () => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "untrusted");

        await Assert.ThrowsAsync<NoResponseException>(async () => await CallAsync(await NewCallerAsync("one", isResilient: true)));
    }

    [Fact]
    public async Task EntryWithoutAnAddressShouldBeCallableByItsCloudId()
    {
        _list = static () => StubTransport.Json(
            HttpStatusCode.OK, $$"""[null,{"id":7},{"id":"{{One}}","name":"example","url":"https://example.atlassian.net"},{"id":"{{Odd}}","name":"x"}]""");

        foreach ((string site, string id) in ((string, string)[])[("example", One), ("https://example.atlassian.net", One), ("x", Odd), (Odd, Odd)])
        {
            await CallAsync(await NewCallerAsync(site));
            Assert.Contains($"/ex/jira/{id}/", _transport.Sent[^1].Uri.AbsolutePath, StringComparison.Ordinal);
        }

        SiteSelectionException error = await Assert.ThrowsAsync<SiteSelectionException>(async () => await CallAsync(await NewCallerAsync(null)));
        Assert.Contains($"x ({Odd})", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    [InlineData(null)]
    public async Task ListShouldBeReadInItsCharsetAndAfterAByteOrderMark(string? charset)
    {
        _list = () =>
        {
            string json = $$"""[{"id":"{{One}}","name":"\u00e9t\u00e9","url":"https://one.atlassian.net"}]""";
            byte[] body = charset == "utf-16" ? Encoding.Unicode.GetBytes(json) : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)];
            ByteArrayContent content = new(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = charset };
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        };

        await CallAsync(await NewCallerAsync("\u00e9t\u00e9"));
    }

    private void BreakList(string list) => _list = () => list switch
    {
        "error" => new HttpResponseMessage(HttpStatusCode.InternalServerError),
        "not found" => new HttpResponseMessage(HttpStatusCode.NotFound),
        "unauthorized" => StubTransport.Json(HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized"}"""),
        "object" => StubTransport.Json(HttpStatusCode.OK, """{"code":401,"message":"Unauthorized"}"""),
        "empty" => new HttpResponseMessage(HttpStatusCode.OK),
        "connect timeout" => throw new TaskCanceledException("A connection could not be established.", new TimeoutException()),
        _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route"),
    };

    private IEnumerable<string> Lookups() =>
        _transport.Sent.Where(static sent => sent.Uri.Host != "api.simulated.example").Select(static sent => sent.Uri.Host);

    private async Task<AtlassianCaller> NewCallerAsync(string? site, bool isResilient = false)
    {
        if (await _world.Store.FindAsync(GrantWorld.Id) is null)
        {
            await _world.SignInAsync();
        }

        AtlassianPipeline node = _world.NewNode(
            options =>
            {
                options.Site = site;
                if (!isResilient)
                {
                    options.Resilience.Retry.ShouldHandle = static _ => ValueTask.FromResult(false);
                }
            },
            _transport);
        return node.CreateCaller();
    }

    private static Task CallAsync(AtlassianCaller caller) => caller.SendAsync(s_myself.CreateRequest(s_myself.Route), CancellationToken.None);
}
