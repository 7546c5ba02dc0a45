using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Json;

namespace Leeway.Cli;

/// <summary>Runs a command for each line of the standard input. Each line is a JSON string and has one line of output.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions s_errorFormat = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line for each line of the input: the result, or <c>{"error": "…"}</c>.</summary>
    /// <param name="input">The input.</param>
    /// <param name="output">The output.</param>
    /// <param name="convert">Returns the line for a string. Throws <see cref="InputException"/> if it cannot be used.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    /// <returns>The exit code: a failure if a line has an error.</returns>
    public static int Run(TextReader input, TextWriter output, Func<string, string> convert, CancellationToken cancellationToken)
    {
        int exitCode = 0;
        while (StandardInput.ReadLine(input) is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                output.WriteLine(convert(ReadString(line)));
            }
            catch (InputException exception)
            {
                output.WriteLine(new JsonObject { ["error"] = exception.Message }.ToJsonString(s_errorFormat));
                exitCode = CommandRun.Failure;
            }
        }

        return exitCode;
    }

    /// <summary>Reads a JSON string. An unpaired surrogate is kept, so that the command can report it.</summary>
    private static string ReadString(string line)
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

    private static InputException NotAString() => new("The line is not a JSON string. Write each value in quotation marks, with the escapes of JSON.");
}
