namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Limits how many deliveries a process handles at the same time. A delivery that arrives takes a free slot and is handled at once, unless earlier
/// ones may wait in the store.
/// </summary>
internal sealed class WebhookSlots
{
    private readonly Lock _lock = new();
    private readonly int _count;

    private int _free;
    private bool _isOpen;
    private bool _isBehind = true;
    private TaskCompletionSource? _idle;

    /// <param name="count">The number of slots.</param>
    public WebhookSlots(int count) => _count = _free = count;

    /// <summary>Is set when the store must be read: when a delivery waits there, and when a slot is free for one that may wait.</summary>
    public AsyncSignal Signal { get; } = new();

    /// <summary>Begins to accept deliveries that arrive.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _isOpen = true;
        }
    }

    /// <summary>Lets deliveries that arrive wait in the store.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isOpen = false;
        }
    }

    /// <summary>Takes a slot for a delivery that arrives.</summary>
    /// <returns><see langword="false"/> if the delivery must wait in the store.</returns>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (!_isOpen || _isBehind || _free == 0)
            {
                _isBehind = true;
                return false;
            }

            _free--;
            return true;
        }
    }

    /// <summary>
    /// Takes slots for deliveries that wait in the store: half of the free ones, so that deliveries can arrive while the store is read. Otherwise, each
    /// of them would wait for the next reading, and so on.
    /// </summary>
    /// <returns>The number of slots.</returns>
    public int TakeForWaiting()
    {
        lock (_lock)
        {
            int taken = (_free + 1) / 2;
            _free -= taken;
            _isBehind = taken == 0;
            return taken;
        }
    }

    /// <summary>Records that deliveries may wait in the store.</summary>
    public void FallBehind()
    {
        lock (_lock)
        {
            _isBehind = true;
        }
    }

    /// <summary>Returns slots.</summary>
    public void Return(int returned)
    {
        TaskCompletionSource? idle = null;
        bool isBehind;
        lock (_lock)
        {
            _free += returned;
            isBehind = _isBehind;
            if (_free == _count)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        if (isBehind)
        {
            Signal.Set();
        }

        idle?.SetResult();
    }

    /// <summary>Waits until no slot is taken.</summary>
    public Task WaitUntilIdleAsync()
    {
        lock (_lock)
        {
            return _free == _count
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
