using System.Runtime.CompilerServices;

namespace Leeway.Grants;

/// <summary>What a folder of a <see cref="FileGrantStore"/> holds.</summary>
/// <param name="folder">The folder.</param>
public sealed class FileGrantInventory(string folder) : IGrantInventory
{
    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async ValueTask<InventoryEntry?> FindAsync(GrantId id, CancellationToken cancellationToken = default)
    {
        string path = FileGrantStore.PathOf(folder, id);
        return File.Exists(path) ? InventoryEntry.Read(id.Value, await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async IAsyncEnumerable<InventoryEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (string path in Directory.GetFiles(folder, "*" + FileGrantStore.GrantEnding).Order(StringComparer.Ordinal))
        {
            byte[] document;
            try
            {
                document = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            yield return InventoryEntry.Read(Path.GetFileName(path), document);
        }
    }
}
