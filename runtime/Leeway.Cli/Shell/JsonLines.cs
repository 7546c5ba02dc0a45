using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Json;

namespace Leeway.Cli;

/// <summary>Runs a command for each line of its input. Each line is JSON and has one line of output.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions s_format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line for each line of the input: the result, or <c>{"error": "…"}</c>.</summary>
    /// <param name="input">The input. Each line is a JSON string.</param>
    /// <param name="output">The output.</param>
    /// <param name="convert">Returns the line for a string. Throws <see cref="InputException"/> if it cannot be used.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    /// <returns>The exit code: a failure if a line has an error.</returns>
    public static int Run(TextReader input, TextWriter output, Func<string, string> convert, CancellationToken cancellationToken) =>
        RunEach(input, output, line => convert(ReadString(line)), cancellationToken);

    /// <inheritdoc cref="Run"/>
    /// <param name="input">The input.</param>
    /// <param name="convert">Returns the line for a line. Throws <see cref="InputException"/> if it cannot be used.</param>
    public static int RunEach(TextReader input, TextWriter output, Func<string, string> convert, CancellationToken cancellationToken)
    {
        int exitCode = 0;
        while (StandardInput.ReadLine(input) is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                output.WriteLine(convert(line));
            }
            catch (InputException exception)
            {
                output.WriteLine(new JsonObject { ["error"] = exception.Message }.ToJsonString(s_format));
                exitCode = ExitCode.Failure;
            }
        }

        return exitCode;
    }

    /// <summary>Reads a JSON string. An unpaired surrogate is kept, so that the command can report it.</summary>
    /// <exception cref="InputException">The line is not a JSON string.</exception>
    public static string ReadString(string line)
    {
        try
        {
            return RawJson.Parse(line).GetString() ?? throw NotAString();
        }
        catch (JsonException)
        {
            throw NotAString();
        }
    }

    /// <summary>Returns text as a JSON string, which is one line.</summary>
    public static string WriteString(string text) => JsonValue.Create(text).ToJsonString(s_format);

    private static InputException NotAString() => new("The line is not a JSON string. Write each value in quotation marks, with the escapes of JSON.");
}
