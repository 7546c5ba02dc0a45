namespace Leeway.Grants;

/// <summary>An entry of a store.</summary>
/// <param name="Name">The id of the grant; another name, such as the file name, if the grant cannot be read.</param>
/// <param name="Outline">The grant; <see langword="null"/> if it cannot be read.</param>
/// <param name="Trouble">Why the grant cannot be read; <see langword="null"/> if it can.</param>
public sealed record InventoryEntry(string Name, GrantOutline? Outline, string? Trouble = null)
{
    /// <summary>
    /// Reads an outline, or reports why it cannot be read, so that one damaged grant does not prevent listing the others.
    /// </summary>
    /// <param name="name">The name of the entry if the outline cannot be read.</param>
    /// <param name="read">Reads the outline.</param>
    internal static InventoryEntry Read(string name, Func<GrantOutline> read)
    {
        try
        {
            GrantOutline outline = read();
            return new InventoryEntry(outline.Id.Value, outline);
        }
        catch (Exception exception) when (GrantDocument.IsUnreadable(exception))
        {
            return new InventoryEntry(name, null, exception.Message);
        }
    }
}
