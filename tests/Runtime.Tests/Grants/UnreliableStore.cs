using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A store that counts operations and fails on request.</summary>
internal sealed class UnreliableStore(TimeProvider time) : IGrantStore
{
    private readonly InMemoryGrantStore _store = new(time);

    /// <summary>The store behind this one, which works and counts nothing.</summary>
    public IGrantStore Inner => _store;

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>Called before each write. If it returns <see langword="true"/>, the write fails.</summary>
    public Func<Grant, bool>? FailsWrite { get; set; }

    /// <summary>Whether a failing write takes effect anyway.</summary>
    public bool FailsAfterWriting { get; set; }

    public bool FailsReads { get; set; }

    /// <summary>Whether a read does not end until it is canceled.</summary>
    public bool HangsOnReading { get; set; }

    /// <summary>How long a read takes.</summary>
    public TimeSpan ReadTime { get; set; }

    /// <summary>Whether removals fail.</summary>
    public bool FailsRemovals { get; set; }

    /// <summary>The exception that failing removals throw.</summary>
    public Exception RemovalFailure { get; set; } = new IOException("The store cannot be written.");

    /// <summary>Whether a failing removal takes effect anyway.</summary>
    public bool FailsAfterRemoving { get; set; }

    /// <summary>A grant that cannot be read.</summary>
    public GrantId? Torn { get; set; }

    /// <summary>Called before each read. If it returns an exception, the read fails with it.</summary>
    public Func<GrantId, Exception?>? FailsRead { get; set; }

    /// <summary>Whether listing does not end until it is canceled.</summary>
    public bool HangsOnListing { get; set; }

    /// <summary>Called once, immediately before a lease is taken.</summary>
    public Func<Task>? BeforeLease { get; set; }

    /// <summary>Called once, immediately before a write.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    /// <summary>Called once, after a write and before it returns.</summary>
    public Func<Task>? AfterWrite { get; set; }

    /// <summary>Whether every caller gets the lease, as if it had ended.</summary>
    public bool LeasesAreWorthless { get; set; }

    /// <summary>Whether releasing a lease never ends.</summary>
    public bool HangsOnRelease { get; set; }

    /// <summary>Whether releasing a lease fails.</summary>
    public bool FailsOnRelease { get; set; }

    /// <summary>Called when an operation begins.</summary>
    public Action<string>? Entered { get; set; }

    /// <summary>How long each operation takes before it has an effect, even if its token is cancelled.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The operation that never ends, even if its token is cancelled.</summary>
    public string? HangsOn { get; set; }

    /// <summary>
    /// Called before each write. If it returns <see langword="true"/>, the write is refused as if another had come first.
    /// </summary>
    public Func<Grant, bool>? RefusesSwap { get; set; }

    public async ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        await EnterAsync("read");
        Reads++;
        Grant? found = FailsReads ? throw new IOException("The store cannot be read.")
            : FailsRead?.Invoke(id) is { } failure ? throw failure
            : id == Torn ? throw new GrantStoreException("Restore it.")
            : await _store.FindAsync(id, cancellationToken);
        if (HangsOnReading)
        {
            await HangAsync(cancellationToken);
        }

        if (ReadTime > TimeSpan.Zero)
        {
            await Task.Delay(ReadTime, time, CancellationToken.None);
        }

        return found;
    }

    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        await EnterAsync("write");
        Writes++;
        if (RefusesSwap?.Invoke(successor) == true)
        {
            return false;
        }

        if (BeforeWrite is { } before)
        {
            BeforeWrite = null;
            await before();
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

    public async ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
    {
        bool isRemoved = (!FailsRemovals || FailsAfterRemoving) && await _store.TryRemoveAsync(id, expectedVersion, cancellationToken);
        return FailsRemovals ? throw RemovalFailure : isRemoved;
    }

    public async ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        bool wasTorn = id == Torn;
        Torn = wasTorn ? null : Torn;
        return await _store.RemoveAsync(id, cancellationToken) || wasTorn;
    }

    public async ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        await EnterAsync("lease");
        if (BeforeLease is { } before)
        {
            BeforeLease = null;
            await before();
        }

        IAsyncDisposable? lease = LeasesAreWorthless ? new WorthlessLease() : await _store.TryLeaseAsync(id, duration, cancellationToken);
        return lease is null ? null : HangsOnRelease ? new EndlessLease() : FailsOnRelease ? new BrokenLease() : lease;
    }

    public async ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        await EnterAsync("list");
        if (HangsOnListing)
        {
            await HangAsync(cancellationToken);
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

    private static async Task HangAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource never = new();
        using (cancellationToken.Register(() => never.TrySetCanceled(cancellationToken)))
        {
            await never.Task;
        }
    }

    private sealed class WorthlessLease : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class BrokenLease : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw new IOException("The lease cannot be released.");
    }

    private sealed class EndlessLease : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(new TaskCompletionSource().Task);
    }
}
