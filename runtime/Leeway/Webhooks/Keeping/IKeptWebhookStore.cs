using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>Stores which webhook belongs to which grant and site. All processes that use the same app share one.</summary>
/// <remarks>
/// <para>Implementations are thread-safe. Each method is one atomic step, also for other processes that use the same store.</para>
/// <para>There is at most one record for a grant and a cloud id.</para>
/// </remarks>
public interface IKeptWebhookStore
{
    /// <summary>Finds the record of a grant and a site.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="cloudId">The cloud id.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    /// <returns>The record; <see langword="null"/> if there is none.</returns>
    ValueTask<KeptWebhook?> FindAsync(GrantId grant, string cloudId, CancellationToken cancellationToken = default);

    /// <summary>Lists records.</summary>
    /// <param name="grant">Only those of this grant; <see langword="null"/> for those of all grants.</param>
    /// <param name="cloudId">Only those of this site; <see langword="null"/> for those of all sites.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    ValueTask<IReadOnlyList<KeptWebhook>> ListAsync(GrantId? grant = null, string? cloudId = null, CancellationToken cancellationToken = default);

    /// <summary>Finds the records of webhooks, including those that are to be deleted.</summary>
    /// <param name="site">The address or the cloud id of the site.</param>
    /// <param name="webhookIds">The ids of the webhooks.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    ValueTask<IReadOnlyList<KeptWebhook>> FindByWebhookAsync(string site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken = default);

    /// <summary>Writes a record if the stored one has not changed.</summary>
    /// <param name="successor">The new record, with a new version.</param>
    /// <param name="expectedVersion">The version of the stored record; <see langword="null"/> if there must be none.</param>
    /// <param name="cancellationToken">Cancels the method. The record may have been written nevertheless.</param>
    /// <returns>Whether it was written.</returns>
    ValueTask<bool> TrySwapAsync(KeptWebhook successor, long? expectedVersion, CancellationToken cancellationToken = default);

    /// <summary>Removes a record if it has not changed.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels the method. The record may have been removed nevertheless.</param>
    /// <returns>Whether it was removed.</returns>
    ValueTask<bool> TryRemoveAsync(KeptWebhook record, CancellationToken cancellationToken = default);
}
