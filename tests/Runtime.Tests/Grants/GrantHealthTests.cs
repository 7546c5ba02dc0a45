using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Faults;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantHealthTests
{
    private readonly GrantWorld _world = new();

    [Fact]
    public async Task WorkingGrantShouldBeAliveAndReportItsTimes()
    {
        await _world.SignInAndExpireAsync();
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        DateTimeOffset now = _world.Time.GetUtcNow();

        GrantHealth health = await _world.NewNode().Keeper.GetHealthAsync(GrantWorld.Id);

        Assert.Equal((GrantState.Alive, null, null, false), (health.State, health.Reason, health.Evidence, health.IsInferred));
        Assert.Equal(
            (now.AddHours(-1), now, now.AddHours(1), now.AddDays(90), now.AddHours(-1).AddDays(365)),
            (health.FamilyStartedAt, health.RotatedAt, health.AccessTokenExpiresAt, health.InactivityLimitAt, health.AbsoluteLimitAt));
        Assert.Equal(GrantWorld.Scopes.Split(' '), health.Scopes);
        Assert.Empty(health.MissingScopes);
    }

    [Fact]
    public async Task MissingGrantShouldBeReportedAsNotGranted()
    {
        GrantHealth health = await _world.Keeper.GetHealthAsync(new GrantId("nobody"));

        Assert.Equal(
            (GrantState.NotGranted, GrantLossReason.NotGranted, false, "Let the user sign in."),
            (health.State, health.Reason, health.IsInferred, health.Advice));
    }

    [Fact]
    public async Task LostResponseShouldBeADoubtForEveryProcess()
    {
        await _world.SignInAndExpireAsync();
        DateTimeOffset since = _world.Time.GetUtcNow();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 5);
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((GrantState.InDoubt, since), await StateAsync(_world.Node));
        Assert.Equal((GrantState.InDoubt, since), await StateAsync(_world.NewNode()));

        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await caller;
        Assert.Equal((GrantState.Alive, null), await StateAsync(_world.Node));
    }

    [Fact]
    public async Task LossShouldBeExplainedAndLabelledAsInferred()
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromDays(91));
        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        GrantHealth health = await _world.NewNode().Keeper.GetHealthAsync(GrantWorld.Id);

        Assert.Equal(
            (GrantState.Lost, GrantLossReason.Idle, true, exception.Loss.Evidence, exception.Loss.At),
            (health.State, health.Reason, health.IsInferred, health.Evidence, health.Since));
        Assert.Contains("keep-alive", health.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConsentWithoutOfflineAccessShouldBeNotRenewableAndThenLost()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Scopes.Remove("offline_access"));
        await _world.SignInAsync(node);
        GrantHealth health = await _world.Keeper.GetHealthAsync(GrantWorld.Id);
        Assert.Equal((GrantState.NotRenewable, GrantLossReason.NoRefreshToken, null), (health.State, health.Reason, health.InactivityLimitAt));

        _world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(GrantState.Lost, (await _world.Keeper.GetHealthAsync(GrantWorld.Id)).State);
    }

    [Fact]
    public async Task NarrowedScopesShouldBeNamed()
    {
        await _world.SignInAsync(_world.NewNode(options => options.Scopes.Remove("write:jira-work")));

        GrantHealth health = await _world.Keeper.GetHealthAsync(GrantWorld.Id);

        Assert.Equal((GrantState.ScopesMissing, GrantLossReason.ScopesNarrowed, true), (health.State, health.Reason, health.IsInferred));
        Assert.Equal(["write:jira-work"], health.MissingScopes);
        Assert.Contains("write:jira-work", health.Evidence!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSecretShouldGiveAdviceForTheOperator()
    {
        await _world.SignInAndExpireAsync();
        AtlassianPipeline node = _world.NewNode(options => options.ClientSecret = "wrong");
        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        GrantHealth health = await node.Keeper.GetHealthAsync(GrantWorld.Id);

        Assert.Equal((GrantState.Failing, null), (health.State, health.Reason));
        Assert.Contains("ClientSecret", health.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnwrittenTokensShouldBeReportedAsFailing()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        GrantHealth health = await _world.Keeper.GetHealthAsync(GrantWorld.Id);
        Assert.Equal((GrantState.Failing, _world.Time.GetUtcNow()), (health.State, health.RotatedAt));
        Assert.Contains("store", health.Advice, StringComparison.Ordinal);

        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(GrantState.Alive, (await _world.Keeper.GetHealthAsync(GrantWorld.Id)).State);
    }

    [Fact]
    public async Task UnreadableStoreShouldBeReported()
    {
        _world.Store.FailsReads = true;

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(
            () => _world.Keeper.GetHealthAsync(GrantWorld.Id).AsTask());
        Assert.IsType<IOException>(exception.InnerException);
    }

    private static async Task<(GrantState State, DateTimeOffset? Since)> StateAsync(AtlassianPipeline node)
    {
        GrantHealth health = await node.Keeper.GetHealthAsync(GrantWorld.Id);
        return (health.State, health.Since);
    }
}
