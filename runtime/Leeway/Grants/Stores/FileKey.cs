namespace Leeway.Grants;

/// <summary>The key of a folder of grants, in a file that only its owner can read.</summary>
internal static class FileKey
{
    private const string FileName = "leeway.key";

    /// <summary>Reads the key. Creates one if the folder has no grants yet.</summary>
    /// <exception cref="TokenProtectionException">The key is missing, damaged, or readable by others than its owner.</exception>
    public static byte[] Load(string folder)
    {
        OwnedFolder.Ensure(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            if (Directory.EnumerateFiles(folder, "*.grant").Any())
            {
                throw new TokenProtectionException(
                    $"The folder has grants but not the key they were encrypted with: {path}. Restore the key from a backup; a new key could not decrypt them.");
            }

            Create(path);
        }

        if (OwnedFolder.IsOpenToOthers(path))
        {
            throw new TokenProtectionException($"The key {path} can be read by others than its owner. Restrict access (chmod 600), and replace the key if they may have read it.");
        }

        byte[] key = File.ReadAllBytes(path);
        return key.Length == AesGcmTokenProtector.KeyLength
            ? key
            : throw new TokenProtectionException($"The key {path} has {key.Length} bytes instead of {AesGcmTokenProtector.KeyLength}. Restore it from a backup.");
    }

    private static void Create(string path)
    {
        // Written to a temporary file first, so that no process reads an incomplete key.
        string draft = path + "." + Path.GetRandomFileName() + ".new";
        using (FileStream file = new(draft, OwnedFolder.CreateOptions(FileMode.CreateNew, FileAccess.Write, FileShare.None)))
        {
            file.Write(AesGcmTokenProtector.CreateKey());
            file.Flush(flushToDisk: true);
        }

        try
        {
            // If two processes create a key, the first one is kept. Except on Windows, File.Move looks for the file first, and would replace a key
            // that appears in the meantime, so it is used only where there are no hard links.
            if (!OwnedFolder.TryLink(draft, path))
            {
                File.Move(draft, path, overwrite: false);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }

        File.Delete(draft);
    }
}
