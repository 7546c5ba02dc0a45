namespace Leeway.Grants;

/// <summary>
/// One caller waiting for a flight. Many callers awaiting one task would each be resumed by the thread pool, in any order; a
/// promise apiece keeps the order and lets each be cancelled by its own token.
/// </summary>
internal sealed class FlightJoiner(TaskCreationOptions options) : TaskCompletionSource<GrantOutcome>(options)
{
    private CancellationTokenRegistration _registration;

    /// <summary>Lets the caller's token end the waiting, and nothing else. Not under a lock: it may end it at once.</summary>
    public void EndWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((FlightJoiner)state!).TrySetCanceled(token), this);
        }
    }

    public void Unregister() => _registration.Unregister();
}
