using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
}
