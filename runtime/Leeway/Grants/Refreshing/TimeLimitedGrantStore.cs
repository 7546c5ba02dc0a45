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

    private Task<T> RunAsync<TArgument, T>(
        Func<IGrantStore, TArgument, CancellationToken, ValueTask<T>> operation,
        TArgument argument,
        CancellationToken cancellationToken,
        Action<T>? abandoned = null) =>
        BoundedRun.RunAsync(
            static (call, token) => call.operation(call.store, call.argument, token),
            (operation, store, argument),
            options.StoreTimeout,
            environment,
            ("it", $"{nameof(GrantOptions)}.{nameof(GrantOptions.StoreTimeout)}"),
            cancellationToken,
            abandoned);

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
