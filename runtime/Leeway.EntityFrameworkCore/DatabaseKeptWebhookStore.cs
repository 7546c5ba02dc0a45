using System.Diagnostics;
using System.Globalization;
using Leeway.Grants;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Stores which webhook belongs to which grant in a table of a relational database that any number of processes and machines can share.</summary>
/// <typeparam name="TContext">A context whose model contains the table: <see cref="WebhookDbContext"/>, or one that calls <see
/// cref="WebhookModelBuilderExtensions.AddLeewayWebhooks"/>.</typeparam>
[DebuggerDisplay("kept webhooks in {typeof(TContext).Name,nq}")]
public sealed class DatabaseKeptWebhookStore<TContext> : IKeptWebhookStore
    where TContext : DbContext
{
    private readonly DatabaseTable<TContext, KeptWebhookRow> _table;

    /// <summary>Creates a store. It does not access the database yet.</summary>
    /// <param name="contexts">Creates contexts, one for each method call. A pooled factory performs best.</param>
    public DatabaseKeptWebhookStore(IDbContextFactory<TContext> contexts)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        _table = new DatabaseTable<TContext, KeptWebhookRow>(contexts, DatabaseTrouble.OfKeptWebhooks);
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program.</exception>
    public async ValueTask<KeptWebhook?> FindAsync(GrantId grant, string cloudId, CancellationToken cancellationToken = default)
    {
        string id = grant.Value;
        KeptWebhookRow? row = await _table.RunAsync(
            rows => rows.FirstOrDefaultAsync(row => row.GrantId == id && row.CloudId == cloudId, cancellationToken), cancellationToken).ConfigureAwait(false);
        return row is null ? null : ToRecord(row);
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program.</exception>
    public async ValueTask<IReadOnlyList<KeptWebhook>> ListAsync(
        GrantId? grant = null, string? cloudId = null, CancellationToken cancellationToken = default)
    {
        List<KeptWebhookRow> found = await _table.RunAsync(
            rows =>
            {
                if (grant is { Value: var id })
                {
                    rows = rows.Where(row => row.GrantId == id);
                }

                return (cloudId is null ? rows : rows.Where(row => row.CloudId == cloudId)).ToListAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(ToRecord);
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program.</exception>
    public async ValueTask<IReadOnlyList<KeptWebhook>> FindByWebhookAsync(
        string site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhookIds);
        List<long?> ids = [.. webhookIds];
        List<KeptWebhookRow> found = await _table.RunAsync(
            async rows =>
            {
                IQueryable<KeptWebhookRow> ofSite = rows.Where(row => row.Site == site || row.CloudId == site);
                List<KeptWebhookRow> current = await ofSite.Where(row => ids.Contains(row.WebhookId)).ToListAsync(cancellationToken).ConfigureAwait(false);

                // A delivery of a webhook that is to be deleted is rare, and so are their rows.
                return current.Count > 0 ? current : await ofSite.Where(static row => row.ObsoleteIds != null).ToListAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(ToRecord).FindAll(record => webhookIds.Any(id => record.WebhookId == id || record.ObsoleteIds.Contains(id)));
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public async ValueTask<bool> TrySwapAsync(KeptWebhook successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        KeptWebhookRow written = ToRow(successor);
        return await _table.RunAsync(
            async rows =>
            {
                if (expectedVersion is not { } expected)
                {
                    return await _table.TryInsertAsync(
                        written, row => row.GrantId == written.GrantId && row.CloudId == written.CloudId, cancellationToken).ConfigureAwait(false);
                }

                return await _table.InTurnAsync(
                    () => rows
                        .Where(row => row.GrantId == written.GrantId && row.CloudId == written.CloudId && row.Version == expected)
                        .ExecuteUpdateAsync(
                            set => set
                                .SetProperty(static row => row.Version, written.Version)
                                .SetProperty(static row => row.Site, written.Site)
                                .SetProperty(static row => row.WebhookId, written.WebhookId)
                                .SetProperty(static row => row.Fingerprint, written.Fingerprint)
                                .SetProperty(static row => row.Url, written.Url)
                                .SetProperty(static row => row.ExpiresAt, written.ExpiresAt)
                                .SetProperty(static row => row.ObsoleteIds, written.ObsoleteIds)
                                .SetProperty(static row => row.Attempts, written.Attempts)
                                .SetProperty(static row => row.CheckedAt, written.CheckedAt)
                                .SetProperty(static row => row.Family, written.Family)
                                .SetProperty(static row => row.BusyUntil, written.BusyUntil)
                                .SetProperty(static row => row.LeavingSince, written.LeavingSince),
                            cancellationToken),
                    cancellationToken).ConfigureAwait(false) == 1;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public async ValueTask<bool> TryRemoveAsync(KeptWebhook record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        (string id, string cloudId, long version) = (record.Grant.Value, record.CloudId, record.Version);
        return await _table.RunAsync(
            rows => _table.InTurnAsync(
                () => rows.Where(row => row.GrantId == id && row.CloudId == cloudId && row.Version == version).ExecuteDeleteAsync(cancellationToken), cancellationToken),
            cancellationToken).ConfigureAwait(false) == 1;
    }

    private static KeptWebhookRow ToRow(KeptWebhook record) => new()
    {
        GrantId = record.Grant.Value,
        CloudId = record.CloudId,
        Version = record.Version,
        Site = record.Site,
        WebhookId = record.WebhookId,
        Fingerprint = record.Fingerprint,
        Url = record.Url,
        ExpiresAt = record.ExpiresAt?.UtcDateTime,
        ObsoleteIds = record.ObsoleteIds.Count == 0 ? null : string.Join(',', record.ObsoleteIds.Select(static id => id.ToString(CultureInfo.InvariantCulture))),
        Attempts = record.Attempts.Count == 0 ? null : string.Join(',', record.Attempts.Select(static since => since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))),
        CheckedAt = record.CheckedAt?.UtcDateTime,
        Family = record.Family,
        BusyUntil = record.BusyUntil?.UtcDateTime,
        LeavingSince = record.LeavingSince?.UtcDateTime,
    };

    private static KeptWebhook ToRecord(KeptWebhookRow row) => new()
    {
        Grant = new GrantId(row.GrantId),
        CloudId = row.CloudId,
        Version = row.Version,
        Site = row.Site,
        WebhookId = row.WebhookId,
        Fingerprint = row.Fingerprint,
        Url = row.Url,
        ExpiresAt = ToTime(row.ExpiresAt),
        ObsoleteIds = [.. Split(row.ObsoleteIds).Select(static id => long.Parse(id, CultureInfo.InvariantCulture))],
        Attempts = [.. Split(row.Attempts).Select(static since => DateTimeOffset.Parse(since, CultureInfo.InvariantCulture))],
        CheckedAt = ToTime(row.CheckedAt),
        Family = row.Family,
        BusyUntil = ToTime(row.BusyUntil),
        LeavingSince = ToTime(row.LeavingSince),
    };

    private static DateTimeOffset? ToTime(DateTime? time) => time is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;

    private static string[] Split(string? list) => list is null ? [] : list.Split(',');
}
