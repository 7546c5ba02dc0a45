using System.Diagnostics;

namespace Leeway.Grants;

/// <summary>
/// Starts background work outside its caller's execution context: it does not see the caller's <see cref="AsyncLocal{T}"/> values, and nothing that it
/// leaves behind, such as a timer, keeps them. Its activities are roots.
/// </summary>
internal static class FireAndForget
{
    private static readonly ExecutionContext s_empty = CaptureEmpty();
    private static readonly AsyncLocal<ActivityContext> s_cause = new();

    /// <summary>
    /// The activity of the caller for whom the present work was started, for activities of that work to be linked to; empty in work that nobody
    /// caused and outside background work.
    /// </summary>
    public static ActivityContext Cause => s_cause.Value;

    /// <summary>Starts work on the present thread, for the present caller. Nobody awaits it: it handles its own exceptions.</summary>
    public static void Start<TState>(Func<TState, Task> work, TState state) =>
        _ = new Work<TState>(work, state, Activity.Current?.Context ?? Cause).Run();

    /// <summary>Runs work for the application itself, whichever caller starts it.</summary>
    public static Task RunAsync<TState>(Func<TState, Task> work, TState state) => new Work<TState>(work, state, default).Run();

    // There is no other way to an empty context than a thread that was given none.
    private static ExecutionContext CaptureEmpty()
    {
        ExecutionContext? captured = null;
        Thread thread = new(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }

    private sealed class Work<TState>(Func<TState, Task> work, TState state, ActivityContext cause)
    {
        private Task? _running;

        public Task Run()
        {
            ExecutionContext.Run(s_empty, static work => ((Work<TState>)work!).Begin(), this);
            return _running!;
        }

        private void Begin()
        {
            if (cause != default)
            {
                s_cause.Value = cause;
            }

            _running = work(state);
        }
    }
}
