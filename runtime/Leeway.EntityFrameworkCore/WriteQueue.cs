namespace Leeway.EntityFrameworkCore;

/// <summary>Lets the writes of a store in this process run one after the other, in the order in which they arrive.</summary>
internal sealed class WriteQueue
{
    private readonly Lock _lock = new();

    private Task _last = Task.CompletedTask;

    public async Task<T> RunAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task previous;
        lock (_lock)
        {
            previous = _last;
            _last = end.Task;
        }

        try
        {
            await previous.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = EndAfterAsync(previous, end);
            throw;
        }

        try
        {
            return await write().ConfigureAwait(false);
        }
        finally
        {
            end.SetResult();
        }
    }

    private static async Task EndAfterAsync(Task previous, TaskCompletionSource end)
    {
        await previous.ConfigureAwait(false);
        end.SetResult();
    }
}
