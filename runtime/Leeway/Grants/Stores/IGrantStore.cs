namespace Leeway.Grants;

/// <summary>
/// Stores grants. Many processes may share a store: <see cref="TrySwapAsync"/> decides which of them succeeds when an action must not
/// happen twice.
/// </summary>
/// <remarks>
/// A read of a grant that starts after a write or removal of it has completed must return its result or a newer state. A method that throws
/// may or may not have had an effect. A call that takes longer than <see cref="GrantOptions.StoreTimeout"/> counts as failed, whether or
/// not it respects its cancellation token, and may still take effect later. Exceptions should name the store and the cause, as
/// <see cref="GrantStoreException"/> does, because callers see their messages. Tokens are secrets: a store that writes them anywhere must
/// encrypt them.
/// </remarks>
public interface IGrantStore
{
    /// <summary>Reads a grant.</summary>
    /// <param name="id">The id of the grant.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The grant; <see langword="null"/> if there is none.</returns>
    ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default);

    /// <summary>Writes a grant unchanged and durably, if the stored grant has the expected version.</summary>
    /// <param name="successor">The grant to store, including its <see cref="GrantMetadata.Version"/>.</param>
    /// <param name="expectedVersion">The version that must be stored; <see langword="null"/> if no grant must be stored.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>Whether it was written.</returns>
    ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a grant durably, if the stored grant has the expected version. It neither needs nor waits for a lease: the holder
    /// of the lease can no longer write, because the version that it expects is no longer stored.
    /// </summary>
    /// <param name="id">The id of the grant.</param>
    /// <param name="expectedVersion">The version that must be stored.</param>
    /// <param name="cancellationToken">Cancels the removal.</param>
    /// <returns>Whether it was removed.</returns>
    ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a grant even if it cannot be read because it is damaged or its key is missing. Implement this in a store that can contain
    /// unreadable grants. The default implementation reads the grant and removes it by its version.
    /// </summary>
    /// <param name="id">The id of the grant.</param>
    /// <param name="cancellationToken">Cancels the removal.</param>
    /// <returns>Whether there was a grant to remove.</returns>
    async ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        while (await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } stored)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryRemoveAsync(id, stored.Version, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Takes the lease of a grant: permission to refresh it while other processes wait. The lease only avoids unnecessary exchanges. It
    /// does no harm if a lease ends early or is granted twice.
    /// </summary>
    /// <param name="id">The grant, which need not exist.</param>
    /// <param name="duration">How long the lease lasts unless it is disposed before.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>
    /// The lease, which must be disposed; <see langword="null"/> if another caller has it. The method does not wait for it.
    /// </returns>
    ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists grants that are due, page by page. Lost grants and grants without a refresh token are not listed. A store with many grants
    /// needs an index on each of the times in <see cref="GrantDueReason"/>, followed by the id.
    /// </summary>
    /// <param name="due">The page to list.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>
    /// The page, sorted by time, and by id in any stable order where the times are equal. It starts after
    /// <see cref="GrantsDue.After"/> even if that grant is no longer due.
    /// </returns>
    ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default);
}
