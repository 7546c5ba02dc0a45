namespace Leeway.Grants;

/// <summary>
/// One piece of work at a time, and the callers who wait for it. Each has a promise of its own: many callers awaiting one task
/// would be resumed by the thread pool, in any order; and each is let go by its own token, while the work goes on.
/// </summary>
/// <typeparam name="T">What the work comes to.</typeparam>
/// <param name="promiseOptions">How promises are made.</param>
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

    /// <summary>How many have joined the work under way.</summary>
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

    /// <summary>Waits for the work under way, starting it if there is none.</summary>
    /// <param name="state">What the functions work on.</param>
    /// <param name="find">Looks whether the answer is known by now. It is called under a lock; what the work leaves behind is there to be found.</param>
    /// <param name="work">Does the work. What it throws is thrown to everyone who waits.</param>
    /// <param name="joined">Told where work was under way already.</param>
    /// <param name="cancellationToken">Ends the waiting; the work goes on.</param>
    /// <param name="callerTimeout">Ends the waiting too. What is thrown names the token that was cancelled.</param>
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

        // Not under the lock: a token cancelled already lets go at once.
        CancellationTokenRegistration cancellation = joiner.LetGoBy(cancellationToken);
        CancellationTokenRegistration limit = joiner.LetGoBy(callerTimeout);
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

    /// <summary>Waits for the work under way, if any is, whatever it comes to.</summary>
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

    /// <summary>Starts work that nobody waits for, unless some is under way.</summary>
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

    // A promise hands over to another thread where promises do, so that work that blocks does not hold the caller who started it.
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
        public CancellationTokenRegistration LetGoBy(CancellationToken token) =>
            token.UnsafeRegister(static (joiner, token) => ((Joiner)joiner!).TrySetCanceled(token), this);
    }
}
