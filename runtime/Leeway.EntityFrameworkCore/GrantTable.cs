using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Reaches the table of grants, a statement at a time and whatever else the application has set its context up for.</summary>
/// <param name="contexts">Makes contexts, one for each run.</param>
internal sealed class GrantTable<TContext>(IDbContextFactory<TContext> contexts)
    where TContext : DbContext
{
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    // SQLite's provider waits for a locked database on the caller's thread, deaf to its token: for 30 seconds, unless told otherwise.
    private const int SqliteSeconds = 5;

    /// <summary>Runs independent statements.</summary>
    /// <exception cref="GrantStoreException">The table, the database or the context does not work until somebody repairs it.</exception>
    public async Task<T> RunAsync<T>(Func<IQueryable<GrantRow>, Task<T>> run, CancellationToken cancellationToken)
    {
        // A transaction of the caller's would hold rows for as long as it lasts, and undo what was reported as written.
        using TransactionScope? apart = Transaction.Current is null
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

    /// <summary>Adds a row, unless one of its id is there. To be called in a run.</summary>
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
                // Providers name a key that is there already in ways of their own; the table itself tells.
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
        if (context.Database.ProviderName == Sqlite && context.Database.GetCommandTimeout() is not (> 0 and <= SqliteSeconds))
        {
            // A pooled context forgets it when it is given back.
            context.Database.SetCommandTimeout(SqliteSeconds);
        }

        return context;
    }
}
