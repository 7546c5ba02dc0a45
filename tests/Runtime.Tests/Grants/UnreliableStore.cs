using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A store that counts, and that fails as it is told to.</summary>
internal sealed class UnreliableStore(TimeProvider time) : IGrantStore
{
    private readonly InMemoryGrantStore _store = new(time);

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>Asked before each write; true lets it fail.</summary>
    public Func<Grant, bool>? FailsWrite { get; set; }

    /// <summary>Whether a failing write has its effect all the same.</summary>
    public bool FailsAfterWriting { get; set; }

    public bool FailsReads { get; set; }

    /// <summary>A grant whose row cannot be read.</summary>
    public GrantId? Torn { get; set; }

    /// <summary>Whether listing does not end until it is given up.</summary>
    public bool HangsOnListing { get; set; }

    /// <summary>What happens, once, just before a lease is taken.</summary>
    public Func<Task>? BeforeLease { get; set; }

    /// <summary>What happens, once, after a write and before its answer.</summary>
    public Func<Task>? AfterWrite { get; set; }

    /// <summary>Whether everybody gets the lease, as if it had run out.</summary>
    public bool LeasesAreWorthless { get; set; }

    /// <summary>Whether giving a lease back does not end.</summary>
    public bool HangsOnRelease { get; set; }

    /// <summary>Told of each operation as it begins.</summary>
    public Action<string>? Entered { get; set; }

    /// <summary>How long each operation takes before it has its effect, whatever its token says.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The operation that never ends, whatever its token says.</summary>
    public string? HangsOn { get; set; }

    /// <summary>Asked before each write; true lets it be refused as if another had been first.</summary>
    public Func<Grant, bool>? RefusesSwap { get; set; }

    public async ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        await EnterAsync("read");
        Reads++;
        return FailsReads ? throw new IOException("The store cannot be read.")
            : id == Torn ? throw new GrantStoreException("Restore it.")
            : await _store.FindAsync(id, cancellationToken);
    }

    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        await EnterAsync("write");
        Writes++;
        if (RefusesSwap?.Invoke(successor) == true)
        {
            return false;
        }

        if (FailsWrite?.Invoke(successor) == true)
        {
            if (FailsAfterWriting)
            {
                await _store.TrySwapAsync(successor, expectedVersion, cancellationToken);
            }

            throw new IOException("The store cannot be written.");
        }

        bool isSwapped = await _store.TrySwapAsync(successor, expectedVersion, cancellationToken);
        if (AfterWrite is { } after)
        {
            AfterWrite = null;
            await after();
        }

        return isSwapped;
    }

    public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) =>
        _store.TryRemoveAsync(id, expectedVersion, cancellationToken);

    public async ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        await EnterAsync("lease");
        if (BeforeLease is { } before)
        {
            BeforeLease = null;
            await before();
        }

        IAsyncDisposable? lease = LeasesAreWorthless ? new WorthlessLease() : await _store.TryLeaseAsync(id, duration, cancellationToken);
        return lease is null || !HangsOnRelease ? lease : new EndlessLease();
    }

    public async ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        await EnterAsync("list");
        if (HangsOnListing)
        {
            TaskCompletionSource never = new();
            using (cancellationToken.Register(() => never.TrySetCanceled(cancellationToken)))
            {
                await never.Task;
            }
        }

        return FailsReads ? throw new IOException("The store cannot be read.") : await _store.ListDueAsync(due, cancellationToken);
    }

    private Task EnterAsync(string operation)
    {
        Entered?.Invoke(operation);
        return HangsOn == operation ? new TaskCompletionSource().Task
            : Latency > TimeSpan.Zero ? Task.Delay(Latency, time)
            : Task.CompletedTask;
    }

    private sealed class WorthlessLease : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class EndlessLease : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(new TaskCompletionSource().Task);
    }
}
