using System.Text;
using System.Text.Json;
using Leeway.AspNetCore.Webhooks;
using Leeway.Chance;
using Leeway.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

public sealed class WebhookWorkerTests
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_cancelTime = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task OldDeliveriesShouldBeForgottenWhileAHandlerRuns()
    {
        WebhookClock time = new();
        TaskCompletionSource started = CreateSource();
        TaskCompletionSource released = CreateSource();
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            static options =>
            {
                options.HandlerTimeout = TimeSpan.FromDays(1);
                options.Retention = TimeSpan.FromHours(2);
                options.MaxAge = TimeSpan.FromHours(1);
            },
            hooks => hooks.On<IssueUpdated>(async (received, _, _) =>
            {
                if (received.Issue?.Key == "LONG-1")
                {
                    started.SetResult();
                    await released.Task;
                }
            }),
            time: time);
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("OLD-1"), "1"));
        await application.RunDueAsync();
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("LONG-1"), "2"));
        Task paused = time.NextTimerAsync(s_pause);
        Task running = application.RunDueAsync();
        await started.Task;
        await paused;

        paused = time.NextTimerAsync(s_pause);
        time.Advance(TimeSpan.FromHours(3));
        await paused;

        Assert.Equal(0, await application.Store.ForgetAsync("", Deliveries.Now.AddSeconds(1)));
        Assert.False(running.IsCompleted);
        released.SetResult();
        await running;
    }

    [Fact]
    public async Task RetryShouldNotWaitForAnotherHandler()
    {
        WebhookClock time = new();
        TaskCompletionSource repeated = CreateSource();
        TaskCompletionSource released = CreateSource();
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            static options => options.HandlerTimeout = TimeSpan.FromDays(1),
            hooks => hooks.On<IssueUpdated>(async (received, context, _) =>
            {
                if (received.Issue?.Key == "LONG-1")
                {
                    await released.Task;
                }
                else if (context.Attempt == 1)
                {
                    throw new InvalidDataException("boom");
                }
                else
                {
                    repeated.SetResult();
                }
            }),
            time: time);
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("LONG-1"), "1"));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "2"));
        Task paused = time.NextTimerAsync(s_pause);
        Task running = application.RunDueAsync();

        while (!repeated.Task.IsCompleted)
        {
            await Task.WhenAny(paused, repeated.Task);
            paused = time.NextTimerAsync(s_pause);
            time.Advance(s_pause);
        }

        Assert.False(running.IsCompleted);
        released.SetResult();
        await running;
    }

    [Fact]
    public async Task FailureOfTheStoreShouldBeLoggedWithThePause()
    {
        WebhookClock time = new();
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            static options => options.RetryDelay = TimeSpan.FromSeconds(3),
            time: time,
            runsInBackground: true,
            addServices: static atlassian => atlassian.StoreWebhooks(static provider => new WatchedStore(provider.GetRequiredService<TimeProvider>())
            {
                OnClaim = static () => throw new WebhookStoreException("broken"),
            }));

        FakeLogRecord record = await WaitForLogAsync(application, 6108);

        Assert.Contains("00:00:03", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedDeletionShouldNotStopHandling()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            addServices: static atlassian => atlassian.StoreWebhooks(static provider => new WatchedStore(provider.GetRequiredService<TimeProvider>())
            {
                OnForget = static () => throw new WebhookStoreException("broken"),
            }));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));

        await application.RunDueAsync();

        Assert.Equal(["1 1"], application.Handled);
        Assert.Contains("01:00:00", (await WaitForLogAsync(application, 6111)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeliveryThatEndedTheProcessShouldBeBuriedAfterTheLastAttempt()
    {
        List<WebhookDeadLetter> letters = [];
        await using WebhookApplication application = await WebhookApplication.StartAsync(options =>
        {
            options.MaxAttempts = 2;
            options.OnDeadLetter = (letter, _) =>
            {
                letters.Add(letter);
                return Task.CompletedTask;
            };
        });
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        for (int i = 0; i < 2; i++)
        {
            // The process ends before it records a result.
            Assert.Single(await application.Store.ClaimAsync("", 1, TimeSpan.FromSeconds(90)));
            application.Time.Advance(TimeSpan.FromSeconds(90));
        }

        await application.RunDueAsync();

        Assert.Empty(application.Handled);
        Assert.Equal(0, await application.Store.CountOpenAsync(""));
        WebhookDeadLetter letter = Assert.Single(letters);
        Assert.Equal(("jira:issue_updated", 2), (letter.Event.Name, letter.Attempts));
        Assert.IsAssignableFrom<LeewayException>(letter.Exception);
        Assert.Contains("attempted 2 times", letter.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadableDeliveryShouldBeBuriedAfterTheLastAttempt()
    {
        List<WebhookDeadLetter> letters = [];
        await using WebhookApplication application = await WebhookApplication.StartAsync(options =>
        {
            options.MaxAttempts = 2;
            options.OnDeadLetter = (letter, _) =>
            {
                letters.Add(letter);
                return Task.CompletedTask;
            };
        });
        await application.Store.TryAddAsync(
            new WebhookDelivery { Registration = "", Site = "", Identifier = "1", Body = Encoding.UTF8.GetBytes("not json"), ReceivedAt = Deliveries.Now }, 10);

        await application.RunDueAsync();
        Assert.Empty(letters);
        application.Time.Advance(s_pause);
        await application.RunDueAsync();

        Assert.Empty(application.Handled);
        Assert.Equal(0, await application.Store.CountOpenAsync(""));
        WebhookDeadLetter letter = Assert.Single(letters);
        Assert.Equal(("", 2), (Assert.IsType<UnknownWebhookEvent>(letter.Event).Name, letter.Attempts));
        Assert.IsAssignableFrom<JsonException>(letter.Exception);
    }

    [Fact]
    public async Task DeadLetterHookShouldBeCanceledBeforeTheClaimEnds()
    {
        TaskCompletionSource started = CreateSource();
        bool isCanceled = false;
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            options =>
            {
                options.MaxAttempts = 1;
                options.OnDeadLetter = async (_, cancellationToken) =>
                {
                    TaskCompletionSource never = CreateSource();
                    await using CancellationTokenRegistration registration = cancellationToken.Register(() =>
                    {
                        isCanceled = true;
                        never.SetCanceled(cancellationToken);
                    });
                    started.SetResult();
                    await never.Task;
                };
            },
            static hooks => hooks.On<WebhookEvent>(static (_, _, _) => throw new InvalidDataException("boom")));
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        Task running = application.RunDueAsync();
        await started.Task;

        application.Time.Advance(TimeSpan.FromSeconds(74));
        Assert.False(isCanceled);
        application.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(isCanceled);
        Assert.Empty(await application.Store.ClaimAsync("", 1, TimeSpan.FromMinutes(1)));
        await running;
        Assert.Equal(1, await application.Store.CountOpenAsync(""));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandlerThatIgnoresItsTokenShouldNotHoldItsPlace(bool blocksItsThread)
    {
        WebhookClock time = new();
        TaskCompletionSource started = CreateSource();
        TaskCompletionSource released = CreateSource();
        Resource? resource = null;
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            static options => options.RetryDelay = options.PollInterval = TimeSpan.FromSeconds(7),
            hooks => hooks.On<WebhookEvent>(async (_, context, _) =>
            {
                resource = context.Services.GetRequiredService<Resource>();
                started.SetResult();
                if (blocksItsThread)
                {
                    released.Task.GetAwaiter().GetResult();
                }

                await released.Task;
                throw new InvalidDataException("late");
            }),
            time: time,
            addServices: static atlassian => atlassian.Services.AddScoped<Resource>());
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        Task running = application.RunDueAsync();
        await started.Task;

        Task canceled = time.NextTimerAsync(s_cancelTime);
        time.Advance(TimeSpan.FromMinutes(1));
        await canceled;
        time.Advance(s_cancelTime);
        await running;

        Assert.Equal(1, await application.Store.CountOpenAsync(""));
        Assert.IsType<TimeoutException>((await WaitForLogAsync(application, 6104)).Exception);
        Assert.Equal(0, resource!.Disposals);

        released.SetResult();
        Assert.Equal("late", (await WaitForLogAsync(application, 6112)).Exception?.Message);
        Assert.Equal(1, resource.Disposals);
    }

    [Theory]
    [InlineData(0, 3.5)]
    [InlineData(0.25, 4.25)]
    [InlineData(0.75, 5.75)]
    [InlineData(0.999_999, 6.5)]
    public async Task DelayShouldVary(double chance, double expected)
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: static hooks => hooks.On<WebhookEvent>(static (_, context, _) => context.Attempt == 1 ? throw new InvalidDataException("boom") : Task.CompletedTask));
        application.Services.GetRequiredService<WebhookWorker>().Random = new FixedRandom(chance);
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.RunDueAsync();

        application.Time.Advance(TimeSpan.FromSeconds(expected - 0.01));
        await application.RunDueAsync();
        Assert.Equal(1, await application.Store.CountOpenAsync(""));
        application.Time.Advance(TimeSpan.FromSeconds(0.01));
        await application.RunDueAsync();
        Assert.Equal(0, await application.Store.CountOpenAsync(""));
    }

    [Fact]
    public void DelayShouldVaryUpToTheMaximum()
    {
        WebhookBackoff backoff = new(TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));

        Assert.Equal([5, 10, 20, 40], Enumerable.Range(1, 4).Select(attempt => backoff.ComputeDelay(attempt, 0.5).TotalSeconds));
        foreach (int attempt in (int[])[11, 20, 100, 5_000])
        {
            Assert.InRange(backoff.ComputeDelay(attempt, 0), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(35));
            Assert.InRange(backoff.ComputeDelay(attempt, 1), TimeSpan.FromMinutes(59.9), TimeSpan.FromHours(1));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandlerClassShouldBeDisposedOnce(bool isRegistered)
    {
        Resource resource = new();
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: static hooks => hooks.On<IssueUpdated, DisposableHandler>().On<IssueUpdated, AsyncDisposableHandler>(),
            addServices: atlassian =>
            {
                atlassian.Services.AddSingleton(_ => resource);
                if (isRegistered)
                {
                    atlassian.Services.AddTransient<DisposableHandler>().AddScoped<AsyncDisposableHandler>();
                }
            });

        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1"), "1"));
        await application.RunDueAsync();

        Assert.Equal(2, resource.Disposals);
    }

    [Fact]
    public async Task NameOfAnUnknownEventShouldBeLoggedAsText()
    {
        await using WebhookApplication application = await WebhookApplication.StartAsync(
            map: static hooks => hooks.On<WebhookEvent>(static (_, _, _) => throw new InvalidDataException("boom")));
        string name = "a\\n\\u001b[2J\\u202e" + new string('x', 1000);
        await application.SendAsync(Deliveries.Dynamic(Deliveries.CreateBody("A-1", name), "1"));

        await application.RunDueAsync();

        FakeLogRecord record = await WaitForLogAsync(application, 6104);
        Assert.Contains("(a??[2J?" + new string('x', 64 - 7) + ")", record.Message, StringComparison.Ordinal);
    }

    private static TaskCompletionSource CreateSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<FakeLogRecord> WaitForLogAsync(WebhookApplication application, int id)
    {
        await foreach (FakeLogRecord record in application.Log.GetLogsAsync())
        {
            if (record.Id.Id == id)
            {
                return record;
            }
        }

        throw new InvalidOperationException("The log has ended.");
    }

    private sealed class Resource : IAsyncDisposable
    {
        private int _disposals;

        public int Disposals => _disposals;

        public void Release() => Interlocked.Increment(ref _disposals);

        public ValueTask DisposeAsync()
        {
            Release();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class DisposableHandler(Resource resource) : IWebhookHandler<IssueUpdated>, IDisposable
    {
        public Task HandleAsync(IssueUpdated received, WebhookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => resource.Release();
    }

    private sealed class AsyncDisposableHandler(Resource resource) : IWebhookHandler<IssueUpdated>, IAsyncDisposable
    {
        public Task HandleAsync(IssueUpdated received, WebhookContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            resource.Release();
            return ValueTask.CompletedTask;
        }
    }
}
