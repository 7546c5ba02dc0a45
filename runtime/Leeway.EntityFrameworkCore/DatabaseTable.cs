using System.Data.Common;
using System.Linq.Expressions;
using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Accesses a table one statement at a time, independent of how the application configured its context.</summary>
/// <param name="contexts">Creates contexts, one for each run.</param>
/// <param name="trouble">Explains errors of the table that somebody must fix.</param>
internal sealed class DatabaseTable<TContext, TRow>(IDbContextFactory<TContext> contexts, DatabaseTrouble trouble)
    where TContext : DbContext
    where TRow : class
{
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    // The SQLite provider waits for a locked database on the caller's thread and ignores the cancellation token, for 30 seconds by default.
    private const int MaxSqliteSeconds = 5;

    private const long SynchronousFull = 2;
    private const long SynchronousExtra = 3;

    private readonly WriteQueue _writes = new(maxIdleTime: TimeSpan.FromSeconds(10));

    /// <summary>Whether the database has one writer at a time, as far as is known yet.</summary>
    private volatile bool _hasOneWriter;

    /// <summary>Runs statements that are independent of each other.</summary>
    /// <exception cref="LeewayException">The table, the database or the context needs to be fixed.</exception>
    public Task<T> RunAsync<T>(Func<IQueryable<TRow>, Task<T>> run, CancellationToken cancellationToken) =>
        RunAsync((_, rows) => run(rows), cancellationToken);

    /// <summary>Runs statements that are independent of each other, with the context for insertions.</summary>
    /// <exception cref="LeewayException">The table, the database or the context needs to be fixed.</exception>
    public async Task<T> RunAsync<T>(Func<TContext, IQueryable<TRow>, Task<T>> run, CancellationToken cancellationToken)
    {
        // A transaction of the caller would hold locks until it ends, and could roll back a write that was reported as successful.
        using TransactionScope? suppression = Transaction.Current is null
            ? null
            : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        TContext context = await CreateAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            try
            {
                return await run(context, context.Set<TRow>().IgnoreQueryFilters().AsNoTracking()).ConfigureAwait(false);
            }
            catch (Exception exception) when (trouble.Diagnose(exception, context) is { } explained)
            {
                throw explained;
            }
        }
    }

    /// <summary>
    /// Runs a statement that writes. If the database has one writer at a time, statements of this store in this process wait for each other
    /// here. Call it during a run.
    /// </summary>
    /// <remarks>
    /// The SQLite provider asks for a locked database every 150 milliseconds, without an order among those that wait. Under load, some would wait for
    /// seconds, and others until their timeout.
    /// </remarks>
    public Task<T> InTurnAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken) =>
        _hasOneWriter ? _writes.RunAsync(write, cancellationToken) : write();

    /// <summary>
    /// Runs a statement that writes in its turn, and whose loss in a power failure does no harm. SQLite then need not wait for the disk, and the next
    /// write that does comes sooner. Call it during a run, with its context.
    /// </summary>
    public Task<T> InTurnWithoutSyncAsync<T>(TContext context, Func<Task<T>> write, CancellationToken cancellationToken) =>
        _hasOneWriter ? _writes.RunAsync(() => RunWithoutSyncAsync(context, write, cancellationToken), cancellationToken) : write();

    /// <summary>Inserts a row, unless one that it may not exist beside exists. Call it during a run.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isSame">Finds the rows that it may not exist beside.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public async Task<bool> TryInsertAsync(TRow row, Expression<Func<TRow, bool>> isSame, CancellationToken cancellationToken)
    {
        TContext context = await CreateAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Add(row);
            try
            {
                await InTurnAsync(() => context.SaveChangesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DbUpdateException)
            {
                // Each provider reports a duplicate key in its own way, so check the table.
                context.ChangeTracker.Clear();
                if (await context.Set<TRow>().IgnoreQueryFilters().AnyAsync(isSame, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                throw;
            }
        }
    }

    /// <summary>Inserts rows in one transaction. Call it during a run, with its context.</summary>
    /// <exception cref="DbUpdateException">No row was inserted, for example because one of them exists; or, with some providers, the answer of the database was lost.</exception>
    public async Task InsertAsync(TContext context, IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        context.AddRange(rows);
        try
        {
            await InTurnAsync(() => context.SaveChangesAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.ChangeTracker.Clear();
        }
    }

    private static async Task<T> RunWithoutSyncAsync<T>(TContext context, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        using DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.CommandTimeout = MaxSqliteSeconds;
        command.CommandText = "PRAGMA journal_mode";

        // Without a write-ahead log, a power failure could damage the database.
        bool hasLog = "wal".Equals(command.ExecuteScalar() as string, StringComparison.OrdinalIgnoreCase);
        command.CommandText = "PRAGMA synchronous";
        long? level = command.ExecuteScalar() as long?;
        if (!hasLog || level is not (SynchronousFull or SynchronousExtra))
        {
            return await write().ConfigureAwait(false);
        }

        command.CommandText = "PRAGMA synchronous = NORMAL";
        command.ExecuteNonQuery();
        try
        {
            return await write().ConfigureAwait(false);
        }
        finally
        {
            // The connection returns to the pool of the application.
            command.CommandText = level == SynchronousExtra ? "PRAGMA synchronous = EXTRA" : "PRAGMA synchronous = FULL";
            command.ExecuteNonQuery();
        }
    }

    private async Task<TContext> CreateAsync(CancellationToken cancellationToken)
    {
        TContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        _hasOneWriter = context.Database.ProviderName == Sqlite;
        if (_hasOneWriter && context.Database.GetCommandTimeout() is not (> 0 and <= MaxSqliteSeconds))
        {
            // A pooled context resets the timeout when it is returned.
            context.Database.SetCommandTimeout(MaxSqliteSeconds);
        }

        return context;
    }
}
