using System.Collections.Concurrent;
using System.Net;
using Leeway.AspNetCore.Webhooks;
using Leeway.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>What happens to deliveries that arrive while the worker runs.</summary>
public sealed class WebhookArrivalTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(Deliveries.Now);
    private readonly ConcurrentQueue<string> _log = [];
    private readonly SemaphoreSlim _storeWasRead = new(0);
    private readonly SemaphoreSlim _started = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);
    private readonly SemaphoreSlim _ended = new(0);
    private readonly WatchedStore _store;

    public WebhookArrivalTests()
    {
        _store = new WatchedStore(_time) { OnAdd = _log.Enqueue, OnForget = () => _storeWasRead.Release() };
    }

    public void Dispose()
    {
        _storeWasRead.Dispose();
        _started.Dispose();
        _mayEnd.Dispose();
        _ended.Dispose();
    }

    [Fact]
    public async Task DeliveryShouldBeHandledWithoutReadingTheStore()
    {
        int readings = 0;
        _store.OnClaim = () => Interlocked.Increment(ref readings);
        await using WebhookApplication application = await StartAsync(maxConcurrency: 8);
        int readingsAtStart = readings;

        for (int i = 1; i <= 3; i++)
        {
            await SendAsync(application, $"{i}");
            await WaitAsync(_started);
            _mayEnd.Release();
            await WaitAsync(_ended);
            await WaitUntilClosedAsync(open: 0);
        }

        Assert.Equal(["1 is claimed", "1 1", "2 is claimed", "2 1", "3 is claimed", "3 1"], _log);
        Assert.Equal(readingsAtStart, readings);
    }

    [Fact]
    public async Task DeliveryShouldWaitInTheStoreWhileTheProcessIsBusy()
    {
        await using WebhookApplication application = await StartAsync(maxConcurrency: 1);

        await SendAsync(application, "1");
        await WaitAsync(_started);
        await SendAsync(application, "2");
        await SendAsync(application, "3");
        _mayEnd.Release(3);
        await WaitAsync(_ended);
        await WaitAsync(_ended);
        await WaitAsync(_ended);

        Assert.Equal(["1 is claimed", "1 1", "2 waits", "3 waits", "2 1", "3 1"], _log);
    }

    [Fact]
    public async Task DuplicateAndRefusedDeliveriesShouldTakeNoSlot()
    {
        await using WebhookApplication application = await StartAsync(maxConcurrency: 1, capacity: 1);

        await SendAsync(application, "1");
        await WaitAsync(_started);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-2"), "2")));
        _mayEnd.Release();
        await WaitAsync(_ended);
        await WaitUntilClosedAsync(open: 0);
        for (int i = 0; i < 3; i++)
        {
            await SendAsync(application, "1");
        }

        _mayEnd.Release();
        await SendAsync(application, "3");
        await WaitAsync(_ended);

        Assert.Equal("3 1", _log.Last());
    }

    [Fact]
    public async Task DeliveryThatTookLongToStoreShouldWaitForAnotherClaim()
    {
        int readings = 0;
        await using WebhookApplication application = await StartAsync(maxConcurrency: 8);
        _store.OnClaim = () => Interlocked.Increment(ref readings);
        _store.OnAdd = text =>
        {
            _log.Enqueue(text);
            _time.Advance(TimeSpan.FromSeconds(20));
        };

        await SendAsync(application, "1");
        await WaitAsync(_started);
        _mayEnd.Release();
        await WaitAsync(_ended);
        await WaitUntilClosedAsync(open: 0);

        Assert.Equal(["1 is claimed", "1 1"], _log);
        Assert.True(readings > 0);
    }

    [Fact]
    public async Task HandlerShouldNotSeeTheContextOfTheRequest()
    {
        HttpContext? seen = null;
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: hooks => hooks.On<WebhookEvent>((_, context, _) =>
            {
                seen = context.Services.GetRequiredService<IHttpContextAccessor>().HttpContext;
                _ended.Release();
                return Task.CompletedTask;
            }),
            time: _time,
            addServices: atlassian =>
            {
                atlassian.StoreWebhooks(_ => _store);
                atlassian.Services.AddHttpContextAccessor();
            },
            runsInBackground: true);
        await WaitAsync(_storeWasRead);

        await SendAsync(application, "1");
        await WaitAsync(_ended);

        Assert.Null(seen);
        Assert.Equal(["1 is claimed"], _log);
    }

    [Fact]
    public async Task DeliveryThatWasClaimedAtItsArrivalShouldBeLeftToTheNextProcess()
    {
        WebhookApplication first = await StartAsync(maxConcurrency: 8);
        await SendAsync(first, "1");
        await WaitAsync(_started);
        await first.DisposeAsync();

        WebhookClaim claim = Assert.Single(await _store.ClaimAsync("", 10, s_limit, CancellationToken.None));
        Assert.Equal(("1", 1), (claim.Delivery.Identifier, claim.Attempt));
    }

    private async Task<WebhookApplication> StartAsync(int maxConcurrency, int capacity = 100)
    {
        WebhookApplication application = await WebhookApplication.StartAsync(
            options =>
            {
                options.MaxConcurrency = maxConcurrency;
                options.QueueCapacity = capacity;
            },
            hooks => hooks.On<WebhookEvent>(async (_, context, cancellationToken) =>
            {
                _log.Enqueue($"{context.Identifier} {context.Attempt}");
                _started.Release();
                await _mayEnd.WaitAsync(cancellationToken);
                _ended.Release();
            }),
            time: _time,
            addServices: atlassian => atlassian.StoreWebhooks(_ => _store),
            runsInBackground: true);

        // The worker forgets deliveries after it has read the store for the first time. Until then, deliveries wait.
        await WaitAsync(_storeWasRead);
        return application;
    }

    private static async Task SendAsync(WebhookApplication application, string identifier) =>
        Assert.Equal(HttpStatusCode.OK, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody($"A-{identifier}"), identifier)));

    private static async Task WaitAsync(SemaphoreSlim signal) => Assert.True(await signal.WaitAsync(s_limit));

    /// <summary>Waits until the results of handlers are recorded, and their slots are free.</summary>
    private async Task WaitUntilClosedAsync(int open)
    {
        using CancellationTokenSource limit = new(s_limit);
        while (await _store.CountOpenAsync("", limit.Token) != open)
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
