using Leeway.EntityFrameworkCore;

namespace Leeway.Stores.Tests;

public sealed class WriteQueueTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly WriteQueue _queue = new(s_limit);

    [Fact]
    public async Task WritesShouldRunOneAfterTheOtherInOrderOutsideOfTheThreadPool()
    {
        int running = 0;
        List<int> order = [];
        HashSet<Thread> threads = [];

        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => RunAsync(() =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            order.Add(number);
            threads.Add(Thread.CurrentThread);
            Interlocked.Decrement(ref running);
        }))).WaitAsync(s_limit);

        Assert.Equal(Enumerable.Range(0, 100), order);
        Assert.False(Assert.Single(threads).IsThreadPoolThread);
    }

    [Fact]
    public async Task WriteThatWaitsShouldDelayTheNextOne()
    {
        TaskCompletionSource disk = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim began = new();
        List<string> order = [];
        Task<int> first = _queue.RunAsync(
            async () =>
            {
                began.Set();
                await disk.Task;
                order.Add("first");
                return 1;
            },
            CancellationToken.None);
        Task second = RunAsync(() => order.Add("second"));
        Assert.True(began.Wait(s_limit));
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(50))));
        disk.SetResult();

        Assert.Equal(1, await first.WaitAsync(s_limit));
        await second.WaitAsync(s_limit);
        Assert.Equal(["first", "second"], order);
    }

    /// <summary>Code of the application may block. If it ran on the thread of the queue, no write would run meanwhile.</summary>
    [Fact]
    public async Task CallerThatBlocksShouldNotDelayTheNextWrite()
    {
        using ManualResetEventSlim disk = new();

        async Task<bool> WriteAndBlockAsync()
        {
            await RunAsync(() => Assert.True(disk.Wait(s_limit))).ConfigureAwait(false);
            return RunAsync(static () => { }).Wait(s_limit);
        }

        Task<bool> caller = WriteAndBlockAsync();
        disk.Set();
        Assert.True(await caller);
    }

    [Fact]
    public async Task CanceledWriteShouldNotRun()
    {
        using ManualResetEventSlim disk = new();
        using CancellationTokenSource cancellation = new();
        bool hasRun = false;
        Task first = RunAsync(() => Assert.True(disk.Wait(s_limit)));
        Task canceled = RunAsync(() => hasRun = true, cancellation.Token);
        Task last = RunAsync(static () => { });

        await cancellation.CancelAsync();
        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled.WaitAsync(s_limit))).CancellationToken);
        Assert.False(first.IsCompleted);
        disk.Set();
        await first.WaitAsync(s_limit);
        await last.WaitAsync(s_limit);
        Assert.False(hasRun);
    }

    /// <summary>The caller disposes the connection afterwards, which the write must no longer use then.</summary>
    [Fact]
    public async Task CallerShouldWaitForAWriteThatHasBegunEvenIfItIsCanceled()
    {
        using ManualResetEventSlim began = new();
        using ManualResetEventSlim disk = new();
        using CancellationTokenSource cancellation = new();
        Task write = RunAsync(
            () =>
            {
                began.Set();
                Assert.True(disk.Wait(s_limit));
            },
            cancellation.Token);
        Assert.True(began.Wait(s_limit));

        await cancellation.CancelAsync();
        Assert.False(write.IsCompleted);
        disk.Set();
        await write.WaitAsync(s_limit);
    }

    [Fact]
    public async Task FailureShouldReachTheCallerOnly()
    {
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();
        Task failed = RunAsync(static () => throw new InvalidOperationException("The disk is full."));
        Task canceled = RunAsync(cancellation.Token.ThrowIfCancellationRequested);
        Task next = RunAsync(static () => { });

        Assert.Equal("The disk is full.", (await Assert.ThrowsAsync<InvalidOperationException>(() => failed.WaitAsync(s_limit))).Message);
        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled.WaitAsync(s_limit))).CancellationToken);
        Assert.True(canceled.IsCanceled);
        await next.WaitAsync(s_limit);
    }

    /// <summary>Log scopes, activities and transactions of the caller apply to its write, and to no other.</summary>
    [Fact]
    public async Task WriteShouldRunInTheContextOfItsCaller()
    {
        AsyncLocal<string?> scope = new() { Value = "first" };
        string? inFirst = null;
        string? inSecond = "?";
        string? inLast = "?";
        Task first = RunAsync(() => inFirst = scope.Value);
        scope.Value = null;
        Task second = RunAsync(() => inSecond = scope.Value);
        scope.Value = "third";
        Task last;
        using (ExecutionContext.SuppressFlow())
        {
            last = RunAsync(() => inLast = scope.Value);
        }

        await first.WaitAsync(s_limit);
        await second.WaitAsync(s_limit);
        await last.WaitAsync(s_limit);
        Assert.Equal(("first", null, null), (inFirst, inSecond, inLast));
    }

    [Fact]
    public async Task ThreadShouldEndAndBeReplaced()
    {
        WriteQueue queue = new(maxIdleTime: TimeSpan.FromMilliseconds(1));
        Thread first = await RunAsync(queue, static () => Thread.CurrentThread).WaitAsync(s_limit);
        Assert.True(first.Join(s_limit));

        Thread second = await RunAsync(queue, static () => Thread.CurrentThread).WaitAsync(s_limit);

        Assert.NotSame(first, second);
    }

    private static Task<T> RunAsync<T>(WriteQueue queue, Func<T> write, CancellationToken cancellationToken = default) =>
        queue.RunAsync(() => Task.FromResult(write()), cancellationToken);

    private Task<bool> RunAsync(Action write, CancellationToken cancellationToken = default) =>
        RunAsync(
            _queue,
            () =>
            {
                write();
                return true;
            },
            cancellationToken);
}
