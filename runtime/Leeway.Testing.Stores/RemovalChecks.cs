using Leeway.Grants;

namespace Leeway.Testing.Stores;

/// <summary>The rules of <see cref="IGrantStore.TryRemoveAsync"/> and <see cref="IGrantStore.RemoveAsync"/>.</summary>
internal static class RemovalChecks
{
    private static readonly GrantId s_id = new("id");
    private static readonly GrantsDue s_all = new() { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue };

    public static IReadOnlyList<GrantStoreCheck> All { get; } =
    [
        new(nameof(RemovalRequiresTheExpectedVersion), RemovalRequiresTheExpectedVersion),
        new(nameof(RemovalDoesNotWaitForALease), RemovalDoesNotWaitForALease),
        new(nameof(UnconditionalRemovalNeedsNoVersion), UnconditionalRemovalNeedsNoVersion),
        new(nameof(OneOfManyRemovalsSucceeds), OneOfManyRemovalsSucceeds),
    ];

    private static async Task RemovalRequiresTheExpectedVersion(CheckedStore store)
    {
        await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 5), null).ConfigureAwait(false);

        store.Require(!await store.RemoveAsync(s_id, 4).ConfigureAwait(false), "A removal of another version must fail.");
        store.Require(await store.FindAsync(s_id).ConfigureAwait(false) is not null, "A failed removal must change nothing.");
        store.Require(await store.RemoveAsync(s_id, 5).ConfigureAwait(false), "A removal of the stored version must succeed.");
        store.Require(await store.FindAsync(s_id).ConfigureAwait(false) is null, "A removed grant must not be found.");
        store.Require(!await store.RemoveAsync(s_id, 5).ConfigureAwait(false), "A second removal must fail.");
        store.Require(
            await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null).ConfigureAwait(false),
            "After a removal, a first write must succeed.");
    }

    private static async Task RemovalDoesNotWaitForALease(CheckedStore store)
    {
        const string Late = "A write of a process that read the grant before its removal must fail.";
        await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 5), null).ConfigureAwait(false);
        IAsyncDisposable? lease = await store.LeaseAsync(s_id).ConfigureAwait(false);
        Grant held = (await store.FindAsync(s_id).ConfigureAwait(false))!;

        store.Require(await store.RemoveAsync(s_id, held.Version).ConfigureAwait(false), "A removal must not need the lease.");

        Grant late = held with { Version = held.Version + 1 };
        store.Require(!await store.SwapAsync(late, held.Version).ConfigureAwait(false), Late);
        store.Require(await store.FindAsync(s_id).ConfigureAwait(false) is null, Late);
        store.RequireEqual("", await store.ListIdsAsync(s_all).ConfigureAwait(false), "A removed grant must not be listed.");
        await lease!.DisposeAsync().ConfigureAwait(false);
        store.Require(await store.FindAsync(s_id).ConfigureAwait(false) is null, "The release of a lease must not bring the grant back.");

        Grant anew = GrantStoreContract.CreateGrant(s_id, 7_000) with { Family = "anew" };
        store.Require(await store.SwapAsync(anew, null).ConfigureAwait(false), "After a removal, a first write must succeed.");
        store.Require(!await store.SwapAsync(late, held.Version).ConfigureAwait(false), Late);
        store.RequireEqual("anew", (await store.FindAsync(s_id).ConfigureAwait(false))?.Family, Late);
        IAsyncDisposable? next = await store.LeaseAsync(s_id).ConfigureAwait(false);
        store.Require(next is not null, "The new grant must be free for a lease.");
        await next!.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task UnconditionalRemovalNeedsNoVersion(CheckedStore store)
    {
        GrantId other = new("other");
        store.Require(!await store.RemoveAsync(s_id).ConfigureAwait(false), "The removal of a grant that is not stored must return false.");
        IAsyncDisposable? lease = await store.LeaseAsync(s_id).ConfigureAwait(false);
        store.Require(!await store.RemoveAsync(s_id).ConfigureAwait(false), "A lease must not count as a grant.");
        await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 5), null).ConfigureAwait(false);
        await store.SwapAsync(GrantStoreContract.CreateGrant(other, 5), null).ConfigureAwait(false);

        store.Require(await store.RemoveAsync(s_id).ConfigureAwait(false), "The removal of a stored grant must return true.");

        store.Require(await store.FindAsync(s_id).ConfigureAwait(false) is null, "A removed grant must not be found.");
        store.Require(!await store.RemoveAsync(s_id).ConfigureAwait(false), "A second removal must return false.");
        store.Require(await store.FindAsync(other).ConfigureAwait(false) is not null, "Other grants must remain.");
        store.Require(
            await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null).ConfigureAwait(false),
            "After a removal, a first write must succeed.");
        await lease!.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task OneOfManyRemovalsSucceeds(CheckedStore store)
    {
        await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null).ConfigureAwait(false);

        bool[] results = await CheckedStore.RaceAsync(16, _ => store.RemoveAsync(s_id, 1)).ConfigureAwait(false);

        store.RequireEqual(1, results.Count(static result => result), "Exactly one of several concurrent removals must succeed.");
    }
}
