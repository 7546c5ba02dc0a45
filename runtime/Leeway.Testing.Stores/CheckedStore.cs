using System.Runtime.CompilerServices;
using Leeway.Grants;

namespace Leeway.Testing.Stores;

/// <summary>A store during a check.</summary>
internal sealed class CheckedStore(
    string check, IGrantStore store, CheckClock clock, Func<TimeSpan, Task>? passTime, CancellationToken cancellationToken)
{
    public Task<Grant?> FindAsync(GrantId id) => store.FindAsync(id, cancellationToken).AsTask();

    public Task<bool> SwapAsync(Grant successor, long? expectedVersion) =>
        store.TrySwapAsync(successor, expectedVersion, cancellationToken).AsTask();

    public Task<bool> RemoveAsync(GrantId id, long expectedVersion) => store.TryRemoveAsync(id, expectedVersion, cancellationToken).AsTask();

    public Task<bool> RemoveAsync(GrantId id) => store.RemoveAsync(id, cancellationToken).AsTask();

    public Task<IAsyncDisposable?> LeaseAsync(GrantId id) => store.TryLeaseAsync(id, TimeSpan.FromMinutes(1), cancellationToken).AsTask();

    public Task<IReadOnlyList<DueGrant>> ListAsync(GrantsDue due) => store.ListDueAsync(due, cancellationToken).AsTask();

    /// <summary>Lists the ids of the grants that are due.</summary>
    public async Task<string> ListIdsAsync(GrantsDue due) =>
        string.Join(", ", (await ListAsync(due).ConfigureAwait(false)).Select(static grant => grant.Id.Value));

    public async Task PassTimeAsync(TimeSpan time)
    {
        clock.Advance(time);
        if (passTime is not null)
        {
            await passTime(time).ConfigureAwait(false);
        }
    }

    /// <summary>Runs an operation on several threads at once.</summary>
    public static Task<T[]> RaceAsync<T>(int runners, Func<int, Task<T>> run) =>
        Task.WhenAll(Enumerable.Range(0, runners).Select(i => Task.Run(() => run(i))));

    public void Require(bool condition, string rule, [CallerArgumentExpression(nameof(condition))] string? expression = null)
    {
        if (!condition)
        {
            throw new StoreContractException(check, $"{rule} This is not true: {expression}.");
        }
    }

    public void RequireEqual<T>(T expected, T actual, string rule)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new StoreContractException(check, $"{rule} Expected: '{expected}'. Actual: '{actual}'.");
        }
    }
}
