namespace Leeway.AspNetCore.Webhooks;

/// <summary>Wakes one waiter. A signal that is set before the wait is not lost.</summary>
internal sealed class AsyncSignal
{
    private volatile TaskCompletionSource _next = Create();

    /// <summary>Completes at the next signal, or is complete if there was one since the last <see cref="Reset"/>.</summary>
    public Task Task => _next.Task;

    public void Set() => _next.TrySetResult();

    /// <summary>Begins to wait for the next signal. Call it before the work that a signal asks for.</summary>
    public void Reset()
    {
        if (_next.Task.IsCompleted)
        {
            _next = Create();
        }
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
