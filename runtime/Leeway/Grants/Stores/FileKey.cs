namespace Leeway.Grants;

/// <summary>The key of a folder of grants, in a file that only its owner can read.</summary>
internal static class FileKey
{
    private const string FileName = "leeway.key";

    /// <summary>Reads the key; makes one for a folder that has no grants yet.</summary>
    /// <exception cref="TokenProtectionException">The key is missing, torn, or open to others.</exception>
    public static byte[] Load(string folder)
    {
        OwnedFolder.Ensure(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            if (Directory.EnumerateFiles(folder, "*.grant").Any())
            {
                throw new TokenProtectionException(
                    $"The folder has grants but not the key they were encrypted with: {path}. Restore it from a copy; a new key could not read them.");
            }

            Create(path);
        }

        if (OwnedFolder.IsOpenToOthers(path))
        {
            throw new TokenProtectionException($"Others than its owner can read the key {path}. Take that away (chmod 600), and consider it known to them.");
        }

        byte[] key = File.ReadAllBytes(path);
        return key.Length == AesGcmTokenProtector.KeyLength
            ? key
            : throw new TokenProtectionException($"The key {path} has {key.Length} bytes instead of {AesGcmTokenProtector.KeyLength}. Restore it from a copy.");
    }

    private static void Create(string path)
    {
        // Written beside and moved, so that nobody reads half a key; of two processes that make one, the first stays.
        string draft = path + "." + Path.GetRandomFileName() + ".new";
        using (FileStream file = new(draft, OwnedFolder.Options(FileMode.CreateNew, FileAccess.Write, FileShare.None)))
        {
            file.Write(AesGcmTokenProtector.CreateKey());
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
