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
        network.Delay = TimeSpan.Zero;
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

    private int[] Rows() =>
        [.. _world.Server.Events.Where(e => e.Kind is AuthorizationEventKind.Rotated or AuthorizationEventKind.Repeated).Select(e => e.Row)];
}
