using Leeway.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.Stores.Tests;

/// <summary>Items that are written together. <c>WebhookBatchTests</c> has the tests with a database.</summary>
public sealed class BatchWriterTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly List<(List<int> Items, TaskCompletionSource Result)> _writes = [];
    private readonly SemaphoreSlim _begun = new(0);
    private readonly BatchWriter<int, int> _writer;

    public BatchWriterTests() => _writer = new BatchWriter<int, int>(WriteAsync, _time);

    public void Dispose() => _begun.Dispose();

    [Fact]
    public async Task ItemsThatArriveDuringAWriteShouldBeWrittenTogether()
    {
        Task<int>[] results = await StartAsync(1, 5);
        Assert.Equal([[0]], Begun);
        _writes[0].Result.SetResult();
        await WaitAsync(1);

        Assert.Equal([[0], [1, 2, 3, 4]], Begun);
        _writes[1].Result.SetResult();
        int[] written = await Task.WhenAll(results).WaitAsync(s_limit);
        Assert.Equal([0, 10, 20, 30, 40], written);
    }

    [Fact]
    public async Task FurtherWriteShouldBeginWhenAFullBatchWaits()
    {
        // The first one, and three full batches.
        Task<int>[] results = await StartAsync(4, 1 + (5 * BatchWriter<int, int>.MaxItems));

        Assert.Equal([1, 32, 32, 32], Begun.Select(static items => items.Count));
        _writes[2].Result.SetResult();
        await WaitAsync(1);
        Assert.Equal(32, Begun[^1].Count);
        await EndAllAsync(results);
        Assert.Equal(6, _writes.Count);
    }

    [Fact]
    public async Task StuckWriteShouldNotHoldUpItemsThatArriveLater()
    {
        List<Task<int>> results = [.. await StartAsync(1, 3)];
        _time.Advance(TimeSpan.FromSeconds(1.1));
        Task<int> later = _writer.WriteAsync(3, CancellationToken.None);
        await WaitAsync(1);

        // The newest write that runs has just begun.
        results.Add(_writer.WriteAsync(4, CancellationToken.None));
        Assert.Equal([[0], [1, 2, 3]], Begun);
        _writes[1].Result.SetResult();
        await WaitAsync(1);
        Assert.Equal(30, await later.WaitAsync(s_limit));
        _writes[2].Result.SetResult();
        Assert.Equal(40, await results[^1].WaitAsync(s_limit));

        // Only the one that is stuck runs, or will in a moment.
        await WaitUntilWrittenAsync(5);
        Assert.False(results[0].IsCompleted);
        await EndAllAsync(results);
    }

    private List<List<int>> Begun
    {
        get
        {
            lock (_writes)
            {
                return _writes.ConvertAll(static write => write.Items);
            }
        }
    }

    /// <summary>Starts to write items.</summary>
    /// <param name="writes">How many writes begin.</param>
    /// <param name="items">The number of items.</param>
    private async Task<Task<int>[]> StartAsync(int writes, int items)
    {
        Task<int>[] results = [.. Enumerable.Range(0, items).Select(i => _writer.WriteAsync(i, CancellationToken.None))];
        await WaitAsync(writes);
        return results;
    }

    private async Task WaitAsync(int writes)
    {
        for (int i = 0; i < writes; i++)
        {
            Assert.True(await _begun.WaitAsync(s_limit));
        }
    }

    /// <summary>Writes an item as soon as the writes that have ended are no longer counted.</summary>
    private async Task WaitUntilWrittenAsync(int item)
    {
        Task<int> result = _writer.WriteAsync(item, CancellationToken.None);
        await WaitAsync(1);
        Assert.Equal([item], Begun[^1]);
        _writes[^1].Result.SetResult();
        Assert.Equal(item * 10, await result.WaitAsync(s_limit));
    }

    private async Task EndAllAsync(IEnumerable<Task<int>> results)
    {
        Task all = Task.WhenAll(results).WaitAsync(s_limit);
        while (!all.IsCompleted)
        {
            lock (_writes)
            {
                _writes.ForEach(static write => write.Result.TrySetResult());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        await all;
    }

    private async Task<IReadOnlyList<int>> WriteAsync(List<int> items, CancellationToken cancellationToken)
    {
        TaskCompletionSource result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_writes)
        {
            _writes.Add((items, result));
        }

        _begun.Release();
        await result.Task;
        return items.ConvertAll(static item => item * 10);
    }
}
