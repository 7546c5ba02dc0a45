using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Stores deliveries of webhooks in a table of a relational database that any number of processes and machines can share.</summary>
/// <remarks>
/// A delivery is committed before it is answered. Claims use the clocks of the processes, which should differ by less than the time that a claim
/// lasts. Bodies are stored as Atlassian sends them, until the delivery was handled; use the encryption of the database where that matters.
/// </remarks>
/// <typeparam name="TContext">A context whose model contains the table: <see cref="WebhookDbContext"/>, or one that calls <see
/// cref="WebhookModelBuilderExtensions.AddLeewayWebhooks"/>.</typeparam>
[DebuggerDisplay("webhooks in {typeof(TContext).Name,nq}")]
public sealed class DatabaseWebhookStore<TContext> : IWebhookStore
    where TContext : DbContext
{
    /// <summary>Counting the open deliveries takes longer than adding one, so their number is counted now and then, and estimated meanwhile.</summary>
    private static readonly TimeSpan s_countInterval = TimeSpan.FromSeconds(1);

    /// <summary>Few enough that other writers do not wait long for the locks, which are those of the whole database in SQLite.</summary>
    private const int DeletedAtOnce = 500;

    private readonly DatabaseTable<TContext, WebhookRow> _table;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Open, long CountedAt)> _estimates = new(StringComparer.Ordinal);

    /// <summary>Creates a store. It does not access the database yet.</summary>
    /// <param name="contexts">Creates contexts, one for each method call. A pooled factory performs best.</param>
    /// <param name="time">The time.</param>
    public DatabaseWebhookStore(IDbContextFactory<TContext> contexts, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(time);
        _table = new DatabaseTable<TContext, WebhookRow>(contexts, DatabaseTrouble.OfWebhooks);
        _time = time;
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public ValueTask<WebhookAdmission> TryAddAsync(WebhookDelivery delivery, int capacity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return TryAddAsync(ToRow(delivery, _time.GetUtcNow()), capacity, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public ValueTask<WebhookAdmission> TryAddClaimedAsync(WebhookClaim claim, TimeSpan duration, int capacity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        WebhookRow row = ToRow(claim.Delivery, _time.GetUtcNow() + duration);
        row.Owner = claim.Owner;
        row.Attempts = claim.Attempt;
        return TryAddAsync(row, capacity, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public async ValueTask<IReadOnlyList<WebhookClaim>> ClaimAsync(
        string registration, int max, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        DateTime endsAt = now + duration;
        string owner = RandomNumberGenerator.GetHexString(32, lowercase: true);
        List<WebhookRow> claimed = await _table.RunAsync(
            async rows =>
            {
                while (true)
                {
                    List<string> due = await rows
                        .Where(row => row.Registration == registration && row.DueAt <= now)
                        .OrderBy(static row => row.DueAt)
                        .Select(static row => row.Id)
                        .Take(max)
                        .ToListAsync(cancellationToken).ConfigureAwait(false);
                    if (due.Count == 0)
                    {
                        return [];
                    }

                    // Another process may have claimed some of them meanwhile.
                    await _table.InTurnAsync(
                        () => rows
                            .Where(row => due.Contains(row.Id) && row.DueAt <= now)
                            .ExecuteUpdateAsync(
                                set => set
                                    .SetProperty(static row => row.Owner, owner)
                                    .SetProperty(static row => row.DueAt, endsAt)
                                    .SetProperty(static row => row.Attempts, static row => row.Attempts + 1),
                                CancellationToken.None),
                        cancellationToken).ConfigureAwait(false);

                    // Not canceled from here on: the caller would not know what it has claimed.
                    List<WebhookRow> won = await rows.Where(row => due.Contains(row.Id) && row.Owner == owner).ToListAsync(CancellationToken.None).ConfigureAwait(false);
                    if (won.Count > 0)
                    {
                        return won;
                    }

                    // Another process claimed them all, so there are fewer each time.
                }
            },
            cancellationToken).ConfigureAwait(false);
        return claimed.ConvertAll(static row => new WebhookClaim(ToDelivery(row), row.Owner!, row.Attempts));
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public ValueTask<bool> CompleteAsync(WebhookClaim claim, CancellationToken cancellationToken = default) => CloseAsync(claim, keepsBody: false, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public ValueTask<bool> BuryAsync(WebhookClaim claim, CancellationToken cancellationToken = default) => CloseAsync(claim, keepsBody: true, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public async ValueTask<bool> PostponeAsync(WebhookClaim claim, TimeSpan delay, bool isAttempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        (string key, string owner) = (claim.Delivery.Key, claim.Owner);
        DateTime dueAt = _time.GetUtcNow().UtcDateTime + delay;
        int attempts = claim.Attempt - (isAttempt ? 0 : 1);
        return await _table.RunAsync(
            rows => _table.InTurnAsync(
                () => rows
                    .Where(row => row.Id == key && row.Owner == owner)
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(static row => row.Owner, (string?)null)
                            .SetProperty(static row => row.DueAt, dueAt)
                            .SetProperty(static row => row.Attempts, attempts),
                        cancellationToken),
                cancellationToken),
            cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program.</exception>
    public async ValueTask<int> CountOpenAsync(string registration, CancellationToken cancellationToken = default) =>
        await _table.RunAsync(rows => CountOpenAsync(rows, registration, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public async ValueTask<int> ForgetAsync(string registration, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        DateTime limit = before.UtcDateTime;
        return await _table.RunAsync(
            async rows =>
            {
                int deleted = 0;
                List<string> ids;
                do
                {
                    ids = await rows
                        .Where(row => row.Registration == registration && row.DueAt == null && row.ReceivedAt < limit)
                        .OrderBy(static row => row.ReceivedAt)
                        .Select(static row => row.Id)
                        .Take(DeletedAtOnce)
                        .ToListAsync(cancellationToken).ConfigureAwait(false);
                    deleted += await _table.InTurnAsync(
                        () => rows.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
                }
                while (ids.Count == DeletedAtOnce);
                return deleted;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<WebhookAdmission> TryAddAsync(WebhookRow row, int capacity, CancellationToken cancellationToken)
    {
        string key = row.Id;
        string fingerprint = row.Fingerprint;
        string? owner = row.Owner;
        WebhookAdmission admission = await _table.RunAsync(
            async rows =>
            {
                // Before the capacity, so that a delivery that is known is not requested again.
                if (await rows.AnyAsync(other => other.Id == key || other.Fingerprint == fingerprint, cancellationToken).ConfigureAwait(false))
                {
                    return WebhookAdmission.Duplicate;
                }

                if (await EstimateOpenAsync(rows, row.Registration, cancellationToken).ConfigureAwait(false) >= capacity)
                {
                    return WebhookAdmission.Full;
                }

                if (await _table.TryInsertAsync(row, other => other.Id == key || other.Fingerprint == fingerprint, cancellationToken).ConfigureAwait(false))
                {
                    return WebhookAdmission.Added;
                }

                // A statement that was repeated after a lost response finds its own row. No other claim has its owner.
                return owner is not null && await rows.AnyAsync(other => other.Id == key && other.Owner == owner, cancellationToken).ConfigureAwait(false)
                    ? WebhookAdmission.Added
                    : WebhookAdmission.Duplicate;
            },
            cancellationToken).ConfigureAwait(false);
        if (admission == WebhookAdmission.Added)
        {
            CorrectEstimate(row.Registration, 1);
        }

        return admission;
    }

    private async ValueTask<bool> CloseAsync(WebhookClaim claim, bool keepsBody, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        (string key, string owner) = (claim.Delivery.Key, claim.Owner);
        bool isClosed = await _table.RunAsync(
            rows => _table.InTurnAsync(
                () => rows
                    .Where(row => row.Id == key && row.Owner == owner)
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(static row => row.Owner, (string?)null)
                            .SetProperty(static row => row.DueAt, (DateTime?)null)
                            .SetProperty(static row => row.Body, row => keepsBody ? row.Body : null),
                        cancellationToken),
                cancellationToken),
            cancellationToken).ConfigureAwait(false) == 1;
        if (isClosed)
        {
            CorrectEstimate(claim.Delivery.Registration, -1);
        }

        return isClosed;
    }

    private async ValueTask<int> EstimateOpenAsync(IQueryable<WebhookRow> rows, string registration, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_estimates.TryGetValue(registration, out (int Open, long CountedAt) estimate) && _time.GetElapsedTime(estimate.CountedAt) < s_countInterval)
            {
                return estimate.Open;
            }
        }

        int open = await CountOpenAsync(rows, registration, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _estimates[registration] = (open, _time.GetTimestamp());
        }

        return open;
    }

    private void CorrectEstimate(string registration, int difference)
    {
        lock (_lock)
        {
            if (_estimates.TryGetValue(registration, out (int Open, long CountedAt) estimate))
            {
                _estimates[registration] = (Math.Max(0, estimate.Open + difference), estimate.CountedAt);
            }
        }
    }

    private static Task<int> CountOpenAsync(IQueryable<WebhookRow> rows, string registration, CancellationToken cancellationToken) =>
        rows.CountAsync(row => row.Registration == registration && row.DueAt != null, cancellationToken);

    private static WebhookRow ToRow(WebhookDelivery delivery, DateTimeOffset dueAt) => new()
    {
        Id = delivery.Key,
        Fingerprint = delivery.Fingerprint,
        Registration = delivery.Registration,
        Site = delivery.Site,
        Identifier = delivery.Identifier,
        Body = Encoding.UTF8.GetString(delivery.Body.Span),
        ReceivedAt = delivery.ReceivedAt.UtcDateTime,
        RetryCount = delivery.RetryCount,
        Flow = delivery.Flow,
        DueAt = dueAt.UtcDateTime,
    };

    private static WebhookDelivery ToDelivery(WebhookRow row) => new()
    {
        Registration = row.Registration,
        Site = row.Site,
        Identifier = row.Identifier,
        Body = Encoding.UTF8.GetBytes(row.Body ?? ""),
        IsIdentifiedByBody = row.Fingerprint != row.Id,
        ReceivedAt = new DateTimeOffset(DateTime.SpecifyKind(row.ReceivedAt, DateTimeKind.Utc)),
        RetryCount = row.RetryCount,
        Flow = row.Flow,
    };
}
