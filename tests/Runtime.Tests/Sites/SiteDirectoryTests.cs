using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Leeway.Sites;

namespace Leeway.Runtime.Tests.Sites;

public sealed class SiteDirectoryTests
{
    private readonly GrantWorld _world = new();

    private int Askings => _world.Simulator.Requests.Count(static request => request.Path == "/oauth/token/accessible-resources");

    [Fact]
    public async Task ListShouldBeKeptForTheConsent()
    {
        await _world.SignInAsync();
        for (int i = 0; i < 3; i++)
        {
            Site site = await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);
            Assert.Equal("leeway-demo", site.Name);
            Assert.True(site is { HasJira: true, HasConfluence: true });
        }

        Assert.Equal(1, Askings);
        await _world.SignInAsync();
        await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);
        Assert.Equal(2, Askings);
    }

    [Fact]
    public async Task WaitForATokenShouldNotCountAgainstTheTimeout()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit.HeldFor(TimeSpan.FromSeconds(19)));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(19)));

        Task<Site> caller = _world.NewNode().Sites.ChooseAsync(GrantWorld.Id, null).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(35));
        Assert.False(caller.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("leeway-demo", (await caller).Name);
    }

    [Fact]
    public async Task SiteAddedSinceShouldBeFound()
    {
        await _world.SignInAsync();
        await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);
        SimulatedSite added = new("22222222-2222-4222-8222-222222222222", "added", "https://added.atlassian.net");
        _world.Simulator.Sites = [.. _world.Simulator.Sites, added];
        _world.Server.ConsentedCloudIds = [added.CloudId];
        await _world.SignInAsync(_world.NewNode());

        Assert.Equal(added.CloudId, (await _world.Node.Sites.ChooseAsync(GrantWorld.Id, "added")).CloudId);
    }

    [Fact]
    public async Task ObjectInsteadOfAListShouldBeAnErrorWithTheBody()
    {
        await _world.SignInAsync();
        Answer(200, """{"code":401,"message":"Unauthorized"}""");

        AtlassianApiException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(
            () => _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask());

        Assert.Equal("getAccessibleResources", exception.OperationId);
        Assert.Contains("no list of sites", exception.Message, StringComparison.Ordinal);
        Assert.Equal("""{"code":401,"message":"Unauthorized"}""", exception.BodyExcerpt);
    }

    [Fact]
    public async Task ErrorShouldReachAllCallersAndNotBeKept()
    {
        await _world.SignInAsync();
        Answer(503, "trouble", TimeSpan.FromSeconds(1));

        Task<Site>[] callers = [.. Enumerable.Range(0, 10).Select(_ => _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask())];
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        foreach (Task<Site> caller in callers)
        {
            await Assert.ThrowsAsync<AtlassianApiException>(() => caller);
        }

        Assert.Equal(1, Askings);
        Assert.Equal("leeway-demo", (await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null)).Name);
    }

    [Fact]
    public async Task GatewayThatDoesNotRespondShouldTimeOut()
    {
        await _world.SignInAsync();
        _world.Simulator.Faults.AddForGateway(Fault.HoldAnswer(TimeSpan.FromHours(1)));

        Task<Site> caller = _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => caller);
        Assert.Equal(("getAccessibleResources", "api.simulated.example"), (exception.OperationId, exception.Host));
        Assert.Equal(
            "GET /oauth/token/accessible-resources got no complete response from api.simulated.example within 30 s (getAccessibleResources).", exception.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListShouldBeRequestedAgainAfterANewSignIn(bool isFirstLookup)
    {
        await _world.SignInAsync();
        AtlassianPipeline node = isFirstLookup ? _world.NewNode() : _world.Node;
        HoldAnswers();

        Task<Site>[] callers = [.. Enumerable.Range(0, 5).Select(_ => node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask())];
        SimulatedSite other = await ConsentToAnotherSiteAsync(node);
        Task<IReadOnlyList<Site>> late = node.Sites.ListAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(callers), site => Assert.Equal(other.CloudId, site.CloudId));
        Assert.Equal([other.CloudId], (await late).Select(static site => site.CloudId));
        Assert.Equal(other.CloudId, (await node.Sites.ChooseAsync(GrantWorld.Id, null)).CloudId);
        Assert.Equal(2, Askings);
    }

    [Fact]
    public async Task RequestsShouldEndIfSignInsKeepMakingThemObsolete()
    {
        await _world.SignInAsync();
        HoldAnswers(times: 3);

        Task<Site> caller = _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask();
        for (int i = 0; i < 3; i++)
        {
            Assert.False(caller.IsCompleted);
            await _world.SignInAsync();
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => caller);
        Assert.Equal(("getAccessibleResources", "api.simulated.example"), (exception.OperationId, exception.Host));
        Assert.Contains("3 responses, each for a consent that a newer sign-in had replaced", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, Askings);
        Assert.Equal("leeway-demo", (await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null)).Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task FirstLookupOfAProcessShouldSendOneRequest(int age)
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(age));
        AtlassianPipeline node = _world.NewNode();

        await node.Sites.ChooseAsync(GrantWorld.Id, null);
        await node.Sites.ChooseAsync(GrantWorld.Id, null);

        Assert.Equal(1, Askings);
    }

    [Fact]
    public async Task ConsentOfAnotherProcessShouldCauseOneRequestAfterExpiry()
    {
        await _world.SignInAsync();
        AtlassianPipeline node = _world.NewNode();
        await node.Sites.ChooseAsync(GrantWorld.Id, null);
        _world.Time.Advance(TimeSpan.FromHours(1));
        SimulatedSite other = await ConsentToAnotherSiteAsync(_world.Node);

        Assert.Equal([other.CloudId], (await node.Sites.ListAsync(GrantWorld.Id)).Select(static site => site.CloudId));
        Assert.Equal(2, Askings);
    }

    [Fact]
    public async Task ListShouldBeRequestedWithTheTokenOfItsGrant()
    {
        GrantId other = new("other");
        await _world.SignInAsync(id: other);

        Assert.Equal("leeway-demo", Assert.Single(await _world.Node.Sites.ListAsync(other)).Name);
    }

    [Fact]
    public async Task SeveralSitesShouldNeedAChoiceAlsoWhenTheyAreKnown()
    {
        SimulatedSite second = new("22222222-2222-4222-8222-222222222222", "second", "https://second.atlassian.net");
        _world.Simulator.Sites = [.. _world.Simulator.Sites, second];
        _world.Server.ConsentedCloudIds = [.. _world.Simulator.Sites.Select(static site => site.CloudId)];
        await _world.SignInAsync();

        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<SiteSelectionException>(() => _world.Node.Sites.ChooseAsync(GrantWorld.Id, " ").AsTask());
        }
    }

    /// <summary>The slots of grants that nothing is known of are removed when there are many.</summary>
    [Fact]
    public async Task ManyGrantsShouldNotCostAnotherGrantItsList()
    {
        await _world.SignInAsync();
        await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);

        await ListForManyUnknownGrantsAsync();

        await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);
        Assert.Equal(1, Askings);
    }

    [Fact]
    public async Task ManyGrantsShouldNotSeparateCallersThatWaitForTheSameList()
    {
        await _world.SignInAsync();
        HoldAnswers();
        Task<Site> first = _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask();

        await ListForManyUnknownGrantsAsync();

        Task<Site> second = _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((await first).CloudId, (await second).CloudId);
        Assert.Equal(1, Askings);
    }

    /// <summary>The login has no consents that could end.</summary>
    [Fact]
    public async Task ManyGrantsOfABearerTokenShouldKeepTheirLists()
    {
        string token = (await _world.SignInAsync()).Grant.AccessToken.Reveal();
        AtlassianPipeline node = _world.NewNode(options => options.Login = AtlassianLogin.BearerToken(token));

        for (int i = 0; i < 2_200; i++)
        {
            await node.Sites.ChooseAsync(new GrantId($"{i % 1_100}"), null);
        }

        Assert.Equal(1_100, Askings);
    }

    [Fact]
    public async Task RefusedSiteShouldBeLookedUpOnceAMinute()
    {
        await _world.SignInAsync();
        string known = (await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null)).CloudId;

        Assert.Null(await AfterRefusalAsync(known));
        _world.Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Null(await AfterRefusalAsync(known));
        Assert.Equal(1, Askings);

        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await AfterRefusalAsync(known.ToUpperInvariant()));
        Assert.Equal(2, Askings);
    }

    [Fact]
    public async Task RefusedSiteThatIsNotInTheListShouldBeReplacedByTheOneThatIs()
    {
        await _world.SignInAsync();
        string known = (await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null)).CloudId;

        Assert.Equal(known, (await AfterRefusalAsync("22222222-2222-4222-8222-222222222222"))!.CloudId);
        Assert.Equal(2, Askings);
    }

    [Fact]
    public async Task RefusedSiteShouldNotBeReplacedIfTheListIsNotAvailable()
    {
        await _world.SignInAsync();
        Answer(503, "trouble");

        Assert.Null(await AfterRefusalAsync("22222222-2222-4222-8222-222222222222"));
        Assert.Equal(1, Askings);
    }

    private async Task ListForManyUnknownGrantsAsync()
    {
        for (int i = 0; i < 1_100; i++)
        {
            await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _world.Node.Sites.ListAsync(new GrantId($"unknown-{i}")));
        }
    }

    private ValueTask<Site?> AfterRefusalAsync(string refused) =>
        _world.Node.Sites.ChooseAfterRefusalAsync(GrantWorld.Id, refused, null, CancellationToken.None);

    private async Task<SimulatedSite> ConsentToAnotherSiteAsync(AtlassianPipeline node)
    {
        SimulatedSite other = new("22222222-2222-4222-8222-222222222222", "other", "https://other.atlassian.net");
        _world.Simulator.Sites = [other];
        _world.Server.ConsentedCloudIds = [other.CloudId];
        await _world.SignInAsync(node);
        return other;
    }

    private void HoldAnswers(int times = 1) => _world.Simulator.Faults.AddForGateway(Fault.HoldAnswer(TimeSpan.FromSeconds(1)), times);

    private void Answer(int status, string body, TimeSpan after = default) =>
        _world.Simulator.Faults.AddForGateway(Fault.Instead(SimulatedResponse.Text(status, body, "application/json")).HeldFor(after));
}
