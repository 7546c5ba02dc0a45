using Leeway.Chance;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.Logging;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>
/// The steps of a refresh: what is recorded before the token is sent, what stays recorded if the outcome is unknown, when the token is sent again, and
/// what is logged. The token can be used only once, so a wrong step loses the grant.
/// </summary>
public sealed class GrantRefreshTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly GrantWorld _world = new();

    [Fact]
    public async Task SpendShouldBeRecordedOnceHoweverOftenTheTokenIsSent()
    {
        await _world.SignInAndExpireAsync();
        DateTimeOffset begun = _world.Time.GetUtcNow();
        List<PendingSpend> recorded = [];
        _world.Store.FailsWrite = grant =>
        {
            recorded.AddRange(grant.PendingSpend is { } spend ? [spend] : []);
            return false;
        };
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 3);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        await caller;

        PendingSpend spend = Assert.Single(recorded);
        Assert.Equal((begun, begun, 1), (spend.StartedAt, spend.InDoubtSince, spend.Turn));
        Grant stored = await _world.StoredAsync();
        Assert.Equal((1, 1), (stored.Turn, stored.Generation));
    }

    /// <summary>The time in which the token may be sent again must not grow when another process continues.</summary>
    [Fact]
    public async Task SpendThatIsTakenOverShouldKeepItsTimesAndCountItsTurns()
    {
        await AbandonSpendAsync();
        PendingSpend former = (await _world.StoredAsync()).PendingSpend!;
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        PendingSpend? taken = null;
        _world.Store.FailsWrite = grant =>
        {
            taken ??= grant.PendingSpend;
            return false;
        };

        await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal((former.StartedAt, former.InDoubtSince, 2), (taken!.StartedAt, taken.InDoubtSince, taken.Turn));
        Assert.NotEqual(former.Id, taken.Id);
        Grant stored = await _world.StoredAsync();
        Assert.Equal((2, stored.RotatedAt), (stored.Turn, stored.UnsettledSince));
    }

    [Fact]
    public async Task LateSpendShouldHaveItsOwnWindowAndTheTimeOfTheDoubt()
    {
        await AbandonSpendAsync();
        PendingSpend former = (await _world.StoredAsync()).PendingSpend!;
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        PendingSpend? late = null;
        _world.Store.FailsWrite = grant =>
        {
            late ??= grant.PendingSpend;
            return false;
        };

        await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal((_world.Time.GetUtcNow(), former.InDoubtSince, 2), (late!.StartedAt, late.InDoubtSince, late.Turn));
        Assert.NotEqual(former.Id, late.Id);
    }

    /// <summary>If the record were removed, nobody would send the token again within the leeway.</summary>
    [Theory]
    [InlineData("not processed")]
    [InlineData("app refused")]
    [InlineData("stopped before the token was sent")]
    public async Task DoubtShouldStayRecordedUntilItIsResolved(string end)
    {
        await AbandonSpendAsync();
        AtlassianPipeline node = _world.NewNode();
        switch (end)
        {
            case "not processed":
                _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromMinutes(5)));
                break;
            case "app refused":
                _world.Simulator.Faults.AddForTokenEndpoint(Fault.Instead(SimulatedResponse.Text(401, """{"error":"invalid_client"}""", "application/json")));
                break;
            default:
                _world.Store.AfterWrite = () =>
                {
                    node.Keeper.Dispose();
                    return Task.CompletedTask;
                };
                break;
        }

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);
        node.Keeper.Dispose();
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAnyAsync<GrantException>(() => caller);
        Assert.Equal(2, (await _world.StoredAsync()).PendingSpend!.Turn);

        Assert.True(_world.Server.Inspect((await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id)).Reveal()).IsUsable);
    }

    [Fact]
    public async Task ProcessThatTakesADoubtOverShouldReportAndLogIt()
    {
        EventRecorder recorder = new();
        await AbandonSpendAsync();
        DateTimeOffset since = _world.Time.GetUtcNow();
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        _world.Handlers.Add(recorder);

        await _world.NewNode().Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(["GrantDoubtBegan", "GrantRotated", "GrantDoubtResolved"], recorder.Names);
        Assert.Equal(since, Assert.IsType<GrantDoubtBegan>(recorder.Events[0]).Since);
        Assert.Contains("Grant default has been in doubt since 11/01/2026 13:00:00 +00:00; its refresh token is sent again.", ReadLog("GrantRecovering"));
        Assert.Equal(["Grant default was refreshed; its access token expires at 11/01/2026 13:09:00 +00:00."], ReadLog("GrantRotated"));
    }

    /// <summary>The lease must not have ended by either clock: one stops while the machine sleeps, and the other can be set.</summary>
    [Theory]
    [InlineData(0.9, 0, true)]
    [InlineData(1, -1, false)]
    [InlineData(0.9, 0.3, false)]
    [InlineData(0.9, 0.2, true)]
    [InlineData(1.1, -1, false)]
    [InlineData(0.5, 3, false)]
    public async Task TokenShouldBeSentOnlyWhileTheLeaseLastsByBothClocks(double latency, double clockMoved, bool isSent)
    {
        AtlassianPipeline node = _world.NewNode(static options =>
            (options.Grants.LeaseDuration, options.Grants.ExchangeTimeout) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)));
        await _world.SignInAndExpireAsync();
        _world.Store.Latency = TimeSpan.FromSeconds(latency);

        // Read, lease, read again and record. The lease is asked for after the first one.
        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds((latency * 4) - 0.1));
        _world.Time.MoveWallClock(TimeSpan.FromSeconds(clockMoved));
        _world.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(caller.IsCompleted);
        Assert.Equal(isSent ? 1 : 0, _world.Server.Exchanges);
    }

    [Fact]
    public async Task LeaseOfAnotherProcessShouldBeAskedForAtGrowingIntervals()
    {
        await _world.SignInAndExpireAsync();
        await using IAsyncDisposable? lease = await _world.Store.Inner.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(10));
        DateTimeOffset begun = _world.Time.GetUtcNow();
        List<double> asked = [];
        _world.Store.Entered = operation => asked.AddRange(operation == "lease" ? [(_world.Time.GetUtcNow() - begun).TotalSeconds] : []);

        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(44.9));

        Assert.Equal(
            "There is no access token for grant 'default' at the moment: Another process has been refreshing this grant for too long.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message);
        List<double> expected = [0];
        for (double pause = 0.25; expected[^1] + Math.Min(pause, 2) < 45; pause *= 1.5)
        {
            // Timers count in milliseconds.
            expected.Add(expected[^1] + (Math.Floor(Math.Min(pause, 2) * 1000) / 1000));
        }

        Assert.Equal(expected.Select(static time => Math.Round(time, 3)), asked.Select(static time => Math.Round(time, 3)));
    }

    [Fact]
    public async Task WaitThatWouldEndWithTheCallerTimeoutShouldNotBegin()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(0.625));
        await _world.SignInAndExpireAsync();
        await using IAsyncDisposable? lease = await _world.Store.Inner.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(10));

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(0.25) - s_tick);
        Assert.False(caller.IsCompleted);
        _world.Time.Advance(s_tick);

        Assert.Contains("for too long", (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailuresShouldBeRepeatedWithGrowingPauses()
    {
        AtlassianPipeline node = _world.NewNode(random: new FixedRandom(0.5));
        await _world.SignInAndExpireAsync();
        DateTimeOffset begun = _world.Time.GetUtcNow();
        List<double> asked = [];
        _world.Simulator.Faults.Add(
            Fault.HtmlPage(503),
            request =>
            {
                asked.AddRange(request.Path == "/oauth/token" ? [(_world.Time.GetUtcNow() - begun).TotalSeconds] : []);
                return request.Path == "/oauth/token";
            },
            times: 100);

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(45) - s_tick);

        // The next attempt would be too late for a caller. It is made anyway, because the token may be spent.
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5], asked);
        Assert.True(caller.IsFaulted);
        TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Equal("There is no access token for grant 'default' at the moment: The authorization server responded with 503.", exception.Message);
        Assert.Equal(7, ReadLog("GrantUnavailable").Count(static message => message == "Grant default could not be refreshed: The authorization server responded with 503."));
    }

    [Fact]
    public async Task FailuresOfAFormerRefreshShouldNotDelayTheNext()
    {
        AtlassianPipeline node = _world.NewNode(random: new FixedRandom(0.5));
        await _world.SignInAndExpireAsync();
        foreach (int round in (int[])[1, 2])
        {
            _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(), times: 3);
            Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
            _world.Time.Advance(TimeSpan.FromSeconds(3.5) - s_tick);
            Assert.False(caller.IsCompleted);
            _world.Time.Advance(s_tick);
            Assert.True(caller.IsCompletedSuccessfully);
            Assert.Equal(round, _world.Server.Exchanges);
            _world.Time.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task RetryAfterShouldBeWaitedForIfItIsLongerThanThePause()
    {
        AtlassianPipeline node = _world.NewNode(random: new FixedRandom(0.5));
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(44)));

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(44) - s_tick);
        Assert.False(caller.IsCompleted);
        _world.Time.Advance(s_tick);

        Assert.True(caller.IsCompletedSuccessfully);
    }

    /// <summary>A wait of a minute is longer than the longest pause with its jitter, so that a doubt does not wait for it. A wait of 39 seconds is not.</summary>
    [Theory]
    [InlineData(38, 38)]
    [InlineData(39, 39)]
    [InlineData(40, 39)]
    [InlineData(600, 39)]
    public async Task RetryAfterOfADoubtShouldBeAtMostTheLongestPause(int retryAfter, int expected)
    {
        await AbandonSpendAsync();
        AtlassianPipeline node = _world.NewNode(static options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(20));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(retryAfter)));
        int before = _world.TokenRequests;

        await Assert.ThrowsAsync<TokenUnavailableException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        await Assert.ThrowsAsync<TokenUnavailableException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(1, _world.TokenRequests - before);
        _world.Time.Advance(TimeSpan.FromSeconds(expected) - s_tick);
        Assert.Equal(1, _world.TokenRequests - before);
        _world.Time.Advance(s_tick);

        Assert.Equal(2, _world.TokenRequests - before);
        Assert.Null((await _world.StoredAsync()).PendingSpend);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusedAppShouldBeAskedAgainAfterTheLongestPause(bool isInDoubt)
    {
        await (isInDoubt ? AbandonSpendAsync() : _world.SignInAndExpireAsync());
        AtlassianPipeline node = _world.NewNode(static options => options.ClientSecret = "wrong");
        int before = _world.TokenRequests;
        for (int i = 0; i < 2; i++)
        {
            ClientCredentialsRefusedException exception = await Assert.ThrowsAsync<ClientCredentialsRefusedException>(
                () => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
            Assert.StartsWith("The authorization server refuses the app: 401 access_denied Unauthorized. ", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, _world.TokenRequests - before);
        Assert.Equal(
            ["The authorization server refuses the app: 401 access_denied Unauthorized. Check the client id and secret, and whether the app is active and may use this grant type."],
            ReadLog("ClientMisconfigured"));
        Assert.Equal(isInDoubt, (await _world.StoredAsync()).PendingSpend is not null);
        _world.Time.Advance(TimeSpan.FromSeconds(30) - s_tick);
        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(1, _world.TokenRequests - before);
        _world.Time.Advance(s_tick);
        await Assert.ThrowsAsync<ClientCredentialsRefusedException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Equal(2, _world.TokenRequests - before);
    }

    [Fact]
    public async Task UnexpectedFailureShouldBeReportedImmediatelyAndCauseTheLongestPause()
    {
        AtlassianPipeline node = _world.NewNode(random: new BrokenRandom());
        await _world.SignInAndExpireAsync();
        int leases = 0;
        _world.Store.Entered = operation => leases += operation == "lease" ? 1 : 0;
        for (int i = 0; i < 2; i++)
        {
            TokenUnavailableException exception = await Assert.ThrowsAsync<TokenUnavailableException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
            Assert.Equal("There is no access token for grant 'default' at the moment: The refresh failed.", exception.Message);
            Assert.Equal("There are no names.", exception.InnerException!.Message);
        }

        Assert.Equal(1, leases);
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TokenUnavailableException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        Assert.Equal(2, leases);
    }

    [Fact]
    public async Task EndOfTheProcessShouldBeReported()
    {
        await _world.SignInAndExpireAsync();
        _world.Keeper.Dispose();

        Assert.Equal(
            "There is no access token for grant 'default' at the moment: The application is stopping.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask())).Message);
    }

    [Fact]
    public async Task NothingShouldBeRecordedWhenTheProcessIsEnding()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.BeforeLease = () =>
        {
            _world.Keeper.Dispose();
            return Task.CompletedTask;
        };
        int before = _world.Store.Writes;

        await Assert.ThrowsAsync<TokenUnavailableException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Equal(before, _world.Store.Writes);
        Assert.Equal(0, _world.Server.Exchanges);
    }

    /// <summary>The spend is recorded, and the process is stopped while it connects. That is not a failure of the authorization server.</summary>
    [Fact]
    public async Task TokenShouldBeWithheldWithoutAWarningWhenTheProcessIsEnding()
    {
        SlowNetwork network = new(_world.Simulator, _world.Time) { Delay = TimeSpan.FromSeconds(5) };
        AtlassianPipeline node = _world.NewNode(authorization: network);
        await _world.SignInAndExpireAsync();
        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);

        Task end = node.DisposeAsync().AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(5));
        await end;

        Assert.EndsWith("The application is stopping.", (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Server.Exchanges);
        Assert.Null((await _world.StoredAsync()).PendingSpend);
        Assert.DoesNotContain(_world.Log.Collector.GetSnapshot(), static entry => entry.Level >= LogLevel.Warning);
    }

    /// <summary>A response was lost, and the process is stopped while it connects again: the token may be spent all the same.</summary>
    [Fact]
    public async Task SpendInDoubtShouldStayRecordedWhenTheTokenIsWithheld()
    {
        SlowNetwork network = new(_world.Simulator, _world.Time);
        AtlassianPipeline node = _world.NewNode(authorization: network);
        await _world.SignInAndExpireAsync();
        int before = _world.TokenRequests;
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        network.Delay = TimeSpan.FromSeconds(5);
        _world.Time.Advance(TimeSpan.FromSeconds(3));

        Task end = node.DisposeAsync().AsTask();
        _world.Time.Advance(network.Delay);
        await end;

        await Assert.ThrowsAsync<TokenUnavailableException>(() => caller);
        Assert.Equal(1, _world.TokenRequests - before);
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);
    }

    [Fact]
    public async Task ProcessThatEndsWhileItRecordsASpendShouldNotConnect()
    {
        BreakableNetwork network = new(_world.Simulator);
        AtlassianPipeline node = _world.NewNode(authorization: network);
        await _world.SignInAndExpireAsync();
        _world.Store.AfterWrite = () =>
        {
            node.Keeper.Dispose();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<TokenUnavailableException>(() => node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Equal(0, network.Connections);
        Assert.Null((await _world.StoredAsync()).PendingSpend);
    }

    [Fact]
    public async Task UnwrittenPairShouldBeWrittenWithoutARead()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;

        // Without a caller, so that the grant is not in use and not read again for that reason.
        _world.Keeper.Flights.EnsureFlight(_world.Keeper.GetSlot(GrantWorld.Id));
        Assert.Equal(
            ["Grant default was refreshed, but could not be written to the store; it is kept in memory and will be written again."], ReadLog("GrantUnwritten"));
        List<string> operations = [];
        _world.Store.Entered = operations.Add;
        _world.Store.FailsWrite = null;

        _world.Time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(["write"], operations);
    }

    [Fact]
    public async Task PairThatIsStillUnwrittenAtTheEndOfTheProcessShouldBeLogged()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        await _world.Node.DisposeAsync();

        Assert.Equal(2, ReadLog("GrantUnwritten").Count);
    }

    [Fact]
    public async Task ResponseWithoutScopesShouldKeepTheFormerOnes()
    {
        Grant former = await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(
            Fault.Instead(SimulatedResponse.Text(200, """{"access_token":"a","refresh_token":"r","expires_in":3600}""", "application/json")));

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Grant stored = await _world.StoredAsync();
        Assert.Equal(former.Scopes, stored.Scopes);
        Assert.Equal(
            (former.Version + 2, former.Generation + 1, 1, "a", "r"),
            (stored.Version, stored.Generation, stored.Turn, stored.AccessToken.Reveal(), stored.RefreshToken!.Reveal()));
        Assert.Null(stored.PendingSpend);
        Assert.Null(stored.UnsettledSince);
    }

    [Fact]
    public async Task TokensOfARemovedGrantShouldBeDiscarded()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        await _world.Store.RemoveAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => caller);
        Assert.Equal(["Grant default was removed while it was being refreshed; the new tokens are discarded."], ReadLog("GrantDiscarded"));
        Assert.Empty(ReadLog("GrantRotated"));
    }

    [Fact]
    public async Task RefusalOfARemovedGrantShouldNotBeALoss()
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        await _world.Store.RemoveAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(GrantLossReason.Forgotten, (await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => caller)).Loss.Reason);
        Assert.Empty(ReadLog("GrantLost"));
        Assert.Empty(ReadLog("GrantStoreFailed"));
        Assert.Null(await _world.Store.FindAsync(GrantWorld.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LossShouldBeStoredLoggedAndReported(bool failsWrite)
    {
        EventRecorder recorder = new();
        _world.Handlers.Add(recorder);
        Grant former = await _world.SignInAndExpireAsync();
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
        _world.Store.FailsWrite = grant => failsWrite && grant.Loss is not null;

        ReauthorizationRequiredException exception = await Assert.ThrowsAsync<ReauthorizationRequiredException>(
            () => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        Assert.Equal([$"Grant default is lost (inferred reason: Unknown). {exception.Loss.Evidence}"], ReadLog("GrantLost"));
        Assert.Equal(["GrantLost"], recorder.Names);
        Grant stored = await _world.StoredAsync();
        Assert.Equal((failsWrite ? null : exception.Loss, former.Version + (failsWrite ? 1 : 2)), (stored.Loss, stored.Version));
        Assert.Equal(failsWrite ? [Explain("write that the grant is lost", "The store cannot be written.")] : [], ReadLog("GrantStoreFailed"));

        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(exception.Loss, (await _world.StoredAsync()).Loss);
    }

    [Theory]
    [InlineData("read", "read the grant", "The store cannot be read.")]
    [InlineData("second read", "read the grant", "The store cannot be read.")]
    [InlineData("lease", "lease the grant", "The store cannot be leased.")]
    [InlineData("record", "record that the refresh token is about to be sent", "The store cannot be written.")]
    [InlineData("remove", "remove the record of a refresh token that was not spent", "The store cannot be written.")]
    [InlineData("read after a refusal", "read the grant again after its token was refused", "The store cannot be read.")]
    [InlineData("give up", "write that the grant is lost", "The store cannot be written.")]
    [InlineData("release", "release the lease", "The lease cannot be released.")]
    public async Task FailureOfTheStoreShouldBeLoggedWithTheOperation(string operation, string words, string cause)
    {
        bool isAbandoned = operation == "give up";
        await (isAbandoned ? AbandonSpendAsync() : _world.SignInAndExpireAsync());
        _world.Time.Advance(TimeSpan.FromMinutes(isAbandoned ? 30 : 0));
        AtlassianPipeline node = _world.NewNode(
            static options => (options.Grants.CallerTimeout, options.Grants.LateSpend) = (TimeSpan.FromSeconds(0.1), LateSpend.Never));
        int reads = 0;
        switch (operation)
        {
            case "read":
                _world.Store.FailsReads = true;
                break;
            case "second read":
                _world.Store.FailsRead = _ => ++reads == 2 ? new IOException(cause) : null;
                break;
            case "lease":
                _world.Store.BeforeLease = () => throw new IOException(cause);
                break;
            case "release":
                _world.Store.FailsOnRelease = true;
                break;
            case "remove":
                _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests());
                _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
                break;
            case "read after a refusal":
                _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
                _world.Store.FailsRead = _ => ++reads == 3 ? new IOException(cause) : null;
                break;
            default:
                _world.Store.FailsWrite = static _ => true;
                break;
        }

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Assert.Contains(Explain(words, cause), ReadLog("GrantStoreFailed"));
        Assert.True(caller.IsCompleted);
        if (operation == "release")
        {
            await caller;
        }
        else if (operation != "remove")
        {
            Assert.Equal(
                $"There is no access token for grant 'default' at the moment: The grant store UnreliableStore could not {words}: {cause}",
                (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message);
        }
    }

    [Fact]
    public async Task FailureToWriteTheNewTokensAgainShouldBeLogged()
    {
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = static grant => grant.PendingSpend is null;
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains(Explain("write the new tokens", "The store cannot be written."), ReadLog("GrantStoreFailed"));
    }

    [Fact]
    public async Task LeaseThatIsTooShortForTheStoreShouldBeNamed()
    {
        AtlassianPipeline node = _world.NewNode(static options =>
            (options.Grants.LeaseDuration, options.Grants.ExchangeTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        await _world.SignInAndExpireAsync();
        _world.Store.Latency = TimeSpan.FromSeconds(0.9);

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(new GrantOptions().CallerTimeout);

        Assert.EndsWith(
            "Reading and writing the grant and connecting to the authorization server took longer than the lease lasts (00:00:02), so the refresh token was not sent; set GrantOptions.LeaseDuration to more than three store operations and a connection take.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message,
            StringComparison.Ordinal);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await _world.Store.Inner.FindAsync(GrantWorld.Id))!.PendingSpend);
    }

    [Fact]
    public async Task StoreThatRefusesToRecordShouldBeNamedAndAskedAgainLater()
    {
        AtlassianPipeline node = _world.NewNode(random: new FixedRandom(0.5));
        await _world.SignInAndExpireAsync();
        _world.Store.RefusesSwap = static _ => true;
        DateTimeOffset begun = _world.Time.GetUtcNow();
        List<double> written = [];
        _world.Store.Entered = operation => written.AddRange(operation == "write" ? [(_world.Time.GetUtcNow() - begun).TotalSeconds] : []);

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(44));

        // The first refusal may be chance.
        Assert.Equal([0, 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5], written);
        Assert.Equal(
            "There is no access token for grant 'default' at the moment: Other processes changed the stored grant each time it was about to be refreshed.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message);
    }

    /// <summary>The clock is set each time the spend is recorded, so that its window has always closed when the token can be sent.</summary>
    [Fact]
    public async Task ClosedWindowShouldNotBeBlamedOnTheLease()
    {
        AtlassianPipeline node = _world.NewNode(static options => options.Grants.LeaseDuration = TimeSpan.FromDays(10));
        await _world.SignInAndExpireAsync();
        _world.Store.FailsWrite = _ =>
        {
            _world.Time.MoveWallClock(TimeSpan.FromMinutes(9));
            return false;
        };

        Task<AccessToken> caller = node.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(new GrantOptions().CallerTimeout);

        Assert.True(caller.IsCompleted);
        Assert.EndsWith(
            "Other processes changed the stored grant each time it was about to be refreshed.",
            (await Assert.ThrowsAsync<TokenUnavailableException>(() => caller)).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, _world.Server.Exchanges);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefusalOfAnOutdatedTokenShouldLeadToTheStoredPairOrItsExchange(bool isExpired)
    {
        await _world.SignInAndExpireAsync();
        RefreshToken current = (await _world.StoredAsync()).RefreshToken!;
        List<string> operations = [];
        _world.Simulator.Faults.Add(
            Fault.Instead(SimulatedResponse.Text(403, """{"error":"invalid_grant"}""", "application/json")),
            request =>
            {
                Grant stored = _world.Store.Inner.FindAsync(GrantWorld.Id).AsTask().Result!;
                Grant rotated = stored with
                {
                    Version = stored.Version + 1,
                    AccessToken = new AccessToken("theirs"),
                    AccessTokenExpiresAt = _world.Time.GetUtcNow().AddHours(isExpired ? 0 : 1),
                    RefreshToken = current,
                    PendingSpend = null,
                };
                _world.Store.Entered = operations.Add;
                return _world.Store.Inner.TrySwapAsync(rotated, stored.Version).AsTask().Result;
            });

        _world.Keeper.Flights.EnsureFlight(_world.Keeper.GetSlot(GrantWorld.Id));

        Assert.Equal(isExpired ? ["read", "read", "lease", "read", "write", "write"] : ["read"], operations);
        Assert.Equal(isExpired ? 1 : 0, _world.Server.Exchanges);
        Assert.Equal(!isExpired, (await _world.StoredAsync()).AccessToken == new AccessToken("theirs"));
    }

    [Fact]
    public async Task GrantShouldNotBeGivenUpIfAnotherProcessHasRotatedIt()
    {
        await AbandonSpendAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        AtlassianPipeline careful = _world.NewNode(static options => options.Grants.LateSpend = LateSpend.Never);
        AtlassianPipeline other = _world.NewNode();
        AccessToken? theirs = null;
        _world.Store.LeasesAreWorthless = true;
        _world.Store.BeforeWrite = async () => theirs = await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Assert.True(caller.IsCompletedSuccessfully);
        Assert.Equal(theirs, await caller);
        Assert.Null((await _world.StoredAsync()).Loss);
        Assert.Empty(ReadLog("GrantLost"));
    }

    [Fact]
    public async Task GrantThatAnotherProcessChangedShouldBeExchangedRatherThanGivenUp()
    {
        await AbandonSpendAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        AtlassianPipeline careful = _world.NewNode(static options => options.Grants.LateSpend = LateSpend.Never);
        _world.Store.BeforeWrite = async () =>
        {
            Grant stored = await _world.StoredAsync();
            Assert.True(await _world.Store.Inner.TrySwapAsync(stored with { Version = stored.Version + 1, PendingSpend = null }, stored.Version));
        };

        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();

        Assert.True(caller.IsCompletedSuccessfully);
        Assert.True(_world.Server.Inspect((await caller).Reveal()).IsUsable);
    }

    [Fact]
    public async Task LateLeaseThatCannotBeReleasedShouldBeLogged()
    {
        RuntimeEnvironment environment = new(_world.Time, new Random(1), TaskCreationOptions.None);
        TimeLimitedGrantStore limited = new(_world.Store, environment, new GrantOptions(), _world.Log);
        _world.Store.Latency = TimeSpan.FromSeconds(15);
        _world.Store.FailsOnRelease = true;

        Task<IAsyncDisposable?> late = limited.TryLeaseAsync(GrantWorld.Id, TimeSpan.FromMinutes(10)).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("it did not respond within 10 s (GrantOptions.StoreTimeout)", (await Assert.ThrowsAsync<TimeoutException>(() => late)).Message);
        Assert.Equal([Explain("release a lease", "The lease cannot be released.")], ReadLog("GrantStoreFailed"));

        // A lease that another process holds needs no release.
        await using IAsyncDisposable? held = await _world.Store.Inner.TryLeaseAsync(new GrantId("held"), TimeSpan.FromMinutes(10));
        late = limited.TryLeaseAsync(new GrantId("held"), TimeSpan.FromMinutes(10)).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(15));
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Assert.Single(ReadLog("GrantStoreFailed"));
    }

    private static string Explain(string operation, string cause) =>
        $"The grant store failed for grant default: The grant store UnreliableStore could not {operation}: {cause}";

    /// <summary>Returns the messages of the events with a name.</summary>
    private IReadOnlyList<string> ReadLog(string name) =>
        [.. _world.Log.Collector.GetSnapshot().Where(record => record.Id.Name == name).Select(static record => record.Message)];

    /// <summary>A process sends the token, receives no response, and ends.</summary>
    private async Task AbandonSpendAsync()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropBeforeCommit);
        _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Node.Dispose();
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);
    }

    private sealed class BrokenRandom : Random
    {
        public override long NextInt64() => throw new InvalidOperationException("There are no names.");
    }
}
