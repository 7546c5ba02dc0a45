using System.Runtime.CompilerServices;

namespace Leeway.Grants;

/// <summary>Stores grants in memory, for tests, demos and tools that sign in each time.</summary>
/// <param name="time">The time for leases.</param>
public sealed class InMemoryGrantStore(TimeProvider time) : IGrantStore, IGrantInventory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<GrantId, Grant> _grants = [];
    private readonly Dictionary<GrantId, Lease> _leases = [];

    /// <inheritdoc/>
    public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(_grants.GetValueOrDefault(id));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        lock (_lock)
        {
            if (_grants.GetValueOrDefault(successor.Id)?.Version != expectedVersion)
            {
                return new(false);
            }

            _grants[successor.Id] = successor;
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(_grants.GetValueOrDefault(id)?.Version == expectedVersion && _grants.Remove(id));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(_grants.Remove(id));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(id, out Lease? held) && time.GetElapsedTime(held.Since) < held.Duration)
            {
                return new((IAsyncDisposable?)null);
            }

            Lease lease = new(this, id, time.GetTimestamp(), duration);
            _leases[id] = lease;
            return new(lease);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(due);
        DuePage page = new(due);
        lock (_lock)
        {
            foreach (Grant grant in _grants.Values)
            {
                page.Offer(grant);
            }
        }

        return new(page.ToList());
    }

    async ValueTask<InventoryEntry?> IGrantInventory.FindAsync(GrantId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } grant ? InventoryEntry.Of(GrantOutline.Of(grant)) : null;

    async IAsyncEnumerable<InventoryEntry> IGrantInventory.ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Grant[] grants;
        lock (_lock)
        {
            grants = [.. _grants.Values.OrderBy(static grant => grant.Id.Value, StringComparer.Ordinal)];
        }

        foreach (Grant grant in grants)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return InventoryEntry.Of(GrantOutline.Of(grant));
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private void Release(Lease lease)
    {
        lock (_lock)
        {
            if (_leases.GetValueOrDefault(lease.Id) == lease)
            {
                _leases.Remove(lease.Id);
            }
        }
    }

    private sealed class Lease(InMemoryGrantStore store, GrantId id, long since, TimeSpan duration) : IAsyncDisposable
    {
        public GrantId Id => id;

        public long Since => since;

        public TimeSpan Duration => duration;

        public ValueTask DisposeAsync()
        {
            store.Release(this);
            return ValueTask.CompletedTask;
        }
    }
}
