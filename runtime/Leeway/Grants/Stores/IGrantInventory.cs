namespace Leeway.Grants;

/// <summary>Lists the grants in a store, for operators. It needs no key, changes nothing, and returns no tokens.</summary>
public interface IGrantInventory
{
    /// <summary>Finds one grant.</summary>
    /// <param name="id">The id of the grant.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The stored grant; <see langword="null"/> if there is none.</returns>
    ValueTask<InventoryEntry?> FindAsync(GrantId id, CancellationToken cancellationToken = default);

    /// <summary>Lists all grants, including lost and unreadable ones, in a stable order.</summary>
    /// <param name="cancellationToken">Cancels the listing.</param>
    IAsyncEnumerable<InventoryEntry> ListAsync(CancellationToken cancellationToken = default);
}
