using Leeway.Grants;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;
using Leeway.Sites;

namespace Leeway.Runtime.Tests.Sites;

public sealed class TenantDirectoryTests
{
    private readonly GrantWorld _world = new();
    private readonly TenantDirectory _tenants;

    public TenantDirectoryTests() => _tenants = new TenantDirectory(
        new HttpMessageInvoker(new SimulatorHandler(_world.Simulator)),
        new RuntimeEnvironment(_world.Time, new Random(1), TaskCreationOptions.None),
        TimeSpan.FromSeconds(30));

    private int Askings => _world.Simulator.Requests.Count(static request => request.Path == "/_edge/tenant_info");

    [Fact]
    public async Task SiteShouldBeRequestedOnceForAllCallers()
    {
        _world.Simulator.Faults.Add(Fault.HoldAnswer(TimeSpan.FromSeconds(1)), static _ => true);
        using CancellationTokenSource cancellation = new();

        Task<string> first = FindAsync(cancellation.Token);
        Task<string>[] callers = [.. Enumerable.Range(0, 10).Select(_ => FindAsync())];
        await cancellation.CancelAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.All(await Task.WhenAll(callers), id => Assert.Equal(_world.Simulator.Sites[0].CloudId, id));
        Assert.Equal(1, Askings);
        await FindAsync();
        Assert.Equal(1, Askings);
    }

    [Fact]
    public async Task ErrorShouldReachAllCallersAndNotBeKept()
    {
        _world.Simulator.Faults.Add(Fault.HtmlPage().HeldFor(TimeSpan.FromSeconds(1)), static _ => true);
        Task<string>[] callers = [.. Enumerable.Range(0, 3).Select(_ => FindAsync())];
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        foreach (Task<string> caller in callers)
        {
            await Assert.ThrowsAsync<AtlassianApiException>(() => caller);
        }

        Assert.Equal(1, Askings);
        await FindAsync();
        Assert.Equal(2, Askings);
    }

    [Theory]
    [InlineData("""{"cloudId":"1"}""")]
    [InlineData("""{"cloudId":7}""")]
    [InlineData("""{"cloudId":"11111111222243338444555555555555"}""")]
    [InlineData("""{"cloudId":null,"a":{"cloudId":"11111111-2222-4333-8444-555555555555"}}""")]
    [InlineData("""["11111111-2222-4333-8444-555555555555"]""")]
    [InlineData("")]
    public async Task CloudIdThatIsNotAUuidShouldBeRefused(string body)
    {
        _world.Simulator.Faults.Add(Fault.Instead(SimulatedResponse.Text(200, body, "application/json")), static _ => true);

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(() => FindAsync());

        Assert.Contains("no cloud id", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"cloudId":"1"}""")]
    public async Task MissingCloudIdShouldBeDescribed(string body)
    {
        _world.Simulator.Faults.Add(Fault.Instead(SimulatedResponse.Text(200, body, "application/json")), static _ => true);

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(() => FindAsync());

        Assert.Contains("the body contains no cloud id: there is none that is a UUID", exception.Message, StringComparison.Ordinal);
        Assert.Equal("getTenantInfo", exception.OperationId);
    }

    [Fact]
    public async Task NotFoundShouldSayThatThereIsNoSite()
    {
        _world.Simulator.Faults.Add(Fault.Instead(SimulatedResponse.Text(404, """{"errorMessages":["Not here"],"errors":{}}""", "application/json")), static _ => true);

        AtlassianApiException exception = await Assert.ThrowsAsync<AtlassianApiException>(() => FindAsync());

        Assert.StartsWith("There is no Atlassian site at leeway-demo.atlassian.net", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherMembersShouldNotReplaceTheCloudId()
    {
        const string body = """{"a":"22222222-2222-4333-8444-555555555555","cloudId":"11111111-2222-4333-8444-555555555555","z":"33333333-2222-4333-8444-555555555555"}""";
        _world.Simulator.Faults.Add(Fault.Instead(SimulatedResponse.Text(200, body, "application/json")), static _ => true);

        Assert.Equal("11111111-2222-4333-8444-555555555555", await FindAsync());
    }

    [Fact]
    public async Task CloudIdShouldNeedNoRequest()
    {
        const string cloudId = "99999999-2222-4333-8444-555555555555";

        Assert.Equal(cloudId, await _tenants.FindCloudIdAsync($" {cloudId} ", CancellationToken.None));
        Assert.Equal(0, Askings);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("http://demo.atlassian.net")]
    [InlineData(null)]
    public async Task OtherTextThanAnAddressShouldBeRefusedWithoutARequest(string? wanted)
    {
        SiteSelectionException exception = await Assert.ThrowsAsync<SiteSelectionException>(() => _tenants.FindCloudIdAsync(wanted, CancellationToken.None).AsTask());

        Assert.Equal(
            $"With an API token, the site must be an address such as https://example.atlassian.net or a cloud id, which is a UUID; '{wanted}' is neither.", exception.Message);
        Assert.Equal(0, Askings);
    }

    [Fact]
    public async Task PathOfTheAddressShouldNotMatter()
    {
        string site = _world.Simulator.Sites[0].Url;

        Assert.Equal(_world.Simulator.Sites[0].CloudId, await _tenants.FindCloudIdAsync(site, CancellationToken.None));
        Assert.Equal(_world.Simulator.Sites[0].CloudId, await _tenants.FindCloudIdAsync(site + "/wiki/spaces", CancellationToken.None));
        Assert.Equal(1, Askings);
    }

    private Task<string> FindAsync(CancellationToken cancellationToken = default) =>
        _tenants.FindCloudIdAsync(_world.Simulator.Sites[0].Url, cancellationToken).AsTask();
}
