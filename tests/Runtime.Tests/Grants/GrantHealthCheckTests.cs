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
    public async Task FindingsShouldBeDescribed()
    {
        _options.RequiredGrants.Add(GrantWorld.Id);
        Grant grant = (await _world.SignInAsync()).Grant;
        DateTimeOffset now = _world.Time.GetUtcNow();
        await _world.Store.TrySwapAsync(grant with { PendingSpend = new PendingSpend { Id = "gone", StartedAt = now, InDoubtSince = now, Turn = 1 }, Version = 1 }, grant.Version);
        _world.Time.Advance(TimeSpan.FromDays(80));

        HealthCheckResult result = await CheckAsync();

        Assert.Equal(
            "The grant 'default' is InDoubt: The refresh token was sent, or is about to be, and no response is stored. Wait: Leeway sends the token again by itself."
            + " 1 grants, such as 'default', are in doubt for longer than the leeway. Call KeepGrantsAlive() in a host that is always running."
            + " 1 grants, such as 'default', are near the inactivity limit. Call KeepGrantsAlive() to renew them.",
            result.Description);
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Null(result.Exception);
        Assert.Equal(["grant default", "grants in doubt", "grants near the inactivity limit"], result.Data.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("offline_access", "NotRenewable")]
    [InlineData("write:jira-work", "ScopesMissing")]
    public async Task GrantThatStillWorksShouldBeAWarning(string withoutScope, string state)
    {
        _options.RequiredGrants.Add(GrantWorld.Id);
        await _world.SignInAsync(_world.NewNode(options => options.Scopes.Remove(withoutScope)));

        HealthCheckResult result = await CheckAsync(status: HealthStatus.Unhealthy);

        Assert.Equal((HealthStatus.Degraded, state), (result.Status, result.Data["grant default"]));
    }

    [Fact]
    public async Task LostGrantShouldHaveTheStatusOfTheRegistration()
    {
        _options.RequiredGrants.Add(GrantWorld.Id);
        Grant grant = (await _world.SignInAsync()).Grant;
        GrantLoss loss = new() { Reason = GrantLossReason.Withdrawn, Evidence = "The evidence.", At = _world.Time.GetUtcNow() };
        await _world.Store.TrySwapAsync(grant with { Version = grant.Version + 1, Loss = loss }, grant.Version);

        HealthCheckResult result = await CheckAsync(status: HealthStatus.Degraded);

        Assert.Equal(
            (HealthStatus.Degraded, "The grant 'default' is Lost: The evidence. Ask the user whether to continue; if so, let the user sign in again."),
            (result.Status, result.Description));
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task ManyGrantsShouldBeCountedUpToTheLimitOfAPage()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        for (int i = 1; i < GrantsDue.MaxLimit - 1; i++)
        {
            await AddAsync(i);
        }

        _world.Time.Advance(TimeSpan.FromDays(80));
        Assert.StartsWith("999 grants, such as 'default', are near", (await CheckAsync()).Description, StringComparison.Ordinal);
        await AddAsync(GrantsDue.MaxLimit);
        Assert.StartsWith("1000 or more grants, such as 'default', are near", (await CheckAsync()).Description, StringComparison.Ordinal);

        ValueTask<bool> AddAsync(int number) => _world.Store.TrySwapAsync(grant with { Id = new GrantId($"grant-{number:0000}") }, null);
    }

    [Theory]
    [InlineData(10, "")]
    [InlineData(11, " There are 1 more findings.")]
    public async Task MoreThanTenFindingsShouldBeCounted(int count, string end)
    {
        for (int i = 0; i < count; i++)
        {
            _options.RequiredGrants.Add(new GrantId($"{i}"));
        }

        Assert.Equal(
            string.Join(' ', Enumerable.Range(0, 10).Select(static i => $"The grant '{i}' is NotGranted: The store has no such grant. Let the user sign in.")) + end,
            (await CheckAsync()).Description);
    }

    [Fact]
    public async Task FirstUnreadableGrantShouldBeTheException()
    {
        foreach (string id in (string[])["first", "second"])
        {
            _options.RequiredGrants.Add(new GrantId(id));
        }

        _world.Store.FailsRead = static id => id.Value == "first" ? new TokenProtectionException("no key") : new GrantStoreException("torn");

        HealthCheckResult result = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal("The grant 'first' cannot be read: no key The grant 'second' cannot be read: torn", result.Description);
        Assert.IsType<TokenProtectionException>(result.Exception!.InnerException);
    }

    [Fact]
    public async Task StoreThatFailsForARequiredGrantShouldFailTheCheck()
    {
        _options.RequiredGrants.Add(GrantWorld.Id);
        _world.Store.FailsRead = static _ => new IOException("no connection");

        HealthCheckResult result = await CheckAsync();

        Assert.Equal((HealthStatus.Unhealthy, "The grant store cannot be read."), (result.Status, result.Description));
        Assert.IsType<TokenUnavailableException>(result.Exception);
    }

    [Fact]
    public async Task CanceledCheckShouldBeCanceled()
    {
        using CancellationTokenSource cancellation = new();
        _world.Store.HangsOnListing = true;
        Task<HealthCheckResult> check = CheckAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);

        _world.Store.HangsOnListing = false;
        _world.Store.FailsReads = true;
        Assert.IsType<IOException>((await CheckAsync(cancellationToken: cancellation.Token)).Exception);
    }

    [Fact]
    public async Task ContextShouldBeRequired() => Assert.Equal(
        "context",
        (await Assert.ThrowsAsync<ArgumentNullException>(() => new GrantHealthCheck(_world.Keeper, _world.Store, _world.Time, _options).CheckHealthAsync(null!))).ParamName);

    [Fact]
    public void NegativeWarningShouldBeRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.IdleWarning = TimeSpan.FromTicks(-1));

    private Task<HealthCheckResult> CheckAsync(
        Action<GrantOptions>? configure = null, HealthStatus status = HealthStatus.Unhealthy, CancellationToken cancellationToken = default)
    {
        GrantKeeper keeper = _world.NewNode(options => configure?.Invoke(options.Grants)).Keeper;
        GrantHealthCheck check = new(keeper, _world.Store, _world.Time, _options);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("atlassian", check, status, null) }, cancellationToken);
    }
}
