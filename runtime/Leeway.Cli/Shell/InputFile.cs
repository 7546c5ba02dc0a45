using System.Text;

namespace Leeway.Cli;

/// <summary>Reads files that the command line names, or that belong to them.</summary>
internal static class InputFile
{
    /// <summary>UTF-8 that refuses other bytes, for all text that the tool reads.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
            ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
            return Encoding.GetString(bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException($"Cannot read '{path}': it is not UTF-8. Convert it first.");
        }
    }
}
