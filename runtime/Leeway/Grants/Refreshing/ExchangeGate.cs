namespace Leeway.Grants;

/// <summary>Limits the number of concurrent exchanges. The others wait in order of arrival.</summary>
internal sealed class ExchangeGate(int capacity, TaskCreationOptions promiseOptions)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _free = capacity;

    public Task EnterAsync()
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            TaskCompletionSource turn = new(promiseOptions);
            _waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    public void Leave()
    {
        TaskCompletionSource? next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _free++;
            }
        }

        next?.SetResult();
    }
}
