namespace Leeway.EntityFrameworkCore;

/// <summary>
/// Writes items one batch at a time. An item that arrives while nothing is written is written immediately; those that arrive during a write are written
/// together by the next one. A write costs about the same for one item and for many, so several at the same time would only make the batches smaller.
/// </summary>
/// <remarks>
/// A further write begins where one is not sufficient: when a full batch waits, because the database is far away, and when an item arrives while a write
/// takes long, because its connection is stuck or another process has a lock that it needs.
/// </remarks>
/// <param name="write">
/// Writes one or several items and returns the results in their order. If it fails for several, each is written alone, because the reason may be one of
/// them, or a connection that had been closed. So it must accept items that an earlier write has written, although it failed.
/// </param>
/// <param name="time">The time.</param>
internal sealed class BatchWriter<TItem, TResult>(Func<List<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write, TimeProvider time)
{
    /// <summary>Few enough that a batch takes about as long as one item.</summary>
    public const int MaxItems = 32;

    /// <summary>At most this many writes run at the same time.</summary>
    private const int MaxRunning = 4;

    /// <summary>A write that takes longer does not hold up the items that arrive afterwards.</summary>
    private static readonly TimeSpan s_longTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<WaitingItem> _waiting = new();

    /// <summary>The timestamps of when the writes began that run, in this order.</summary>
    private readonly List<long> _running = new(MaxRunning);

    public async Task<TResult> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        WaitingItem? waiting = null;
        Batch? batch = null;
        long begunAt = 0;
        lock (_lock)
        {
            if (_running.Count == 0)
            {
                begunAt = Begin();
            }
            else
            {
                waiting = new WaitingItem(item, cancellationToken);
                _waiting.Enqueue(waiting);
                if (_running.Count < MaxRunning && (_waiting.Count >= MaxItems || time.GetElapsedTime(_running[^1]) > s_longTime))
                {
                    batch = TakeBatch();
                }
            }
        }

        Start(batch);
        if (waiting is not null)
        {
            return await waiting.Completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return (await write([item], cancellationToken).ConfigureAwait(false))[0];
        }
        finally
        {
            End(begunAt);
        }
    }

    /// <summary>Records that a write begins. Call it in the lock.</summary>
    private long Begin()
    {
        long now = time.GetTimestamp();
        _running.Add(now);
        return now;
    }

    /// <summary>Lets the items that wait take the place of a write that has ended.</summary>
    private void End(long begunAt)
    {
        Batch? batch;
        lock (_lock)
        {
            _running.Remove(begunAt);
            batch = TakeBatch();
        }

        Start(batch);
    }

    /// <summary>Takes the items that wait. Call it in the lock.</summary>
    private Batch? TakeBatch()
    {
        List<WaitingItem> items = [];
        while (items.Count < MaxItems && _waiting.TryDequeue(out WaitingItem? item))
        {
            if (!item.CancellationToken.IsCancellationRequested)
            {
                items.Add(item);
            }
        }

        return items.Count > 0 ? new Batch(items, Begin()) : null;
    }

    private void Start(Batch? batch)
    {
        if (batch is not null)
        {
            // Not by the caller, who waits for one item only, and outside of its execution context.
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Writer.WriteBatchAsync(state.Batch), (Writer: this, Batch: batch), preferLocal: false);
        }
    }

    private async Task WriteBatchAsync(Batch batch)
    {
        try
        {
            // Not canceled with one of several callers.
            IReadOnlyList<TResult> results = await write(batch.Items.ConvertAll(static item => item.Item), CancellationToken.None).ConfigureAwait(false);
            for (int i = 0; i < batch.Items.Count; i++)
            {
                batch.Items[i].Completion.SetResult(results[i]);
            }
        }
        catch (Exception exception) when (batch.Items.Count > 1 && exception is not LeewayException)
        {
            // One after the other: a database that is slow must not get more work because of that.
            foreach (WaitingItem item in batch.Items)
            {
                await WriteAloneAsync(item).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            foreach (WaitingItem item in batch.Items)
            {
                item.Completion.TrySetException(exception);
            }
        }
        finally
        {
            End(batch.BegunAt);
        }
    }

    private async Task WriteAloneAsync(WaitingItem item)
    {
        try
        {
            item.Completion.SetResult((await write([item.Item], item.CancellationToken).ConfigureAwait(false))[0]);
        }
        catch (Exception exception)
        {
            item.Completion.SetException(exception);
        }
    }

    private sealed record Batch(List<WaitingItem> Items, long BegunAt);

    private sealed class WaitingItem(TItem item, CancellationToken cancellationToken)
    {
        public TItem Item => item;

        public CancellationToken CancellationToken => cancellationToken;

        public TaskCompletionSource<TResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
