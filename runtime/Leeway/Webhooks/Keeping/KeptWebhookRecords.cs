using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>The records of the app in a store that other apps may share, with a time limit for each operation.</summary>
/// <param name="store">The store.</param>
/// <param name="ids">The ids of the app's grants.</param>
/// <param name="environment">The time and the options for promises.</param>
/// <param name="timeout">The time limit.</param>
internal sealed class KeptWebhookRecords(IKeptWebhookStore store, AppGrantIds ids, RuntimeEnvironment environment, TimeSpan timeout)
{
    /// <summary>Finds the id of a grant as the application uses it; <see langword="null"/> if the grant belongs to another app.</summary>
    public GrantId? FindGrant(KeptWebhook record) => ids.TryFromStored(record.Grant, out GrantId id) ? id : null;

    public Task<KeptWebhook?> FindAsync(GrantId grant, string cloudId, CancellationToken cancellationToken) =>
        RunAsync((Grant: ids.ToStored(grant), CloudId: cloudId), static (store, key, token) => store.FindAsync(key.Grant, key.CloudId, token), cancellationToken);

    /// <summary>Lists the records of the app.</summary>
    /// <param name="grant">Only those of this grant; <see langword="null"/> for those of all grants.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    public async Task<IReadOnlyList<KeptWebhook>> ListAsync(GrantId? grant, CancellationToken cancellationToken)
    {
        GrantId? stored = grant is { } id ? ids.ToStored(id) : null;
        IReadOnlyList<KeptWebhook> all = await RunAsync(stored, static (store, grant, token) => store.ListAsync(grant, null, token), cancellationToken).ConfigureAwait(false);
        return [.. all.Where(record => FindGrant(record) is not null)];
    }

    /// <summary>Lists the records of a site, of all apps.</summary>
    public Task<IReadOnlyList<KeptWebhook>> ListOfSiteAsync(string cloudId, CancellationToken cancellationToken) =>
        RunAsync(cloudId, static (store, cloudId, token) => store.ListAsync(null, cloudId, token), cancellationToken);

    public Task<IReadOnlyList<KeptWebhook>> FindByWebhookAsync(string site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken) =>
        RunAsync((site, webhookIds), static (store, key, token) => store.FindByWebhookAsync(key.site, key.webhookIds, token), cancellationToken);

    /// <summary>Creates a record that is not stored yet.</summary>
    public KeptWebhook Create(KeepingTarget target) => new() { Grant = ids.ToStored(target.Grant), CloudId = target.CloudId, Version = 0 };

    /// <summary>Writes a record if the stored one has not changed since it was read.</summary>
    /// <param name="record">The record, with the version that was read; 0 for one that is not stored yet.</param>
    /// <param name="cancellationToken">Cancels the method.</param>
    /// <returns>The record with its new version.</returns>
    /// <exception cref="RecordChangedException">The stored record has changed.</exception>
    public async Task<KeptWebhook> WriteAsync(KeptWebhook record, CancellationToken cancellationToken)
    {
        bool isNew = record.Version == 0;
        KeptWebhook successor = record with { Version = isNew ? environment.NextVersion() : record.Version + 1 };
        long? expected = isNew ? null : record.Version;
        return await RunAsync(
            (successor, expected), static (store, swap, token) => store.TrySwapAsync(swap.successor, swap.expected, token), cancellationToken).ConfigureAwait(false)
            ? successor
            : throw new RecordChangedException();
    }

    public Task<bool> TryRemoveAsync(KeptWebhook record, CancellationToken cancellationToken) =>
        RunAsync(record, static (store, record, token) => store.TryRemoveAsync(record, token), cancellationToken);

    private Task<T> RunAsync<TArgument, T>(
        TArgument argument, Func<IKeptWebhookStore, TArgument, CancellationToken, ValueTask<T>> operation, CancellationToken cancellationToken) =>
        BoundedRun.RunAsync(
            static (call, token) => call.operation(call.store, call.argument, token),
            (operation, store, argument),
            timeout,
            environment,
            ("The store of kept webhooks", $"{nameof(GrantOptions)}.{nameof(GrantOptions.StoreTimeout)}"),
            cancellationToken);
}
