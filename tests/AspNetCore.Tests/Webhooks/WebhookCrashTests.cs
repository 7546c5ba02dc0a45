using System.Collections.Concurrent;
using System.Net;
using Leeway.AspNetCore.Webhooks;
using Leeway.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

public sealed class WebhookCrashTests
{
    [Fact]
    public async Task DeliveryShouldBeHandledAfterACrashBetweenCommitAndHandling()
    {
        using DatabaseFile database = new();
        FakeTimeProvider time = new(Deliveries.Now);
        await using (WebhookApplication first = await WebhookApplication.StartAsync(database: database.Path, time: time))
        {
            Assert.Equal(HttpStatusCode.OK, await first.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
        }

        await using WebhookApplication second = await WebhookApplication.StartAsync(database: database.Path, time: time);
        await second.RunDueAsync();

        Assert.Equal(["1 1"], second.Handled);
        Assert.Equal(HttpStatusCode.OK, await second.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
        await second.RunDueAsync();
        Assert.Single(second.Handled);
    }

    [Fact]
    public async Task DeliveryShouldBeHandledAgainAfterACrashWhileHandling()
    {
        using DatabaseFile database = new();
        FakeTimeProvider time = new(Deliveries.Now);
        await using (WebhookApplication first = await WebhookApplication.StartAsync(database: database.Path, time: time))
        {
            await first.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));

            // A process claims it, and ends before it records a result.
            Assert.Single(await first.Store.ClaimAsync("", 1, TimeSpan.FromSeconds(90)));
        }

        await using WebhookApplication second = await WebhookApplication.StartAsync(database: database.Path, time: time);
        await second.RunDueAsync();
        Assert.Empty(second.Handled);

        time.Advance(TimeSpan.FromSeconds(90));
        await second.RunDueAsync();
        Assert.Equal(["1 2"], second.Handled);
    }

    [Fact]
    public async Task DeliveryOfAStoppedProcessShouldBeHandledByTheNextAtOnce()
    {
        using DatabaseFile database = new();
        FakeTimeProvider time = new(Deliveries.Now);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (WebhookApplication first = await WebhookApplication.StartAsync(
            map: hooks => hooks.On<WebhookEvent>(async (_, _, cancellationToken) =>
            {
                started.SetResult();
                TaskCompletionSource stopped = new();
                await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
                await stopped.Task;
                cancellationToken.ThrowIfCancellationRequested();
            }),
            database: database.Path,
            time: time,
            runsInBackground: true))
        {
            await first.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
            await started.Task;
        }

        await using WebhookApplication second = await WebhookApplication.StartAsync(database: database.Path, time: time);
        await second.RunDueAsync();

        Assert.Equal(["1 1"], second.Handled);
    }

    [Fact]
    public async Task DuplicatesAtTwoNodesShouldBeHandledOnce()
    {
        const int Count = 30;
        using DatabaseFile database = new();
        FakeTimeProvider time = new(Deliveries.Now);
        await using WebhookApplication first = await WebhookApplication.StartAsync(database: database.Path, time: time);
        await using WebhookApplication second = await WebhookApplication.StartAsync(database: database.Path, time: time);
        ConcurrentBag<HttpStatusCode> statuses = [];

        await Parallel.ForEachAsync(Enumerable.Range(0, Count * 4), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) =>
        {
            WebhookApplication node = number % 2 == 0 ? first : second;
            string key = $"A-{number / 4}";
            statuses.Add(await node.SendAsync(number % 4 < 2 ? Deliveries.Dynamic(Deliveries.CreateBody(key), key) : Deliveries.Admin(Deliveries.CreateBody(key), key)));
        });
        await Task.WhenAll(first.RunDueAsync(), second.RunDueAsync());

        Assert.All(statuses, static status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(Enumerable.Range(0, Count).Select(static number => $"A-{number} 1").Order(), first.Handled.Concat(second.Handled).Order());
    }

    [Fact]
    public async Task StoreThatFailsShouldBeAnsweredWith503()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(addServices: static atlassian => atlassian.StoreWebhooks(static _ => new BrokenStore()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
    }

    [Fact]
    public async Task MemoryShouldLoseWhatWasNotHandled()
    {
        await using (WebhookApplication first = await WebhookApplication.StartAsync())
        {
            Assert.Equal(HttpStatusCode.OK, await first.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1")));
        }

        await using WebhookApplication second = await WebhookApplication.StartAsync();
        await second.RunDueAsync();

        Assert.Empty(second.Handled);
    }

    private sealed class BrokenStore : IWebhookStore
    {
        public ValueTask<WebhookAdmission> TryAddAsync(WebhookDelivery delivery, int capacity, CancellationToken cancellationToken) => throw new WebhookStoreException("broken");

        public ValueTask<WebhookAdmission> TryAddClaimedAsync(WebhookClaim claim, TimeSpan duration, int capacity, CancellationToken cancellationToken) =>
            throw new WebhookStoreException("broken");

        public ValueTask<IReadOnlyList<WebhookClaim>> ClaimAsync(string registration, int max, TimeSpan duration, CancellationToken cancellationToken) => throw new WebhookStoreException("broken");

        public ValueTask<bool> CompleteAsync(WebhookClaim claim, CancellationToken cancellationToken) => throw new WebhookStoreException("broken");

        public ValueTask<bool> PostponeAsync(WebhookClaim claim, TimeSpan delay, bool isAttempt, CancellationToken cancellationToken) => throw new WebhookStoreException("broken");

        public ValueTask<bool> BuryAsync(WebhookClaim claim, CancellationToken cancellationToken) => throw new WebhookStoreException("broken");

        public ValueTask<int> CountOpenAsync(string registration, CancellationToken cancellationToken) => throw new WebhookStoreException("broken");

        public ValueTask<int> ForgetAsync(string registration, DateTimeOffset before, CancellationToken cancellationToken) => throw new WebhookStoreException("broken");
    }
}
