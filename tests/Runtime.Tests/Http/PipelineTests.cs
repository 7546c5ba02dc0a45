using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Http;

/// <summary>All handlers together, from a relative address to the simulated gateway.</summary>
public sealed class PipelineTests
{
    private static readonly OperationDescriptor s_myself =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_createIssue =
        new("createIssue", HttpMethod.Post, "/rest/api/3/issue", "jira", "Jira", [201]);

    private static readonly OperationDescriptor s_pages =
        new("getPages", HttpMethod.Get, "/wiki/api/v2/pages", "confluence", "Confluence", [200]);

    private readonly GrantWorld _world = new();

    [Fact]
    public async Task CallShouldReachTheOnlySiteThroughTheGateway()
    {
        await _world.SignInAsync();

        using HttpResponseMessage response = await SendAsync(s_pages, "/wiki/api/v2/pages?limit=5&cursor=a%2Fb%3D");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        SimulatedRequest last = _world.Simulator.Requests[^1];
        Assert.Equal($"/ex/confluence/{_world.Simulator.Sites[0].CloudId}/wiki/api/v2/pages?limit=5&cursor=a%2Fb%3D", last.Target);
        Assert.StartsWith("Leeway/", last.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rest/api/3/issue/a%2F..%2Fb")]
    [InlineData("/rest/api/3/issue/%2E%2E%2E")]
    [InlineData("/rest/api/3/issue/%2e%2e%2fmyself?x=%23%26")]
    [InlineData("/rest/api/3/issue/%F0%9F%98%80%00")]
    public async Task EncodedPathShouldArriveUnchanged(string path)
    {
        await _world.SignInAsync();

        using HttpResponseMessage response = await SendAsync(s_myself, path);

        Assert.EndsWith(path, _world.Simulator.Requests[^1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyFirstCallsShouldRequestTheSitesOnce()
    {
        await _world.SignInAsync();
        _world.Simulator.Faults.Add(
            Fault.HoldAnswer(TimeSpan.FromSeconds(1)), static request => request.Path.EndsWith("accessible-resources", StringComparison.Ordinal));

        Task<HttpResponseMessage>[] calls = [.. Enumerable.Range(0, 50).Select(_ => SendAsync(s_myself, "/rest/api/3/myself"))];
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Single(_world.Simulator.Requests, static request => request.Path.EndsWith("accessible-resources", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CallWithoutAGrantShouldSendNothing()
    {
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => SendAsync(s_myself, "/rest/api/3/myself"));
        Assert.Empty(_world.Simulator.Requests);
    }

    [Theory]
    [InlineData("https://api.simulated.example/rest/api/3/myself", "The address of a call must be a path relative to the site or server, without scheme or host.")]
    [InlineData("https://evil.example/rest/api/3/myself", "The address of a call must be a path relative to the site or server, without scheme or host.")]
    [InlineData("rest/api/3/myself", "The address of the call cannot be sent: *. It must be a path relative to the site or server.")]
    [InlineData(
        "/rest/api/3/../admin",
        "The address of the call cannot be sent: it has a segment '.' or '..', so that the request would reach another address. It must be a path relative to the site or server.")]
    public async Task AddressThatIsNotAPathOfTheSiteShouldBeRefused(string address, string expected)
    {
        await _world.SignInAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(address, UriKind.RelativeOrAbsolute));
        request.Options.Set(OperationDescriptor.Key, s_myself);
        int before = _world.Simulator.Requests.Count;

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _world.Node.Invoker.SendAsync(request, CancellationToken.None));

        string[] parts = expected.Split('*');
        Assert.StartsWith(parts[0], exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(parts[^1], exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, _world.Simulator.Requests.Count);
    }

    [Fact]
    public async Task RequestWithoutAnOperationShouldBeRefused()
    {
        await _world.SignInAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/rest/api/3/myself", UriKind.Relative));

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _world.Node.Invoker.SendAsync(request, CancellationToken.None));

        Assert.Equal(
            "The request has no operation descriptor, so its product is not known. Create it with OperationDescriptor.CreateRequest.", exception.Message);
    }

    [Fact]
    public async Task TokenThatExpiredEarlyShouldBeReplacedAndTheCallReplayedOnce()
    {
        await SignInAndFindTheSiteAsync();
        await RotateElsewhereAsync();

        using HttpResponseMessage response = await SendAsync(s_myself, "/rest/api/3/myself");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, CountOf("/myself"));
        Assert.Equal(2, _world.Server.Exchanges);
    }

    [Fact]
    public async Task ManyCallsWithAnExpiredTokenShouldShareOneExchange()
    {
        await SignInAndFindTheSiteAsync();
        await RotateElsewhereAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));

        Task<HttpResponseMessage>[] calls = [.. Enumerable.Range(0, 50).Select(_ => SendAsync(s_myself, "/rest/api/3/myself"))];
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(2, _world.Server.Exchanges);
    }

    [Fact]
    public async Task RefusalThatANewTokenDoesNotFixShouldBeReturnedAndCostOneExchangePerMinute()
    {
        await SignInAndFindTheSiteAsync();

        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Refuse("""{"code":401,"message":"Unauthorized"}""");
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage response = await SendAsync(s_myself, "/rest/api/3/myself");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("""{"code":401,"message":"Unauthorized"}""", await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(1, _world.Server.Exchanges);
        Assert.Equal(2 + 19, CountOf("/myself"));
    }

    [Theory]
    [InlineData("""{"code":401,"message":"Unauthorized; scope does not match"}""", null)]
    [InlineData("{}", "FAILURE_CLIENT_SCOPE_CHECK")]
    public async Task MissingScopeShouldNeverCostAnExchange(string body, string? category)
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Refuse(body, category);

        using HttpResponseMessage response = await SendAsync(s_myself, "/rest/api/3/myself");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.Equal(0, _world.Server.Exchanges);
        Assert.Equal(1, CountOf("/myself"));
    }

    [Fact]
    public async Task BodyShouldBeSentAgainWithTheReplay()
    {
        await SignInAndFindTheSiteAsync();
        await RotateElsewhereAsync();

        using HttpResponseMessage response = await SendAsync(
            s_createIssue, "/rest/api/3/issue", new ByteArrayContent("""{"fields":{"project":{"key":"DEMO"},"summary":"s","issuetype":{"id":"10002"}}}"""u8.ToArray()));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        SimulatedRequest[] sent = [.. _world.Simulator.Requests.Where(static r => r.Path.EndsWith("/issue", StringComparison.Ordinal))];
        Assert.Equal(2, sent.Length);
        Assert.Equal(sent[0].Body.ToArray(), sent[1].Body.ToArray());
    }

    [Fact]
    public async Task CallWhoseBodyCannotBeSentAgainShouldReturnThe401()
    {
        await SignInAndFindTheSiteAsync();
        await RotateElsewhereAsync();

        using HttpResponseMessage response = await SendAsync(
            s_createIssue, "/rest/api/3/issue", new StreamContent(new MemoryStream([1, 2, 3])));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task LossThatA401ShowsShouldAskForSignIn()
    {
        await SignInAndFindTheSiteAsync();

        _world.Time.Advance(TimeSpan.FromMinutes(5));
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);

        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => SendAsync(s_myself, "/rest/api/3/myself"));
        int requests = _world.Simulator.Requests.Count;
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => SendAsync(s_myself, "/rest/api/3/myself"));
        Assert.Equal(requests, _world.Simulator.Requests.Count);
    }

