using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Accesses the grant table one statement at a time, independent of how the application configured its context.</summary>
/// <param name="contexts">Creates contexts, one for each run.</param>
internal sealed class GrantTable<TContext>(IDbContextFactory<TContext> contexts)
    where TContext : DbContext
{
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    // The SQLite provider waits for a locked database on the caller's thread and ignores the cancellation token, for 30 seconds by default.
    private const int MaxSqliteSeconds = 5;

    /// <summary>Runs statements that are independent of each other.</summary>
    /// <exception cref="GrantStoreException">The table, the database or the context needs to be fixed.</exception>
    public async Task<T> RunAsync<T>(Func<IQueryable<GrantRow>, Task<T>> run, CancellationToken cancellationToken)
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
                return await run(context.Set<GrantRow>().IgnoreQueryFilters().AsNoTracking()).ConfigureAwait(false);
            }
            catch (Exception exception) when (DatabaseTrouble.Diagnose(exception, context) is { } trouble)
            {
                throw new GrantStoreException(trouble, exception);
            }
        }
    }

    /// <summary>Inserts a row, unless a row with its id exists. Call it during a run.</summary>
    public async Task<bool> TryInsertAsync(GrantRow row, CancellationToken cancellationToken)
    {
        TContext context = await CreateAsync(cancellationToken).ConfigureAwait(false);
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
                // Each provider reports a duplicate key in its own way, so check the table.
                context.ChangeTracker.Clear();
                if (await context.Set<GrantRow>().IgnoreQueryFilters().AnyAsync(other => other.Id == row.Id, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                throw;
            }
        }
    }

    private async Task<TContext> CreateAsync(CancellationToken cancellationToken)
    {
        TContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (context.Database.ProviderName == Sqlite && context.Database.GetCommandTimeout() is not (> 0 and <= MaxSqliteSeconds))
        {
            // A pooled context resets the timeout when it is returned.
            context.Database.SetCommandTimeout(MaxSqliteSeconds);
        }

        return context;
    }
}
