namespace Leeway.Grants;

/// <summary>
/// One caller waiting for a flight. Many callers awaiting one task would each be resumed by the thread pool, in any order; a
/// promise apiece keeps the order and lets each be cancelled by its own token.
/// </summary>
internal sealed class FlightJoiner<TOutcome>(TaskCreationOptions options) : TaskCompletionSource<TOutcome>(options)
{
    /// <summary>Waits. Not to be called under a lock: a token cancelled already ends it at once.</summary>
    /// <param name="cancellationToken">Ends the waiting, and nothing else.</param>
    public async Task<TOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((FlightJoiner<TOutcome>)state!).TrySetCanceled(token), this);
        try
        {
            return await Task.ConfigureAwait(false);
        }
        finally
        {
            registration.Unregister();
        }
    }
}
