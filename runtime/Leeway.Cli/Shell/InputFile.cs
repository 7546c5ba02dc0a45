namespace Leeway.Cli;

/// <summary>A file that the command line names, or that belongs to what it names.</summary>
internal static class InputFile
{
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = Directory.Exists(path) ? "it is a folder."
                : e is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? "there is no such file."
                : e.Message;
            throw new InputException($"Cannot read '{path}': {reason}");
        }
    }
}
