namespace Leeway.Grants;

/// <summary>One thing that a store holds.</summary>
/// <param name="Name">The grant's id, or what else it goes by where it cannot be read.</param>
/// <param name="Outline">The grant; <see langword="null"/> where it cannot be read.</param>
/// <param name="Trouble">Why it cannot be read, if so.</param>
public sealed record InventoryEntry(string Name, GrantOutline? Outline, string? Trouble = null)
{
    /// <summary>Reads an outline, or tells why that cannot be done.</summary>
    /// <param name="name">What the document goes by.</param>
    /// <param name="document">The document.</param>
    internal static InventoryEntry Read(string name, ReadOnlyMemory<byte> document)
    {
        try
        {
            GrantOutline outline = GrantDocument.ReadOutline(document);
            return new InventoryEntry(outline.Id.Value, outline);
        }
        catch (Exception exception) when (GrantDocument.IsUnreadable(exception))
        {
            return new InventoryEntry(name, null, exception.Message);
        }
    }
}
