namespace Leeway.Cli;

/// <summary>Reads files that the command line names, or that belong to them.</summary>
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
                : e is FileNotFoundException or DirectoryNotFoundException or ArgumentException ? "the file does not exist."
                : e.Message;
            throw new InputException($"Cannot read '{path}': {reason}");
        }
    }
}
