using System.Text;

namespace Leeway.Cli;

/// <summary>Reads files that the command line names, or that belong to them.</summary>
internal static class InputFile
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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

    /// <summary>Reads a text in UTF-8, with or without a byte order mark.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not UTF-8.</exception>
    public static string ReadText(string path)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(path);
        try
        {
            return s_encoding.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"Cannot read '{path}': it is not UTF-8. Convert it first.");
        }
    }
}
