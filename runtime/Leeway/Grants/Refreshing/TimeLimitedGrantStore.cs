using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// The application's store, with a limit to how long each operation is waited for, also where the store ignores its cancellation token. One
/// that is given up may still take effect later, as one that fails may.
/// </summary>
internal sealed class TimeLimitedGrantStore(IGrantStore store, GrantEnvironment environment, GrantOptions options, ILogger logger) : IGrantStore
{
    /// <summary>Says of a failure which store, which operation and which cause.</summary>
    /// <param name="operation">What was asked of the store, as in "could not {operation}".</param>
    /// <param name="exception">What it threw.</param>
    public string Explain(string operation, Exception exception) => exception switch
    {
        // They name the store and say what to do.
        GrantStoreException or TokenProtectionException => exception.Message.TrimEnd('.'),
        _ => $"The grant store {store.GetType().Name.Split('`')[0]} could not {operation}: {exception.Message.TrimEnd('.')}",
    };

    public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default) =>
        new(RunAsync(static (store, id, token) => store.FindAsync(id, token), id, cancellationToken));

    public ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default) =>
        new(RunAsync(
            static (store, swap, token) => store.TrySwapAsync(swap.successor, swap.expectedVersion, token),
            (successor, expectedVersion),
            cancellationToken));

    public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) =>
        new(RunAsync(
            static (store, removal, token) => store.TryRemoveAsync(removal.id, removal.expectedVersion, token),
            (id, expectedVersion),
            cancellationToken));

    public ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default) =>
        new(RunAsync(static (store, id, token) => store.RemoveAsync(id, token), id, cancellationToken));

    public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) =>
        new(RunAsync(
            static (store, lease, token) => store.TryLeaseAsync(lease.id, lease.duration, token),
            (id, duration),
            cancellationToken,
            lease => _ = ReleaseAsync(id, lease)));

    public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default) =>
        new(RunAsync(static (store, due, token) => store.ListDueAsync(due, token), due, cancellationToken));

    private async Task<T> RunAsync<TArgument, T>(
        Func<IGrantStore, TArgument, CancellationToken, ValueTask<T>> operation,
        TArgument argument,
        CancellationToken cancellationToken,
        Action<T>? abandoned = null)
    {
        using CancellationTokenSource limit = new(options.StoreTimeout, environment.Time);
        using CancellationTokenSource? either = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken)
            : null;
        CancellationToken deadline = (either ?? limit).Token;
        try
        {
            return await BoundedWait
                .ForAsync(operation(store, argument, deadline), environment.PromiseOptions, abandoned, deadline)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            string seconds = options.StoreTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            throw new TimeoutException($"it did not answer within {seconds} s ({nameof(GrantOptions)}.{nameof(GrantOptions.StoreTimeout)})", exception);
        }
    }

    // A lease that came too late is nobody's.
    private async Task ReleaseAsync(GrantId id, IAsyncDisposable? lease)
    {
        if (lease is null)
        {
            return;
        }

        try
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // It ends by itself.
            GrantLog.StoreFailed(logger, id.Value, Explain("give a lease back", exception), exception);
        }
    }
}
