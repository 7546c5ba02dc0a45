using Leeway.Grants;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantHealthCheckTests
{
    private readonly GrantWorld _world = new();
    private readonly GrantHealthCheckOptions _options = new();

    [Fact]
    public async Task GrantsThatAreKeptShouldBeHealthy()
    {
        _options.RequiredGrants.Add(GrantWorld.Id);
        await _world.SignInAsync();
        HealthCheckResult result = await CheckAsync();
        Assert.Equal((HealthStatus.Healthy, null), (result.Status, result.Description));
        Assert.Equal("Alive", result.Data["grant default"]);
    }

    [Fact]
    public async Task RequiredGrantThatIsMissingShouldFail()
    {
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        _options.RequiredGrants.Add(GrantWorld.Id);

        HealthCheckResult result = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("Let the user sign in.", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrantsThatNobodyKeepsAliveShouldDegrade()
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromDays(75.9));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        _world.Time.Advance(TimeSpan.FromDays(0.2));

        HealthCheckResult result = await CheckAsync();

        Assert.Equal((HealthStatus.Degraded, 1), (result.Status, result.Data["grants near the inactivity limit"]));
        Assert.Contains("KeepGrantsAlive", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrantsInDoubtShouldDegradeOnceTheLeewayHasPassed()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        DateTimeOffset now = _world.Time.GetUtcNow();
        await _world.Store.TrySwapAsync(grant with { PendingSpend = new PendingSpend("gone", now, now, 1), Version = grant.Version + 1 }, grant.Version);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        _world.Time.Advance(TimeSpan.FromMinutes(10.1));

        HealthCheckResult result = await CheckAsync();

        Assert.Equal((HealthStatus.Degraded, 1), (result.Status, result.Data["grants in doubt"]));
    }

    [Fact]
    public async Task StoreThatCannotBeReadShouldFail()
    {
        HealthCheckResult result = await CheckAsync(new FailingStore());
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.IsType<InvalidDataException>(result.Exception);
    }

    private Task<HealthCheckResult> CheckAsync(IGrantStore? store = null)
    {
        GrantHealthCheck check = new(_world.NewNode().Keeper, store ?? _world.Store, _world.Time, Options.Create(_options), Options.Create(new AtlassianOptions()));
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("atlassian", check, HealthStatus.Unhealthy, null) });
    }

    private sealed class FailingStore : IGrantStore
    {
        public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default) => throw new InvalidDataException();

        public ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default) => throw new InvalidDataException();

        public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) => throw new InvalidDataException();

        public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) => throw new InvalidDataException();

        public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default) => throw new InvalidDataException();
    }
}
