using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Json;
using Leeway.Runtime.Tests.Calls;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

/// <summary>Responses that report that the login failed, whatever their status.</summary>
public sealed class LoginFailureTests
{
    private const string Site = "https://example.atlassian.net";

    private static readonly OperationDescriptor s_search =
        new("searchProjects", HttpMethod.Get, "/rest/api/3/project/search", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_addComment =
        new("addComment", HttpMethod.Post, "/rest/api/3/issue/A-1/comment", "jira", "Jira", [201]);

    public static TheoryData<AtlassianLogin, string> Logins => new()
    {
        { AtlassianLogin.ApiToken("ada@example.com", "token"), "or does not belong to this e-mail address" },
        { AtlassianLogin.ScopedApiToken("ada@example.com", "token"), "or does not belong to this e-mail address" },
        { AtlassianLogin.ServiceAccountApiToken("token"), "The API token of the service account has expired" },
        { AtlassianLogin.BearerToken("token"), "The bearer token has probably expired" },
    };

    [Theory]
    [InlineData(200, "AUTHENTICATED_FAILED")]
    [InlineData(200, "authenticated_failed")]
    [InlineData(200, "OK, AUTHENTICATED_FAILED")]
    [InlineData(200, "OUT|AUTHENTICATED_FAILED")]
    [InlineData(200, "AUTHENTICATION_DENIED")]
    [InlineData(200, "AUTHORISATION_FAILED")]
    [InlineData(200, "OUT_OF_SERVICE")]
    [InlineData(200, "OUT")]
    [InlineData(204, "AUTHENTICATED_FAILED")]
    [InlineData(304, "AUTHENTICATED_FAILED")]
    [InlineData(401, "AUTHENTICATED_FAILED")]
    [InlineData(403, "AUTHENTICATION_DENIED")]
    [InlineData(404, "AUTHENTICATED_FAILED")]
    [InlineData(429, "AUTHENTICATED_FAILED")]
    [InlineData(500, "AUTHENTICATED_FAILED")]
    public async Task ResponseWithAFailedLoginReasonShouldBeAnAuthenticationError(int status, string reason)
    {
        AtlassianCaller caller = NewCaller(AtlassianLogin.ApiToken("ada@example.com", "token"), _ => Answer(status, reason, """{"values":[],"isLast":true}"""));

        Func<Task>[] calls =
        [
            () => ReadAsync(caller),
            () => caller.SendAsync(s_search.CreateRequest(s_search.Route), CancellationToken.None),
            () => caller.SendTextAsync(s_search.CreateRequest(s_search.Route), CancellationToken.None),
            () => caller.DownloadAsync(s_search.CreateRequest(s_search.Route), CancellationToken.None),
        ];
        foreach (Func<Task> call in calls)
        {
            AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(call);
            Assert.Equal(status, (int)error.Status);
            Assert.Equal(reason.Replace("|", ", ", StringComparison.Ordinal), error.LoginReason);
            Assert.False(error.MayHaveWrittenAnonymously);
        }
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("ok")]
    [InlineData("OUT, OK")]
    [InlineData("OUT|OK")]
    [InlineData("")]
    [InlineData("SOMETHING_NEW")]
    public async Task OtherLoginReasonsShouldBeAccepted(string reason) =>
        Assert.Equal("[]", (await ReadAsync(NewCaller(AtlassianLogin.ApiToken("ada@example.com", "token"), _ => Answer(200, reason, "[]")))).ToString());

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, true)]
    [InlineData(404, false)]
    public async Task SuccessOfAWriteShouldBeReportedAsPossiblyAnonymous(int status, bool mayHaveWritten)
    {
        AtlassianCaller caller = NewCaller(AtlassianLogin.ApiToken("ada@example.com", "token"), _ => Answer(status, "AUTHENTICATED_FAILED", "{}"));

        AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(
            () => caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_addComment.CreateRequest(s_addComment.Route, new ByteArrayContent("{}"u8.ToArray())), CancellationToken.None));

        Assert.Equal(mayHaveWritten, error.MayHaveWrittenAnonymously);
        Assert.Equal(mayHaveWritten, error.Message.Contains("may have carried out the write", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task AdviceShouldFitTheLogin(AtlassianLogin login, string advice)
    {
        foreach ((int status, string? reason) in ((int, string?)[])[(401, "AUTHENTICATED_FAILED"), (401, null), (200, "AUTHENTICATED_FAILED"), (404, "AUTHENTICATED_FAILED")])
        {
            AtlassianCaller caller = NewCaller(login, _ => Answer(status, reason, "Client must be authenticated to access this resource."));

            AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(() => ReadAsync(caller));

            Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
            Assert.DoesNotContain("consent", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("token\"", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AdviceForAConsentShouldMentionIt()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        AtlassianPipeline node = world.NewNode(static options => options.Site = "11111111-2222-4333-8444-555555555555", new StubTransport(static _ => Answer(401, null, "{}")));

        AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(() => ReadAsync(node.CreateCaller()));

        Assert.Contains("withdrawn the consent", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalOfAnAcceptedLoginShouldBeAboutPermissions()
    {
        AtlassianCaller caller = NewCaller(AtlassianLogin.ApiToken("ada@example.com", "token"), _ => Answer(401, "OK", "{}"));

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(() => ReadAsync(caller));

        Assert.Contains("lacks a permission", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "The login of the request was not accepted")]
    [InlineData(false, "The request carries no visible login")]
    public async Task AdviceForAPlainClientShouldBeNeutral(bool hasLogin, string advice)
    {
        using HttpClient client = new(new StubTransport(request =>
        {
            HttpResponseMessage response = Answer(200, "AUTHENTICATED_FAILED", "[]");
            response.RequestMessage = request;
            return response;
        })) { BaseAddress = new Uri(Site) };
        client.DefaultRequestHeaders.Authorization = hasLogin ? new("Basic", "x") : null;

        AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(() => ReadAsync(new AtlassianCaller(client)));

        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdviceShouldFitTheLoginOfAClientThatCallsThroughThePipeline()
    {
        AtlassianLogin login = AtlassianLogin.BearerToken("token");
        using AtlassianPipeline node = new GrantWorld().NewNode(
            options =>
            {
                options.Login = login;
                options.Site = "11111111-2222-4333-8444-555555555555";
            },
            new StubTransport(static _ => Answer(200, "AUTHENTICATED_FAILED", "[]")));
        Uri gateway = new("https://api.simulated.example");
        using HttpClient client = new(new PipelineHandler(node.Invoker, gateway, login)) { BaseAddress = gateway };

        AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(() => ReadAsync(new AtlassianCaller(client)));

        Assert.Contains("The bearer token has probably expired", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileHostThatWasNotSentTheLoginShouldNotReportItAsFailed()
    {
        AtlassianCaller caller = NewCaller(
            AtlassianLogin.ApiToken("ada@example.com", "token"),
            request => request.RequestUri!.Host == "api.media.atlassian.com"
                ? Answer(200, "AUTHENTICATED_FAILED", "file")
                : StubTransport.Redirect(HttpStatusCode.SeeOther, "https://api.media.atlassian.com/file"));

        await using Stream file = await caller.DownloadAsync(s_search.CreateRequest("/rest/api/3/attachment/content/1"), CancellationToken.None);

        Assert.Equal("file", await new StreamReader(file).ReadToEndAsync());
    }

    [Fact]
    public async Task RefusalOfAFileHostShouldNotBeALoginFailure()
    {
        AtlassianCaller caller = NewCaller(
            AtlassianLogin.ApiToken("ada@example.com", "token"),
            request => request.RequestUri!.Host == "api.media.atlassian.com"
                ? Answer(401, null, "{}")
                : StubTransport.Redirect(HttpStatusCode.SeeOther, "https://api.media.atlassian.com/file"));

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(
            () => caller.DownloadAsync(s_search.CreateRequest("/rest/api/3/attachment/content/1"), CancellationToken.None));

        Assert.Contains("is not sent the login", error.Advice, StringComparison.Ordinal);
    }

    private static Task<RawJson> ReadAsync(AtlassianCaller caller) =>
        caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_search.CreateRequest(s_search.Route), CancellationToken.None);

    private static AtlassianCaller NewCaller(AtlassianLogin login, Func<HttpRequestMessage, HttpResponseMessage> answer) => new GrantWorld().NewNode(
        options =>
        {
            options.Login = login;
            options.Site = login.Kind == LoginKind.SiteApiToken ? Site : "11111111-2222-4333-8444-555555555555";
            options.Resilience.Retry.ShouldHandle = static _ => ValueTask.FromResult(false);
        },
        new StubTransport(answer)).CreateCaller();

    /// <param name="status">The status.</param>
    /// <param name="reason">The value of the header; a bar separates several lines.</param>
    /// <param name="body">The body.</param>
    private static HttpResponseMessage Answer(int status, string? reason, string body)
    {
        HttpResponseMessage response = RecordingHandler.Response((HttpStatusCode)status, status == 204 ? null : body);
        foreach (string line in reason?.Split('|') ?? [])
        {
            response.Headers.TryAddWithoutValidation("X-Seraph-LoginReason", line);
        }

        return response;
    }
}
