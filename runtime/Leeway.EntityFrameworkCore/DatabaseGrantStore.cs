using System.Diagnostics;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Leeway.Grants;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Stores grants in a table of a relational database that any number of processes and machines can share.</summary>
/// <remarks>
/// Each method runs one statement, or a few if it creates a row or competes with another process, on a connection that is closed before it
/// returns. It leaves no transaction, lock or connection open, and does not join a transaction of the caller. Leases use the clock of the
/// database.
/// </remarks>
/// <typeparam name="TContext">A context whose model contains the table: <see cref="GrantDbContext"/>, or one that calls <see
/// cref="GrantModelBuilderExtensions.AddLeewayGrants"/>.</typeparam>
[DebuggerDisplay("grants in {typeof(TContext).Name,nq}")]
public sealed class DatabaseGrantStore<TContext> : IGrantStore
    where TContext : DbContext
{
    // A statement that waited for the row still uses the time at which it began. The lease that it finds may have been acquired later and
    // so end later, without the clock having been set back. No statement waits longer than this.
    private static readonly TimeSpan s_maxStatementDuration = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_releaseTimeout = TimeSpan.FromSeconds(10);

    // The pauses before releasing a lease that may have been acquired although the response was lost. The statement may still be running,
    // and connections may have to be opened again.
    private static readonly TimeSpan[] s_releasePauses = [TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    private readonly DatabaseTable<TContext, GrantRow> _table;
    private readonly ITokenProtector _protector;

    /// <summary>Creates a store. It does not access the database yet.</summary>
    /// <param name="contexts">Creates contexts, one for each method call. A pooled factory performs best.</param>
    /// <param name="protector">Encrypts the tokens before they reach the database.</param>
    public DatabaseGrantStore(IDbContextFactory<TContext> contexts, ITokenProtector protector)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(protector);
        _table = new DatabaseTable<TContext, GrantRow>(contexts, DatabaseTrouble.OfGrants);
        _protector = protector;
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The row cannot be read, or the table is missing or belongs to another program.</exception>
    /// <exception cref="TokenProtectionException">The grant was encrypted with another key.</exception>
    /// <exception cref="TokenProtectorFailedException">The token protector failed.</exception>
    public async ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        string key = id.Value;
        var row = await _table.RunAsync(
            rows => rows.Where(row => row.Id == key && row.Document != null)
                .Select(static row => new { row.Version, row.Document })
                .FirstOrDefaultAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (row is null)
        {
            return null;
        }

        try
        {
            Grant grant = await GrantDocument.ReadAsync(Encoding.UTF8.GetBytes(row.Document!), id, _protector, cancellationToken).ConfigureAwait(false);
            return grant with { Version = row.Version };
        }
        catch (DamagedGrantException exception)
        {
            throw new GrantStoreException(
                $"The row of the grant '{id}' cannot be read: {exception.Message}. It was not changed. Restore it from a backup, or delete it and ask the user to consent again.",
                exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The table is missing or belongs to another program, or the database does not accept
    /// writes.</exception>
    /// <exception cref="TokenProtectorFailedException">The token protector failed. The grant was not written.</exception>
    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);

        // Before a connection is opened, so that a slow protector does not hold it.
        byte[] document = await GrantDocument.WriteAsync(successor, _protector, cancellationToken).ConfigureAwait(false);
        GrantRow written = ToRow(successor, document);
        return await _table.RunAsync(
            rows => expectedVersion is { } expected
                ? ReplaceAsync(rows, written, expected, cancellationToken)
                : AddAsync(rows, written, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="TrySwapAsync" path="/exception"/>
    public async ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
    {
        string key = id.Value;
        return await _table.RunAsync(
            rows => rows.Where(row => row.Id == key && row.Version == expectedVersion && row.Document != null).ExecuteDeleteAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="TrySwapAsync" path="/exception"/>
    public async ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        string key = id.Value;
        return await _table.RunAsync(
            rows => rows.Where(row => row.Id == key && row.Document != null).ExecuteDeleteAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// If an expired lease of another owner is taken over, the version of the grant increases. The previous owner can then write only after
    /// reading the grant again.
    /// </remarks>
    /// <inheritdoc cref="TrySwapAsync" path="/exception"/>
    public async ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string key = id.Value;
        string owner = string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        double seconds = duration.TotalSeconds;

        double max = (duration + s_maxStatementDuration).TotalSeconds;
        bool isAcquired;
        try
        {
            isAcquired = await _table.RunAsync(
                async rows =>
                {
                    while (true)
                    {
                        // A lease that ends much later than its duration allows was acquired before the clock was set back.
                        // A lease of the same owner was acquired by this very statement: a retrying strategy repeats it if the response is
                        // lost.
                        int updated = await rows
                            .Where(row => row.Id == key
                                && (row.LeaseEndsAt == null
                                    || row.LeaseEndsAt <= DateTime.UtcNow
                                    || row.LeaseEndsAt > DateTime.UtcNow.AddSeconds(max)
                                    || row.LeaseOwner == owner))
                            .ExecuteUpdateAsync(
                                set => set
                                    .SetProperty(
                                        static row => row.Version,
                                        row => row.LeaseEndsAt == null || row.LeaseOwner == owner ? row.Version : row.Version + 1)
                                    .SetProperty(static row => row.LeaseOwner, owner)
                                    .SetProperty(static row => row.LeaseEndsAt, row => DateTime.UtcNow.AddSeconds(seconds)),
                                cancellationToken).ConfigureAwait(false);
                        if (updated == 1)
                        {
                            return true;
                        }

                        if (await rows.AnyAsync(row => row.Id == key, cancellationToken).ConfigureAwait(false)
                            || !await _table.TryInsertAsync(new GrantRow { Id = key }, row => row.Id == key, cancellationToken).ConfigureAwait(false))
                        {
                            return false;
                        }
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not GrantStoreException)
        {
            // If the lease was acquired, nobody knows it and nobody else can acquire it, so release it.
            // Outside of the caller's execution context, which this work outlives.
            ThreadPool.UnsafeQueueUserWorkItem(
                static lease => _ = lease.Store.ReleaseUnconfirmedAsync(lease.Key, lease.Owner), (Store: this, Key: key, Owner: owner), preferLocal: false);
            throw;
        }

        return isAcquired ? new Lease(this, key, owner) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The table is missing or belongs to another program.</exception>
    public async ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(due);
        DateTime before = due.Before.UtcDateTime;
        Expression<Func<GrantRow, DateTime?>> since = due.Reason == GrantDueReason.Idle
            ? static row => row.IdleSince
            : static row => row.OpenSince;
        var page = await _table.RunAsync(
            rows =>
            {
                IQueryable<GrantRow> selected = due.Reason == GrantDueReason.Idle
                    ? rows.Where(row => row.IdleSince < before)
                    : rows.Where(row => row.OpenSince < before);
                if (due.After is { } last)
                {
                    DateTime after = last.Since.UtcDateTime;
                    string afterId = last.Id.Value;

                    // The first condition lets the database start at the right place in the index.
                    selected = due.Reason == GrantDueReason.Idle
                        ? selected.Where(row => row.IdleSince >= after && (row.IdleSince > after || string.Compare(row.Id, afterId) > 0))
                        : selected.Where(row => row.OpenSince >= after && (row.OpenSince > after || string.Compare(row.Id, afterId) > 0));
                }

                IQueryable<GrantRow> ordered = selected.OrderBy(since).ThenBy(static row => row.Id).Take(due.Limit);
                return (due.Reason == GrantDueReason.Idle
                    ? ordered.Select(static row => new { row.Id, Since = row.IdleSince!.Value })
                    : ordered.Select(static row => new { row.Id, Since = row.OpenSince!.Value })).ToListAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return page.ConvertAll(static row =>
            new DueGrant { Id = new GrantId(row.Id), Since = new DateTimeOffset(DateTime.SpecifyKind(row.Since, DateTimeKind.Utc)) });
    }

    private static async Task<bool> UpdateAsync(IQueryable<GrantRow> rows, GrantRow written, CancellationToken cancellationToken) =>
        await rows.ExecuteUpdateAsync(
            set => set
                .SetProperty(static row => row.Version, written.Version)
                .SetProperty(static row => row.Document, written.Document)
                .SetProperty(static row => row.IdleSince, written.IdleSince)
                .SetProperty(static row => row.OpenSince, written.OpenSince),
            cancellationToken).ConfigureAwait(false) == 1;

    private static async Task<bool> ReplaceAsync(IQueryable<GrantRow> rows, GrantRow written, long expected, CancellationToken cancellationToken) =>
        await UpdateAsync(rows.Where(row => row.Id == written.Id && row.Version == expected && row.Document != null), written, cancellationToken).ConfigureAwait(false)
        || await FindDocumentAsync(rows, written.Id, cancellationToken).ConfigureAwait(false) == written.Document;

    /// <summary>
    /// Returns the current document of a grant whose write failed. It may be the written one: a retrying strategy repeats a statement whose
    /// response was lost, and the repeated statement finds the row changed. Documents are never equal otherwise, because each is encrypted
    /// with new randomness.
    /// </summary>
    private static Task<string?> FindDocumentAsync(IQueryable<GrantRow> rows, string key, CancellationToken cancellationToken) =>
        rows.Where(row => row.Id == key && row.Document != null).Select(static row => row.Document).FirstOrDefaultAsync(cancellationToken);

    private async Task<bool> AddAsync(IQueryable<GrantRow> rows, GrantRow written, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Updates the row that a lease created, or inserts one.
            if (await UpdateAsync(rows.Where(row => row.Id == written.Id && row.Document == null), written, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            if (await FindDocumentAsync(rows, written.Id, cancellationToken).ConfigureAwait(false) is { } document)
            {
                return document == written.Document;
            }

            if (await _table.TryInsertAsync(written, row => row.Id == written.Id, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    /// <summary>Releases a lease if this owner still holds it. Every owner has a unique name.</summary>
    /// <returns>Whether the owner held the lease.</returns>
    private async Task<bool> ReleaseAsync(string key, string owner)
    {
        using CancellationTokenSource deadline = new(s_releaseTimeout);
        return await _table.RunAsync(
            async rows =>
            {
                IQueryable<GrantRow> own = rows.Where(row => row.Id == key && row.LeaseOwner == owner);

                // Clear again, because the grant may have been stored between the two statements.
                return await ClearAsync(own).ConfigureAwait(false)
                    || await own.Where(static row => row.Document == null).ExecuteDeleteAsync(deadline.Token).ConfigureAwait(false) == 1
                    || await ClearAsync(own).ConfigureAwait(false);
            },
            deadline.Token).ConfigureAwait(false);

        async Task<bool> ClearAsync(IQueryable<GrantRow> own) =>
            await own.Where(static row => row.Document != null).ExecuteUpdateAsync(
                static set => set
                    .SetProperty(static row => row.LeaseOwner, (string?)null)
                    .SetProperty(static row => row.LeaseEndsAt, (DateTime?)null),
                deadline.Token).ConfigureAwait(false) == 1;
    }

    /// <summary>Tries to release a lease that may have been acquired by a statement whose response was lost.</summary>
    private async Task ReleaseUnconfirmedAsync(string key, string owner)
    {
        foreach (TimeSpan pause in s_releasePauses)
        {
            await Task.Delay(pause, TimeProvider.System).ConfigureAwait(false);
            try
            {
                if (await ReleaseAsync(key, owner).ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (Exception)
            {
                // If no attempt succeeds, the lease expires.
                continue;
            }
        }
    }

    private static GrantRow ToRow(Grant grant, byte[] document) => new()
    {
        Id = grant.Id.Value,
        Version = grant.Version,
        Document = Encoding.UTF8.GetString(document),
        IdleSince = grant.FindDueTime(GrantDueReason.Idle)?.UtcDateTime,
        OpenSince = grant.FindDueTime(GrantDueReason.Abandoned)?.UtcDateTime,
    };

    private sealed class Lease(DatabaseGrantStore<TContext> store, string key, string owner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await store.ReleaseAsync(key, owner).ConfigureAwait(false);
    }
}
