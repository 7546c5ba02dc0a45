using Leeway.Grants;

namespace Leeway.Testing.Stores;

/// <summary>The rules of <see cref="IGrantStore.TryLeaseAsync"/>.</summary>
internal static class LeaseChecks
{
    private static readonly GrantId s_id = new("id");

    public static IReadOnlyList<GrantStoreCheck> All { get; } =
    [
        new(nameof(LeaseIsExclusiveUntilItIsReleasedOrEnds), LeaseIsExclusiveUntilItIsReleasedOrEnds),
        new(nameof(OneOfManyCallersGetsTheLease), OneOfManyCallersGetsTheLease),
        new(nameof(LeaseOfAMissingGrantCreatesNoGrant), LeaseOfAMissingGrantCreatesNoGrant),
        new(nameof(WritesDoNotEndTheLease), WritesDoNotEndTheLease),
    ];

    private static async Task LeaseIsExclusiveUntilItIsReleasedOrEnds(CheckedStore store)
    {
        const string Taken = "Only one caller may have the lease of a grant.";
        IAsyncDisposable? first = await store.LeaseAsync(s_id).ConfigureAwait(false);
        store.Require(first is not null, "A free lease must be granted.");
        store.Require(await store.LeaseAsync(s_id).ConfigureAwait(false) is null, Taken);
        IAsyncDisposable? other = await store.LeaseAsync(new GrantId("other")).ConfigureAwait(false);
        store.Require(other is not null, "Each grant must have its own lease.");
        await other!.DisposeAsync().ConfigureAwait(false);

        await first!.DisposeAsync().ConfigureAwait(false);
        IAsyncDisposable? second = await store.LeaseAsync(s_id).ConfigureAwait(false);
        store.Require(second is not null, "A released lease must be free.");
        await store.PassTimeAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        IAsyncDisposable? third = await store.LeaseAsync(s_id).ConfigureAwait(false);
        store.Require(third is not null, "A lease must end when its duration has passed.");

        await second!.DisposeAsync().ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        store.Require(await store.LeaseAsync(s_id).ConfigureAwait(false) is null, "The release of a lease that has ended must not affect its successor.");
        await third!.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task OneOfManyCallersGetsTheLease(CheckedStore store)
    {
        await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null).ConfigureAwait(false);
        foreach (GrantId id in (GrantId[])[s_id, new GrantId("absent")])
        {
            IAsyncDisposable?[] leases = await CheckedStore.RaceAsync(16, _ => store.LeaseAsync(id)).ConfigureAwait(false);
            store.RequireEqual(1, leases.Count(static lease => lease is not null), "Exactly one of several concurrent callers must get the lease.");
        }
    }

    private static async Task LeaseOfAMissingGrantCreatesNoGrant(CheckedStore store)
    {
        const string Rule = "A lease must not count as a grant.";
        IAsyncDisposable? lease = await store.LeaseAsync(s_id).ConfigureAwait(false);
        store.Require(lease is not null, "A grant that is not stored must be free for a lease.");

        store.Require(await store.FindAsync(s_id).ConfigureAwait(false) is null, Rule);
        store.Require(!await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), 0).ConfigureAwait(false), Rule);
        store.Require(!await store.RemoveAsync(s_id, 0).ConfigureAwait(false), Rule);
        store.RequireEqual("", await store.ListIdsAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }).ConfigureAwait(false), Rule);
        store.Require(await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null).ConfigureAwait(false), "A lease must not prevent a write.");
        store.Require(await store.LeaseAsync(s_id).ConfigureAwait(false) is null, "A write must not end the lease.");
        await lease!.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task WritesDoNotEndTheLease(CheckedStore store)
    {
        await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null).ConfigureAwait(false);
        IAsyncDisposable? lease = await store.LeaseAsync(s_id).ConfigureAwait(false);

        store.Require(await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 2), 1).ConfigureAwait(false), "A lease must not prevent a write.");

        store.Require(await store.LeaseAsync(s_id).ConfigureAwait(false) is null, "A write must not end the lease.");
        await lease!.DisposeAsync().ConfigureAwait(false);
    }
}
