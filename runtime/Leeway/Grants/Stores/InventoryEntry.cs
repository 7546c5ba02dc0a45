namespace Leeway.Grants;

/// <summary>An entry of a store.</summary>
public sealed record InventoryEntry
{
    /// <summary>The id of the grant; another name, such as the file name, if the grant cannot be read.</summary>
    public required string Name { get; init; }

    /// <summary>The grant; <see langword="null"/> if it cannot be read.</summary>
    public GrantOutline? Outline { get; init; }

    /// <summary>Why the grant cannot be read; <see langword="null"/> if it can.</summary>
    public string? Error { get; init; }

    /// <summary>Creates an entry for a grant that can be read.</summary>
    internal static InventoryEntry Of(GrantOutline outline) => new() { Name = outline.Id.Value, Outline = outline };

    /// <summary>
    /// Reads an outline, or reports why it cannot be read, so that one damaged grant does not prevent listing the others.
    /// </summary>
    /// <param name="name">The name of the entry if the outline cannot be read.</param>
    /// <param name="read">Reads the outline. A <see cref="DamagedGrantException"/> is reported.</param>
    public static InventoryEntry Read(string name, Func<GrantOutline> read)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return Of(read());
        }
        catch (DamagedGrantException exception)
        {
            return new InventoryEntry { Name = name, Error = exception.Message };
        }
    }
}
