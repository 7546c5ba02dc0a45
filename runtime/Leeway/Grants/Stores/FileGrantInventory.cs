using System.Runtime.CompilerServices;

namespace Leeway.Grants;

/// <summary>Lists the grants in the folder of a <see cref="FileGrantStore"/>.</summary>
/// <param name="folder">The folder.</param>
public sealed class FileGrantInventory(string folder) : IGrantInventory
{
    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public async ValueTask<InventoryEntry?> FindAsync(GrantId id, CancellationToken cancellationToken = default) =>
        await ReadAsync(id.Value, FileGrantStore.GetPath(folder, id), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public async IAsyncEnumerable<InventoryEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (string path in Directory.GetFiles(folder, "*" + FileGrantStore.GrantEnding).Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(Path.GetFileName(path), path, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <returns><see langword="null"/> if the file does not exist or no longer exists.</returns>
    private static async Task<InventoryEntry?> ReadAsync(string name, string path, CancellationToken cancellationToken)
    {
        byte[] document;
        try
        {
            document = await OwnedFolder.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is (IOException and not DirectoryNotFoundException) or UnauthorizedAccessException)
        {
            return new InventoryEntry { Name = name, Error = exception.Message };
        }

        return InventoryEntry.Read(name, () => FileGrantStore.ReadOutline(path, document));
    }
}
