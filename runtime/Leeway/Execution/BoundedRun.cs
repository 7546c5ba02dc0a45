using System.Globalization;

namespace Leeway.Grants;

/// <summary>Runs code of the application with a time limit that applies even if the code ignores its cancellation token.</summary>
internal static class BoundedRun
{
    /// <param name="run">The code.</param>
    /// <param name="state">What is passed to it.</param>
    /// <param name="limit">The time limit.</param>
    /// <param name="environment">The time and the options for promises.</param>
    /// <param name="description">What does not respond, and the setting of the limit, for the exception.</param>
    /// <param name="cancellationToken">Cancels the code.</param>
    /// <param name="abandoned">Receives the result of the code if it completes after the wait has ended. It must not throw.</param>
    /// <param name="mayBlock">
    /// Whether the code may block its thread, so that the limit must apply to that as well. The code then runs on another thread, where
    /// <see cref="RuntimeEnvironment.HasThreads"/>.
    /// </param>
    /// <exception cref="TimeoutException">The limit has passed. The code may continue and take effect later.</exception>
    public static async Task<T> RunAsync<TState, T>(
        Func<TState, CancellationToken, ValueTask<T>> run,
        TState state,
        TimeSpan limit,
        RuntimeEnvironment environment,
        (string Subject, string? Setting) description,
        CancellationToken cancellationToken,
        Action<T>? abandoned = null,
        bool mayBlock = false)
    {
        using CancellationTokenSource timeout = new(limit, environment.Time);
        using CancellationTokenSource? either = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken)
            : null;
        CancellationToken deadline = (either ?? timeout).Token;
        try
        {
            ValueTask<T> work = mayBlock && environment.HasThreads
                ? new(Task.Run(() => run(state, deadline).AsTask(), CancellationToken.None))
                : run(state, deadline);
            return await BoundedWait.ForAsync(work, environment.PromiseOptions, abandoned, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            string seconds = limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            string setting = description.Setting is { } name ? $" ({name})" : "";
            throw new TimeoutException($"{description.Subject} did not respond within {seconds} s{setting}", exception);
        }
    }
}
