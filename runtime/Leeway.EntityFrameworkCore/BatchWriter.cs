namespace Leeway.EntityFrameworkCore;

/// <summary>
/// Writes items one batch at a time. An item that arrives while nothing is written is written immediately; those that arrive during a write are written
/// together by the next one. A write costs about the same for one item and for many, so several at the same time would only make the batches smaller.
/// </summary>
/// <remarks>
/// A further write begins where one is not sufficient: when a full batch waits, because the database is far away, and when a write takes long, because
/// its connection is stuck or another process has a lock that it needs.
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

    /// <summary>How many writes run at the same time where one is not sufficient.</summary>
    public const int MaxRunning = 4;

    /// <summary>A write that takes longer does not hold up the items that arrive afterwards.</summary>
    private static readonly TimeSpan s_longTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<WaitingItem> _waiting = new();
    private int _running;

    /// <summary>The timestamp of when the last write began.</summary>
    private long _begunAt;

    public async Task<TResult> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        WaitingItem? waiting = null;
        bool begins = true;
        lock (_lock)
        {
            if (_running > 0)
            {
                waiting = new WaitingItem(item, cancellationToken);
                _waiting.Enqueue(waiting);
                begins = _running < MaxRunning && (_waiting.Count >= MaxItems || time.GetElapsedTime(_begunAt) > s_longTime);
            }

            if (begins)
            {
                _running++;
                _begunAt = time.GetTimestamp();
            }
        }

        if (waiting is not null)
        {
            if (begins)
            {
                Continue();
            }

            return await waiting.Completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return (await write([item], cancellationToken).ConfigureAwait(false))[0];
        }
        finally
        {
            Continue();
        }
    }

    /// <summary>Writes the items that wait, in the place of a write that has ended or in one of their own.</summary>
    private void Continue()
    {
        if (TakeBatch() is { } batch)
        {
            // Not by the caller, who waits for one item only, and outside of its execution context.
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Writer.WriteBatchAsync(state.Batch), (Writer: this, Batch: batch), preferLocal: false);
        }
    }

    private List<WaitingItem>? TakeBatch()
    {
        lock (_lock)
        {
            List<WaitingItem> batch = [];
            while (batch.Count < MaxItems && _waiting.TryDequeue(out WaitingItem? item))
            {
                if (!item.CancellationToken.IsCancellationRequested)
                {
                    batch.Add(item);
                }
            }

            if (batch.Count > 0)
            {
                _begunAt = time.GetTimestamp();
                return batch;
            }

            _running--;
            return null;
        }
    }

    private async Task WriteBatchAsync(List<WaitingItem> batch)
    {
        try
        {
            // Not canceled with one of several callers.
            IReadOnlyList<TResult> results = await write(batch.ConvertAll(static item => item.Item), CancellationToken.None).ConfigureAwait(false);
            for (int i = 0; i < batch.Count; i++)
            {
                batch[i].Completion.SetResult(results[i]);
            }
        }
        catch (Exception exception) when (batch.Count > 1 && exception is not LeewayException)
        {
            // One after the other: a database that is slow must not get more work because of that.
            foreach (WaitingItem item in batch)
            {
                await WriteAloneAsync(item).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            foreach (WaitingItem item in batch)
            {
                item.Completion.TrySetException(exception);
            }
        }
        finally
        {
            Continue();
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

    private sealed class WaitingItem(TItem item, CancellationToken cancellationToken)
    {
        public TItem Item => item;

        public CancellationToken CancellationToken => cancellationToken;

        public TaskCompletionSource<TResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
