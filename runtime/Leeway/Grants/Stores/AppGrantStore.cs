namespace Leeway.Grants;

/// <summary>
/// The grants of one app in a store that other apps may share. A token must never be sent with the client id of another app: the
/// authorization server would refuse it, and the grant would count as lost.
/// </summary>
/// <param name="store">The application's store.</param>
/// <param name="ids">The ids of the app's grants.</param>
internal sealed class AppGrantStore(IGrantStore store, AppGrantIds ids) : IGrantStore
{
    /// <summary>The application's store.</summary>
    public IGrantStore Store => store;

    public async ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        GrantId stored = ids.ToStored(id);
        Grant? grant = await store.FindAsync(stored, cancellationToken).ConfigureAwait(false);
        return grant is null || stored == id ? grant : grant with { Id = id };
    }

    public ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        GrantId stored = ids.ToStored(successor.Id);
        return store.TrySwapAsync(stored == successor.Id ? successor : successor with { Id = stored }, expectedVersion, cancellationToken);
    }

    public ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) =>
        store.TryRemoveAsync(ids.ToStored(id), expectedVersion, cancellationToken);

    public ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default) =>
        store.RemoveAsync(ids.ToStored(id), cancellationToken);

    public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) =>
        store.TryLeaseAsync(ids.ToStored(id), duration, cancellationToken);

    /// <remarks>Reads further pages of the store until this page is full, because a page with fewer grants is the last.</remarks>
    public async ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        List<DueGrant> own = [];
        GrantsDue next = due.After is { } last ? due with { After = last with { Id = ids.ToStored(last.Id) } } : due;
        while (true)
        {
            IReadOnlyList<DueGrant> page = await store.ListDueAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (DueGrant grant in page)
            {
                if (own.Count < due.Limit && ids.TryFromStored(grant.Id, out GrantId id))
                {
                    own.Add(id == grant.Id ? grant : grant with { Id = id });
                }
            }

            if (own.Count == due.Limit || page.Count < due.Limit)
            {
                return own;
            }

            cancellationToken.ThrowIfCancellationRequested();
            next = next with { After = page[^1] };
        }
    }
}
