namespace Leeway.Grants;

/// <summary>Waits for work until a deadline, even if the work ignores its cancellation token.</summary>
internal static class BoundedWait
{
    /// <param name="work">The work, which was started with <paramref name="deadline"/>.</param>
    /// <param name="promiseOptions">The options for promises.</param>
    /// <param name="abandoned">Receives the result of the work if it completes after the wait has ended. It must not throw.</param>
    /// <param name="deadline">Ends the wait. The work may continue and take effect later.</param>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    public static ValueTask<T> ForAsync<T>(
        ValueTask<T> work,
        TaskCreationOptions promiseOptions,
        Action<T>? abandoned,
        CancellationToken deadline) =>
        work.IsCompleted ? work : new(WaitAsync(work, promiseOptions, abandoned, deadline));

    private static async Task<T> WaitAsync<T>(
        ValueTask<T> work,
        TaskCreationOptions promiseOptions,
        Action<T>? abandoned,
        CancellationToken deadline)
    {
        TaskCompletionSource<T> promise = new(promiseOptions);
        _ = FollowAsync(work, promise, abandoned);
        CancellationTokenRegistration registration = deadline.UnsafeRegister(
            static (promise, token) => ((TaskCompletionSource<T>)promise!).TrySetCanceled(token), promise);
        try
        {
            return await promise.Task.ConfigureAwait(false);
        }
        finally
        {
            registration.Unregister();
        }
    }

    private static async Task FollowAsync<T>(ValueTask<T> work, TaskCompletionSource<T> promise, Action<T>? abandoned)
    {
        T result;
        try
        {
            result = await work.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // If the deadline has passed, the caller already has an exception, and this one is discarded.
            promise.TrySetException(exception);
            return;
        }

        if (!promise.TrySetResult(result))
        {
            abandoned?.Invoke(result);
        }
    }
}
