using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.Logging;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantKeeperTests
{
    private readonly GrantWorld _world = new();

    [Fact]
    public async Task SignInShouldStoreThePairAndUseIt()
    {
        CompletedSignIn signIn = await _world.SignInAsync();

        Assert.Equal(ManualTime.Start.AddHours(1), signIn.Grant.AccessTokenExpiresAt);
        Assert.Equal(GrantWorld.Scopes.Split(' '), signIn.Grant.Scopes);
        Assert.Same(signIn.Grant.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(signIn.Grant, await _world.StoredAsync());
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task AnotherProcessShouldUseTheStoredToken()
    {
        CompletedSignIn signIn = await _world.SignInAsync();

        Assert.Equal(signIn.Grant.AccessToken, await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task MissingGrantShouldRequireASignIn()
    {
        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => _world.Keeper.GetAccessTokenAsync(new GrantId("nobody")).AsTask());

        Assert.Equal(GrantLossReason.NotGranted, exception.Loss.Reason);
        Assert.Equal(0, _world.TokenRequests);
    }

    [Fact]
    public async Task ExpiredTokenShouldBeRenewedOnceForTenThousandCallers()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));

        Task<AccessToken>[] callers = [.. Enumerable.Range(0, 10_000).Select(_ => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask())];
        Assert.All(callers, caller => Assert.False(caller.IsCompleted));
        Assert.Equal(10_000, _world.Keeper.GetSlot(GrantWorld.Id).Flight.JoinerCount);

        _world.Time.Advance(TimeSpan.FromSeconds(3));

        AccessToken[] tokens = await Task.WhenAll(callers);
        Assert.All(tokens, token => Assert.Same(tokens[0], token));
        Assert.Equal(1, _world.Server.Exchanges);
        Assert.True(_world.Server.Inspect(tokens[0].Reveal()).IsUsable);
    }

    [Fact]
    public async Task ConcurrentThreadsShouldShareOneExchange()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));
        GrantKeeper keeper = _world.Keeper;

        const int Callers = 400;
        Task<AccessToken>[] callers =
            [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask()))];
        GrantSlot slot = keeper.GetSlot(GrantWorld.Id);
        SpinWait.SpinUntil(() => slot.Flight.JoinerCount == Callers);
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Single((await Task.WhenAll(callers)).Distinct());
        Assert.Equal(1, _world.Server.Exchanges);
        Assert.False(slot.Flight.IsUnderWay);
    }

    [Fact]
    public async Task TokenNearItsExpiryShouldBeUsedWhileItIsRenewed()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        _world.Time.Advance(TimeSpan.FromMinutes(58));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));

        Assert.Same(grant.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Same(grant.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.NotEqual(grant.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(1, _world.TokenRequests - 1);
    }

    [Fact]
    public async Task SpendShouldBeRecordedBeforeTheTokenIsSent()
    {
        await _world.SignInAndExpireAsync();
        PendingSpend? recorded = null;
        _world.Simulator.Faults.Add(
            Fault.HoldRequest(TimeSpan.FromSeconds(1)),
            request =>
            {
                recorded = _world.StoredAsync().Result.PendingSpend;
                return false;
            });

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(_world.Time.GetUtcNow(), recorded!.StartedAt);
        Assert.Null((await _world.StoredAsync()).PendingSpend);
    }

    [Fact]
    public async Task LostResponseShouldBeRecoveredBySendingTheSameTokenAgain()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 3);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.False(caller.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(_world.Server.Inspect((await caller).Reveal()).IsUsable);
        Assert.Equal([5, 6, 6, 6], Rows());
        Assert.Null((await _world.StoredAsync()).PendingSpend);
        Assert.True(_world.Server.Families.Single().IsAlive(_world.Time.GetUtcNow()));
    }

    [Fact]
    public async Task LostResponseShouldBeRecoveredWithoutFurtherCalls()
    {
        await _world.SignInAndExpireAsync();
        using CancellationTokenSource cancellation = new();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 8);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        _world.Time.Advance(TimeSpan.FromMinutes(8));

        // Eight lost responses, one that arrived, and one more exchange because the received pair may have rivals.
        Assert.Equal(10, _world.Server.Exchanges);
        Assert.Null((await _world.StoredAsync()).PendingSpend);
        Assert.Equal(0, _world.Time.ActiveTimers);
    }

    [Fact]
    public async Task AnotherProcessShouldRecoverWhatACrashedOneSpent()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromDays(1)));
        _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Node.Dispose();

        Task<AccessToken> other = _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.True(_world.Server.Inspect((await other).Reveal()).IsUsable);
        Assert.Equal([5, 6], Rows());
    }

    [Theory]
    [InlineData(LateSpend.Try, 1)]
    [InlineData(LateSpend.Never, 0)]
    public async Task SpendInDoubtAfterTheLeewayShouldFollowTheOption(LateSpend lateSpend, int sent)
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Node.Dispose();
        DateTimeOffset since = _world.Time.GetUtcNow();
        _world.Time.MoveWallClock(TimeSpan.FromMinutes(20));
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        int before = _world.TokenRequests;

        AtlassianPipeline other = _world.NewNode(options => options.Grants.LateSpend = lateSpend);
        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Equal(GrantLossReason.SpendInDoubt, exception.Loss.Reason);
        Assert.Contains(since.ToString("HH:mm:ss", null), exception.Loss.Evidence, StringComparison.Ordinal);
        Assert.Equal(sent, _world.TokenRequests - before);
        Assert.Equal(lateSpend == LateSpend.Try ? FamilyEnd.Reuse : null, _world.Server.Families[0].End);
    }

    [Fact]
    public async Task GrantShouldNotBeGivenUpIfTheStoreHasChanged()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Node.Dispose();
        _world.Time.MoveWallClock(TimeSpan.FromMinutes(20));
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        AtlassianPipeline careful = _world.NewNode(options => options.Grants.LateSpend = LateSpend.Never);

        _world.Store.FailsWrite = static _ => true;
        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);

        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.NotNull((await _world.StoredAsync()).Loss);
    }

    [Fact]
    public async Task OutageAloneShouldNotLoseAGrant()
    {
        BreakableNetwork network = new(_world.Simulator) { IsDown = true };
        AtlassianPipeline careful = _world.NewNode(options => options.Grants.LateSpend = LateSpend.Never, authorization: network);
        await _world.SignInAndExpireAsync();

        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.Null((await _world.StoredAsync()).PendingSpend);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Null((await _world.StoredAsync()).PendingSpend);
        Assert.Equal(0, _world.Time.ActiveTimers);
        careful.Dispose();
        _world.Time.Advance(TimeSpan.FromHours(1));

        await _world.NewNode(options => options.Grants.LateSpend = LateSpend.Never).Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Assert.Equal([5], Rows());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UntouchedSpendShouldBeRemovedLaterIfTheStoreFails(bool isRecordInDoubt)
    {
        BreakableNetwork network = new(_world.Simulator) { IsDown = true };
        AtlassianPipeline careful = _world.NewNode(options => options.Grants.LateSpend = LateSpend.Never, authorization: network);
        await _world.SignInAndExpireAsync();

        // Either the write of the record seems to fail but takes effect, or it succeeds and the record cannot be removed.
        _world.Store.FailsAfterWriting = isRecordInDoubt;
        _world.Store.FailsWrite = grant => isRecordInDoubt || grant.PendingSpend is null;
        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Store.FailsWrite = static _ => true;
        _world.Store.FailsAfterWriting = false;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);

        // There are no more calls.
        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Null((await _world.StoredAsync()).PendingSpend);
        Assert.Equal(0, _world.Time.ActiveTimers);
        Assert.Empty(Rows());
    }

    /// <summary>The record cannot be removed for longer than the leeway. The process knows that the token was never sent.</summary>
    [Fact]
    public async Task UntouchedSpendShouldNotBeInDoubtAfterTheLeeway()
    {
        BreakableNetwork network = new(_world.Simulator) { IsDown = true };
        AtlassianPipeline careful = _world.NewNode(options => options.Grants.LateSpend = LateSpend.Never, authorization: network);
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);

        network.IsDown = false;
        _world.Store.FailsWrite = null;

        caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(_world.Server.Inspect((await caller).Reveal()).IsUsable);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task LateTryShouldSaveAGrantWhoseTokenNeverArrived()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropBeforeCommit);
        _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Node.Dispose();
        _world.Time.Advance(TimeSpan.FromDays(3));

        AccessToken token = await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.True(_world.Server.Inspect(token.Reveal()).IsUsable);
        Assert.Equal([5], Rows());
    }

    [Fact]
    public async Task MachineThatSleptBeyondTheLeewayShouldNotSendTheTokenAgain()
    {
        AtlassianPipeline careful = _world.NewNode(options => options.Grants.LateSpend = LateSpend.Never);
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        int before = _world.TokenRequests;

        _world.Time.MoveWallClock(TimeSpan.FromMinutes(28));
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => caller);
        Assert.Equal(GrantLossReason.SpendInDoubt, exception.Loss.Reason);
        Assert.Equal(before, _world.TokenRequests);
        Assert.Null(_world.Server.Families[0].End);
    }

    [Fact]
    public async Task ProcessesShouldTakeTurnsAndExchangeOnce()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));
        AtlassianPipeline[] nodes = [.. Enumerable.Range(0, 8).Select(_ => _world.NewNode())];

        Task<AccessToken>[] callers = [.. nodes.Select(node => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask())];
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Single((await Task.WhenAll(callers)).Distinct());
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task LeaseThatCannotBeReleasedShouldDelayNoCaller()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.HangsOnRelease = true;

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Assert.True(caller.IsCompletedSuccessfully);
        Assert.True(_world.Server.Inspect((await caller).Reveal()).IsUsable);
    }

    [Fact]
    public async Task RotationJustBeforeTheLeaseShouldBeDetected()
    {
        await _world.SignInAndExpireAsync();
        AtlassianPipeline other = _world.NewNode();
        AccessToken? theirs = null;
        _world.Store.BeforeLease = async () => theirs = await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id), theirs);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task LostSwapShouldAdoptTheOtherPair()
    {
        _world.Store.LeasesAreWorthless = true;
        await _world.SignInAndExpireAsync();
        AtlassianPipeline other = _world.NewNode();

        // Ours is requested first and received last.
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));
        Task<AccessToken> ours = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        AccessToken theirs = await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(theirs, await ours);
        Assert.Equal(theirs, (await _world.StoredAsync()).AccessToken);
        Assert.Equal(2, _world.Server.Exchanges);
    }

    [Fact]
    public async Task UnwrittenPairShouldBeUsedAndWrittenLater()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = grant => grant.PendingSpend is null;

        AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Assert.True(_world.Server.Inspect(token.Reveal()).IsUsable);
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);
        Assert.Same(token, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);

        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(token, (await _world.StoredAsync()).AccessToken);
        Assert.Equal(1, _world.Server.Exchanges);

        // Another process may have requested another pair before this one was stored, so this one is soon replaced.
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(2, _world.Server.Exchanges);
        Assert.Equal(0, _world.Time.ActiveTimers);
        Assert.Contains(_world.Log.Collector.GetSnapshot(), static record => record is { Level: LogLevel.Error, Id.Name: "GrantUnwritten" });
    }

    [Fact]
    public async Task WriteThatOnlySeemedToFailShouldBeRecognized()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsAfterWriting = true;
        _world.Store.FailsWrite = grant => grant.PendingSpend is null;
        AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        long version = (await _world.StoredAsync()).Version;

        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((token, version), ((await _world.StoredAsync()).AccessToken, (await _world.StoredAsync()).Version));
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task NothingShouldBeSentWhileTheSpendCannotBeRecorded()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = _ => true;

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.IsType<IOException>(exception.InnerException);
        Assert.Equal(0, _world.Server.Exchanges);
        Assert.Equal(1, _world.TokenRequests);
    }

    [Theory]
    [InlineData(ErrorDialect.Live)]
    [InlineData(ErrorDialect.Documented)]
    [InlineData(ErrorDialect.Mixed)]
    public async Task RefusalShouldLoseTheGrantInEveryDialect(ErrorDialect dialect)
    {
        _world.Server.Options.Errors = dialect;
        for (int i = 0; i < 5; i++)
        {
            await _world.SignInAndExpireAsync();
            _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);

            await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
            Assert.NotNull((await _world.StoredAsync()).Loss);
        }
    }

    [Fact]
    public async Task LostGrantShouldNotBeTriedUntilTheStoreHasAnother()
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
        for (int i = 0; i < 100; i++)
        {
            ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
                () => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
            Assert.Equal(GrantLossReason.Unknown, exception.Loss.Reason);
            _world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        AtlassianPipeline other = _world.NewNode();
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(2, _world.TokenRequests);

        Grant anew = (await _world.SignInAsync(other)).Grant;
        Assert.Equal(anew.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task RefusalShouldBeIgnoredIfTheStoreHasANewerPair()
    {
        Grant grant = await _world.SignInAndExpireAsync();
        AccessToken newer = new("newer");
        _world.Simulator.Faults.Add(
            Fault.Instead(SimulatedResponse.Text(403, """{"error":"unauthorized_client","error_description":"refresh_token is invalid"}""", "application/json")),
            request =>
            {
                Grant stored = _world.StoredAsync().Result;
                Grant rotated = stored with
                {
                    Version = stored.Version + 1,
                    AccessToken = newer,
                    AccessTokenExpiresAt = _world.Time.GetUtcNow().AddHours(1),
                    RefreshToken = new RefreshToken("newer"),
                    PendingSpend = null,
                };
                return _world.Store.TrySwapAsync(rotated, stored.Version).AsTask().Result;
            });

        Assert.Equal(newer, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Null((await _world.StoredAsync()).Loss);
    }

    [Fact]
    public async Task RefusalShouldNotEndTheGrantWhileTheStoreCannotBeRead()
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
        _world.Simulator.Faults.Add(Fault.HoldRequest(TimeSpan.FromSeconds(1)), _ => _world.Store.FailsReads = true);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(caller.IsCompleted);

        _world.Store.FailsReads = false;
        Assert.Null((await _world.StoredAsync()).Loss);
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => caller);
    }

    [Fact]
    public async Task WrongSecretShouldBeAConfigurationErrorAndNeverALoss()
    {
        await _world.SignInAndExpireAsync();
        AtlassianPipeline node = _world.NewNode(static options =>
        {
            options.ClientSecret = "wrong";
            options.Grants.LateSpend = LateSpend.Never;
        });

        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(2, _world.TokenRequests);

        // This does not depend on how long the failure lasts, because the token was not spent.
        _world.Time.Advance(TimeSpan.FromHours(5));
        node = _world.NewNode(static options => options.Grants.LateSpend = LateSpend.Never);
        Assert.True(_world.Server.Inspect((await node.Keeper.GetAccessTokenAsync(GrantWorld.Id)).Reveal()).IsUsable);
    }

    [Fact]
    public async Task NetworkFailureShouldNeverLoseTheGrant()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HtmlPage(503), times: int.MaxValue);
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(46));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        _world.Time.Advance(TimeSpan.FromHours(3));
        Assert.Null((await _world.StoredAsync()).Loss);

        _world.Simulator.Faults.Clear();
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(_world.Server.Inspect((await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id)).Reveal()).IsUsable);
        Assert.Equal([5], Rows());
    }

    [Fact]
    public async Task RetryAfterShouldBeRespectedAndReported()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromMinutes(3)));

        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(
            () => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(TimeSpan.FromMinutes(3), exception.RetryAfter);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(2, _world.TokenRequests);

        _world.Time.Advance(TimeSpan.FromMinutes(3));
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Assert.Equal(3, _world.TokenRequests);
    }

    [Fact]
    public async Task RetryAfterShouldNotExceedTheLeewayOfASpendInDoubt()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(
            Fault.InsteadAfterCommit(SimulatedResponse.Html(503).With("Retry-After", "600")), times: 3);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromMinutes(3));

        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Equal([5, 6, 6, 6], Rows().Take(4));
        Assert.True(_world.Server.Families[0].IsAlive(_world.Time.GetUtcNow()));
    }

    [Fact]
    public async Task RetryAfterShouldNotDelayRecoveringTheSpendOfAnotherProcess()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromMinutes(15)));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        AtlassianPipeline other = _world.NewNode();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        _ = other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        other.Dispose();
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.True(_world.Server.Inspect((await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id)).Reveal()).IsUsable);
        Assert.Equal([5, 6], Rows());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(0)]
    public async Task TokenShouldNotBeSentOverALateConnection(int minutesAsleep)
    {
        // The machine sleeps while it connects, or connecting takes longer than the lease.
        SlowNetwork network = new(_world.Simulator, _world.Time) { Delay = TimeSpan.FromSeconds(15) };
        AtlassianPipeline slow = _world.NewNode(
            minutesAsleep > 0 ? null : static options => options.Grants.LeaseDuration = TimeSpan.FromSeconds(10),
            authorization: network);
        await _world.SignInAndExpireAsync();
        Task<AccessToken> caller = slow.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(14));
        _world.Time.MoveWallClock(TimeSpan.FromMinutes(minutesAsleep));
        network.Delay = TimeSpan.FromSeconds(5);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(Rows());

        _world.Time.Advance(TimeSpan.FromSeconds(5));
        await caller;
        Assert.Equal([5], Rows());
    }

    [Fact]
    public async Task EndOfTheProcessShouldWaitForTheExchangeUnderWay()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Task end = _world.Node.DisposeAsync().AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(end.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await end;

        Assert.Equal(await caller, (await _world.StoredAsync()).AccessToken);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(new GrantId("another")).AsTask());
    }

    [Fact]
    public async Task EndOfTheProcessShouldWriteAnUnwrittenPair()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
        AccessToken unwritten = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Assert.NotEqual(unwritten, (await _world.StoredAsync()).AccessToken);

        _world.Store.FailsWrite = null;
        await _world.Node.DisposeAsync();

        Assert.Equal(unwritten, (await _world.StoredAsync()).AccessToken);
    }

    [Fact]
    public async Task NothingShouldBeSpentWhenTheProcessIsEnding()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.AfterWrite = () =>
        {
            // The spend is recorded, and the token has not been sent.
            _world.Keeper.Dispose();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Empty(Rows());
        Assert.Null((await _world.StoredAsync()).PendingSpend);
    }

    [Fact]
    public async Task PairOfAnotherProcessShouldBeUsedDuringRetryAfter()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromMinutes(30)));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        AccessToken theirs = await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(theirs, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task CanceledCallerShouldNotEndTheFlight()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));
        using CancellationTokenSource cancellation = new();

        Task<AccessToken> first = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id, cancellation.Token).AsTask();
        Task<AccessToken> second = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        await cancellation.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.False(second.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        await second;
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task ResponseWithoutRefreshTokenShouldKeepTheOldOne()
    {
        Grant grant = await _world.SignInAndExpireAsync();
        _world.Server.Options.PersistentRefreshTokens = true;

        for (int i = 0; i < 3; i++)
        {
            AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
            Assert.True(_world.Server.Inspect(token.Reveal()).IsUsable);
            Assert.Equal(grant.RefreshToken, (await _world.StoredAsync()).RefreshToken);
            _world.Time.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task NewConsentShouldNotBeOverwrittenByARefreshUnderWay()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Grant anew = (await _world.SignInAsync(_world.NewNode())).Grant;
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(anew.AccessToken, await caller);
        Assert.Equal(anew, await _world.StoredAsync());
    }

    [Fact]
    public async Task NewConsentShouldReplaceAnUnwrittenRefresh()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Grant anew = (await _world.SignInAsync()).Grant;
        _world.Store.FailsWrite = _ => true;
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(anew.AccessToken, await caller);
        Assert.Equal(anew.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(anew, await _world.StoredAsync());
        Assert.Equal(0, _world.Time.ActiveTimers);
    }

    [Theory]
    [InlineData(NewConsentEffect.RevokesFamilies)]
    [InlineData(NewConsentEffect.KeepsFamilies)]
    public async Task RefusalCausedByANewConsentShouldNotEndTheGrant(NewConsentEffect effect)
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Options.NewConsent = effect;
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldRequest(TimeSpan.FromSeconds(3)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Grant anew = (await _world.SignInAsync(_world.NewNode())).Grant;
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(anew.AccessToken, await caller);
        Assert.Equal(anew, await _world.StoredAsync());
        Assert.True(_world.Server.Inspect(anew.AccessToken.Reveal()).IsUsable);
    }

    [Fact]
    public async Task NewConsentShouldEndThePauseAfterAFailure()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromHours(1)));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Grant anew = (await _world.SignInAsync()).Grant;

        Assert.Same(anew.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task NewConsentShouldBeWrittenDespiteConcurrentChanges()
    {
        await _world.SignInAndExpireAsync();
        AtlassianPipeline other = _world.NewNode();
        bool isFirst = true;
        _world.Store.FailsWrite = _ =>
        {
            if (isFirst)
            {
                isFirst = false;
                Assert.True(other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask().IsCompletedSuccessfully);
            }

            return false;
        };

        CompletedSignIn signIn = await _world.SignInAsync();

        Assert.Equal(1, _world.Server.Exchanges);
        Assert.Equal(signIn.Grant, await _world.StoredAsync());
        Assert.Empty(signIn.LostScopes);
    }

    [Fact]
    public async Task ConsentWithoutOfflineAccessShouldEndWithItsToken()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Scopes.Remove("offline_access"));
        CompletedSignIn signIn = await _world.SignInAsync(node);
        Assert.Null(signIn.Grant.RefreshToken);
        Assert.Same(signIn.Grant.AccessToken, await node.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        _world.Time.Advance(TimeSpan.FromHours(1));

        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(GrantLossReason.NoRefreshToken, exception.Loss.Reason);
    }

    [Fact]
    public async Task NarrowedScopesShouldBeReported()
    {
        await _world.SignInAsync();
        AtlassianPipeline node = _world.NewNode(options => options.Scopes.Remove("write:jira-work"));

        Assert.Equal(["write:jira-work"], (await _world.SignInAsync(node)).LostScopes);
    }

    [Fact]
    public async Task ThousandGrantsShouldBeRenewedAFewAtATime()
    {
        const int Grants = 1_000;
        for (int i = 0; i < Grants; i++)
        {
            await _world.SignInAsync(id: new GrantId($"grant-{i}"));
        }

        await _world.SignInAsync(id: new GrantId("young"));
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.SignInAsync(id: new GrantId("young"));
        int before = _world.TokenRequests;
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromMilliseconds(100)), times: Grants);

        Task<AccessToken>[] callers =
            [.. Enumerable.Range(0, Grants).Select(i => _world.Keeper.GetAccessTokenAsync(new GrantId($"grant-{i}")).AsTask())];
        Assert.Equal(16, _world.TokenRequests - before);
        Assert.True(_world.Keeper.GetAccessTokenAsync(new GrantId("young")).AsTask().IsCompletedSuccessfully);
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Grants, (await Task.WhenAll(callers)).Distinct().Count());
        Assert.Equal(Grants, _world.TokenRequests - before);
    }

    [Fact]
    public async Task RejectedTokenShouldBeReplacedByAStoredOneWithoutAnExchange()
    {
        Grant grant = await _world.SignInAndExpireAsync();
        AtlassianPipeline other = _world.NewNode();
        AccessToken first = await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        AccessToken old = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Assert.Equal(first, old);
        _world.Time.Advance(TimeSpan.FromMinutes(57));
        await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        AccessToken renewed = await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Assert.NotEqual(old, renewed);
        int exchanges = _world.Server.Exchanges;

        Assert.Equal(renewed, await _world.Keeper.GetAccessTokenAfterAsync(GrantWorld.Id, old));
        Assert.Equal(exchanges, _world.Server.Exchanges);
        Assert.NotEqual(grant.AccessToken, renewed);
    }

    [Fact]
    public async Task TokenShouldNotBeSentAfterANewConsent()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.AfterWrite = () => _world.SignInAsync();

        AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal((await _world.StoredAsync()).AccessToken, token);
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task TokenDroppedFromMemoryShouldBeExchangedAfterALate401()
    {
        await _world.SignInAsync();
        Grant grant = await _world.StoredAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(10));

        AccessToken? token = await _world.NewNode().Keeper.GetAccessTokenAfterAsync(GrantWorld.Id, grant.AccessToken);

        Assert.Equal((await _world.StoredAsync()).AccessToken, token);
        Assert.Equal([5], Rows());
    }

    [Fact]
    public async Task RejectedTokenShouldForceOneExchangeForAllItsCallers()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));

        Task<AccessToken?>[] callers =
            [.. Enumerable.Range(0, 50).Select(_ => _world.Keeper.GetAccessTokenAfterAsync(GrantWorld.Id, grant.AccessToken).AsTask())];
        Task<AccessToken> bystander = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.False(bystander.IsCompleted, "A token known to be dead was handed out.");
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        AccessToken?[] tokens = await Task.WhenAll(callers);
        Assert.Single(tokens.Distinct());
        Assert.NotEqual(grant.AccessToken, tokens[0]);
        Assert.Equal(tokens[0], await bystander);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task RejectedNewTokenShouldCauseNoExchange()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        _world.Time.Advance(TimeSpan.FromSeconds(59));

        Assert.Null(await _world.Keeper.GetAccessTokenAfterAsync(GrantWorld.Id, grant.AccessToken));
        Assert.Equal(0, _world.Server.Exchanges);
        Assert.Same(grant.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task ServerThatIssuesExpiredTokensShouldNotBeAskedForever()
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Options.AccessTokenLifetime = TimeSpan.FromSeconds(-5);

        AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        // An invalid lifetime counts as a short one.
        Assert.False(_world.Server.Inspect(token.Reveal()).IsUsable);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Theory]
    [InlineData(60 * TimeSpan.TicksPerSecond, true)]
    [InlineData((60 * TimeSpan.TicksPerSecond) - 1, false)]
    [InlineData(-120 * TimeSpan.TicksPerSecond, false)]
    [InlineData((-120 * TimeSpan.TicksPerSecond) - 1, true)]
    public async Task RejectedTokenShouldBeExchangedIfItIsNotNewByAnyClock(long age, bool isExchanged)
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        _world.Time.MoveWallClock(TimeSpan.FromTicks(age));

        AccessToken? token = await _world.Keeper.GetAccessTokenAfterAsync(GrantWorld.Id, grant.AccessToken);

        Assert.Equal(isExchanged, token is not null);
        Assert.Equal(isExchanged ? 1 : 0, _world.Server.Exchanges);
        Assert.Equal("rejected", (await Assert.ThrowsAsync<ArgumentNullException>(() => _world.Keeper.GetAccessTokenAfterAsync(GrantWorld.Id, null!).AsTask())).ParamName);
    }

    [Fact]
    public async Task RefusedFirstTokenOfAConsentShouldBeExchangedOnce()
    {
        ILogin login = _world.Keeper;
        Grant grant = (await _world.SignInAsync()).Grant;

        await login.CheckRefusedAsync(GrantWorld.Id, grant.AccessToken, CancellationToken.None);
        Assert.Equal(1, _world.Server.Exchanges);
        AccessToken second = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Assert.NotEqual(grant.AccessToken, second);

        await login.CheckRefusedAsync(GrantWorld.Id, second, CancellationToken.None);
        await login.CheckRefusedAsync(GrantWorld.Id, grant.AccessToken, CancellationToken.None);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Theory]
    [InlineData(45, 5)]
    [InlineData(3, 3)]
    public async Task CallWithARefusedTokenShouldWaitForAShortTime(int callerTimeout, int expected)
    {
        AtlassianPipeline node = _world.NewNode(options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(callerTimeout));
        Grant grant = (await _world.SignInAsync(node)).Grant;
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(10)));

        Task check = ((ILogin)node.Keeper).CheckRefusedAsync(GrantWorld.Id, grant.AccessToken, CancellationToken.None).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromTicks(1));
        Assert.False(check.IsCompleted);
        _world.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(
            $"There is no access token for grant 'default' at the moment: no token was received within {expected} s (GrantOptions.CallerTimeout); the request for one continues in the background.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => check)).Message);
    }

    [Fact]
    public async Task RefusalsShouldBeExplained()
    {
        ReauthorizationRequiredException missing = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal("Grant 'default' cannot be used until the user signs in: nothing is stored for it.", missing.Message);
        Assert.Equal(_world.Time.GetUtcNow(), missing.Loss.At);

        AtlassianPipeline node = _world.NewNode(static options => options.Scopes.Remove("offline_access"));
        await _world.SignInAsync(node);
        _world.Time.Advance(TimeSpan.FromHours(1));
        ReauthorizationRequiredException expired = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(
            "Grant 'default' cannot be used until the user signs in: its access token has expired, and there is no refresh token because the user consented without the scope offline_access.",
            expired.Message);

        await node.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Equal(
            "Grant 'default' cannot be used until the user signs in: the application removed it.",
            (await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask())).Message);
    }

    [Fact]
    public async Task TokensThatExpireBeforeTheyArriveShouldBeRequestedThreeTimes()
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Options.AccessTokenLifetime = TimeSpan.FromSeconds(1);
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(2)), times: 10);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.True(caller.IsCompleted);
        Assert.Equal(
            "There is no access token for grant 'default' at the moment: the authorization server issues tokens that have already expired.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message);
        Assert.Equal(3, _world.Server.Exchanges);
    }

    [Fact]
    public async Task FailureOfAReadShouldNameTheStoreAndTheOperation()
    {
        await _world.SignInAsync();
        _world.Store.FailsReads = true;
        const string Message = "There is no access token for grant 'default' at the moment: The grant store UnreliableStore could not read the grant: The store cannot be read.";

        Assert.Equal(Message, (await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetHealthAsync(GrantWorld.Id).AsTask())).Message);
        Assert.Equal(Message, (await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetHealthAsync(GrantWorld.Id, new CancellationToken(true)).AsTask())).Message);

        using CancellationTokenSource cancellation = new();
        _world.Store.FailsReads = false;
        _world.Store.HangsOn = "read";
        Task<GrantHealth> health = _world.Keeper.GetHealthAsync(GrantWorld.Id, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => health);
    }

    [Fact]
    public async Task EndOfTheProcessMayBeRepeated()
    {
        await _world.SignInAsync();
        _world.Keeper.Dispose();
        _world.Keeper.Dispose();
        await _world.Keeper.DisposeAsync();
        await _world.Keeper.DisposeAsync();
        _world.Keeper.Dispose();

        Assert.NotNull(await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task EndedProcessShouldNotTouchTheStore()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        _world.Keeper.Dispose();
        int operations = 0;
        _world.Store.Entered = _ => operations++;

        _world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal((0, 0), (operations, _world.Time.ActiveTimers));
    }

    [Fact]
    public async Task TokensOfASignInShouldBeWrittenAgainWithGrowingPauses()
    {
        await _world.SignInAsync();
        DateTimeOffset begun = _world.Time.GetUtcNow();
        List<double> asked = [];
        _world.Store.FailsWrite = _ =>
        {
            asked.Add((_world.Time.GetUtcNow() - begun).TotalSeconds);
            return true;
        };

        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(
            "There is no access token for grant 'default' at the moment: The grant store UnreliableStore could not write the tokens of the sign-in: The store cannot be written. The authorization code cannot be used again: sign in again.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => signIn)).Message);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5], asked);
        Assert.Equal(7, _world.Log.Collector.GetSnapshot().Count(static record =>
            record.Message == "The grant store failed for grant default: The grant store UnreliableStore could not write the tokens of the sign-in: The store cannot be written."));
    }

    [Fact]
    public async Task SignInShouldFailIfTheNextAttemptWouldBeTooLate()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(1.5));
        _world.Store.FailsWrite = static _ => true;

        Task<CompletedSignIn> signIn = _world.SignInAsync(node);
        _world.Time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.True(signIn.IsCompleted);
        await Assert.ThrowsAsync<TokenUnavailableException>(() => signIn);
    }

    [Fact]
    public async Task StoreThatRefusesTheTokensOfASignInShouldBeAskedFiveTimesInARow()
    {
        _world.Store.RefusesSwap = static _ => true;

        Task<CompletedSignIn> signIn = _world.SignInAsync();
        Assert.Equal(5, _world.Store.Writes);
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains(
            "could not write the tokens of the sign-in: it refused 5 times to replace the version that it had just returned. The authorization code",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => signIn)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>The clock of the process that stored the former grant is ahead.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignInShouldReplaceAFormerGrantThatSeemsToBeLater(bool isRepeated)
    {
        Grant former = (await _world.SignInAsync()).Grant;
        former = former with { Version = former.Version + 1, FamilyStartedAt = former.FamilyStartedAt.AddHours(1) };
        await _world.Store.TrySwapAsync(former, former.Version - 1);
        bool fails = isRepeated;
        _world.Store.FailsWrite = _ => fails && !(fails = false);

        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Grant begun = (await signIn).Grant;
        Assert.NotEqual(former.Family, begun.Family);
        Assert.Equal(former.Version + 1, begun.Version);
        Assert.Equal(begun, await _world.StoredAsync());
    }

    [Fact]
    public async Task SignInsAtTheSameTimeShouldNotCountAsLater()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        Grant? theirs = null;
        _world.Store.BeforeWrite = async () => theirs = (await _world.SignInAsync(other)).Grant;

        Grant begun = (await _world.SignInAsync()).Grant;

        Assert.Equal((theirs!.FamilyStartedAt, theirs.Version + 1), (begun.FamilyStartedAt, begun.Version));
        Assert.NotEqual(theirs.Family, begun.Family);
        Assert.Equal(begun, await _world.StoredAsync());
    }

    [Fact]
    public async Task ScopesOfTheGrantThatWasReplacedShouldBeCompared()
    {
        await _world.SignInAsync(_world.NewNode(static options => options.Scopes.Remove("write:jira-work")));
        AtlassianPipeline other = _world.NewNode();
        _world.Store.BeforeWrite = () => _world.SignInAsync(other);

        CompletedSignIn signIn = await _world.SignInAsync(_world.NewNode(static options => options.Scopes.Remove("write:jira-work")));

        Assert.Empty(signIn.LostScopes);
    }

    [Fact]
    public async Task CleanupBeforeForgettingShouldHaveTheGrantAndEndFirst()
    {
        await _world.SignInAsync();
        TaskCompletionSource cleanup = new();
        GrantId? cleaned = null;
        _world.Keeper.BeforeForgetting = (id, _) =>
        {
            cleaned = id;
            return cleanup.Task;
        };

        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Equal((GrantWorld.Id, false), (cleaned, forgetting.IsCompleted));
        Assert.NotNull(await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        cleanup.SetResult();
        await forgetting;

        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task ScopesOfAGrantShouldBeKnownWhenItIsRead()
    {
        Assert.Null(((ILogin)_world.Keeper).GetScopes(GrantWorld.Id));
        await _world.SignInAsync();

        Assert.Equal(GrantWorld.Scopes.Split(' '), ((ILogin)_world.Keeper).GetScopes(GrantWorld.Id)!);
        Assert.Equal("Bearer", ((ILogin)_world.Keeper).Scheme);
    }

    [Fact]
    public async Task RejectedNewTokenShouldBeReplacedIfAnotherProcessHasRotatedIt()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        AccessToken theirs = new("theirs");
        await _world.Store.TrySwapAsync(grant with { Version = grant.Version + 1, AccessToken = theirs, RefreshToken = new RefreshToken("theirs") }, grant.Version);

        Assert.Equal(theirs, await _world.Keeper.GetAccessTokenAfterAsync(GrantWorld.Id, grant.AccessToken));
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task TokenThatIsAliveButWithinItsMarginShouldBeServedRatherThanExchangedAgain()
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Options.AccessTokenLifetime = TimeSpan.FromSeconds(4);
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3.6)), times: 10);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(3.6));

        Assert.True(caller.IsCompletedSuccessfully);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Fact]
    public async Task EndOfTheProcessShouldNotWaitForTheNextAttempt()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(40)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.False(caller.IsCompleted);

        // No time passes on the clock of the grants.
        await _world.Keeper.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
    }

    private int[] Rows() =>
        [.. _world.Server.Events.Where(e => e.Kind is AuthorizationEventKind.Rotated or AuthorizationEventKind.Repeated).Select(e => e.Row)];
}
