using Leeway.Grants;

namespace Leeway.AspNetCore.Tests.Hosting;

/// <summary>A store in memory that can fail, and that reports what is written.</summary>
internal sealed class InterceptedStore(TimeProvider time) : IGrantStore
{
    private readonly InMemoryGrantStore _store = new(time);

    /// <summary>Whether grants cannot be read.</summary>
    public bool IsUnreadable { get; set; }

    /// <summary>Is called after a grant was written.</summary>
    public Action<Grant> Written { get; set; } = static _ => { };

    public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default) =>
        IsUnreadable ? throw new IOException("The store is down.") : _store.FindAsync(id, cancellationToken);

    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        bool isSwapped = await _store.TrySwapAsync(successor, expectedVersion, cancellationToken);
        Written(successor);
        return isSwapped;
    }

    public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) =>
        _store.TryRemoveAsync(id, expectedVersion, cancellationToken);

    public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) =>
        _store.TryLeaseAsync(id, duration, cancellationToken);

    public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default) =>
        _store.ListDueAsync(due, cancellationToken);
}
