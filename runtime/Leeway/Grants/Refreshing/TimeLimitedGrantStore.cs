using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// The application's store, with a time limit for each operation that applies even if the store ignores its cancellation token. An
/// operation that exceeds the limit, like one that fails, may still take effect later.
/// </summary>
internal sealed class TimeLimitedGrantStore(IGrantStore store, RuntimeEnvironment environment, GrantOptions options, ILogger logger) : IGrantStore
{
    /// <summary>Describes a failure: which store, which operation and which cause.</summary>
    /// <param name="operation">The operation, as in "could not {operation}".</param>
    /// <param name="exception">The exception that the store threw.</param>
    public string Explain(string operation, Exception exception) => exception switch
    {
        // These messages already name the store or the protector, and say what is wrong.
        GrantStoreException or TokenProtectionException or TokenProtectorFailedException => exception.Message.TrimEnd('.'),
        _ => $"The grant store {Name} could not {operation}: {exception.Message.TrimEnd('.')}",
    };

    private string Name => (store is AppGrantStore app ? app.Store : store).GetType().Name.Split('`')[0];

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
            throw new TimeoutException($"it did not respond within {seconds} s ({nameof(GrantOptions)}.{nameof(GrantOptions.StoreTimeout)})", exception);
        }
    }

    // No caller uses a lease that arrives too late.
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
            // The lease ends by itself.
            GrantLog.StoreFailed(logger, id.Value, Explain("release a lease", exception), exception);
        }
    }
}
