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
/// Each method is one statement, or two where a grant is stored first, on a connection that is given back before it returns: no
/// transaction, lock or connection outlives it. Leases are measured by the database's clock.
/// </remarks>
/// <typeparam name="TContext">A context whose model has the table: <see cref="GrantDbContext"/>, or one that calls
/// <see cref="GrantModelBuilderExtensions.AddLeewayGrants"/>.</typeparam>
[DebuggerDisplay("grants in {typeof(TContext).Name,nq}")]
public sealed class DatabaseGrantStore<TContext> : IGrantStore
    where TContext : DbContext
{
    // A statement that waited for its row goes on with the time at which it began: the lease that it finds there may be of later, and is
    // none of a clock that was set back. No statement takes so long.
    private static readonly TimeSpan s_longestStatement = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<TContext> _contexts;
    private readonly ITokenProtector _protector;

    /// <summary>Makes a store. The database is not asked yet.</summary>
    /// <param name="contexts">Makes contexts, one for each method called; best a pooled one.</param>
    /// <param name="protector">Encrypts the tokens before they reach the database.</param>
    public DatabaseGrantStore(IDbContextFactory<TContext> contexts, ITokenProtector protector)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        ArgumentNullException.ThrowIfNull(protector);
        _contexts = contexts;
        _protector = protector;
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The row is torn, or the table is missing or of another program.</exception>
    /// <exception cref="TokenProtectionException">The key is not the one it was written with.</exception>
    public async ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        string key = id.Value;
        var row = await RunAsync(
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
    /// <exception cref="GrantStoreException">The table is missing or of another program, or the database takes no writes.</exception>
    public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        GrantRow written = ToRow(successor);
        return await RunAsync(
            rows => expectedVersion is { } expected
                ? UpdateAsync(rows.Where(row => row.Id == written.Id && row.Version == expected && row.Document != null), written, cancellationToken)
                : AddAsync(rows, written, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="TrySwapAsync" path="/exception"/>
    public async ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
    {
        string key = id.Value;
        return await RunAsync(
            rows => rows.Where(row => row.Id == key && row.Version == expectedVersion && row.Document != null).ExecuteDeleteAsync(cancellationToken),
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
        string key = id.Value;
        string owner = string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        double seconds = duration.TotalSeconds;

        double longest = (duration + s_longestStatement).TotalSeconds;
        bool isTaken = await RunAsync(
            async rows =>
            {
                while (true)
                {
                    // One that would last far longer than it can have been given for is of a clock that has been set back since.
                    int taken = await rows
                        .Where(row => row.Id == key
                            && (row.LeaseEndsAt == null || row.LeaseEndsAt <= DateTime.UtcNow || row.LeaseEndsAt > DateTime.UtcNow.AddSeconds(longest)))
                        .ExecuteUpdateAsync(
                            set => set
                                .SetProperty(static row => row.Version, static row => row.LeaseEndsAt == null ? row.Version : row.Version + 1)
                                .SetProperty(static row => row.LeaseOwner, owner)
                                .SetProperty(static row => row.LeaseEndsAt, row => DateTime.UtcNow.AddSeconds(seconds)),
                            cancellationToken).ConfigureAwait(false);
                    if (taken == 1)
                    {
                        return true;
                    }

                    if (await rows.AnyAsync(row => row.Id == key, cancellationToken).ConfigureAwait(false)
                        || !await TryInsertAsync(new GrantRow { Id = key }, cancellationToken).ConfigureAwait(false))
                    {
                        return false;
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        return isTaken ? new Lease(this, key, owner) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The table is missing or of another program.</exception>
    public async ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(due);
        DateTime before = due.Before.UtcDateTime;
        Expression<Func<GrantRow, DateTime?>> since = due.Reason == GrantDueReason.Idle
            ? static row => row.IdleSince
            : static row => row.OpenSince;
        var page = await RunAsync(
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

    private async Task<bool> AddAsync(IQueryable<GrantRow> rows, GrantRow written, CancellationToken cancellationToken)
    {
        while (true)
        {
            // A row that a lease has made, or else one of our own.
            if (await UpdateAsync(rows.Where(row => row.Id == written.Id && row.Document == null), written, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            if (await rows.AnyAsync(row => row.Id == written.Id && row.Document != null, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            if (await TryInsertAsync(written, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    /// <summary>Adds a row, unless another has added it meanwhile.</summary>
    private async Task<bool> TryInsertAsync(GrantRow row, CancellationToken cancellationToken)
    {
        TContext context = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Add(row);
            try
            {
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DbUpdateException)
            {
                // Providers name a key that is there already in ways of their own; the table itself tells.
                context.ChangeTracker.Clear();
                if (await context.Set<GrantRow>().AnyAsync(other => other.Id == row.Id, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                throw;
            }
        }
    }

    private async Task ReleaseAsync(string key, string owner)
    {
        await RunAsync(
            async rows =>
            {
                IQueryable<GrantRow> own = rows.Where(row => row.Id == key && row.LeaseOwner == owner);
                return await own.Where(static row => row.Document != null).ExecuteUpdateAsync(
                    static set => set
                        .SetProperty(static row => row.LeaseOwner, (string?)null)
                        .SetProperty(static row => row.LeaseEndsAt, (DateTime?)null),
                    CancellationToken.None).ConfigureAwait(false) == 1
                    || await own.Where(static row => row.Document == null).ExecuteDeleteAsync(CancellationToken.None).ConfigureAwait(false) == 1;
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Func<IQueryable<GrantRow>, Task<T>> run, CancellationToken cancellationToken)
    {
        TContext context = await _contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            try
            {
                return await run(context.Set<GrantRow>().AsNoTracking()).ConfigureAwait(false);
            }
            catch (Exception exception) when (DatabaseTrouble.Diagnose(exception, context) is { } trouble)
            {
                throw new GrantStoreException(trouble, exception);
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
        public ValueTask DisposeAsync() => new(store.ReleaseAsync(key, owner));
    }
}
