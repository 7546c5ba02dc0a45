using Leeway.Grants;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantHealthCheckTests
{
    private readonly GrantWorld _world = new();
    private readonly GrantHealthCheckOptions _options = new();

    [Fact]
    public async Task MaintainedGrantsShouldBeHealthy()
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
    public async Task GrantsThatAreNotKeptAliveShouldBeDegraded()
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
    public async Task GrantsInDoubtShouldBeDegradedAfterTheLeeway()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        DateTimeOffset now = _world.Time.GetUtcNow();
        await _world.Store.TrySwapAsync(grant with { PendingSpend = new PendingSpend { Id = "gone", StartedAt = now, InDoubtSince = now, Turn = 1 }, Version = grant.Version + 1 }, grant.Version);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        _world.Time.Advance(TimeSpan.FromMinutes(10.1));

        HealthCheckResult result = await CheckAsync();

        Assert.Equal((HealthStatus.Degraded, 1), (result.Status, result.Data["grants in doubt"]));
    }

    [Fact]
    public async Task StoreThatCannotBeReadShouldFail()
    {
        _world.Store.FailsReads = true;

        HealthCheckResult result = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.IsType<IOException>(result.Exception);
    }

    [Fact]
    public async Task DescriptionShouldListTheFirstFindings()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _options.RequiredGrants.Add(new GrantId($"absent-{i:000}"));
        }

        HealthCheckResult result = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal(10, result.Description!.Split("'absent-").Length - 1);
        Assert.EndsWith("There are 990 more findings.", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadableGrantShouldNotHideTheOthers()
    {
        await _world.SignInAsync();
        foreach (string id in (string[])["torn", "default", "absent"])
        {
            _options.RequiredGrants.Add(new GrantId(id));
        }

        _world.Store.Torn = new GrantId("torn");
        HealthCheckResult result = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("'torn' cannot be read: Restore it.", result.Description, StringComparison.Ordinal);
        Assert.Contains("'absent' is NotGranted", result.Description, StringComparison.Ordinal);
        Assert.Equal(("Unreadable", "Alive", 0), (result.Data["grant torn"], result.Data["grant default"], result.Data["grants in doubt"]));
        Assert.NotNull(result.Exception);
    }

    [Fact]
    public async Task HangingStoreShouldTimeOut()
    {
        _world.Store.HangsOnListing = true;
        Task<HealthCheckResult> check = CheckAsync();
        Assert.False(check.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(10.1));
        Assert.True(check.IsCompleted);
        Assert.Equal(HealthStatus.Unhealthy, (await check).Status);
    }

    [Fact]
    public async Task UnlimitedAgesShouldCauseNoWarning()
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromDays(1_000));

        HealthCheckResult result = await CheckAsync(configure: static grants => grants.Leeway = grants.InactivityLimit = TimeSpan.MaxValue);

        Assert.Equal(HealthStatus.Healthy, result.Status);
    }

    [Fact]
    public async Task WarningLongerThanTheLimitShouldReportEveryGrant()
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        _options.IdleWarning = TimeSpan.MaxValue;
        Assert.Equal(1, (await CheckAsync()).Data["grants near the inactivity limit"]);
    }

    [Fact]
    public void NegativeWarningShouldBeRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.IdleWarning = TimeSpan.FromTicks(-1));

    private Task<HealthCheckResult> CheckAsync(Action<GrantOptions>? configure = null)
    {
        GrantKeeper keeper = _world.NewNode(options => configure?.Invoke(options.Grants)).Keeper;
        GrantHealthCheck check = new(keeper, _world.Store, _world.Time, _options);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("atlassian", check, HealthStatus.Unhealthy, null) });
    }
}
