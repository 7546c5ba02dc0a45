using Leeway.Grants;

namespace Leeway.Simulation;

/// <summary>The state that all nodes share: the stored grant and the lease.</summary>
internal sealed class SharedStore(World world, Judge judge, Safeguard off)
{
    private readonly InMemoryGrantStore _store = new(new WorldClock(world));
    private int _ineffectiveLeases;

    /// <summary>The stored grant.</summary>
    public Grant? Current { get; private set; }

    /// <summary>The number of writes.</summary>
    public long Sequence { get; private set; }

    public bool TrySwap(Node node, Grant successor, long? expectedVersion)
    {
        if (off == Safeguard.RecordedSpend)
        {
            successor = successor with { PendingSpend = null };
        }

        bool isAnyVersionExpected = off == Safeguard.CompareAndSwap || (off == Safeguard.RemovalIsFinal && Current is null);
        if (!ResultOf(_store.TrySwapAsync(successor, isAnyVersionExpected ? Current?.Version : expectedVersion)))
        {
            return false;
        }

        Grant? former = Current;
        Current = successor;
        Sequence++;
        judge.Stored(node, former, successor);
        return true;
    }

    public IAsyncDisposable? TryLease(GrantId id, TimeSpan duration) =>
        ResultOf(_store.TryLeaseAsync(off == Safeguard.Lease ? new GrantId($"{id.Value}-{world.Now}-{++_ineffectiveLeases}") : id, duration));

    public bool TryRemove(Node node, GrantId id, long expectedVersion)
    {
        if (!ResultOf(_store.TryRemoveAsync(id, expectedVersion)))
        {
            return false;
        }

        Grant former = Current!;
        Current = null;
        Sequence++;
        judge.Removed(node, former);
        return true;
    }

    public IReadOnlyList<DueGrant> ListDue(GrantsDue due) => ResultOf(_store.ListDueAsync(due));

    // The underlying store completes synchronously.
    private static T ResultOf<T>(ValueTask<T> answer) => answer.AsTask().GetAwaiter().GetResult();
}
