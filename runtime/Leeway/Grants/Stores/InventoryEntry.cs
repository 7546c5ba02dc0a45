namespace Leeway.Grants;

/// <summary>One thing that a store holds.</summary>
/// <param name="Name">The grant's id, or what else it goes by where it cannot be read.</param>
/// <param name="Outline">The grant; <see langword="null"/> where it cannot be read.</param>
/// <param name="Trouble">Why it cannot be read, if so.</param>
public sealed record InventoryEntry(string Name, GrantOutline? Outline, string? Trouble = null)
{
    /// <summary>Reads an outline, or tells why that cannot be done: what is wrong with one hides no other.</summary>
    /// <param name="name">What it goes by where it cannot be read.</param>
    /// <param name="read">Reads it.</param>
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
