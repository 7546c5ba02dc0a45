using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Http;

/// <summary>The logins other than a user's consent, each from a relative address to the simulator.</summary>
public sealed class LoginTests
{
    private const string Email = "ada@example.com";
    private const string Site = "https://leeway-demo.atlassian.net";

    private static readonly OperationDescriptor s_myself =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200], "read:jira-user");

    private static readonly OperationDescriptor s_project =
        new("getProject", HttpMethod.Get, "/rest/api/3/project/DEMO", "jira", "Jira", [200], "read:jira-work", "read:project:jira");

    private static readonly OperationDescriptor s_pages =
        new("getPages", HttpMethod.Get, "/wiki/api/v2/pages", "confluence", "Confluence", [200]);

    private readonly GrantWorld _world = new();

    public LoginTests()
    {
        _world.Simulator.ApiTokens =
        [
            new SimulatedApiToken { Value = "classic-token", Account = _world.Simulator.Account },
            new SimulatedApiToken { Value = "scoped-token", Account = _world.Simulator.Account, Scopes = ["read:jira-work", "read:page:confluence"] },
            new SimulatedApiToken { Value = "service-token", Scopes = ["read:jira-work"] },
        ];
    }

    [Fact]
    public async Task ServiceAccountShouldFindItsSiteAndCall()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Login = AtlassianLogin.ServiceAccount);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_project));

        Assert.Equal(
            ["/oauth/token", "/oauth/token/accessible-resources", $"/ex/jira/{CloudId}/rest/api/3/project/DEMO"],
            _world.Simulator.Requests.Select(static request => request.Path));
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task ServiceAccountShouldContinueAfterAnHourWithoutA401()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Login = AtlassianLogin.ServiceAccount);
        await SendAsync(node, s_project);
        _world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_project));
        Assert.Equal(2, _world.TokenRequests);
    }

    [Fact]
    public async Task ServiceAccountShouldReplayOnceWithANewToken()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Login = AtlassianLogin.ServiceAccount);
        await SendAsync(node, s_project);
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        _world.Simulator.Faults.Add(
            Fault.Instead(SimulatedResponse.Text(401, "{}", "application/json")), static request => request.Path.EndsWith("DEMO", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_project));
        Assert.Equal(2, _world.TokenRequests);
    }

    [Fact]
    public async Task ScopedApiTokenShouldGoThroughTheGatewayWithTheCloudIdOfItsSite()
    {
        AtlassianPipeline node = NewNode(AtlassianLogin.ScopedApiToken(Email, "scoped-token"), "leeway-demo.atlassian.net/jira");

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_project));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_pages));

        Assert.Equal(
            [(SimulatedOrigin.Site, "/_edge/tenant_info"), (SimulatedOrigin.Gateway, $"/ex/jira/{CloudId}/rest/api/3/project/DEMO"), (SimulatedOrigin.Gateway, $"/ex/confluence/{CloudId}/wiki/api/v2/pages")],
            _world.Simulator.Requests.Select(static request => (request.Origin, request.Path)));
        Assert.False(_world.Simulator.Requests[0].Headers.ContainsKey("Authorization"));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Email}:scoped-token")), _world.Simulator.Requests[1].Headers["Authorization"]);
    }

    [Fact]
    public async Task CloudIdShouldNeedNoLookup()
    {
        AtlassianPipeline node = NewNode(AtlassianLogin.ScopedApiToken(Email, "scoped-token"), CloudId);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_project));
        Assert.Single(_world.Simulator.Requests);
    }

    [Fact]
    public async Task ServiceAccountApiTokenShouldBeABearerToken()
    {
        AtlassianPipeline node = NewNode(AtlassianLogin.ServiceAccountApiToken("service-token"), Site);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_project));
        Assert.Equal("service-token", _world.Simulator.Requests[^1].BearerToken);
    }

    [Fact]
    public async Task MissingScopeOfAnApiTokenShouldBeReported()
    {
        AtlassianPipeline node = NewNode(AtlassianLogin.ScopedApiToken(Email, "scoped-token"), Site);
        MissingScopeException exception = await Assert.ThrowsAsync<MissingScopeException>(() => new AtlassianCaller(node.Invoker)
            .SendAsync(s_myself.CreateRequest("/rest/api/3/myself"), CancellationToken.None));
        Assert.Equal(["read:jira-user"], exception.ClassicScopes);
        Assert.Null(exception.GrantedScopes);
    }

    [Fact]
    public async Task ClassicApiTokenShouldBeSentToTheSiteItself()
    {
        AtlassianPipeline node = NewNode(AtlassianLogin.ApiToken(Email, "classic-token"), Site);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_myself));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_pages));

        Assert.Equal(
            [(SimulatedOrigin.Site, "/rest/api/3/myself"), (SimulatedOrigin.Site, "/wiki/api/v2/pages")],
            _world.Simulator.Requests.Select(static request => (request.Origin, request.Path)));
    }

    [Theory]
    [InlineData("https://other.atlassian.net")]
    [InlineData("https://leeway-demo.atlassian.net:8443")]
    [InlineData("http://leeway-demo.atlassian.net")]
    [InlineData("https://leeway-demo.atlassian.net@evil.example")]
    [InlineData("https://leeway-demo.atlassian.net.evil.example")]
    [InlineData("leeway-demo")]
    public async Task ClassicApiTokenShouldNotBeSentToAnotherSite(string site)
    {
        AtlassianPipeline node = NewNode(AtlassianLogin.ApiToken(Email, "classic-token"), Site);
        using HttpRequestMessage request = s_myself.CreateRequest("/rest/api/3/myself");
        request.Options.Set(CallSettings.Key, new CallSettings { Site = site });

        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(() => node.Invoker.SendAsync(request, CancellationToken.None));

        Assert.Equal($"The API token is sent to leeway-demo.atlassian.net only, and the call is for '{site}'.", exception.Message);
        Assert.Empty(_world.Simulator.Requests);
    }

    [Fact]
    public void ClassicApiTokenShouldNeedTheAddressOfItsSite()
    {
        CallDefaults defaults = new AtlassianOptions { Login = AtlassianLogin.ApiToken(Email, "classic-token") }.ToCallDefaults();

        Assert.Equal(
            "An API token needs AtlassianOptions.Site. Set it to the address of the site.",
            Assert.Throws<InvalidOperationException>(defaults.FindLoginOrigin).Message);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://api.simulated.example/")]
    [InlineData("http://leeway-demo.atlassian.net/")]
    public async Task SiteLoginShouldBeSentToTheSiteOnly(string address)
    {
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.OK));
        AtlassianOptions options = new() { Login = AtlassianLogin.ApiToken(Email, "classic-token"), Site = Site };
        using HttpMessageInvoker invoker = new(new LoginHandler(options.Login.Fixed!, options.ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, address);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, CancellationToken.None));

        Assert.Equal("The login is sent to leeway-demo.atlassian.net only, and the request is for another host.", exception.Message);
        Assert.Empty(transport.Sent);
    }

    [Fact]
    public async Task RedirectOfADownloadToAnotherHostShouldNotCarryAnApiToken()
    {
        StubTransport transport = new(request => request.RequestUri!.Host == "evil.example"
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : StubTransport.Redirect(HttpStatusCode.Found, "https://evil.example/x"));
        AtlassianPipeline node = _world.NewNode(
            options =>
            {
                options.Login = AtlassianLogin.ApiToken(Email, "classic-token");
                options.Site = Site;
            },
            transport);

        await node.CreateCaller().DownloadAsync(s_myself.CreateRequest(s_myself.Route), CancellationToken.None);

        Assert.StartsWith("Basic ", transport.Sent[0].Login, StringComparison.Ordinal);
        Assert.Null(transport.Sent[1].Login);
        Assert.DoesNotContain("Authorization", transport.Sent[1].Headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RedirectOfTheTenantLookupShouldNotBeFollowed()
    {
        StubTransport transport = new(_ => StubTransport.Redirect(HttpStatusCode.Found, "https://evil.example/x"));
        AtlassianPipeline node = _world.NewNode(
            options =>
            {
                options.Login = AtlassianLogin.ScopedApiToken(Email, "scoped-token");
                options.Site = Site;
            },
            transport);

        await Assert.ThrowsAsync<AtlassianApiException>(() => SendAsync(node, s_myself));
        Assert.Null(Assert.Single(transport.Sent).Login);
    }

    [Fact]
    public async Task TenantWithoutAnIdShouldThrow()
    {
        AtlassianPipeline node = NewNode(AtlassianLogin.ScopedApiToken(Email, "scoped-token"), Site);
        _world.Simulator.Faults.Add(Fault.Instead(SimulatedResponse.Html(200)), static request => request.Path.EndsWith("tenant_info", StringComparison.Ordinal));

        AtlassianApiException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(() => SendAsync(node, s_project));
        Assert.Contains("no cloud id", exception.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_project));
    }

    [Fact]
    public async Task OwnBearerTokenShouldWorkUntilItExpiresAndThenBeRetriedOnce()
    {
        CompletedSignIn signIn = await _world.SignInAsync();
        AtlassianPipeline node = NewNode(AtlassianLogin.BearerToken(signIn.Grant.AccessToken.Reveal()), null);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(node, s_myself));
        _world.Time.Advance(TimeSpan.FromHours(2));
        int before = _world.Simulator.Requests.Count;

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(node, s_myself));
        }

        Assert.Equal(before + 1 + 3, _world.Simulator.Requests.Count);
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task ScopedTokenAtASiteAndClassicOneAtTheGatewayShouldBeRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(NewNode(AtlassianLogin.ApiToken(Email, "scoped-token"), Site), s_project));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(NewNode(AtlassianLogin.ScopedApiToken(Email, "classic-token"), Site), s_project));
    }

    [Fact]
    public void LoginsShouldNotPrintTheirSecrets()
    {
        foreach (AtlassianLogin login in (AtlassianLogin[])
        [
            AtlassianLogin.ApiToken("canary@example.com", "canary"),
            AtlassianLogin.ScopedApiToken("canary@example.com", "canary"),
            AtlassianLogin.ServiceAccountApiToken("canary"),
            AtlassianLogin.BearerToken("canary"),
            AtlassianLogin.Basic("canary@example.com", "canary"),
            AtlassianLogin.ApiKey("X-Api-Key", "canary"),
        ])
        {
            Assert.EndsWith("(not shown)", login.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("canary", login.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal("{ToString(),nq}", typeof(AtlassianLogin).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        Assert.Empty(typeof(AtlassianLogin).GetProperties(BindingFlags.Public | BindingFlags.Instance));
    }

    [Theory]
    [InlineData("ada@example.com", "to\nken")]
    [InlineData("ada@example.com", "token ")]
    [InlineData("ada@example.com", "tokén")]
    [InlineData("ada:example.com", "token")]
    [InlineData("ada@example.com\r\n", "token")]
    public void InvalidTokenShouldBeRefusedWithoutBeingPrinted(string email, string token)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => AtlassianLogin.ApiToken(email, token));
        Assert.DoesNotContain(token, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "secret")]
    [InlineData("mia:x", "secret")]
    [InlineData("mia\n", "secret")]
    [InlineData("mia", "secret\n")]
    public void InvalidPasswordShouldBeRefusedWithoutBeingPrinted(string user, string password)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => AtlassianLogin.Basic(user, password));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A header that a redirect to another host keeps, or that decides where a request goes, must not contain a key.</summary>
    [Theory]
    [InlineData("Host")]
    [InlineData("Accept")]
    [InlineData("user-agent")]
    [InlineData("Range")]
    [InlineData("If-None-Match")]
    [InlineData("Content-Type")]
    [InlineData("Content-Secret")]
    [InlineData("Expires")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Referer")]
    [InlineData("X Key")]
    [InlineData("X-Key:")]
    [InlineData("")]
    public void HeaderWithAnotherPurposeShouldNotContainAKey(string header) =>
        Assert.Equal("header", Assert.ThrowsAny<ArgumentException>(() => AtlassianLogin.ApiKey(header, "key")).ParamName);

    [Theory]
    [InlineData("")]
    [InlineData(" secret")]
    [InlineData("secret ")]
    [InlineData("sec\r\nret")]
    [InlineData("sécret")]
    public void InvalidKeyShouldBeRefusedWithoutBeingPrinted(string key)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => AtlassianLogin.ApiKey("X-Api-Key", key));
        Assert.Equal("value", exception.ParamName);
        Assert.True(key.Length == 0 || !exception.Message.Contains(key, StringComparison.Ordinal));
    }

    private string CloudId => _world.Simulator.Sites[0].CloudId;

    private AtlassianPipeline NewNode(AtlassianLogin login, string? site) => _world.NewNode(options =>
    {
        options.ClientId = "";
        options.ClientSecret = "";
        options.Login = login;
        options.Site = site;
    });

    private static async Task<HttpStatusCode> SendAsync(AtlassianPipeline node, OperationDescriptor operation)
    {
        using HttpRequestMessage request = operation.CreateRequest(operation.Route);
        using HttpResponseMessage response = await node.Invoker.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }
}
