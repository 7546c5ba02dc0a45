namespace Leeway.Grants;

/// <summary>What a store holds, for operators: it needs no key, changes nothing, and shows no token.</summary>
public interface IGrantInventory
{
    /// <summary>Looks one grant up.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    /// <returns>What is stored; <see langword="null"/> if nothing is.</returns>
    ValueTask<InventoryEntry?> FindAsync(GrantId id, CancellationToken cancellationToken = default);

    /// <summary>Lists all grants, lost ones and unreadable ones too, in an order that stays the same.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<InventoryEntry> ListAsync(CancellationToken cancellationToken = default);
}
