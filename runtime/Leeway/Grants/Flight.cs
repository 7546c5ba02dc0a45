namespace Leeway.Grants;

/// <summary>One piece of work under way, and the callers who wait for it, each with a promise of its own.</summary>
/// <typeparam name="TOutcome">What the work ends with.</typeparam>
/// <param name="gate">The lock of whatever the flight belongs to, under which it is joined and taken off.</param>
internal sealed class Flight<TOutcome>(Lock gate)
{
    private List<FlightJoiner<TOutcome>>? _joiners = [];

    /// <summary>How many have joined and not yet been told.</summary>
    public int JoinerCount
    {
        get
        {
            lock (gate)
            {
                return _joiners?.Count ?? 0;
            }
        }
    }

    /// <summary>Adds a caller; under the lock, while the flight is still to be found.</summary>
    public void Join_NeedsLock(FlightJoiner<TOutcome> joiner) => _joiners!.Add(joiner);

    /// <summary>Closes the flight; under the lock, together with taking it from where it is found. Only the flight itself does so.</summary>
    public List<FlightJoiner<TOutcome>> Land_NeedsLock()
    {
        List<FlightJoiner<TOutcome>> joiners = _joiners!;
        _joiners = null;
        return joiners;
    }

    /// <summary>
    /// Starts the work on the present thread, as nobody's: it takes no caller's ambient context with it, and no caller's
    /// token.
    /// </summary>
    public static void Start<TState>(Func<TState, Task> work, TState state)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = work(state);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = work(state);
        }
    }
}
