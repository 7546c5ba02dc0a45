using System.Net;
using Leeway.AspNetCore.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>What happens before the application accepts requests.</summary>
public sealed class WebhookWarmUpTests
{
    private const int NotWarmedUp = 6113;

    private readonly FakeTimeProvider _time = new(Deliveries.Now);

    [Fact]
    public async Task StoreShouldBeWarmBeforeLaterServicesStart()
    {
        List<string> order = [];
        WatchedStore store = new(_time)
        {
            OnWarmUp = async _ =>
            {
                await Task.Yield();
                order.Add("warm");
            },
        };
        await using WebhookApplication application = await StartAsync(
            store, services => services.AddSingleton<IHostedService>(new Recorder(() => order.Add("later"))));

        Assert.Equal(["warm", "later"], order);
        Assert.Empty(application.Log.GetSnapshot());
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task StoreShouldBeWarmedUpTwiceWithKestrelUnlessItFails(bool fails, int times)
    {
        int count = 0;
        WatchedStore store = new(TimeProvider.System)
        {
            OnWarmUp = _ =>
            {
                count++;
                return fails ? throw new InvalidOperationException("The store is down.") : Task.CompletedTask;
            },
        };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        FakeLogCollector log = FakeLogCollector.Create(new FakeLogCollectorOptions());
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAtlassian(static options => options.ClientId = options.ClientSecret = "app").StoreWebhooks(_ => store).AddWebhooks();
        await using WebApplication application = builder.Build();
        application.MapAtlassianWebhooks("/hooks", static hooks => hooks.On<WebhookEvent>(static (_, _, _) => Task.CompletedTask));

        await application.StartAsync(TestContext.Current.CancellationToken);
        await application.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(times, count);
        Assert.Equal(fails ? 1 : 0, log.GetSnapshot().Count(static record => record.Id.Id == NotWarmedUp));
    }

    [Fact]
    public async Task WarmUpCanBeSwitchedOff()
    {
        WatchedStore store = new(_time) { OnWarmUp = static _ => throw new InvalidOperationException("The store was warmed up.") };
        await using WebhookApplication application = await StartAsync(store, static services => services.Configure<WebhookOptions>(static options => options.WarmsUp = false));

        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
        Assert.DoesNotContain(application.Log.GetSnapshot(), static record => record.Id.Id == NotWarmedUp);
    }

    [Fact]
    public async Task FailedWarmUpShouldNotPreventTheStart()
    {
        WatchedStore store = new(_time) { OnWarmUp = static _ => throw new InvalidOperationException("The store is down.") };
        await using WebhookApplication application = await StartAsync(store);

        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
        Assert.Equal("The store is down.", Assert.Single(application.Log.GetSnapshot(), static record => record.Id.Id == NotWarmedUp).Exception?.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoreThatDoesNotRespondShouldNotPreventTheStart(bool blocks)
    {
        using SemaphoreSlim began = new(0);
        using ManualResetEventSlim release = new();
        WatchedStore store = new(_time)
        {
            OnWarmUp = _ =>
            {
                began.Release();
                if (blocks)
                {
                    release.Wait(CancellationToken.None);
                }

                return Task.Delay(Timeout.Infinite, CancellationToken.None);
            },
        };
        Task<WebhookApplication> starting = Task.Run(() => StartAsync(store));
        Assert.True(await began.WaitAsync(TimeSpan.FromSeconds(20)));

        _time.Advance(TimeSpan.FromSeconds(10));

        await using WebhookApplication application = await starting.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Single(application.Log.GetSnapshot(), static record => record.Id.Id == NotWarmedUp);
        release.Set();
    }

    [Fact]
    public async Task MissingTableShouldNotPreventTheStart()
    {
        using DatabaseFile file = new();
        await using WebhookApplication application = await WebhookApplication.StartAsync(database: file.Path, isMigrated: false);

        Assert.Single(application.Log.GetSnapshot(), static record => record.Id.Id == NotWarmedUp);
        Assert.False(File.Exists(file.Path));
    }

    private Task<WebhookApplication> StartAsync(WatchedStore store, Action<IServiceCollection>? addServices = null) => WebhookApplication.StartAsync(
        time: _time,
        addServices: atlassian =>
        {
            atlassian.StoreWebhooks(_ => store);
            addServices?.Invoke(atlassian.Services);
        });

    private sealed class Recorder(Action start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
