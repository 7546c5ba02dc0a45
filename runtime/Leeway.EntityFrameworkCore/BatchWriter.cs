namespace Leeway.EntityFrameworkCore;

/// <summary>
/// Writes one item or batch at a time: an item at once if none is written, and otherwise together with those that wait. A write costs about the same for one
/// item and for many, so items that arrive faster than they could be written one after the other do not pile up, and several writes at the same time would
/// only make the batches smaller.
/// </summary>
/// <param name="write">
/// Writes one or several items and returns the results in their order. If it fails for several, each is written alone, because the reason may be one of
/// them, or a connection that had been closed. It must have the same result when it is repeated after a write whose answer was lost.
/// </param>
internal sealed class BatchWriter<TItem, TResult>(Func<List<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write)
{
    /// <summary>Few enough that a batch takes about as long as one item.</summary>
    public const int MaxItems = 32;

    private readonly Lock _lock = new();
    private readonly Queue<WaitingItem> _waiting = new();
    private bool _isRunning;

    public async Task<TResult> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        WaitingItem? waiting = null;
        lock (_lock)
        {
            if (_isRunning)
            {
                waiting = new WaitingItem(item, cancellationToken);
                _waiting.Enqueue(waiting);
            }

            _isRunning = true;
        }

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
            Continue();
        }
    }

    /// <summary>Lets the items that wait take the place of a write that has ended.</summary>
    private void Continue()
    {
        if (TakeBatch() is { } batch)
        {
            // Not by the caller, whose own item is written, and outside of its execution context.
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
                return batch;
            }

            _isRunning = false;
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
