using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Faults;
using Leeway.Sites;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>Forgetting a grant ends access in this process at once, and soon in every other process that shares the store.</summary>
public sealed class GrantForgettingTests
{
    private static readonly TimeSpan s_staleness = TimeSpan.FromSeconds(30);

    private readonly GrantWorld _world = new();
    private readonly EventRecorder _recorder = new();

    public GrantForgettingTests() => _world.Handlers.Add(_recorder);

    [Fact]
    public async Task ForgottenGrantShouldEndAtOnceInTheSameProcess()
    {
        await _world.SignInAsync();
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        await _world.Keeper.ForgetAsync(GrantWorld.Id);

        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
        await AssertForgottenAsync(_world.Node);
        GrantHealth health = await _world.Keeper.GetHealthAsync(GrantWorld.Id);
        Assert.Equal((GrantState.NotGranted, GrantLossReason.Forgotten), (health.State, health.Reason));
        Assert.Equal(GrantWorld.Id, Assert.Single(_recorder.Events.OfType<GrantForgotten>()).Grant);
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task AccessShouldEndBeforeTheStoreIsAsked()
    {
        await _world.SignInAsync();
        _world.Store.ReadTime = TimeSpan.FromSeconds(5);

        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);

        Task<AccessToken> call = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.False(call.IsCompletedSuccessfully);
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        await forgetting;
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => call);
    }

    [Fact]
    public async Task ProcessThatNeverUsedTheGrantShouldReportNotGranted()
    {
        await _world.SignInAsync();
        await _world.Keeper.ForgetAsync(GrantWorld.Id);

        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Equal(GrantLossReason.NotGranted, exception.Loss.Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(600)]
    public async Task OtherProcessShouldStopWithinThirtySeconds(int secondsBetweenCalls)
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        await _world.Keeper.ForgetAsync(GrantWorld.Id);

        // It may use the grant until it can know that the grant was removed.
        TimeSpan elapsed = TimeSpan.Zero;
        for (; elapsed + TimeSpan.FromSeconds(secondsBetweenCalls) < TimeSpan.FromSeconds(29); elapsed += TimeSpan.FromSeconds(secondsBetweenCalls))
        {
            _world.Time.Advance(TimeSpan.FromSeconds(secondsBetweenCalls));
            await CallAsync(other);
        }

        _world.Time.Advance(elapsed + TimeSpan.FromSeconds(secondsBetweenCalls) > s_staleness ? TimeSpan.FromSeconds(secondsBetweenCalls) : s_staleness - elapsed);
        await AssertForgottenAsync(other);
        Assert.Single(_recorder.Events.OfType<GrantForgotten>());
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(-10)]
    [InlineData(60)]
    public async Task OtherProcessShouldStopInTimeEvenIfItsClockIsSet(int seconds)
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(15));
        await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        await _world.Keeper.ForgetAsync(GrantWorld.Id);

        _world.Time.MoveWallClock(TimeSpan.FromSeconds(seconds));
        _world.Time.Advance(TimeSpan.FromSeconds(15));

        await AssertForgottenAsync(other);
    }

    [Fact]
    public async Task OnlyAGrantInUseShouldBeReadAgain()
    {
        await _world.SignInAsync();
        int before = _world.Store.Reads;
        for (int second = 0; second < 600; second++)
        {
            await CallAsync(_world.Node);
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_world.Store.Reads - before, 19, 20);

        // Once more after the last call, and then no more.
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        before = _world.Store.Reads;
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(before, _world.Store.Reads);
        Assert.Equal(0, _world.Time.ActiveTimers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(25)]
    public async Task CallsWithAGrantInUseShouldNotWaitForTheRead(int secondsBetweenCalls)
    {
        await _world.SignInAsync();
        await CallAsync(_world.Node);
        int before = _world.Store.Reads;
        _world.Store.ReadTime = TimeSpan.FromSeconds(0.9);
        for (int elapsed = 0; elapsed < 600; elapsed += secondsBetweenCalls)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(secondsBetweenCalls));
            Assert.True(_world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask().IsCompletedSuccessfully);
        }

        Assert.InRange(_world.Store.Reads - before, 15, 21);
    }

    [Fact]
    public async Task CallsAfterAPauseShouldShareOneRead()
    {
        await _world.SignInAsync();
        await CallAsync(_world.Node);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        int before = _world.Store.Reads;
        _world.Store.ReadTime = TimeSpan.FromSeconds(1);

        Task<AccessToken>[] calls = [.. Enumerable.Range(0, 100).Select(_ => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask())];
        Assert.All(calls, static call => Assert.False(call.IsCompleted));
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.All(calls, static call => Assert.True(call.IsCompletedSuccessfully));
        Assert.Equal(1, _world.Store.Reads - before);
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task FailingStoreShouldNeitherEndAccessNorBeAskedByEveryCall()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        await CallAsync(other);
        _world.Store.FailsReads = true;
        int before = _world.Store.Reads;
        for (int second = 0; second < 600; second++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            await CallAsync(other);
        }

        Assert.InRange(_world.Store.Reads - before, 20, 60);

        // Its results are used again as soon as it works.
        _world.Store.FailsReads = false;
        await _world.Keeper.ForgetAsync(GrantWorld.Id);
        for (int second = 0; second < s_staleness.TotalSeconds; second++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            _ = other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        }

        await AssertForgottenAsync(other);
    }

    [Fact]
    public async Task HangingStoreShouldDelayACallOnlyOnce()
    {
        await _world.SignInAsync();
        await CallAsync(_world.Node);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        _world.Store.HangsOnReading = true;

        Task<AccessToken> first = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(first.IsCompletedSuccessfully);

        for (int second = 0; second < 600; second++)
        {
            Assert.True(_world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask().IsCompletedSuccessfully);
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task HangingStoreShouldDelayNoCallBeyondTheCallerTimeout()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(3));
        await CallAsync(other);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        _world.Store.HangsOn = "read";

        Task<AccessToken> call = other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(call.IsCompleted);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(call.IsCompleted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => call);
        Assert.Contains("UnreliableStore could not read the grant: it did not respond within 3 s (GrantOptions.CallerTimeout)", exception.Message, StringComparison.Ordinal);

        // When the read has failed, the known token is used.
        _world.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.True(other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task HangingStoreShouldDelayForgettingNoLongerThanTheCallerTimeout()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(3));
        await CallAsync(other);
        _world.Store.HangsOn = "read";

        Task forgetting = other.Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.True(forgetting.IsCompleted);
        GrantNotForgottenException exception = await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);
        Assert.Contains("UnreliableStore could not remove the grant: it did not respond within 3 s (GrantOptions.CallerTimeout)", exception.Message, StringComparison.Ordinal);
        _world.Store.HangsOn = null;
        await AssertForgottenAsync(other);
    }

    [Fact]
    public async Task SlowReadShouldCountFromItsStart()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        await CallAsync(other);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        _world.Store.ReadTime = TimeSpan.FromSeconds(9);

        // Read before the removal, completed after it.
        Task<AccessToken> call = other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Store.ReadTime = TimeSpan.Zero;
        await _world.Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(call.IsCompletedSuccessfully);
        _world.Time.Advance(TimeSpan.FromSeconds(21));

        await AssertForgottenAsync(other);
    }

    [Fact]
    public async Task FirstReadThatTakesTooLongShouldBeRepeated()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode(static options => options.Grants.MaxStaleness = TimeSpan.FromSeconds(5));
        _world.Store.ReadTime = TimeSpan.FromSeconds(9);
        Task<AccessToken> call = other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Store.ReadTime = TimeSpan.Zero;
        await _world.Keeper.ForgetAsync(GrantWorld.Id);

        _world.Time.Advance(TimeSpan.FromSeconds(9));

        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => call);
    }

    [Fact]
    public async Task ResultOfAStoreThatIsAlwaysSlowShouldBeUsed()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode(static options => options.Grants.MaxStaleness = TimeSpan.FromSeconds(1));
        _world.Store.ReadTime = TimeSpan.FromSeconds(2);

        int before = _world.Store.Reads;
        Task<AccessToken> call = other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(8) - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);

        // The read for the first state, and three more.
        Assert.Equal(4, _world.Store.Reads - before);
        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True(call.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefreshUnderWayShouldDiscardItsTokens(bool isElsewhere)
    {
        Grant grant = await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(3)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        await (isElsewhere ? _world.NewNode() : _world.Node).Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(GrantLossReason.Forgotten, (await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => caller)).Loss.Reason);
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
        Assert.DoesNotContain(_recorder.Events, static e => e is GrantRotated);
        Assert.Equal(1, _world.Server.Exchanges);

        Grant anew = (await _world.SignInAsync()).Grant;
        Assert.NotEqual(grant.Family, anew.Family);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(anew.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(anew.Version, (await _world.StoredAsync()).Version);
    }

    [Fact]
    public async Task TokenShouldNotBeSentWhenTheGrantIsForgotten()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.AfterWrite = () => _world.Keeper.ForgetAsync(GrantWorld.Id);

        await AssertForgottenAsync(_world.Node);

        Assert.Equal(0, _world.Server.Exchanges);
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnwrittenPairShouldBeDropped(bool isElsewhere)
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
        await CallAsync(_world.Node);
        Assert.NotNull(_world.Keeper.GetSlot(GrantWorld.Id).Unwritten);

        await (isElsewhere ? _world.NewNode() : _world.Node).Keeper.ForgetAsync(GrantWorld.Id);
        for (int second = 0; second < s_staleness.TotalSeconds; second++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        }

        // Writes to the store still fail, and the pair in memory is not used.
        await AssertForgottenAsync(_world.Node);
        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(_world.Keeper.GetSlot(GrantWorld.Id).Unwritten);
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
        await AssertForgottenAsync(_world.Node);
    }

    [Fact]
    public async Task LaterSignInShouldNotBeAffectedByAnEarlierDoubt()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 100);
        _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_recorder.Events.OfType<GrantDoubtBegan>());

        await _world.Keeper.ForgetAsync(GrantWorld.Id);
        int sent = _world.TokenRequests;
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(sent, _world.TokenRequests);
        _world.Simulator.Faults.Clear();
        Grant anew = (await _world.SignInAsync()).Grant;
        await CallAsync(_world.Node);
        _world.Time.Advance(TimeSpan.FromHours(2));
        await CallAsync(_world.Node);

        Assert.Equal(anew.Family, (await _world.StoredAsync()).Family);
        Assert.Empty(_recorder.Events.OfType<GrantDoubtResolved>());
        Assert.Equal(GrantState.Alive, (await _world.Keeper.GetHealthAsync(GrantWorld.Id)).State);
        Assert.Equal(0, _world.Time.ActiveTimers - 1);
    }

    [Fact]
    public async Task SignInUnderWayShouldNotReuseAVersionOfTheRemovedGrant()
    {
        Grant former = (await _world.SignInAsync()).Grant;
        _world.Store.BeforeWrite = () => _world.NewNode().Keeper.ForgetAsync(GrantWorld.Id);

        Grant anew = (await _world.SignInAsync()).Grant;

        Assert.NotInRange(anew.Version, former.Version, former.Version + 1_000);
        Assert.Equal(anew.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task SignInWhoseFirstWriteWasForgottenShouldBeUsable()
    {
        AtlassianPipeline other = _world.NewNode();
        bool isFirst = true;
        _world.Store.FailsAfterWriting = true;
        _world.Store.FailsWrite = _ => isFirst && !(isFirst = false);

        Task<CompletedSignIn> signIn = _world.SignInAsync();
        await other.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Grant anew = (await signIn).Grant;
        Assert.Equal(anew.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Equal(anew.AccessToken, await other.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task FailedRemovalShouldBeReportedAndAccessEndInThisProcess()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        await CallAsync(other);
        _world.Store.FailsRemovals = true;

        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(forgetting.IsCompleted);
        GrantNotForgottenException exception = await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);

        Assert.Contains("Call ForgetAsync again", exception.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(exception.InnerException);
        await AssertForgottenAsync(_world.Node);
        Assert.Equal(GrantState.NotGranted, (await _world.Keeper.GetHealthAsync(GrantWorld.Id)).State);
        _world.Time.Advance(TimeSpan.FromHours(2));
        _world.Keeper.RetireIdle();
        await AssertForgottenAsync(_world.Node);
        Assert.NotNull(await other.Keeper.GetAccessTokenAsync(GrantWorld.Id));
        Assert.Empty(_recorder.Events.OfType<GrantForgotten>());

        _world.Store.FailsRemovals = false;
        await _world.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
        Assert.Single(_recorder.Events.OfType<GrantForgotten>());
    }

    [Fact]
    public async Task FailingRemovalsShouldBeRepeatedWithGrowingPauses()
    {
        await _world.SignInAsync();
        DateTimeOffset begun = _world.Time.GetUtcNow();
        List<double> asked = [];
        _world.Store.FailsRemovals = true;
        _world.Store.Entered = _ => asked.Add((_world.Time.GetUtcNow() - begun).TotalSeconds);

        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(new GrantOptions().CallerTimeout);

        Assert.True(forgetting.IsCompleted);
        await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5], asked);
    }

    [Fact]
    public async Task LastingFailureOfARemovalShouldBeReportedImmediately()
    {
        await _world.SignInAsync();
        (_world.Store.FailsRemovals, _world.Store.RemovalFailure) = (true, new GrantStoreException("Free the disk."));

        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);

        Assert.True(forgetting.IsCompleted);
        GrantNotForgottenException exception = await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);
        Assert.StartsWith("The grant 'default' may not have been removed. Free the disk. ", exception.Message, StringComparison.Ordinal);
        Assert.Equal("The grant store failed for grant default: Free the disk.", _world.Log.LatestRecord.Message);
    }

    [Fact]
    public async Task ProcessThatNeverUsedTheGrantShouldReportThatItForgotIt()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        int before = _world.Store.Reads;

        await other.Keeper.ForgetAsync(GrantWorld.Id);

        Assert.Equal(1, _world.Store.Reads - before);
        Assert.Equal(_world.Time.GetUtcNow(), Assert.Single(_recorder.Events.OfType<GrantForgotten>()).At);
        Assert.Equal("Grant default was forgotten and removed from the store.", _world.Log.LatestRecord.Message);
        await AssertForgottenAsync(other);
    }

    [Fact]
    public async Task ForgettingThatIsCanceledBeforeItBeginsShouldNotRemoveTheGrant()
    {
        Grant grant = (await _world.SignInAsync()).Grant;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Keeper.ForgetAsync(GrantWorld.Id, new CancellationToken(true)));

        Assert.Equal(grant, await _world.StoredAsync());
        await AssertForgottenAsync(_world.Node);
    }

    [Fact]
    public async Task ConsentOfAnotherProcessDuringForgettingShouldBeUsed()
    {
        await _world.SignInAsync();
        AtlassianPipeline other = _world.NewNode();
        _world.Store.FailsRemovals = true;
        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);
        Grant anew = (await _world.SignInAsync(other)).Grant;
        _world.Store.FailsRemovals = false;
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await forgetting;

        Assert.Equal(anew, _world.Keeper.FindKnown(GrantWorld.Id));
        Assert.Equal(anew, await _world.StoredAsync());
        Assert.Empty(_recorder.Events.OfType<GrantForgotten>());
    }

    [Fact]
    public async Task StoreThatRefusesEveryRemovalShouldBeReported()
    {
        await _world.SignInAsync();
        int refusals = 0;
        AtlassianPipeline node = _world.NewNode(store: new StubbornStore(_world.Store, () => refusals++));

        Task forgetting = node.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Equal(20, refusals);
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.StartsWith(
            "The grant 'default' may not have been removed. The grant store StubbornStore could not remove the grant: The store refused 20 times to remove the version that it had just returned. This process",
            (await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgettingShouldFailIfTheNextAttemptWouldBeTooLate()
    {
        await _world.SignInAsync();
        AtlassianPipeline node = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(1.5));
        _world.Store.FailsRemovals = true;

        Task forgetting = node.Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.True(forgetting.IsCompleted);
        await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnreadableGrantThatIsNotForgottenShouldBeReportedAtOnce(bool isProtection)
    {
        await _world.SignInAsync();
        AtlassianPipeline node = _world.NewNode();
        _world.Store.FailsRead = _ => isProtection ? new TokenProtectionException("no key") : new GrantStoreException("torn");
        await node.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Single(_recorder.Events.OfType<GrantForgotten>());

        _world.Store.FailsRead = null;
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
        _world.Store.FailsRead = _ => isProtection ? new TokenProtectionException("no key") : new GrantStoreException("torn");
        await node.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Single(_recorder.Events.OfType<GrantForgotten>());
        Assert.Contains(_world.Log.Collector.GetSnapshot(), static record => record.Message == "Grant default was forgotten and removed from the store.");
    }

    [Fact]
    public async Task RemovalThatSeemedToFailShouldBeDetected()
    {
        await _world.SignInAsync();
        (_world.Store.FailsRemovals, _world.Store.FailsAfterRemoving) = (true, true);

        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        await forgetting;
        Assert.Single(_recorder.Events.OfType<GrantForgotten>());
    }

    [Fact]
    public async Task LaterConsentShouldNotBeRemovedByALateAttempt()
    {
        await _world.SignInAsync();
        (_world.Store.FailsRemovals, _world.Store.FailsAfterRemoving) = (true, true);
        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);
        Grant anew = (await _world.SignInAsync()).Grant;
        _world.Store.FailsRemovals = false;
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        await forgetting;
        Assert.Equal(anew, await _world.StoredAsync());
        Assert.Equal(anew.AccessToken, await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task CanceledForgettingShouldHaveEndedAccessInThisProcess()
    {
        await _world.SignInAsync();
        _world.Store.FailsRemovals = true;
        using CancellationTokenSource cancellation = new();

        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => forgetting);
        await AssertForgottenAsync(_world.Node);
    }

    [Fact]
    public async Task ForgettingShouldNotWaitForALease()
    {
        await _world.SignInAndExpireAsync();
        await using IAsyncDisposable? lease = await _world.Store.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(1));

        Assert.True(_world.Keeper.ForgetAsync(GrantWorld.Id).IsCompletedSuccessfully);
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
    }

    [Fact]
    public async Task ForgettingAMissingGrantShouldHaveNoEffect()
    {
        await _world.Keeper.ForgetAsync(new GrantId("nobody"));
        Assert.Empty(_recorder.Events);

        await _world.SignInAsync();
        await _world.Keeper.ForgetAsync(GrantWorld.Id);
        await _world.Keeper.ForgetAsync(GrantWorld.Id);
        Assert.Single(_recorder.Events.OfType<GrantForgotten>());
    }

    [Fact]
    public async Task UnreadableGrantShouldBeForgettable()
    {
        await _world.SignInAsync();
        _world.Store.Torn = GrantWorld.Id;

        await _world.Keeper.ForgetAsync(GrantWorld.Id);

        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
        Assert.Single(_recorder.Events.OfType<GrantForgotten>());
        await _world.SignInAsync();
        await CallAsync(_world.Node);
    }

    [Fact]
    public async Task ForgettingShouldThrowForALoginWithoutGrants()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Login = AtlassianLogin.ServiceAccount);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => node.Keeper.ForgetAsync(GrantWorld.Id));

        Assert.Equal(
            "There is no grant 'default' to forget, because calls log in with service account. To end access, revoke the credential at Atlassian and remove it from the configuration.",
            exception.Message);
    }

    [Fact]
    public async Task KeepAliveShouldNotRefreshAForgottenGrant()
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromDays(59.9));
        using CancellationTokenSource stopping = new();
        Task keeping = GrantKeepAlive.Create(_world.Keeper, new GrantKeepAliveOptions()).RunAsync(stopping.Token);
        _world.Store.FailsRemovals = true;
        Task forgetting = _world.Keeper.ForgetAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromDays(1));

        // Not even if the store could not remove it.
        await Assert.ThrowsAsync<GrantNotForgottenException>(() => forgetting);
        Assert.Equal(0, _world.Server.Exchanges);
        await stopping.CancelAsync();
        await keeping;
    }

    [Fact]
    public async Task SitesOfAForgottenGrantShouldNotBeUsedAfterALaterSignIn()
    {
        await _world.SignInAsync();
        Site site = await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);
        await _world.Keeper.ForgetAsync(GrantWorld.Id);

        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _world.Node.Sites.ChooseAsync(GrantWorld.Id, null).AsTask());
        await _world.SignInAsync();
        int before = _world.Simulator.Requests.Count;
        Assert.Equal(site.CloudId, (await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null)).CloudId);
        Assert.Equal(1, _world.Simulator.Requests.Count - before);
    }

    private static async Task CallAsync(AtlassianPipeline node) => Assert.NotNull(await node.Keeper.GetAccessTokenAsync(GrantWorld.Id));

    private static async Task AssertForgottenAsync(AtlassianPipeline node)
    {
        Task<AccessToken> call = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.True(call.IsCompleted, "The call waits for time to pass.");
        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => call);
        Assert.Equal(GrantLossReason.Forgotten, exception.Loss.Reason);
        Assert.Contains("removed", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Never removes a grant, as if another process always wrote first.</summary>
    private sealed class StubbornStore(UnreliableStore store, Action refused) : IGrantStore
    {
        public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default) => store.FindAsync(id, cancellationToken);

        public ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default) =>
            store.TrySwapAsync(successor, expectedVersion, cancellationToken);

        public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
        {
            refused();
            return new(false);
        }

        public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) =>
            store.TryLeaseAsync(id, duration, cancellationToken);

        public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default) =>
            store.ListDueAsync(due, cancellationToken);
    }
}
