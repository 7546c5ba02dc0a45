using System.Diagnostics;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Leeway.Grants;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Keeps grants in a table of a relational database, which any number of processes and machines may share.</summary>
/// <remarks>
/// Each method is one statement, or a few where a row is made or another was faster, on a connection that is given back before it
/// returns: no transaction, lock or connection outlives it, and it joins no transaction of the caller. Leases are measured by the database's
/// clock.
/// </remarks>
/// <typeparam name="TContext">A context whose model has the table: <see cref="GrantDbContext"/>, or one that calls
/// <see cref="GrantModelBuilderExtensions.AddLeewayGrants"/>.</typeparam>
[DebuggerDisplay("grants in {typeof(TContext).Name,nq}")]
public sealed class DatabaseGrantStore<TContext> : IGrantStore
    where TContext : DbContext
{
    // A statement that waited for its row goes on with the time at which it began. The lease that it finds there may be newer, which does not
    // mean that the clock was set back. No statement takes so long.
    private static readonly TimeSpan s_longestStatement = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_longestRelease = TimeSpan.FromSeconds(10);

    // When to give back a lease that may have been taken without an answer: the statement itself may still be on its way, and the
    // connections may all have to be made anew.
    private static readonly TimeSpan[] s_releasePauses = [TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    private readonly GrantTable<TContext> _table;
    private readonly ITokenProtector _protector;

    /// <summary>Makes a store. The database is not asked yet.</summary>
    /// <param name="contexts">Makes contexts, one for each method called; best a pooled one.</param>
    /// <param name="protector">Encrypts the tokens before they reach the database.</param>
    public DatabaseGrantStore(IDbContextFactory<TContext> contexts, ITokenProtector protector)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(protector);
        _table = new GrantTable<TContext>(contexts);
        _protector = protector;
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The row is damaged, or the table is missing or belongs to another program.</exception>
    /// <exception cref="TokenProtectionException">The key is not the one it was written with.</exception>
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
            return GrantDocument.Read(Encoding.UTF8.GetBytes(row.Document!), id, _protector) with { Version = row.Version };
        }
        catch (Exception exception) when (GrantDocument.IsUnreadable(exception))
        {
            throw new GrantStoreException(
                $"The row of the grant '{id}' cannot be read: {exception.Message}. It has been left as it was. Restore it from a backup, or delete it and let the user consent again.",
                exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The table is missing or belongs to another program, or the database accepts no writes.</exception>
    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        GrantRow written = ToRow(successor);
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
    /// Where the lease of another is taken over because it lapsed, the grant's version grows: a holder that comes to late can write
    /// only after reading again.
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

        double longest = (duration + s_longestStatement).TotalSeconds;
        bool isTaken;
        try
        {
            isTaken = await _table.RunAsync(
                async rows =>
                {
                    while (true)
                    {
                        // A lease that would last far longer than the longest was written before the clock was set back.
                        // One with this very owner was taken by this statement: a retrying strategy sends it again if its answer is lost.
                        int taken = await rows
                            .Where(row => row.Id == key
                                && (row.LeaseEndsAt == null
                                    || row.LeaseEndsAt <= DateTime.UtcNow
                                    || row.LeaseEndsAt > DateTime.UtcNow.AddSeconds(longest)
                                    || row.LeaseOwner == owner))
                            .ExecuteUpdateAsync(
                                set => set
                                    .SetProperty(
                                        static row => row.Version,
                                        row => row.LeaseEndsAt == null || row.LeaseOwner == owner ? row.Version : row.Version + 1)
                                    .SetProperty(static row => row.LeaseOwner, owner)
                                    .SetProperty(static row => row.LeaseEndsAt, row => DateTime.UtcNow.AddSeconds(seconds)),
                                cancellationToken).ConfigureAwait(false);
                        if (taken == 1)
                        {
                            return true;
                        }

                        if (await rows.AnyAsync(row => row.Id == key, cancellationToken).ConfigureAwait(false)
                            || !await _table.TryInsertAsync(new GrantRow { Id = key }, cancellationToken).ConfigureAwait(false))
                        {
                            return false;
                        }
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not GrantStoreException)
        {
            // Taken or not, nobody else can have it and nobody here knows of it.
            FireAndForget.Start(static lease => lease.Store.ReleaseUnansweredAsync(lease.Key, lease.Owner), (Store: this, Key: key, Owner: owner));
            throw;
        }

        return isTaken ? new Lease(this, key, owner) : null;
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
                IQueryable<GrantRow> asked = due.Reason == GrantDueReason.Idle
                    ? rows.Where(row => row.IdleSince < before)
                    : rows.Where(row => row.OpenSince < before);
                if (due.After is { } last)
                {
                    DateTime after = last.Since.UtcDateTime;
                    string afterId = last.Id.Value;

                    // The first condition is the one that an index can begin at.
                    asked = due.Reason == GrantDueReason.Idle
                        ? asked.Where(row => row.IdleSince >= after && (row.IdleSince > after || string.Compare(row.Id, afterId) > 0))
                        : asked.Where(row => row.OpenSince >= after && (row.OpenSince > after || string.Compare(row.Id, afterId) > 0));
                }

                IQueryable<GrantRow> ordered = asked.OrderBy(since).ThenBy(static row => row.Id).Take(due.Limit);
                return (due.Reason == GrantDueReason.Idle
                    ? ordered.Select(static row => new { row.Id, Since = row.IdleSince!.Value })
                    : ordered.Select(static row => new { row.Id, Since = row.OpenSince!.Value })).ToListAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return page.ConvertAll(static row =>
            new DueGrant(new GrantId(row.Id), new DateTimeOffset(DateTime.SpecifyKind(row.Since, DateTimeKind.Utc))));
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
    /// What stands in the way of a write, if not the write itself: a retrying strategy sends a statement again whose answer was lost,
    /// and finds it done. No two documents are alike, since each is encrypted anew.
    /// </summary>
    private static Task<string?> FindDocumentAsync(IQueryable<GrantRow> rows, string key, CancellationToken cancellationToken) =>
        rows.Where(row => row.Id == key && row.Document != null).Select(static row => row.Document).FirstOrDefaultAsync(cancellationToken);

    private async Task<bool> AddAsync(IQueryable<GrantRow> rows, GrantRow written, CancellationToken cancellationToken)
    {
        while (true)
        {
            // A row that a lease has made, or else one of our own.
            if (await UpdateAsync(rows.Where(row => row.Id == written.Id && row.Document == null), written, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            if (await FindDocumentAsync(rows, written.Id, cancellationToken).ConfigureAwait(false) is { } document)
            {
                return document == written.Document;
            }

            if (await _table.TryInsertAsync(written, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    /// <summary>Gives a lease back, if it still belongs to this owner: each owner has its own name.</summary>
    /// <returns>Whether it was.</returns>
    private async Task<bool> ReleaseAsync(string key, string owner)
    {
        using CancellationTokenSource deadline = new(s_longestRelease);
        return await _table.RunAsync(
            async rows =>
            {
                IQueryable<GrantRow> own = rows.Where(row => row.Id == key && row.LeaseOwner == owner);

                // Once more, since the grant may have been stored between the two.
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

    /// <summary>Gives back, if it can, a lease that may have been taken by a statement whose answer was lost.</summary>
    private async Task ReleaseUnansweredAsync(string key, string owner)
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
                // It ends by itself.
                continue;
            }
        }
    }

    private GrantRow ToRow(Grant grant)
    {
        bool isRenewable = grant is { Loss: null, RefreshToken: not null };
        return new GrantRow
        {
            Id = grant.Id.Value,
            Version = grant.Version,
            Document = Encoding.UTF8.GetString(GrantDocument.Write(grant, _protector)),
            IdleSince = isRenewable ? grant.RotatedAt.UtcDateTime : null,
            OpenSince = isRenewable ? grant.OpenSince?.UtcDateTime : null,
        };
    }

    private sealed class Lease(DatabaseGrantStore<TContext> store, string key, string owner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await store.ReleaseAsync(key, owner).ConfigureAwait(false);
    }
}
