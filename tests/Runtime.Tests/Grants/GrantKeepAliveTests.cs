using Leeway.Chance;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Leeway.Runtime.Tests.Grants;

public sealed class GrantKeepAliveTests : IDisposable
{
    private readonly GrantWorld _world = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task IdleGrantsShouldBeKeptAliveWithoutABurst()
    {
        await SignInManyAsync(100);
        _world.Time.Advance(TimeSpan.FromDays(59));
        Task running = Run(_world.Node);

        _world.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, _world.Server.Exchanges);
        _world.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(100, _world.Server.Exchanges);
        Assert.InRange(MostInAMinute(), 1, 10);
        await StopAsync(running);
        Assert.Equal(0, _world.Time.ActiveTimers);
        _world.Time.Advance(TimeSpan.FromDays(89));
        Assert.All(_world.Server.Families, family => Assert.True(family.IsAlive(_world.Time.GetUtcNow())));

        // Without the keep-alive they are lost.
        _world.Time.Advance(TimeSpan.FromDays(2));
        Assert.DoesNotContain(_world.Server.Families, family => family.IsAlive(_world.Time.GetUtcNow()));
    }

    [Fact]
    public async Task HostsThatShareAStoreShouldNotRefreshTwice()
    {
        await SignInManyAsync(40);
        _world.Time.Advance(TimeSpan.FromDays(60) + TimeSpan.FromMinutes(1));
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(2)), times: 40);

        Task first = Run(_world.Node);
        Task second = Run(_world.NewNode());
        _world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(40, _world.Server.Exchanges);
        Assert.Equal(40, _world.Server.Events.Count(static e => e.Kind == AuthorizationEventKind.Rotated));
        await StopAsync(first);
        await second;
    }

    [Fact]
    public async Task AbandonedSpendShouldBeRecoveredWithinTheLeeway()
    {
        await _world.SignInAndExpireAsync();
        Task running = Run(_world.NewNode());
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        _ = _world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        _world.Node.Dispose();
        Assert.NotNull((await _world.StoredAsync()).PendingSpend);

        _world.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Null((await _world.StoredAsync()).PendingSpend);
        Assert.Null((await _world.StoredAsync()).Loss);
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.True(_world.Server.Families.Single().IsAlive(_world.Time.GetUtcNow()));
        await StopAsync(running);
    }

    [Fact]
    public async Task GrantsThatCannotBeRefreshedShouldNotBlockOthers()
    {
        await SignInManyAsync(150);
        GrantOptions limits = new();
        _world.Time.Advance(limits.InactivityLimit - limits.AgeWarning - TimeSpan.FromHours(3));
        EventRecorder recorder = new();
        _world.Handlers.Add(recorder);
        int broken = 0;
        _world.Store.FailsWrite = grant => grant.PendingSpend is not null && string.CompareOrdinal(grant.Id.Value, "grant-110") < 0 && ++broken > 0;

        Task running = Run(_world.NewNode(options => options.Grants.CallerTimeout = TimeSpan.FromSeconds(1)));
        _world.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(40, _world.Server.Exchanges);
        Assert.InRange(broken, 110, 10_000);
        Assert.Empty(recorder.Events.OfType<GrantAgeing>());

        _world.Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(110, recorder.Events.OfType<GrantAgeing>().Count(static e => e.Limit == GrantAgeLimit.Inactivity));
        _world.Store.FailsWrite = null;
        _world.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(150, _world.Server.Exchanges);
        await StopAsync(running);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoreThatCannotListShouldBeAskedAgain(bool hangs)
    {
        await SignInManyAsync(1);
        _world.Time.Advance(TimeSpan.FromDays(61));
        _world.Store.FailsReads = !hangs;
        _world.Store.HangsOnListing = hangs;
        Task running = Run(_world.Node);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _world.Server.Exchanges);

        _world.Store.FailsReads = false;
        _world.Store.HangsOnListing = false;
        _world.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, _world.Server.Exchanges);
        await StopAsync(running);
    }

    [Fact]
    public async Task LostGrantShouldNotBeRefreshed()
    {
        await SignInManyAsync(1);
        _world.Server.Withdraw(_world.Simulator.App.ClientId, _world.Simulator.Account.AccountId);
        int before = _world.TokenRequests;
        _world.Time.Advance(TimeSpan.FromDays(60));
        Task running = Run(_world.Node);
        _world.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, _world.TokenRequests - before);
        await StopAsync(running);
    }

    [Fact]
    public async Task HostShouldRunItAndStopIt()
    {
        ServiceCollection collection = new();
        collection.AddSingleton<TimeProvider>(_world.Time).AddSingleton<IGrantStore>(_world.Store).AddLogging();
        Register(collection).KeepGrantsAlive(options => options.FromAge = TimeSpan.FromDays(2)).KeepGrantsAlive();
        await using ServiceProvider services = collection.BuildServiceProvider(validateScopes: true);
        IHostedService service = Assert.Single(services.GetServices<IHostedService>());

        await service.StartAsync(CancellationToken.None);
        await service.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.True(((BackgroundService)service).ExecuteTask!.IsCompleted);
    }

    [Theory]
    [InlineData(90, 10, 1)]
    [InlineData(0, 10, 1)]
    [InlineData(60, 0, 1)]
    [InlineData(60, 10, 9)]
    [InlineData(60, 10, 0)]
    public void InvalidOptionsShouldBeRefused(int fromDays, int perMinute, int intervalMinutes)
    {
        ServiceCollection collection = new();
        Register(collection).KeepGrantsAlive(options =>
        {
            options.FromAge = TimeSpan.FromDays(fromDays);
            options.MaxPerMinute = perMinute;
            options.Interval = TimeSpan.FromMinutes(intervalMinutes);
        });
        using ServiceProvider services = collection.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<GrantKeepAliveOptions>>().Value);
    }

    /// <summary>With a chance of a half, the pauses are one and a half times the shortest one, and the interval is longer by an eighth.</summary>
    [Fact]
    public async Task StoreShouldBeAskedAtIntervalsAndGrantsBeRefreshedWithPauses()
    {
        await SignInManyAsync(3);
        _world.Time.Advance(TimeSpan.FromDays(61));
        QueryRecorder store = new(_world.Store, _world.Time);

        Task running = Run(_world.NewNode(store: store, random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromSeconds(200));

        Assert.Equal([0, 9, 18], ListExchanges(since: _world.Time.GetUtcNow().AddSeconds(-200)));
        Assert.Equal(
            [
                "0: Abandoned before -30 s", "0: Idle before -5184000 s", "67.5: Abandoned before -30 s", "67.5: Idle before -5184000 s",
                "135: Abandoned before -30 s", "135: Idle before -5184000 s",
            ],
            store.Queries);
        await StopAsync(running);
    }

    [Fact]
    public async Task IntervalShouldBeKeptWithTheLeastChance()
    {
        QueryRecorder store = new(_world.Store, _world.Time);

        Task running = Run(_world.NewNode(store: store, random: new FixedRandom(0)));
        _world.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(
            ["0: Abandoned before -30 s", "0: Idle before -5184000 s", "60: Abandoned before -30 s", "60: Idle before -5184000 s"], store.Queries);
        await StopAsync(running);
    }

    [Fact]
    public async Task GrantThatAnotherProcessRefreshedShouldCauseNoPause()
    {
        await SignInManyAsync(3);
        _world.Time.Advance(TimeSpan.FromDays(61));
        DateTimeOffset begun = _world.Time.GetUtcNow();
        AtlassianPipeline other = _world.NewNode();

        Task running = Run(_world.NewNode(random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await other.Keeper.GetAccessTokenAsync(new GrantId("grant-001"));
        _world.Time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal([0, 1, 9], ListExchanges(begun));
        await StopAsync(running);
    }

    [Fact]
    public async Task LostGrantShouldCauseAPause()
    {
        await SignInManyAsync(3);
        _world.Time.Advance(TimeSpan.FromDays(61));
        List<double> asked = [];
        DateTimeOffset begun = _world.Time.GetUtcNow();
        _world.Simulator.Faults.Add(
            Fault.Instead(SimulatedResponse.Text(403, """{"error":"invalid_grant"}""", "application/json")),
            request =>
            {
                asked.Add((_world.Time.GetUtcNow() - begun).TotalSeconds);
                return request.Path == "/oauth/token";
            },
            times: 3);

        Task running = Run(_world.NewNode(random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([0, 9, 18], asked);
        await StopAsync(running);
    }

    [Fact]
    public async Task ForgottenGrantShouldCauseNoPauseAndNoWarning()
    {
        await SignInManyAsync(2);
        _world.Time.Advance(TimeSpan.FromDays(61));
        DateTimeOffset begun = _world.Time.GetUtcNow();
        QueryRecorder store = new(_world.Store, _world.Time)
        {
            List = due => due.Reason == GrantDueReason.Idle
                ? [.. Enumerable.Range(0, 3).Select(static i => new DueGrant { Id = new GrantId($"grant-{(i == 0 ? 999 : i - 1):000}"), Since = ManualTime.Start })]
                : null,
        };

        Task running = Run(_world.NewNode(store: store, random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([0, 9], ListExchanges(begun));
        Assert.DoesNotContain(_world.Log.Collector.GetSnapshot(), static record => record.Id.Name == "GrantNotKeptAlive");
        await StopAsync(running);
    }

    [Fact]
    public async Task FailureShouldBeLoggedAndDelayTheNextListForAnHour()
    {
        await SignInManyAsync(2);
        _world.Time.Advance(TimeSpan.FromDays(61));
        DateTimeOffset begun = _world.Time.GetUtcNow();
        QueryRecorder store = new(_world.Store, _world.Time);
        _world.Store.FailsWrite = static grant => grant.Id.Value == "grant-000";

        Task running = Run(_world.NewNode(options => options.Grants.CallerTimeout = TimeSpan.FromMilliseconds(400), store: store, random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(67.5));

        Assert.Equal([9], ListExchanges(begun).Take(1));
        Assert.Equal(["0: Idle before -5184000 s", "3645: Idle before -5184000 s"], store.Queries.Where(static query => query.Contains("Idle", StringComparison.Ordinal)));
        FakeLogRecord record =
            _world.Log.Collector.GetSnapshot().First(static record => record.Id.Name == "GrantNotKeptAlive");
        Assert.Equal("Idle grant grant-000 could not be refreshed to keep it alive; it is tried again later.", record.Message);
        Assert.IsType<IOException>(record.Exception);
        await StopAsync(running);
    }

    [Fact]
    public async Task RefusedAppShouldEndTheList()
    {
        await SignInManyAsync(5);
        _world.Time.Advance(TimeSpan.FromDays(61));
        int before = _world.TokenRequests;
        QueryRecorder store = new(_world.Store, _world.Time);

        Task running = Run(_world.NewNode(static options => options.ClientSecret = "wrong", store: store, random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, _world.TokenRequests - before);
        Assert.Single(store.Queries, static query => query.Contains("Idle", StringComparison.Ordinal));

        _world.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(2, _world.TokenRequests - before);
        await StopAsync(running);
    }

    [Fact]
    public async Task SpendOfAMomentAgoShouldBeLeftToItsProcess()
    {
        Grant grant = (await _world.SignInAsync()).Grant;
        DateTimeOffset now = _world.Time.GetUtcNow();
        PendingSpend spend = new() { Id = "other", StartedAt = now, InDoubtSince = now, Turn = 1 };
        await _world.Store.TrySwapAsync(grant with { Version = grant.Version + 1, PendingSpend = spend }, grant.Version);

        Task running = Run(_world.NewNode(random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _world.Server.Exchanges);
        _world.Time.Advance(TimeSpan.FromSeconds(7.5));
        Assert.Equal(1, _world.Server.Exchanges);
        await StopAsync(running);
    }

    /// <summary>A page is full of grants that cannot be refreshed, so the next page must be asked for.</summary>
    [Fact]
    public async Task NextPageShouldFollowAFullOne()
    {
        DueGrant entry = new() { Id = new GrantId("absent"), Since = ManualTime.Start };
        QueryRecorder store = new(_world.Store, _world.Time) { List = due => due.After is null ? [.. Enumerable.Repeat(entry, due.Limit)] : [entry] };

        Task running = Run(_world.NewNode(store: store, random: new FixedRandom(0.5)));
        _world.Time.Advance(TimeSpan.FromSeconds(150));

        Assert.Equal(
            [
                "0: Abandoned before -30 s", "0: Idle before -5184000 s", "67.5: Abandoned before -30 s after absent", "67.5: Idle before -5184000 s after absent",
                "135: Abandoned before -30 s", "135: Idle before -5184000 s",
            ],
            store.Queries);
        await StopAsync(running);
    }

    [Fact]
    public async Task FailureOfTheListShouldBeLogged()
    {
        _world.Store.FailsReads = true;

        Task running = Run(_world.Node);

        Assert.Equal(
            "The grants that are due for a refresh could not be listed: The grant store UnreliableStore could not list the grants that are due: The store cannot be read.",
            Assert.Single(_world.Log.Collector.GetSnapshot()).Message);
        await StopAsync(running);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StopShouldEndTheListOrTheWaitForARefresh(bool isListing)
    {
        await SignInManyAsync(1);
        _world.Time.Advance(TimeSpan.FromDays(61));
        _world.Store.HangsOnListing = isListing;
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(5)));
        Task running = Run(_world.Node);
        Assert.False(running.IsCompleted);

        await _stopping.CancelAsync();

        Assert.True(running.IsCompletedSuccessfully);
        Assert.DoesNotContain(_world.Log.Collector.GetSnapshot(), static record => record.Level >= LogLevel.Warning);
        _world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(isListing ? 0 : 1, _world.Server.Exchanges);
    }

    private IEnumerable<double> ListExchanges(DateTimeOffset since) => _world.Server.Events
        .Where(e => e.Kind == AuthorizationEventKind.Rotated && e.At >= since)
        .Select(e => (e.At - since).TotalSeconds);

    private IAtlassianBuilder Register(ServiceCollection collection) =>
        collection.AddAtlassian(options =>
        {
            options.ClientId = _world.Simulator.App.ClientId;
            options.ClientSecret = _world.Simulator.App.ClientSecret;
        });

    private Task Run(AtlassianPipeline node) => GrantKeepAlive.Create(node.Keeper, new GrantKeepAliveOptions()).RunAsync(_stopping.Token);

    private async Task StopAsync(Task running)
    {
        await _stopping.CancelAsync();
        await running;
    }

    private async Task SignInManyAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _world.SignInAsync(id: new GrantId($"grant-{i:000}"));
        }
    }

    private int MostInAMinute()
    {
        DateTimeOffset[] times = [.. _world.Server.Events.Where(static e => e.Kind == AuthorizationEventKind.Rotated).Select(static e => e.At)];
        return times.Max(start => times.Count(time => time >= start && time < start.AddMinutes(1)));
    }

    /// <summary>Notes when and for what the store is asked, and may answer itself.</summary>
    private sealed class QueryRecorder(UnreliableStore store, ManualTime time) : IGrantStore
    {
        private readonly DateTimeOffset _begun = time.GetUtcNow();

        public List<string> Queries { get; } = [];

        public Func<GrantsDue, IReadOnlyList<DueGrant>?>? List { get; init; }

        public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default) => store.FindAsync(id, cancellationToken);

        public ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default) =>
            store.TrySwapAsync(successor, expectedVersion, cancellationToken);

        public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) =>
            store.TryRemoveAsync(id, expectedVersion, cancellationToken);

        public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) =>
            store.TryLeaseAsync(id, duration, cancellationToken);

        public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
        {
            string after = due.After is null ? "" : $" after {due.After.Id}";
            Queries.Add(FormattableString.Invariant(
                $"{(time.GetUtcNow() - _begun).TotalSeconds}: {due.Reason} before {(due.Before - time.GetUtcNow()).TotalSeconds} s{after}"));
            return List?.Invoke(due) is { } found ? new(found) : store.ListDueAsync(due, cancellationToken);
        }
    }
}
