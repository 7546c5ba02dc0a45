namespace Leeway.Grants;

/// <summary>
/// Runs one piece of work at a time for all callers that wait for it. Each caller has its own promise, for two reasons: the thread pool
/// would resume callers that await one task in any order, and each caller can cancel its own wait while the work continues.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="promiseOptions">The options for promises.</param>
internal sealed class SingleFlight<T>(TaskCreationOptions promiseOptions)
    where T : class
{
    private readonly Lock _lock = new();
    private List<Joiner>? _joiners;

    /// <summary>Whether work is under way.</summary>
    public bool IsUnderWay
    {
        get
        {
            lock (_lock)
            {
                return _joiners is not null;
            }
        }
    }

    /// <summary>The number of callers that wait for the work under way.</summary>
    public int JoinerCount
    {
        get
        {
            lock (_lock)
            {
                return _joiners?.Count ?? 0;
            }
        }
    }

    /// <summary>Waits for the work under way, and starts it if none is.</summary>
    /// <param name="state">The argument of the functions.</param>
    /// <param name="find">
    /// Returns the result if it is known by now. It is called under a lock, and can find what earlier work has left.
    /// </param>
    /// <param name="work">Does the work. All callers receive its exception.</param>
    /// <param name="joined">Called if work was already under way.</param>
    /// <param name="cancellationToken">Ends the wait; the work continues.</param>
    /// <param name="callerTimeout">Also ends the wait. The exception has the token that was cancelled.</param>
    public async Task<T> JoinAsync<TState>(
        TState state,
        Func<TState, T?> find,
        Func<TState, Task<T>> work,
        Action<TState>? joined = null,
        CancellationToken cancellationToken = default,
        CancellationToken callerTimeout = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Joiner joiner = new(promiseOptions);
        bool isFirst;
        lock (_lock)
        {
            if (find(state) is { } known)
            {
                return known;
            }

            isFirst = _joiners is null;
            (_joiners ??= []).Add(joiner);
        }

        if (isFirst)
        {
            Start(state, work);
        }
        else
        {
            joined?.Invoke(state);
        }

        // Not under the lock, because a token that is already cancelled completes the promise at once.
        CancellationTokenRegistration cancellation = joiner.CancelBy(cancellationToken);
        CancellationTokenRegistration limit = joiner.CancelBy(callerTimeout);
        try
        {
            return await joiner.Task.ConfigureAwait(false);
        }
        finally
        {
            cancellation.Unregister();
            limit.Unregister();
        }
    }

    /// <summary>Waits for the end of the work under way, if there is any.</summary>
    public Task EndAsync()
    {
        Joiner joiner = new(promiseOptions);
        lock (_lock)
        {
            if (_joiners is null)
            {
                return Task.CompletedTask;
            }

            _joiners.Add(joiner);
        }

        return joiner.Task;
    }

    /// <summary>Starts work that no caller waits for, unless work is under way.</summary>
    public void Ensure<TState>(TState state, Func<TState, Task<T>> work)
    {
        lock (_lock)
        {
            if (_joiners is not null)
            {
                return;
            }

            _joiners = [];
        }

        Start(state, work);
    }

    // Completing the promise moves the work to another thread (unless promises run inline), so that blocking work does not delay the
    // caller.
    private void Start<TState>(TState state, Func<TState, Task<T>> work)
    {
        TaskCompletionSource turn = new(promiseOptions);
        FireAndForget.Start(static run => run.Flight.RunAsync(run.State, run.Work, run.Turn), (Flight: this, State: state, Work: work, Turn: turn.Task));
        turn.SetResult();
    }

    private async Task RunAsync<TState>(TState state, Func<TState, Task<T>> work, Task turn)
    {
        T? outcome = null;
        Exception? failure = null;
        await turn.ConfigureAwait(false);
        try
        {
            outcome = await work(state).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        List<Joiner> joiners;
        lock (_lock)
        {
            joiners = _joiners!;
            _joiners = null;
        }

        foreach (Joiner joiner in joiners)
        {
            if (failure is null)
            {
                joiner.TrySetResult(outcome!);
            }
            else
            {
                joiner.TrySetException(failure);
            }
        }
    }

    private sealed class Joiner(TaskCreationOptions options) : TaskCompletionSource<T>(options)
    {
        public CancellationTokenRegistration CancelBy(CancellationToken token) =>
            token.UnsafeRegister(static (joiner, token) => ((Joiner)joiner!).TrySetCanceled(token), this);
    }
}
