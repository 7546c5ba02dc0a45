using System.IO.Pipelines;
using System.Net;
using System.Text;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

/// <summary>Operations with a server of their own: each call through the whole pipeline, over a transport that returns prepared responses.</summary>
public sealed class ServerRoutingTests : IDisposable
{
    private const string CloudId = "11111111-2222-4333-8444-555555555555";
    private const string OtherCloudId = "99999999-2222-4333-8444-555555555555";
    private const string FirstCloudId = "22222222-2222-4333-8444-555555555555";
    private const string Site = "https://leeway-demo.atlassian.net";
    private const string Gateway = "https://api.simulated.example";
    private const string Workspace = "8aa0a5f2-0b6a-4b5b-9f0c-000000000001";
    private const string Lookup = "/rest/servicedeskapi/assets/workspace";
    private const string NotInstalled = """{"code":403,"message":"The app is not installed on this instance"}""";

    private static readonly ServerAddress s_assets = new("https://api.atlassian.com/ex/jira/{cloudId}/jsm/assets/workspace/{workspaceId}/v1");
    private static readonly ServerAddress s_shortAssets = new("https://api.atlassian.com/jsm/assets/workspace/{workspaceId}/v1");
    private static readonly OperationDescriptor s_object = Describe("getObject", "/object/{id}", "Assets", s_assets);
    private static readonly OperationDescriptor s_users = Describe("getUsers", "/v1/orgs/{orgId}/users", "Organization", new ServerAddress("https://api.atlassian.com/admin"));
    private static readonly OperationDescriptor s_repositories = Describe("listRepositories", "/repositories/{workspace}", "Bitbucket", new ServerAddress("https://api.bitbucket.org/2.0"));
    private static readonly OperationDescriptor s_rockets = Describe("listRockets", "/rockets", "Acme", new ServerAddress("https://api.acme.example/v1"));
    private static readonly OperationDescriptor s_issue = new("getIssue", HttpMethod.Get, "/rest/api/3/issue/A-1", "jira", "Jira", [200]);

    private readonly GrantWorld _world = new();
    private readonly StubTransport _transport;
    private string _cloudId = CloudId;
    private string _workspaces = $$"""{"workspaceId":"{{Workspace}}"}""";
    private HttpResponseMessage? _lookupAnswer;
    private Func<HttpRequestMessage, HttpResponseMessage?> _answer = static _ => null;