    [Fact]
    public async Task GrantOfTheRequestShouldReplaceTheDefault()
    {
        GrantId other = new("other");
        CompletedSignIn signIn = await _world.SignInAsync(id: other);
        using HttpRequestMessage request = s_myself.CreateRequest("/rest/api/3/myself");
        request.Options.Set(CallSettings.Key, new CallSettings { Grant = other });

        using HttpResponseMessage response = await _world.Node.Invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(signIn.Grant.AccessToken.Reveal(), _world.Simulator.Requests[^1].BearerToken);
    }

    [Fact]
    public async Task SiteOfTheRequestShouldReplaceTheSiteOfTheOptions()
    {
        SimulatedSite second = SimulatedSite.WithContent("22222222-2222-4222-8222-222222222222", "second");
        _world.Simulator.Sites = [.. _world.Simulator.Sites, second];
        _world.Server.ConsentedCloudIds = [.. _world.Simulator.Sites.Select(static site => site.CloudId)];
        AtlassianPipeline node = _world.NewNode(options => options.Site = "leeway-demo");
        await _world.SignInAsync(node);

        using HttpRequestMessage toFirst = s_myself.CreateRequest("/rest/api/3/myself");
        using HttpRequestMessage toSecond = s_myself.CreateRequest("/rest/api/3/myself");
        toSecond.Options.Set(CallSettings.Key, new CallSettings { Site = "https://second.atlassian.net/jira" });
        using HttpResponseMessage first = await node.Invoker.SendAsync(toFirst, CancellationToken.None);
        using HttpResponseMessage answer = await node.Invoker.SendAsync(toSecond, CancellationToken.None);

        Assert.Equal(
            [_world.Simulator.Sites[0].CloudId, second.CloudId],
            _world.Simulator.Requests.TakeLast(2).Select(static request => request.Path.Split('/')[3]));
    }

    [Fact]
    public async Task RepeatedRequestShouldBeRoutedAndAuthenticatedAgain()
    {
        await SignInAndFindTheSiteAsync();
        using HttpRequestMessage request = s_myself.CreateRequest("/rest/api/3/myself?expand=groups");

        using HttpResponseMessage first = await _world.Node.Invoker.SendAsync(request, CancellationToken.None);
        await RotateElsewhereAsync();
        using HttpResponseMessage second = await _world.Node.Invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(
            $"/ex/jira/{_world.Simulator.Sites[0].CloudId}/rest/api/3/myself?expand=groups", _world.Simulator.Requests[^1].Target);
    }

