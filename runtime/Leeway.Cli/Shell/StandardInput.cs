using System.Text;

namespace Leeway.Cli;

/// <summary>Reads the standard input as UTF-8, whatever the console's encoding is.</summary>
internal static class StandardInput
{
    public static TextReader Open() => new StreamReader(Console.OpenStandardInput(), InputFile.Encoding);

    /// <summary>Reads all text, without the line break at its end, which shells and editors add.</summary>
    /// <exception cref="InputException">The input is not UTF-8.</exception>
    public static string ReadText(TextReader input)
    {
        string text = Read(input, static input => input.ReadToEnd());
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }

    /// <summary>Reads a line; null at the end.</summary>
    /// <exception cref="InputException">The input is not UTF-8.</exception>
    public static string? ReadLine(TextReader input) => Read(input, static input => input.ReadLine());

    private static T Read<T>(TextReader input, Func<TextReader, T> read)
    {
        try
        {
            return read(input);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException("The standard input is not UTF-8. Convert it first.");
        }
    }
}
