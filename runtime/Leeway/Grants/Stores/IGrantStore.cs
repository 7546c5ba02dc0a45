namespace Leeway.Grants;

/// <summary>
/// Where grants live. One store may serve many processes: everything that must not happen twice is decided by
/// <see cref="TrySwapAsync"/>.
/// </summary>
/// <remarks>
/// Of one grant, a read that begins after a write or a removal has ended returns what it left or something newer. A method that throws
/// may or may not have had its effect. One that takes longer than <see cref="GrantOptions.StoreTimeout"/> counts as failed, whether or not it
/// heeds its cancellation token; it may still take effect later. What a method throws should name the store and the cause, as
/// <see cref="GrantStoreException"/> does: its message reaches callers. Tokens are secrets: a store that writes them anywhere protects them.
/// </remarks>
public interface IGrantStore
{
    /// <summary>Reads a grant.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <returns>The grant; <see langword="null"/> if there is none.</returns>
    ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default);

    /// <summary>Writes a grant, as given and durably, if the stored one is still the expected one.</summary>
    /// <param name="successor">What to store, its <see cref="Grant.Version"/> included.</param>
    /// <param name="expectedVersion">The version that must be stored; <see langword="null"/> if none must be.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    /// <returns>Whether it was written.</returns>
    ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a grant, durably, if the stored one is still the expected one. It needs no lease and does not wait for one: the holder
    /// of the lease can no longer write, since no version is stored that a write could expect.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">The version that must be stored.</param>
    /// <param name="cancellationToken">Gives up removing.</param>
    /// <returns>Whether it was removed.</returns>
    ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes whatever is stored of a grant, also what cannot be read because it is damaged or its key is missing. A store that can hold
    /// such a thing implements this; by default, the grant is read and removed by its version.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up removing.</param>
    /// <returns>Whether there was anything to remove.</returns>
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
    /// Takes the lease of a grant: permission to refresh it while others wait. It only spares exchanges; a lease that ends
    /// early, or is given twice, harms nothing.
    /// </summary>
    /// <param name="id">The grant, which need not exist.</param>
    /// <param name="duration">How long it lasts unless disposed of before.</param>
    /// <param name="cancellationToken">Gives up trying.</param>
    /// <returns>The lease, to be disposed of; <see langword="null"/> if somebody else has it. It does not wait.</returns>
    ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists grants that need attention, page by page: neither lost nor without a refresh token. Where there are many, the
    /// store needs an index on each moment that decides, then on the id.
    /// </summary>
    /// <param name="due">Which.</param>
    /// <param name="cancellationToken">Gives up listing.</param>
    /// <returns>
    /// A page, the longest due first, those of one moment by their ids in any order that stays the same. It begins behind
    /// <see cref="GrantsDue.After"/> even if that one is no longer due.
    /// </returns>
    ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default);
}
