using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Leeway.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Stores deliveries of webhooks in a table of a relational database that any number of processes and machines can share.</summary>
/// <remarks>
/// A delivery is committed before it is answered. With SQLite and a write-ahead log, a power failure can undo what was recorded of handlers in
/// about half a minute before it, so that deliveries are handled again. Claims use the clocks of the processes, which should differ by less than the time that a claim
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

    /// <summary>
    /// How many deliveries the warm-up adds at the same time. One of them is written alone, and then the others together. EF Core compiles one statement
    /// for each of 1 to 5, 10, 20, 30 and 40 keys: it pads longer lists.
    /// </summary>
    private static readonly int[] s_warmUpSizes = [1, 2, 3, 4, 5, 6, 11, 21, 31, 1 + BatchWriter<Addition, WebhookAdmission>.MaxItems];

    private static readonly TimeSpan s_maxWarmUpTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many contexts are often in use at the same time: an addition, a completion and a claim. The first contexts of a process create their services
    /// in slower ways than later ones.
    /// </summary>
    private const int WarmUpContexts = 3;

    private readonly DatabaseTable<TContext, WebhookRow> _table;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Open, long CountedAt)> _estimates = new(StringComparer.Ordinal);
    private readonly BatchWriter<Addition, WebhookAdmission> _additions;
    private readonly BatchWriter<WebhookClaim, bool> _completions;

    /// <summary>The deliveries that are being added, by key and by fingerprint, and whether they are stored then.</summary>
    private readonly Dictionary<string, Task<bool>> _adding = new(StringComparer.Ordinal);

    /// <summary>Creates a store. It does not access the database yet.</summary>
    /// <param name="contexts">Creates contexts, one for each method call. A pooled factory performs best.</param>
    /// <param name="time">The time.</param>
    public DatabaseWebhookStore(IDbContextFactory<TContext> contexts, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(time);
        _table = new DatabaseTable<TContext, WebhookRow>(contexts, DatabaseTrouble.OfWebhooks);
        _time = time;
        _additions = new BatchWriter<Addition, WebhookAdmission>(AddAsync, time);
        _completions = new BatchWriter<WebhookClaim, bool>(CompleteAsync, time);
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
            async (context, rows) =>
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

                    List<WebhookRow> won = await ClaimAsync(context, rows, due, owner, now, endsAt, cancellationToken).ConfigureAwait(false);
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
    public async ValueTask<bool> CompleteAsync(WebhookClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return await _completions.WriteAsync(claim, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public async ValueTask<bool> BuryAsync(WebhookClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        (string key, string owner) = (claim.Delivery.Key, claim.Owner);

        // OnDeadLetter was called, and must not be called again after a power failure.
        bool isClosed = await _table.RunAsync(
            rows => _table.InTurnAsync(
                () => rows
                    .Where(row => row.Id == key && row.Owner == owner)
                    .ExecuteUpdateAsync(
                        static set => set.SetProperty(static row => row.Owner, (string?)null).SetProperty(static row => row.DueAt, (DateTime?)null),
                        cancellationToken),
                cancellationToken),
            cancellationToken).ConfigureAwait(false) == 1;
        if (isClosed)
        {
            CorrectEstimate(claim.Delivery.Registration, -1);
        }

        return isClosed;
    }

    /// <inheritdoc/>
    /// <exception cref="WebhookStoreException">The table is missing or belongs to another program, or the database does not accept writes.</exception>
    public async ValueTask<bool> PostponeAsync(WebhookClaim claim, TimeSpan delay, bool isAttempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        (string key, string owner) = (claim.Delivery.Key, claim.Owner);
        DateTime dueAt = _time.GetUtcNow().UtcDateTime + delay;
        int attempts = claim.Attempt - (isAttempt ? 0 : 1);
        return await _table.RunAsync(
            (context, rows) => _table.InTurnWithoutSyncAsync(
                context,
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

    /// <inheritdoc/>
    /// <remarks>Runs the statements that deliveries usually need, so that they are compiled, and opens connections.</remarks>
    /// <exception cref="WebhookStoreException">The database does not respond, or the table is missing or belongs to another program.</exception>
    public async ValueTask WarmUpAsync(string registration, CancellationToken cancellationToken = default)
    {
        // Before a statement: SQLite would create a file.
        if (!await _table.RunAsync((context, _) => context.Database.CanConnectAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            throw new WebhookStoreException("The database does not exist or does not respond.");
        }

        long startedAt = _time.GetTimestamp();
        foreach (int size in s_warmUpSizes)
        {
            await WarmUpAsync(registration, size, AddTogetherAsync, cancellationToken).ConfigureAwait(false);
            if (_time.GetElapsedTime(startedAt) > s_maxWarmUpTime)
            {
                // Each statement takes long. The application need not wait for all of them.
                return;
            }
        }

        await WarmUpAsync(registration, WarmUpContexts, AddInContextsAsync, cancellationToken).ConfigureAwait(false);

        Task AddTogetherAsync(List<WebhookRow> rows) =>
            Task.WhenAll(rows.Select(row => TryAddAsync(row, int.MaxValue, cancellationToken).AsTask()));

        // Each in a context of its own, while those before it are in use.
        Task AddInContextsAsync(List<WebhookRow> added) => added is [var row, .. var others]
            ? _table.RunAsync(
                async (context, rows) =>
                {
                    WebhookAdmission[] admissions = await AddAsync(context, rows, [new Addition(row, int.MaxValue)], cancellationToken).ConfigureAwait(false);
                    await AddInContextsAsync(others).ConfigureAwait(false);
                    return admissions;
                },
                cancellationToken)
            : Task.CompletedTask;
    }

    private async Task WarmUpAsync(string registration, int size, Func<List<WebhookRow>, Task> add, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        List<WebhookClaim> claims = [];
        List<WebhookRow> added = [];
        for (int i = 0; i < size; i++)
        {
            string id = RandomNumberGenerator.GetHexString(32, lowercase: true);
            WebhookDelivery delivery = new() { Registration = registration, Site = "", Identifier = $"warm-up-{id}", Body = "{}"u8.ToArray(), ReceivedAt = now };
            claims.Add(new WebhookClaim(delivery, id, attempt: 1));

            // Not open, so that no process handles it, and that it is forgotten if this process ends before it deletes it.
            WebhookRow row = ToRow(delivery, now);
            row.DueAt = null;
            added.Add(row);
        }

        List<string> keys = added.ConvertAll(static row => row.Id);
        try
        {
            await add(added).ConfigureAwait(false);
            await Task.WhenAll(claims.Select(claim => CompleteAsync(claim, cancellationToken).AsTask())).ConfigureAwait(false);
            await PostponeAsync(claims[0], TimeSpan.Zero, isAttempt: false, cancellationToken).ConfigureAwait(false);
            await ClaimAsync($"{registration}/warm-up", 1, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            await _table.RunAsync(
                (context, rows) => ClaimAsync(context, rows, keys, claims[0].Owner, now.UtcDateTime, now.UtcDateTime, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _table.RunAsync(
                rows => _table.InTurnAsync(
                    () => rows.Where(row => keys.Contains(row.Id)).ExecuteDeleteAsync(CancellationToken.None), CancellationToken.None),
                CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<List<WebhookRow>> ClaimAsync(
        TContext context, IQueryable<WebhookRow> rows, List<string> due, string owner, DateTime now, DateTime endsAt, CancellationToken cancellationToken)
    {
        // Another process may have claimed some of them meanwhile.
        await _table.InTurnWithoutSyncAsync(
            context,
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
        return await rows.Where(row => due.Contains(row.Id) && row.Owner == owner).ToListAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<WebhookAdmission> TryAddAsync(WebhookRow row, int capacity, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> adding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        while (FindSimultaneous(row, adding.Task) is { } other)
        {
            if (await other.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                return WebhookAdmission.Duplicate;
            }
        }

        WebhookAdmission? admission = null;
        try
        {
            admission = await _additions.WriteAsync(new Addition(row, capacity), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _adding.Remove(row.Id);
                _adding.Remove(row.Fingerprint);
            }

            adding.SetResult(admission is WebhookAdmission.Added or WebhookAdmission.Duplicate);
        }

        return admission.Value;
    }

    /// <summary>Finds the same delivery if this process is adding it. An insertion beside it would wait for it, and fail.</summary>
    /// <param name="row">The delivery.</param>
    /// <param name="adding">What others find from now on, if there is no other.</param>
    /// <returns>Whether the other one is stored, when that is known; <see langword="null"/> if there is no other.</returns>
    private Task<bool>? FindSimultaneous(WebhookRow row, Task<bool> adding)
    {
        lock (_lock)
        {
            if (_adding.TryGetValue(row.Id, out Task<bool>? other) || _adding.TryGetValue(row.Fingerprint, out other))
            {
                return other;
            }

            _adding[row.Id] = adding;
            _adding[row.Fingerprint] = adding;
            return null;
        }
    }

    private async Task<IReadOnlyList<WebhookAdmission>> AddAsync(List<Addition> additions, CancellationToken cancellationToken) =>
        await _table.RunAsync((context, rows) => AddAsync(context, rows, additions, cancellationToken), cancellationToken).ConfigureAwait(false);

    private async Task<WebhookAdmission[]> AddAsync(
        TContext context, IQueryable<WebhookRow> rows, List<Addition> additions, CancellationToken cancellationToken)
    {
        // One connection for all statements.
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        WebhookAdmission[] admissions = new WebhookAdmission[additions.Count];
        List<StoredDelivery> stored = await FindAsync(rows, additions, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            List<WebhookRow> missing = await AdmitAsync(rows, additions, stored, admissions, cancellationToken).ConfigureAwait(false);
            if (missing.Count == 0)
            {
                return admissions;
            }

            try
            {
                await _table.InsertAsync(context, missing, cancellationToken).ConfigureAwait(false);
                missing.ForEach(CorrectEstimate);
                return admissions;
            }
            catch (DbUpdateException)
            {
                // Each provider reports a duplicate key in its own way. If that was the reason, there are more rows than before.
                int before = stored.Count;
                stored = await FindAsync(rows, additions, cancellationToken).ConfigureAwait(false);
                if (stored.Count <= before)
                {
                    throw;
                }
            }
        }
    }

    private static Task<List<StoredDelivery>> FindAsync(IQueryable<WebhookRow> rows, List<Addition> additions, CancellationToken cancellationToken)
    {
        List<string> keys = additions.ConvertAll(static addition => addition.Row.Id);
        List<string> fingerprints = additions.ConvertAll(static addition => addition.Row.Fingerprint);
        return rows
            .Where(row => keys.Contains(row.Id) || fingerprints.Contains(row.Fingerprint))
            .Select(static row => new StoredDelivery(row.Id, row.Fingerprint, row.Owner))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Decides which deliveries are added.</summary>
    /// <returns>The rows to insert.</returns>
    private async Task<List<WebhookRow>> AdmitAsync(
        IQueryable<WebhookRow> rows, List<Addition> additions, List<StoredDelivery> stored, WebhookAdmission[] admissions, CancellationToken cancellationToken)
    {
        List<WebhookRow> missing = [];
        for (int i = 0; i < admissions.Length; i++)
        {
            WebhookRow row = additions[i].Row;

            // Before the capacity, so that a delivery that is known is not requested again.
            if (stored.Find(other => other.Id == row.Id || other.Fingerprint == row.Fingerprint) is { } other)
            {
                // An insertion whose answer was lost finds its own row. No other claim has its owner.
                admissions[i] = row.Owner is not null && other.Id == row.Id && other.Owner == row.Owner ? WebhookAdmission.Added : WebhookAdmission.Duplicate;
            }
            else if (await EstimateOpenAsync(rows, row.Registration, cancellationToken).ConfigureAwait(false)
                + missing.Count(other => other.Registration == row.Registration) >= additions[i].Capacity)
            {
                admissions[i] = WebhookAdmission.Full;
            }
            else
            {
                admissions[i] = WebhookAdmission.Added;
                missing.Add(row);
            }
        }

        return missing;
    }

    private async Task<IReadOnlyList<bool>> CompleteAsync(List<WebhookClaim> claims, CancellationToken cancellationToken)
    {
        List<string> keys = claims.ConvertAll(static claim => claim.Delivery.Key);
        List<string> pairs = claims.ConvertAll(static claim => claim.Delivery.Key + claim.Owner);
        (List<bool> closed, int changed) = await _table.RunAsync(
            async (context, rows) =>
            {
                // The keys are for the index. A key with the owner of another claim is not one of these claims.
                int count = await _table.InTurnWithoutSyncAsync(
                    context,
                    () => rows
                        .Where(row => keys.Contains(row.Id) && pairs.Contains(row.Id + row.Owner))
                        .ExecuteUpdateAsync(
                            static set => set
                                .SetProperty(static row => row.Owner, (string?)null)
                                .SetProperty(static row => row.DueAt, (DateTime?)null)
                                .SetProperty(static row => row.Body, (string?)null),
                            cancellationToken),
                    cancellationToken).ConfigureAwait(false);
                if (count == keys.Count || keys.Count == 1)
                {
                    return (keys.ConvertAll(_ => count > 0), count);
                }

                // Some claims had ended. Whether another process has handled such a delivery already, or still does, makes no difference but for a warning.
                List<string> done = await rows
                    .Where(row => keys.Contains(row.Id) && row.DueAt == null)
                    .Select(static row => row.Id)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                return (keys.ConvertAll(done.Contains), count);
            },
            cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < claims.Count; i++)
        {
            // Some may have been closed before.
            if (closed[i] && changed-- > 0)
            {
                CorrectEstimate(claims[i].Delivery.Registration, -1);
            }
        }

        return closed;
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

    private void CorrectEstimate(WebhookRow added) => CorrectEstimate(added.Registration, added.DueAt is null ? 0 : 1);

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

    /// <summary>A delivery that is being added.</summary>
    private sealed record Addition(WebhookRow Row, int Capacity);

    /// <summary>A delivery that is in the table.</summary>
    private sealed record StoredDelivery(string Id, string Fingerprint, string? Owner);
}