    [Fact]
    public async Task SiteRecreatedAtItsAddressShouldBeFoundWhenTheGatewayRefusesTheOldOne()
    {
        const string Address = "https://leeway-demo.atlassian.net";
        AtlassianPipeline node = _world.NewNode(static options => options.Site = Address);
        await _world.SignInAsync(node);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node));
        SimulatedSite anew = SimulatedSite.WithContent("22222222-2222-4222-8222-222222222222", "leeway-demo");
        _world.Simulator.Sites = [anew];
        _world.Server.ConsentedCloudIds = [anew.CloudId];
        await _world.SignInAsync(_world.NewNode());
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node));
        Assert.Contains(anew.CloudId, _world.Simulator.Requests[^1].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedSiteShouldBeFoundAgainAmongThoseOfTheGrantOfTheCall()
    {
        GrantId grant = new("other");
        await _world.SignInAsync(id: grant);
        SimulatedSite second = SimulatedSite.WithContent("22222222-2222-4222-8222-222222222222", "second");
        CallSettings settings = new() { Grant = grant, Site = second.CloudId };

        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(
            () => _world.Node.CreateCaller().WithSettings(settings).SendAsync(s_myself.CreateRequest("/rest/api/3/myself"), CancellationToken.None));

        Assert.Equal([_world.Simulator.Sites[0].CloudId], exception.Sites.Select(static site => site.CloudId));
    }

    [Fact]
    public async Task SiteThatTheGrantNoLongerReachesShouldThrow()
    {
        SimulatedSite second = SimulatedSite.WithContent("22222222-2222-4222-8222-222222222222", "second");
        SimulatedSite first = _world.Simulator.Sites[0];
        _world.Simulator.Sites = [first, second];
        _world.Server.ConsentedCloudIds = [first.CloudId, second.CloudId];
        AtlassianPipeline node = _world.NewNode(static options => options.Site = "second");
        await _world.SignInAsync(node);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node));
        _world.Simulator.Sites = [first];
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(() => StatusAsync(node));
        Assert.Equal([first.CloudId], exception.Sites.Select(static site => site.CloudId));
    }

    [Fact]
    public async Task RefusalThatALookupDoesNotFixShouldCauseOneLookupPerMinute()
    {
        await SignInAndFindTheSiteAsync();
        _world.Simulator.Sites[0].AppIsInstalled = false;
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        int Askings() => _world.Simulator.Requests.Count(static request => request.Path.EndsWith("accessible-resources", StringComparison.Ordinal));
        int before = Askings();

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_world.Node));
        }

        Assert.Equal(before + 1, Askings());
    }

    [Fact]
    public async Task NotFoundOfAProductShouldNotRequestTheSites()
    {
        await SignInAndFindTheSiteAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        int before = _world.Simulator.Requests.Count;

        using HttpResponseMessage response = await SendAsync(s_myself, "/rest/api/3/issue/NONE-1");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(before + 1, _world.Simulator.Requests.Count);
    }

    private static async Task<HttpStatusCode> StatusAsync(AtlassianPipeline node)
    {
        using HttpRequestMessage request = s_myself.CreateRequest("/rest/api/3/myself");
        using HttpResponseMessage response = await node.Invoker.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }

    private async Task SignInAndFindTheSiteAsync()
    {
        await _world.SignInAsync();
        await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);
    }

    /// <summary>Acts like another system that shares the grant: afterward, our token ends before its time.</summary>
    private async Task RotateElsewhereAsync()
    {
        Grant grant = await _world.StoredAsync();
        TokenRequest request = new()
        {
            GrantType = "refresh_token",
            ClientId = _world.Simulator.App.ClientId,
            ClientSecret = _world.Simulator.App.ClientSecret,
            RefreshToken = grant.RefreshToken!.Reveal(),
        };
        TokenAnswer answer = _world.Server.Exchange(request);
        _world.Time.Advance(TimeSpan.FromMinutes(11));

        // Keeps our own refresh token valid.
        await _world.Store.TrySwapAsync(
            grant with { Version = grant.Version + 1, RefreshToken = new RefreshToken(answer.RefreshToken!) }, grant.Version);
    }

    private void Refuse(string body, string? category = null)
    {
        SimulatedResponse refusal = SimulatedResponse.Text(401, body, "application/json");
        _world.Simulator.Faults.Add(
            Fault.Instead(category is null ? refusal : refusal.With("X-Failure-Category", category)),
            static request => request.Path.EndsWith("/myself", StringComparison.Ordinal),
            times: int.MaxValue);
    }

    private int CountOf(string path) =>
        _world.Simulator.Requests.Count(request => request.Path.EndsWith(path, StringComparison.Ordinal));

    private async Task<HttpResponseMessage> SendAsync(OperationDescriptor operation, string uri, HttpContent? content = null)
    {
        using HttpRequestMessage request = operation.CreateRequest(uri, content);
        return await _world.Node.Invoker.SendAsync(request, CancellationToken.None);
    }
}
