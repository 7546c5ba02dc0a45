namespace Leeway.Grants;

/// <summary>Waits for work no longer than its deadline, also where the work does not heed its cancellation token.</summary>
internal static class BoundedWait
{
    /// <param name="work">The work, begun with <paramref name="deadline"/>.</param>
    /// <param name="promiseOptions">How promises are made.</param>
    /// <param name="abandoned">Given what the work returns after the waiting has ended. It does not throw.</param>
    /// <param name="deadline">Ends the waiting. The work may go on and take effect later.</param>
    /// <exception cref="OperationCanceledException">The deadline has come.</exception>
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
            // Once the deadline has come, the caller that waited has got a failure already.
            promise.TrySetException(exception);
            return;
        }

        if (!promise.TrySetResult(result))
        {
            abandoned?.Invoke(result);
        }
    }
}