    public ServerRoutingTests()
    {
        _transport = new StubTransport(Answer);
    }

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task BitbucketShouldBeCalledWithABearerTokenAtItsOwnServer()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.BearerToken("bitbucket-token"), "https://api.bitbucket.org/2.0");

        await SendAsync(node, s_repositories, "/repositories/acme?pagelen=2&q=a%20b");

        (_, Uri uri, string? login, _, _) = Assert.Single(_transport.Sent);
        Assert.Equal("https://api.bitbucket.org/2.0/repositories/acme?pagelen=2&q=a%20b", uri.OriginalString);
        Assert.Equal("Bearer bitbucket-token", login);
    }

    [Fact]
    public async Task AssetsShouldBeCalledWithTheGrantAndBothIds()
    {
        string token = (await _world.SignInAsync()).Grant.AccessToken.Reveal();
        AtlassianPipeline node = NewNode(static _ => { });

        await SendAsync(node, s_object, "/object/42?includeExtendedInfo=true");
        await SendAsync(node, s_object, "/object/43");

        Assert.Equal(
            [
                $"{Gateway}/oauth/token/accessible-resources",
                $"{Gateway}/ex/jira/{CloudId}{Lookup}",
                $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/{Workspace}/v1/object/42?includeExtendedInfo=true",
                $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/{Workspace}/v1/object/43",
            ],
            Addresses);
        Assert.All(_transport.Sent, sent => Assert.Equal("Bearer " + token, sent.Login));
    }

    [Fact]
    public async Task OrganizationShouldBeCalledAtTheGatewayWithoutASite()
    {
        AtlassianPipeline node = NewNode(static options => options.Login = AtlassianLogin.BearerToken("organization-key"));

        await SendAsync(node, s_users, "/v1/orgs/7/users?cursor=x");

        (_, Uri uri, string? login, _, _) = Assert.Single(_transport.Sent);
        Assert.Equal($"{Gateway}/admin/v1/orgs/7/users?cursor=x", uri.OriginalString);
        Assert.Equal("Bearer organization-key", login);
    }

    [Fact]
    public async Task ThirdPartyShouldGetTheApiKeyInItsHeader()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.ApiKey("X-Api-Key", "acme key"), "https://api.acme.example");

        await SendAsync(node, s_rockets, "/rockets?color=red");

        (_, Uri uri, string? login, string headers, _) = Assert.Single(_transport.Sent);
        Assert.Equal("https://api.acme.example/v1/rockets?color=red", uri.OriginalString);
        Assert.Null(login);
        Assert.Contains("X-Api-Key: acme key", headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThirdPartyShouldGetTheUserNameAndPassword()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.Basic("mia", "pä:ss word"), "https://acme.internal.example/gateway/rockets/");

        await SendAsync(node, s_rockets, "/rockets");

        (_, Uri uri, string? login, _, _) = Assert.Single(_transport.Sent);
        Assert.Equal("https://acme.internal.example/gateway/rockets/rockets", uri.OriginalString);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("mia:pä:ss word")), login);
    }

    [Fact]
    public async Task KeyInTheAuthorizationHeaderShouldHaveNoScheme()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.ApiKey("Authorization", "GenieKey abc"), "https://api.acme.example");
        await SendAsync(node, s_rockets, "/rockets");
        Assert.Equal("GenieKey abc", Assert.Single(_transport.Sent).Login);
    }

    [Fact]
    public async Task ThirdPartyWithoutALoginShouldNeedNoServerInTheOptions()
    {
        AtlassianPipeline node = NewNode(static options => options.Login = AtlassianLogin.None);

        await SendAsync(node, s_rockets, "/rockets");
        await SendAsync(node, s_repositories, "/repositories/acme");

        Assert.Equal(["https://api.acme.example/v1/rockets", "https://api.bitbucket.org/2.0/repositories/acme"], Addresses);
        Assert.All(_transport.Sent, static sent => Assert.Null(sent.Login));
    }

    [Theory]
    [InlineData("consent")]
    [InlineData("service account")]
    [InlineData("scoped API token")]
    [InlineData("API token")]
    [InlineData("bearer token")]
    public async Task LoginForAtlassianShouldNotReachAnotherHost(string login)
    {
        AtlassianPipeline node = NewNode(options => SetLogin(options, login));

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(node, s_repositories, "/repositories/acme"));

        Assert.Equal(
            "GET /repositories/{workspace} is called at https://api.bitbucket.org/2.0, but the login "
            + $"({node.Options.Login}) is sent to {(login == "API token" ? Site : Gateway)} only. "
            + "Add the client to a registration of its own that names the server: AddAtlassian(\"bitbucket\", options => { options.Server = new Uri(\"https://api.bitbucket.org/2.0\"); options.Login = ...; }).",
            exception.Message);
        AssertNothingWasSent();
    }

    [Theory]
    [InlineData("bearer token")]
    [InlineData("password")]
    [InlineData("API key")]
    [InlineData("none")]
    public async Task LoginForAnotherHostShouldNotReachAtlassian(string login)
    {
        AtlassianPipeline node = NewNode(options =>
        {
            SetLogin(options, login);
            options.Server = login == "none" ? null : new Uri("https://api.acme.example/v1");
        });

        foreach (OperationDescriptor operation in (OperationDescriptor[])[s_issue, s_object, s_users])
        {
            InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(node, operation, "/a"));
            Assert.Contains(Gateway, exception.Message, StringComparison.Ordinal);
            Assert.Contains(
                login == "none" ? ", but the registration has no login, which AtlassianLogin.None offers for other hosts only. " : "https://api.acme.example only",
                exception.Message,
                StringComparison.Ordinal);
            Assert.Equal(ReferenceEquals(operation, s_issue), exception.Message.Contains("is called at a site at " + Gateway, StringComparison.Ordinal));
            Assert.EndsWith("Add the client to a registration with a login of Atlassian and without AtlassianOptions.Server.", exception.Message, StringComparison.Ordinal);
        }

        AssertNothingWasSent();
    }

    [Fact]
    public async Task ApiTokenWithoutScopesShouldNotReachTheGateway()
    {
        AtlassianPipeline node = NewNode(static options => SetLogin(options, "API token"));
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(node, s_object, "/object/1"));
        Assert.EndsWith($"is sent to {Site} only. Use an API token with scopes: AtlassianLogin.ScopedApiToken.", exception.Message, StringComparison.Ordinal);
        AssertNothingWasSent();
    }

    [Fact]
    public async Task ApiTokenWithScopesShouldFindBothIds()
    {
        AtlassianPipeline node = NewNode(static options => SetLogin(options, "scoped API token"));
        await SendAsync(node, s_object, "/object/1");
        Assert.Equal(
            [$"{Site}/_edge/tenant_info", $"{Gateway}/ex/jira/{CloudId}{Lookup}", $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/{Workspace}/v1/object/1"],
            Addresses);
        Assert.Equal([false, true, true], _transport.Sent.Select(static sent => sent.Login is not null));
    }

    [Fact]
    public async Task KnownIdsShouldNeedNoLookup()
    {
        AtlassianPipeline node = NewNode(static options =>
        {
            options.Login = AtlassianLogin.BearerToken("token");
            options.Site = CloudId;
            options.Workspace = Workspace;
        });
        await SendAsync(node, s_object, "/object/1");
        await SendAsync(node, s_object, "/object/2", new CallSettings { Workspace = "other-1" });
        Assert.Equal(
            [$"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/{Workspace}/v1/object/1", $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/other-1/v1/object/2"],
            Addresses);
    }

    [Fact]
    public async Task ServerWithoutACloudIdShouldNeedItOnlyToFindTheWorkspace()
    {
        OperationDescriptor operation = Describe("getObject", "/object/{id}", "Assets", s_shortAssets);
        AtlassianPipeline node = NewNode(static options =>
        {
            options.Login = AtlassianLogin.BearerToken("token");
            options.Site = CloudId;
        });
        await SendAsync(node, operation, "/object/1", new CallSettings { Workspace = "own" });
        await SendAsync(node, operation, "/object/2");
        Assert.Equal(
            [
                $"{Gateway}/jsm/assets/workspace/own/v1/object/1",
                $"{Gateway}/ex/jira/{CloudId}{Lookup}",
                $"{Gateway}/jsm/assets/workspace/{Workspace}/v1/object/2",
            ],
            Addresses);
    }

    [Fact]
    public async Task KnownWorkspaceShouldNeedNoSiteIfTheServerHasNone()
    {
        OperationDescriptor operation = Describe("getObject", "/object/{id}", "Assets", s_shortAssets);
        AtlassianPipeline node = NewNode(static options => options.Login = AtlassianLogin.BearerToken("token"));

        await SendAsync(node, operation, "/object/1", new CallSettings { Workspace = "own" });

        Assert.Equal([$"{Gateway}/jsm/assets/workspace/own/v1/object/1"], Addresses);
    }

    /// <summary>No response comes before the caller has the task.</summary>
    [Theory]
    [InlineData("https://api.atlassian.com/ex/jira/{cloudId}/jsm/assets/workspace/{workspaceId}/v1", null, $"/ex/jira/{CloudId}/jsm/assets/workspace/{Workspace}/v1", true)]
    [InlineData("https://api.atlassian.com/ex/jira/{cloudId}/jsm/assets/workspace/{workspaceId}/v1", "own", $"/ex/jira/{CloudId}/jsm/assets/workspace/own/v1", false)]
    [InlineData("https://api.atlassian.com/jsm/ops/api/{cloudId}/v1", null, $"/jsm/ops/api/{CloudId}/v1", false)]
    public async Task IdsThatArriveLateShouldBeAwaited(string server, string? workspace, string expected, bool asksForWorkspace)
    {
        await _world.SignInAsync();
        TaskCompletionSource gate = new();
        AtlassianPipeline node = _world.NewNode(null, new GatedTransport(_transport, gate.Task));

        Task<HttpStatusCode> call = SendAsync(
            node, Describe("getThing", "/thing", "Assets", new ServerAddress(server)), "/thing", new CallSettings { Workspace = workspace });
        Assert.Empty(_transport.Sent);
        gate.SetResult();

        Assert.Equal(HttpStatusCode.OK, await call);
        Assert.Equal($"{Gateway}{expected}/thing", Addresses[^1]);
        Assert.Equal(asksForWorkspace ? 3 : 2, Addresses.Count);
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData(CloudId, true, true)]
    public async Task WorkspaceOfTheOptionsShouldBeUsedUnlessTheGrantMayReachAnotherSite(string? site, bool isOtherGrant, bool expected)
    {
        AtlassianPipeline node = NewNode(options =>
        {
            options.Login = AtlassianLogin.BearerToken("token");
            options.Site = site;
            options.Workspace = "workspace-of-the-options";
        });

        await SendAsync(node, s_object, "/object/1", new CallSettings { Grant = isOtherGrant ? new GrantId("other") : null });

        string workspace = expected ? "workspace-of-the-options" : Workspace;
        Assert.Equal($"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/{workspace}/v1/object/1", Addresses[^1]);
    }

    [Fact]
    public async Task WorkspaceOfTheOptionsShouldNotBeUsedForAnotherSite()
    {
        AtlassianPipeline node = NewNode(static options =>
        {
            options.Login = AtlassianLogin.BearerToken("token");
            options.Site = CloudId;
            options.Workspace = "workspace-of-the-options";
        });
        await SendAsync(node, s_object, "/object/1", new CallSettings { Site = OtherCloudId });
        Assert.Equal($"{Gateway}/ex/jira/{OtherCloudId}/jsm/assets/workspace/{Workspace}/v1/object/1", Addresses[^1]);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData(" ")]
    public async Task InvalidWorkspaceShouldBeRefusedBeforeAnythingIsSent(string workspace)
    {
        AtlassianPipeline node = NewNode(static options =>
        {
            options.Login = AtlassianLogin.BearerToken("token");
            options.Site = CloudId;
        });
        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(
            () => SendAsync(node, s_object, "/object/1", new CallSettings { Workspace = workspace }));

        Assert.Equal($"'{workspace}' is not the id of a workspace. Copy it again, or omit it so that Leeway finds it.", exception.Message);
        AssertNothingWasSent();
    }

    [Fact]
    public async Task RefusedSiteShouldBeFoundAgainWithItsWorkspace()
    {
        await _world.SignInAsync();
        AtlassianPipeline node = NewNode(static _ => { });
        await SendAsync(node, s_object, "/object/1");
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        _cloudId = OtherCloudId;
        _workspaces = """{"workspaceId":"second"}""";
        DisposalRecorder refusal = new(NotInstalled);
        _answer = request =>
        {
            if (request.RequestUri!.AbsolutePath.Contains(CloudId, StringComparison.Ordinal))
            {
                return new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = refusal };
            }

            Assert.Equal(request.RequestUri.AbsolutePath.EndsWith("/object/2", StringComparison.Ordinal), refusal.IsDisposed);
            return null;
        };
        _transport.Sent.Clear();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_object, "/object/2"));

        Assert.Equal(
            [
                $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/{Workspace}/v1/object/2",
                $"{Gateway}/oauth/token/accessible-resources",
                $"{Gateway}/ex/jira/{OtherCloudId}{Lookup}",
                $"{Gateway}/ex/jira/{OtherCloudId}/jsm/assets/workspace/second/v1/object/2",
            ],
            Addresses);
    }

    [Fact]
    public async Task RefusedSiteOfTheCallShouldBeFoundAgainByItsNameWithTheWorkspaceOfTheCall()
    {
        await _world.SignInAsync();
        string second = CloudId;
        _answer = request => request.RequestUri!.AbsolutePath switch
        {
            "/oauth/token/accessible-resources" => StubTransport.Json(
                HttpStatusCode.OK,
                $$"""[{"id":"{{FirstCloudId}}","url":"{{Site}}","name":"first","scopes":[]},{"id":"{{second}}","url":"https://second.atlassian.net","name":"second","scopes":[]}]"""),
            var path when path.Contains(CloudId, StringComparison.Ordinal) && second != CloudId => StubTransport.Json(HttpStatusCode.Forbidden, NotInstalled),
            _ => null,
        };
        AtlassianPipeline node = NewNode(static options => options.Site = "first");
        CallSettings settings = new() { Site = "second", Workspace = "own" };
        await SendAsync(node, s_object, "/object/1", settings);
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        second = OtherCloudId;

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_object, "/object/2", settings));

        Assert.Equal($"{Gateway}/ex/jira/{OtherCloudId}/jsm/assets/workspace/own/v1/object/2", Addresses[^1]);
        Assert.DoesNotContain(Addresses, static address => address.EndsWith(Lookup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefusedWorkspaceShouldBeFoundAgainAtMostOnceAMinute()
    {
        AtlassianPipeline node = NewNode(static options =>
        {
            options.Login = AtlassianLogin.ScopedApiToken("ada@example.com", "token");
            options.Site = CloudId;
        });
        await SendAsync(node, s_object, "/object/1");
        _answer = static request => request.RequestUri!.AbsolutePath.Contains(Workspace, StringComparison.Ordinal)
            ? StubTransport.Json(HttpStatusCode.NotFound, """{"code":404,"message":"Not Found"}""")
            : null;
        _workspaces = """{"workspaceId":"second"}""";
        _transport.Sent.Clear();
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(node, s_object, "/object/2"));
        Assert.Single(_transport.Sent);

        _world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_object, "/object/2"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_object, "/object/3"));
        Assert.Equal(
            [
                $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/{Workspace}/v1/object/2",
                $"{Gateway}/ex/jira/{CloudId}{Lookup}",
                $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/second/v1/object/2",
                $"{Gateway}/ex/jira/{CloudId}/jsm/assets/workspace/second/v1/object/3",
            ],
            Addresses[1..]);
    }

    [Fact]
    public async Task RefusedCloudIdOfTheOptionsShouldBeExplainedWithTheSitesOfTheGrant()
    {
        AtlassianPipeline node = NewAssetsNode();
        await SendAsync(node, s_object, "/object/1");
        _cloudId = OtherCloudId;
        DisposalRecorder refusal = new(NotInstalled);
        _answer = request => request.RequestUri!.AbsolutePath.Contains("/jsm/", StringComparison.Ordinal)
            ? new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = refusal }
            : null;
        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(() => SendAsync(node, s_object, "/object/2"));
        Assert.Equal(OtherCloudId, Assert.Single(exception.Sites).CloudId);
        Assert.True(refusal.IsDisposed);
    }

    [Fact]
    public async Task RepetitionShouldBeRoutedAgain()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.BearerToken("token"), "https://api.bitbucket.org/2.0");
        int calls = 0;
        _answer = _ => calls++ == 0 ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : null;

        Task<HttpStatusCode> call = SendAsync(node, s_repositories, "/repositories/acme");
        Assert.Equal(HttpStatusCode.OK, await _world.Time.RunAsync(call, TimeSpan.FromSeconds(1)));
        Assert.Equal(Enumerable.Repeat("https://api.bitbucket.org/2.0/repositories/acme", 2), Addresses);
    }

    [Fact]
    public async Task WorkspaceShouldBeRequestedOnceForAllCallers()
    {
        TaskCompletionSource gate = new();
        AtlassianPipeline node = _world.NewNode(
            static options =>
            {
                options.Login = AtlassianLogin.BearerToken("token");
                options.Site = CloudId;
            },
            new GatedTransport(_transport, gate.Task));
        Task<HttpStatusCode>[] calls = [.. Enumerable.Range(0, 5).Select(i => SendAsync(node, s_object, $"/object/{i}"))];
        gate.SetResult();
        await Task.WhenAll(calls);
        Assert.Single(Addresses, static address => address.EndsWith(Lookup, StringComparison.Ordinal));
        Assert.Equal(6, Addresses.Count);
    }

    [Fact]
    public async Task SiteWithoutAWorkspaceShouldBeReportedAndAskedAgain()
    {
        AtlassianPipeline node = NewAssetsNode();
        _workspaces = "";
        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(() => SendAsync(node, s_object, "/object/1"));
        Assert.StartsWith($"The site {CloudId} has no Assets workspace.", exception.Message, StringComparison.Ordinal);

        _workspaces = $$"""{"workspaceId":"{{Workspace}}"}""";
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_object, "/object/1"));
    }

    [Fact]
    public async Task SeveralWorkspacesShouldBeListed()
    {
        _workspaces = """{"workspaceId":"first"},{"workspaceId":"second"},{"workspaceId":"first"}""";
        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(() => SendAsync(NewAssetsNode(), s_object, "/object/1"));
        Assert.Equal(
            $"The site {CloudId} has 2 Assets workspaces: first, second. Set AtlassianOptions.Workspace or CallSettings.Workspace to one of them.", exception.Message);
    }

    [Fact]
    public async Task MissingScopeOfTheLookupShouldBeNamed()
    {
        _lookupAnswer = StubTransport.Json(HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized; scope does not match"}""");
        MissingScopeException exception = await Assert.ThrowsAsync<MissingScopeException>(() => SendAsync(NewAssetsNode(), s_object, "/object/1"));
        Assert.Equal(["read:servicedesk-request"], exception.ClassicScopes);
        Assert.Equal("getAssetsWorkspaces", exception.OperationId);
    }

    [Fact]
    public async Task NotFoundLookupShouldNotLookLikeAMissingObject()
    {
        _lookupAnswer = StubTransport.Json(HttpStatusCode.NotFound, """{"errorMessages":["Not here"],"errors":{}}""");
        AtlassianApiException exception = await Assert.ThrowsAnyAsync<AtlassianApiException>(() => SendAsync(NewAssetsNode(), s_object, "/object/1"));
        Assert.IsNotType<NotFoundException>(exception);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"values":[7]}""")]
    [InlineData("""{"values":[{"id":"a"}]}""")]
    [InlineData("""{"values":[{"workspaceId":"../x"}]}""")]
    [InlineData("""{"values":[{"workspaceId":"a"}""")]
    [InlineData("<html>")]
    public async Task OtherAnswerToTheLookupShouldBeUnreadable(string body)
    {
        _lookupAnswer = StubTransport.Json(HttpStatusCode.OK, body);
        await Assert.ThrowsAsync<UnreadableSuccessException>(() => SendAsync(NewAssetsNode(), s_object, "/object/1"));
    }

    [Fact]
    public async Task FailureOfOneGrantShouldNotConcernAnother()
    {
        GrantId other = new("other");
        await _world.SignInAsync();
        string token = (await _world.SignInAsync(id: other)).Grant.AccessToken.Reveal();
        _answer = request => request.RequestUri!.AbsolutePath.EndsWith(Lookup, StringComparison.Ordinal) && request.Headers.Authorization!.Parameter != token
            ? StubTransport.Json(HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized; scope does not match"}""")
            : null;
        TaskCompletionSource gate = new();
        AtlassianPipeline node = _world.NewNode(static options => options.Site = CloudId, new GatedTransport(_transport, gate.Task));

        Task<HttpStatusCode> refused = SendAsync(node, s_object, "/object/1");
        Task<HttpStatusCode> accepted = SendAsync(node, s_object, "/object/2", new CallSettings { Grant = other });
        gate.SetResult();
        await Assert.ThrowsAsync<MissingScopeException>(() => refused);
        Assert.Equal(HttpStatusCode.OK, await accepted);

        // The id is not a secret: the other grant uses what this one has found, with its own token.
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_object, "/object/3"));
        Assert.NotEqual("Bearer " + token, _transport.Sent[^1].Login);
    }

    [Fact]
    public async Task SettingsShouldNotReplaceTheHeaderOfTheKey()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.ApiKey("X-Api-Key", "acme-key"), "https://api.acme.example");
        CallSettings settings = new() { Headers = new Dictionary<string, string> { ["x-api-key"] = "other" } };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => node.CreateCaller().WithSettings(settings));
        Assert.Contains("X-Api-Key", exception.Message, StringComparison.Ordinal);

        // A handler of the application can set it, and the login still wins.
        using HttpRequestMessage request = s_rockets.CreateRequest("/rockets");
        request.Headers.Add("x-api-key", "other");
        using HttpResponseMessage response = await node.Invoker.SendAsync(request, CancellationToken.None);
        Assert.Contains("X-Api-Key: acme-key", _transport.Sent[^1].Headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("other", _transport.Sent[^1].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyShouldNotFollowADownloadToAnotherHost()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.ApiKey("X-Api-Key", "acme-key"), "https://api.acme.example");
        _answer = static request => request.RequestUri!.Host == "api.acme.example" ? StubTransport.Redirect(HttpStatusCode.Found, "https://files.example/x") : null;

        using Stream stream = await node.CreateCaller().DownloadAsync(s_rockets.CreateRequest("/rockets"), CancellationToken.None);

        Assert.Equal(["https://api.acme.example/v1/rockets", "https://files.example/x"], Addresses);
        Assert.Contains("acme-key", _transport.Sent[0].Headers, StringComparison.Ordinal);
        Assert.DoesNotContain("acme-key", _transport.Sent[1].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnauthorizedAtAnotherHostShouldNotBeReplayed()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.Basic("mia", "secret"), "https://api.acme.example");
        _answer = static _ => new HttpResponseMessage(HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(node, s_rockets, "/rockets"));
        Assert.Single(_transport.Sent);
    }

    /// <summary>A body whose length is not known in advance is lost if it is read and turns out to be too long.</summary>
    [Fact]
    public async Task LongRefusalByAServerWithoutASiteShouldKeepItsBody()
    {
        AtlassianPipeline node = NewForeignNode(AtlassianLogin.BearerToken("bitbucket-token"), "https://api.bitbucket.org/2.0");
        string body = $$"""{"code":404,"message":"{{new string('x', 100_000)}}"}""";
        _answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StreamContent(PipeReader.Create(new(Encoding.UTF8.GetBytes(body))).AsStream()) };
        using HttpRequestMessage request = s_repositories.CreateRequest("/repositories/acme");

        using HttpResponseMessage response = await node.Invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task PrefixShouldBeBuiltOnce()
    {
        CallDefaults defaults = new()
        {
            Login = AtlassianLogin.BearerToken("token"),
            Grant = GrantId.Default,
            Site = CloudId,
            Workspace = Workspace,
            Gateway = new Uri(Gateway),
        };
        ServerRouting routing = new(_world.Node.Sites, null!, null!, defaults);
        using HttpRequestMessage request = s_object.CreateRequest("/object/1");
        ServerPrefix first = await routing.FindAsync(request, s_object, s_assets, CancellationToken.None);
        Assert.Same(first, await routing.FindAsync(request, s_object, s_assets, CancellationToken.None));
    }

    private List<string> Addresses => [.. _transport.Sent.Select(static sent => sent.Uri.OriginalString)];

    private static OperationDescriptor Describe(string id, string route, string product, ServerAddress server) =>
        new(id, HttpMethod.Get, route, "", product, [200], server: server);

    private static void SetLogin(AtlassianOptions options, string login)
    {
        options.Login = login switch
        {
            "consent" => AtlassianLogin.Consent,
            "service account" => AtlassianLogin.ServiceAccount,
            "scoped API token" => AtlassianLogin.ScopedApiToken("ada@example.com", "token"),
            "API token" => AtlassianLogin.ApiToken("ada@example.com", "token"),
            "bearer token" => AtlassianLogin.BearerToken("token"),
            "password" => AtlassianLogin.Basic("ada", "token"),
            "API key" => AtlassianLogin.ApiKey("X-Api-Key", "token"),
            _ => AtlassianLogin.None,
        };
        options.Site = login is "API token" or "scoped API token" ? Site : null;
    }

    private static async Task<HttpStatusCode> SendAsync(AtlassianPipeline node, OperationDescriptor operation, string path, CallSettings? settings = null)
    {
        using HttpRequestMessage request = operation.CreateRequest(path);
        if (settings is not null)
        {
            request.Options.Set(CallSettings.Key, settings);
        }

        using HttpResponseMessage response = await node.Invoker.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }

    private AtlassianPipeline NewNode(Action<AtlassianOptions> configure) => _world.NewNode(configure, _transport);

    private AtlassianPipeline NewAssetsNode() => NewNode(static options =>
    {
        options.Login = AtlassianLogin.BearerToken("token");
        options.Site = CloudId;
    });

    private AtlassianPipeline NewForeignNode(AtlassianLogin login, string server) => NewNode(options =>
    {
        options.Login = login;
        options.Server = new Uri(server);
        Assert.True(new AtlassianOptionsValidator().Validate(null, options).Succeeded);
    });

    private void AssertNothingWasSent()
    {
        Assert.Empty(_transport.Sent);
        Assert.Empty(_world.Simulator.Requests);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (_answer(request) is { } answer)
        {
            return answer;
        }

        return path == "/oauth/token/accessible-resources"
            ? StubTransport.Json(HttpStatusCode.OK, $$"""[{"id":"{{_cloudId}}","url":"{{Site}}","name":"demo","scopes":["read:jira-work"]}]""")
            : path == "/_edge/tenant_info" ? StubTransport.Json(HttpStatusCode.OK, $$"""{"cloudId":"{{_cloudId}}"}""")
            : path.EndsWith(Lookup, StringComparison.Ordinal)
                ? _lookupAnswer ?? StubTransport.Json(HttpStatusCode.OK, $$"""{"size":1,"start":0,"limit":50,"isLastPage":true,"_links":{},"values":[{{_workspaces}}]}""")
            : StubTransport.Json(HttpStatusCode.OK, "{}");
    }

    /// <summary>Holds requests back until a task has ended.</summary>
    private sealed class GatedTransport(HttpMessageHandler inner, Task gate) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await gate;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
