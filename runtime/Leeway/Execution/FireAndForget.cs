using System.Diagnostics;

namespace Leeway.Grants;

/// <summary>
/// Starts background work outside its caller's execution context: neither the work nor, for example, a timer that it creates keeps the
/// caller's <see cref="AsyncLocal{T}"/> values. Its activities are roots.
/// </summary>
internal static class FireAndForget
{
    private static readonly ExecutionContext s_empty = CaptureEmpty();
    private static readonly AsyncLocal<ActivityContext> s_cause = new();

    /// <summary>
    /// The activity of the caller that caused the current background work, to which the activities of the work are linked. It is empty
    /// outside of background work and in work without a caller.
    /// </summary>
    public static ActivityContext Cause => s_cause.Value;

    /// <summary>
    /// Starts work on the current thread for the current caller. It is not awaited, so it must handle its own exceptions.
    /// </summary>
    public static void Start<TState>(Func<TState, Task> work, TState state) =>
        _ = new Work<TState>(work, state, Activity.Current?.Context ?? Cause).Run();

    /// <summary>Runs work for the application rather than for a caller.</summary>
    public static Task RunAsync<TState>(Func<TState, Task> work, TState state) => new Work<TState>(work, state, default).Run();

    // An empty context can be captured only on a thread that was started without one.
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
