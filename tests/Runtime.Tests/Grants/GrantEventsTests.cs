using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;
using Leeway.Testing.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantEventsTests
{
    private readonly GrantWorld _world = new();
    private readonly EventRecorder _recorder = new();

    public GrantEventsTests() => _world.Handlers.Add(_recorder);

    [Fact]
    public async Task RotationShouldRaiseAnEvent()
    {
        await _world.SignInAndExpireAsync();
        Assert.Empty(_recorder.Events);

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        GrantRotated rotated = Assert.IsType<GrantRotated>(Assert.Single(_recorder.Events));
        Assert.Equal((GrantWorld.Id, _world.Time.GetUtcNow(), _world.Time.GetUtcNow().AddHours(1)), (rotated.Grant, rotated.At, rotated.AccessTokenExpiresAt));
        Assert.Equal(GrantWorld.Scopes.Split(' '), rotated.Scopes);
        Assert.Empty(rotated.LostScopes);
    }

    [Fact]
    public async Task DoubtShouldBeReportedOnceAndThenItsEnd()
    {
        await _world.SignInAndExpireAsync();
        DateTimeOffset since = _world.Time.GetUtcNow();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit, times: 3);
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Assert.Equal(["GrantDoubtBegan"], _recorder.Names);

        _world.Time.Advance(TimeSpan.FromSeconds(10));
        await caller;

        Assert.Equal(["GrantDoubtBegan", "GrantRotated", "GrantDoubtResolved"], _recorder.Names);
        Assert.Equal(since, Assert.IsType<GrantDoubtBegan>(_recorder.Events[0]).Since);
        Assert.Equal(since, Assert.IsType<GrantDoubtResolved>(_recorder.Events[2]).Since);
    }

    [Fact]
    public async Task AttemptWithoutEffectShouldNotBeADoubt()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.TooManyRequests(TimeSpan.FromSeconds(1)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(5));
        await caller;

        Assert.Equal(["GrantRotated"], _recorder.Names);
    }

    [Fact]
    public async Task LossShouldBeReportedOnceForAllCallers()
    {
        await _world.SignInAndExpireAsync();
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
        AtlassianPipeline other = _world.NewNode();
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
            await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => other.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());
        }

        GrantLost lost = Assert.IsType<GrantLost>(Assert.Single(_recorder.Events));
        Assert.Equal((await _world.StoredAsync()).Loss, lost.Loss);
    }

    [Fact]
    public async Task DoubtThatEndsInALossShouldNotBeReportedAsResolved()
    {
        AtlassianPipeline careful = _world.NewNode(options => options.Grants.LateSpend = LateSpend.Never);
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        Task<AccessToken> caller = careful.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Time.MoveWallClock(TimeSpan.FromMinutes(28));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => caller);
        await _world.SignInAsync(careful);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await careful.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(["GrantDoubtBegan", "GrantLost", "GrantRotated"], _recorder.Names);
    }

    [Fact]
    public async Task NewConsentShouldEndADoubt()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        await _world.SignInAsync();

        Assert.Equal(["GrantDoubtBegan", "GrantDoubtResolved"], _recorder.Names);
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        await caller;
    }

    [Fact]
    public async Task NarrowedScopesShouldBeReportedWithTheRotation()
    {
        await _world.SignInAndExpireAsync();
        Grant grant = await _world.StoredAsync();
        Grant wider = grant with { Version = grant.Version + 1, Scopes = [.. grant.Scopes, "manage:jira-project"] };
        Assert.True(await _world.Store.TrySwapAsync(wider, grant.Version));

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(["manage:jira-project"], Assert.IsType<GrantRotated>(Assert.Single(_recorder.Events)).LostScopes);
    }

    [Fact]
    public async Task AbsoluteAgeShouldBeReportedByOneRotationOnly()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        for (int day = 1; day <= 364; day++)
        {
            _world.Time.Advance(TimeSpan.FromDays(1));
            await (day % 2 == 0 ? _world.Node : _world.NewNode()).Keeper.GetAccessTokenAsync(GrantWorld.Id);
        }

        GrantAgeing ageing = Assert.Single(_recorder.Events.OfType<GrantAgeing>());
        Assert.Equal(
            (GrantAgeLimit.Absolute, grant.FamilyStartedAt.AddDays(365), grant.FamilyStartedAt.AddDays(351)),
            (ageing.Limit, ageing.LimitAt, ageing.At));
        Assert.Equal(364, _recorder.Events.OfType<GrantRotated>().Count());
    }

    [Fact]
    public async Task UnlimitedAgeShouldNotBeReported()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Grants.AbsoluteLimit = TimeSpan.MaxValue);
        await _world.SignInAndExpireAsync();

        await node.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Assert.Equal(["GrantRotated"], _recorder.Names);
        Assert.Null((await node.Keeper.GetHealthAsync(GrantWorld.Id)).AbsoluteLimitAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandlerThatThrowsShouldDoNoHarm(bool isLate)
    {
        EventRecorder second = new();
        _world.Handlers.Add(second);
        TaskCompletionSource later = new();
        _recorder.Act = async (_, _) =>
        {
            if (isLate)
            {
                await later.Task;
            }

            throw new InvalidOperationException("handler");
        };

        for (int i = 0; i < 2; i++)
        {
            _world.Time.Advance(TimeSpan.FromHours(1));
            await (i == 0 ? _world.SignInAndExpireAsync() : Task.CompletedTask);
            AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
            Assert.True(_world.Server.Inspect(token.Reveal()).IsUsable);
        }

        later.SetResult();
        Assert.Equal(["GrantRotated", "GrantRotated"], _recorder.Names);
        Assert.Equal(["GrantRotated", "GrantRotated"], second.Names);
        Assert.Equal(2, _world.Log.Collector.GetSnapshot().Count(static record => record is { Level: LogLevel.Error, Id.Name: "GrantEventHandlerFailed" }));
    }

    [Fact]
    public async Task HangingHandlerShouldDelayNeitherRefreshesNorOtherGrants()
    {
        TaskCompletionSource later = new();
        _recorder.Act = (e, _) => e.Grant == GrantWorld.Id ? new ValueTask(later.Task) : ValueTask.CompletedTask;
        GrantId otherId = new("other");
        await _world.SignInAsync(id: otherId);
        await _world.SignInAndExpireAsync();

        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        await _world.Keeper.GetAccessTokenAsync(otherId);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        await _world.Keeper.GetAccessTokenAsync(otherId);
        Assert.Equal([GrantWorld.Id, otherId, otherId], _recorder.Events.Select(static e => e.Grant));

        later.SetResult();
        Assert.Equal([GrantWorld.Id, otherId, otherId, GrantWorld.Id], _recorder.Events.Select(static e => e.Grant));
    }

    [Fact]
    public async Task HandlerShouldBeAbleToGetAToken()
    {
        AccessToken? seen = null;
        _recorder.Act = async (_, token) => seen = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id, token);
        await _world.SignInAndExpireAsync();

        Assert.Equal(await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id), seen);
    }

    [Fact]
    public async Task HandlerShouldBeCanceledWithTheKeeperAndNotWithACaller()
    {
        CancellationToken token = default;
        TaskCompletionSource later = new();
        _recorder.Act = (_, cancellationToken) =>
        {
            token = cancellationToken;
            return new ValueTask(later.Task.WaitAsync(cancellationToken));
        };
        await _world.SignInAndExpireAsync();
        using CancellationTokenSource caller = new();
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id, caller.Token);
        await caller.CancelAsync();
        Assert.Equal((true, false), (token.CanBeCanceled, token.IsCancellationRequested));

        _world.Keeper.Dispose();

        Assert.True(token.IsCancellationRequested);
        Assert.Contains(_world.Log.Collector.GetSnapshot(), static record => record is { Level: LogLevel.Error, Id.Name: "GrantEventHandlerFailed" });
    }

    [Fact]
    public async Task DisposalShouldWaitForExchangesAndThenForHandlers()
    {
        CancellationToken token = default;
        TaskCompletionSource later = new();
        _recorder.Act = (_, cancellationToken) =>
        {
            token = cancellationToken;
            return new ValueTask(later.Task);
        };
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(1)));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        Task end = _world.Keeper.DisposeAsync().AsTask();
        Assert.Empty(_recorder.Events);

        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await caller;
        Assert.Equal(["GrantRotated"], _recorder.Names);
        Assert.Equal((false, false), (end.IsCompleted, token.IsCancellationRequested));

        later.SetResult();
        Assert.Equal((true, true), (end.IsCompletedSuccessfully, token.IsCancellationRequested));
    }

    [Fact]
    public async Task HangingHandlerShouldDelayDisposalForALimitedTime()
    {
        CancellationToken token = default;
        TaskCompletionSource never = new();
        _recorder.Act = (_, cancellationToken) =>
        {
            token = cancellationToken;
            return new ValueTask(never.Task);
        };
        await _world.SignInAndExpireAsync();
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        Task end = _world.Keeper.DisposeAsync().AsTask();

        _world.Time.Advance(new GrantOptions().StoreTimeout - TimeSpan.FromSeconds(1));
        Assert.Equal((false, false), (end.IsCompleted, token.IsCancellationRequested));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, true), (end.IsCompletedSuccessfully, token.IsCancellationRequested));
    }

    [Fact]
    public async Task EveryDisposalShouldWaitForHandlers()
    {
        TaskCompletionSource later = new();
        _recorder.Act = (_, _) => new ValueTask(later.Task);
        await _world.SignInAndExpireAsync();
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        Task[] ends = [_world.Keeper.DisposeAsync().AsTask(), _world.Keeper.DisposeAsync().AsTask()];
        Assert.All(ends, static end => Assert.False(end.IsCompleted));
        later.SetResult();

        // No time passes on the clock of the grants.
        await Task.WhenAll(ends).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task SignInWhoseWriteSeemedToFailShouldEndADoubtWithoutAnotherAttempt()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.InsteadAfterCommit(SimulatedResponse.Html(503).With("Retry-After", "600")));
        Task<AccessToken> caller = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        bool fails = true;
        (_world.Store.FailsAfterWriting, _world.Store.FailsWrite) = (true, _ => fails && !(fails = false));

        Task<CompletedSignIn> signIn = _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        await signIn;
        Assert.Equal(["GrantDoubtBegan", "GrantDoubtResolved"], _recorder.Names);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await caller;
    }

    [Fact]
    public void IdleGrantShouldBeReportedOnceFromTheWarningOn()
    {
        (GrantEventDelivery delivery, GrantSlot slot) = NewDelivery(TaskCreationOptions.None);
        Grant grant = GrantStoreContract.CreateGrant(slot.Id, 1) with { RotatedAt = _world.Time.GetUtcNow() };
        _world.Time.Advance(TimeSpan.FromDays(76) - TimeSpan.FromTicks(1));
        delivery.ReportIdle(slot, grant);
        Assert.Empty(_recorder.Events);

        _world.Time.Advance(TimeSpan.FromTicks(1));
        delivery.ReportIdle(slot, grant);
        delivery.ReportIdle(slot, grant);
        GrantAgeing ageing = Assert.IsType<GrantAgeing>(Assert.Single(_recorder.Events));
        Assert.Equal(
            (GrantAgeLimit.Inactivity, grant.RotatedAt.AddDays(90), _world.Time.GetUtcNow(), slot.Id), (ageing.Limit, ageing.LimitAt, ageing.At, ageing.Grant));
        delivery.ReportIdle(slot, grant with { RotatedAt = grant.RotatedAt.AddTicks(-1) });
        Assert.Equal(2, _recorder.Events.Count);
    }

    /// <summary>Only the rotation that passes the mark reports it, in whichever process.</summary>
    [Theory]
    [InlineData(-1, 0, true)]
    [InlineData(-1, 1, true)]
    [InlineData(-2, -1, false)]
    [InlineData(0, 1, false)]
    [InlineData(1, 2, false)]
    public void AbsoluteAgeShouldBeReportedByTheRotationThatPassesTheMark(int formerTicks, int ticks, bool isReported)
    {
        (GrantEventDelivery delivery, GrantSlot slot) = NewDelivery(TaskCreationOptions.None);
        DateTimeOffset mark = ManualTime.Start.AddDays(351);
        Grant grant = GrantStoreContract.CreateGrant(slot.Id, 1) with { FamilyStartedAt = ManualTime.Start };

        delivery.ReportRotation(slot, grant with { RotatedAt = mark.AddTicks(formerTicks) }, grant with { RotatedAt = mark.AddTicks(ticks) });

        Assert.Equal(isReported ? ["GrantRotated", "GrantAgeing"] : ["GrantRotated"], _recorder.Names);
        Assert.Equal(mark.AddTicks(ticks), _recorder.Events[0].At);
        if (isReported)
        {
            Assert.Equal((GrantAgeLimit.Absolute, ManualTime.Start.AddDays(365)), (((GrantAgeing)_recorder.Events[1]).Limit, ((GrantAgeing)_recorder.Events[1]).LimitAt));
        }
    }

    [Fact]
    public void HandlerShouldNotRunOnTheThreadOfTheRefresh()
    {
        (GrantEventDelivery delivery, GrantSlot slot) = NewDelivery(TaskCreationOptions.RunContinuationsAsynchronously);
        int? thread = null;
        using ManualResetEventSlim handled = new();
        _recorder.Act = (_, _) =>
        {
            thread = Environment.CurrentManagedThreadId;
            handled.Set();
            return ValueTask.CompletedTask;
        };

        delivery.ReportForgotten(slot);

        // This thread waits, so the handler runs on another one, or has run on this one already.
        handled.Wait(TestContext.Current.CancellationToken);
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public async Task FailureOfAHandlerShouldBeLoggedWithTheEvent()
    {
        _recorder.Act = static (_, _) => throw new InvalidOperationException("handler");
        await _world.SignInAndExpireAsync();
        await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);

        FakeLogRecord record = Assert.Single(_world.Log.Collector.GetSnapshot(), static record => record.Level == LogLevel.Error);
        Assert.Equal(("An event handler failed for the event GrantRotated of grant default.", "handler"), (record.Message, record.Exception!.Message));
    }

    [Fact]
    public async Task EventsShouldContainNoToken()
    {
        Grant grant = await _world.SignInAndExpireAsync();
        AccessToken token = await _world.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<ReauthorizationRequiredException>(() => _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask());

        string told = string.Join('\n', _recorder.Events) + await _world.Keeper.GetHealthAsync(GrantWorld.Id);
        foreach (string secret in (string[])[grant.AccessToken.Reveal(), grant.RefreshToken!.Reveal(), token.Reveal(), (await _world.StoredAsync()).RefreshToken!.Reveal()])
        {
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        }
    }

    private (GrantEventDelivery Delivery, GrantSlot Slot) NewDelivery(TaskCreationOptions promiseOptions)
    {
        RuntimeEnvironment environment = new(_world.Time, new Random(1), promiseOptions);
        return (
            new GrantEventDelivery([_recorder], environment, new GrantOptions(), new GrantInstruments(environment.Meter), _world.Log, CancellationToken.None),
            new GrantSlot(GrantWorld.Id, promiseOptions));
    }
}
