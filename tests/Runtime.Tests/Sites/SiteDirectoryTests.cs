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
    public async Task AnswerShouldBeKeptForTheConsent()
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
    public async Task ObjectInsteadOfAListShouldBeAnErrorThatShowsIt()
    {
        await _world.SignInAsync();
        Answer(200, """{"code":401,"message":"Unauthorized"}""");

        AtlassianApiException exception = await Assert.ThrowsAsync<AtlassianApiException>(
            () => _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask());

        Assert.Equal("getAccessibleResources", exception.OperationId);
        Assert.Contains("no list of sites", exception.Message, StringComparison.Ordinal);
        Assert.Equal("""{"code":401,"message":"Unauthorized"}""", exception.BodyExcerpt);
    }

    [Fact]
    public async Task ErrorShouldReachEveryoneWhoWaitsAndNotBeKept()
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
    public async Task GatewayThatDoesNotAnswerShouldNotBeWaitedForForEver()
    {
        await _world.SignInAsync();
        _world.Simulator.Faults.AddForGateway(Fault.HoldAnswer(TimeSpan.FromHours(1)));

        Task<Site> caller = _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<HttpRequestException>(() => caller);
    }

    private void Answer(int status, string body, TimeSpan after = default) =>
        _world.Simulator.Faults.AddForGateway(Fault.Instead(SimulatedResponse.Text(status, body, "application/json")).HeldFor(after));
}
