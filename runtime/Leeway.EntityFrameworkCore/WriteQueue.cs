namespace Leeway.EntityFrameworkCore;

/// <summary>
/// Runs the writes of a store in this process one after the other, in the order in which they arrive, on a thread of its own. The SQLite provider blocks
/// its thread until the disk has the data. The thread pool has few threads when a process starts, and requests need them.
/// </summary>
/// <param name="maxIdleTime">The time without a write after which the thread ends. The next write starts another one.</param>
internal sealed class WriteQueue(TimeSpan maxIdleTime)
{
    /// <summary>The writes that have not begun. It is also the lock.</summary>
    private readonly Queue<QueuedWrite> _waiting = new();

    private bool _hasThread;

    /// <summary>Runs a write when those before it have ended.</summary>
    /// <param name="write">The write. It runs in the execution context of the caller.</param>
    /// <param name="cancellationToken">Removes the write from the queue. One that has begun decides by itself whether it ends early.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        QueuedWrite<T> queued = new(write);
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (queued, token) => ((QueuedWrite<T>)queued!).TryCancel(token), queued);
        await using (registration.ConfigureAwait(false))
        {
            Enqueue(queued);
            return await queued.Result.ConfigureAwait(false);
        }
    }

    private void Enqueue(QueuedWrite write)
    {
        lock (_waiting)
        {
            if (_hasThread)
            {
                Monitor.Pulse(_waiting);
            }
            else
            {
                new Thread(Run) { IsBackground = true, Name = "Leeway writes" }.UnsafeStart();
                _hasThread = true;
            }

            // Last, so that a write whose caller gets the exception of a thread that cannot start never runs.
            _waiting.Enqueue(write);
        }
    }

    private void Run()
    {
        while (Take() is { } write)
        {
            write.Run();
        }
    }

    /// <returns><see langword="null"/> if there was nothing to do for a while, so that the thread ends.</returns>
    private QueuedWrite? Take()
    {
        lock (_waiting)
        {
            QueuedWrite? write;
            while (!_waiting.TryDequeue(out write))
            {
                if (!Monitor.Wait(_waiting, maxIdleTime) && _waiting.Count == 0)
                {
                    _hasThread = false;
                    return null;
                }
            }

            return write;
        }
    }

    private abstract class QueuedWrite
    {
        /// <summary>Runs the write to its end. It does not throw.</summary>
        public abstract void Run();
    }

    private sealed class QueuedWrite<T>(Func<Task<T>> write) : QueuedWrite
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        // What awaits the result must not run on the thread of the queue, which it could block.
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private bool _hasBegun;

        public Task<T> Result => _result.Task;

        public void TryCancel(CancellationToken cancellationToken)
        {
            if (!Interlocked.Exchange(ref _hasBegun, true))
            {
                _result.SetCanceled(cancellationToken);
            }
        }

        public override void Run()
        {
            if (Interlocked.Exchange(ref _hasBegun, true))
            {
                return;
            }

            if (_context is null)
            {
                RunWrite();
            }
            else
            {
                ExecutionContext.Run(_context, static queued => ((QueuedWrite<T>)queued!).RunWrite(), this);
            }
        }

        private void RunWrite()
        {
            Task<T> running = WriteAsync();
            Task.WaitAny(running);
            _result.SetFromTask(running);
        }

        private async Task<T> WriteAsync() => await write().ConfigureAwait(false);
    }
}
