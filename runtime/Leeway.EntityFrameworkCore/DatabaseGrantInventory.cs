using System.Runtime.CompilerServices;
using System.Text;
using Leeway.Grants;
using Microsoft.EntityFrameworkCore;

namespace Leeway.EntityFrameworkCore;

/// <summary>Lists the grants in the table of a <see cref="DatabaseGrantStore{TContext}"/>.</summary>
/// <typeparam name="TContext">A context whose model contains the table.</typeparam>
/// <param name="contexts">Creates contexts, one for each page.</param>
public sealed class DatabaseGrantInventory<TContext>(IDbContextFactory<TContext> contexts) : IGrantInventory
    where TContext : DbContext
{
    private const int PageSize = 500;

    private readonly DatabaseTable<TContext, GrantRow> _table = new(contexts, DatabaseTrouble.OfGrants);

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The table is missing or belongs to another program.</exception>
    public async ValueTask<InventoryEntry?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        string key = id.Value;
        List<InventoryEntry> found = await ReadAsync(rows => rows.Where(row => row.Id == key), cancellationToken).ConfigureAwait(false);
        return found is [InventoryEntry entry] ? entry : null;
    }

    /// <inheritdoc/>
    /// <exception cref="GrantStoreException">The table is missing or belongs to another program.</exception>
    public async IAsyncEnumerable<InventoryEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string last = "";
        while (true)
        {
            string after = last;
            List<InventoryEntry> page = await ReadAsync(
                rows => rows.Where(row => string.Compare(row.Id, after) > 0).OrderBy(static row => row.Id).Take(PageSize), cancellationToken).ConfigureAwait(false);
            foreach (InventoryEntry entry in page)
            {
                yield return entry;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            last = page[^1].Name;
        }
    }

    private async Task<List<InventoryEntry>> ReadAsync(Func<IQueryable<GrantRow>, IQueryable<GrantRow>> select, CancellationToken cancellationToken) =>
        (await _table.RunAsync(
            rows => select(rows.Where(static row => row.Document != null))
                .Select(static row => new { row.Id, row.Version, row.Document })
                .ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false))
        .ConvertAll(static row => InventoryEntry.Read(
            row.Id,
            () => GrantDocument.ReadOutline(Encoding.UTF8.GetBytes(row.Document!), new GrantId(row.Id)) with { Version = row.Version }));
}
