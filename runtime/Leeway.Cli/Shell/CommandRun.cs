using System.CommandLine;

namespace Leeway.Cli;

/// <summary>Runs the action of a command and turns its result into an exit code.</summary>
internal static class CommandRun
{
    /// <summary>Runs a command. Reports an input that cannot be used on one line of the error stream.</summary>
    public static async Task<int> RunAsync(ParseResult result, Func<TextWriter, Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            // Runs on another thread: until the action returns its task, Ctrl+C would end the process at any point.
            return await Task.Run(() => action(result.InvocationConfiguration.Output), cancellationToken);
        }
        catch (InputException e)
        {
            Fail(result, e.Message);
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Fail(result, "Stopped. Nothing was written.");
            return ExitCode.Stopped;
        }
    }

    /// <inheritdoc cref="RunAsync"/>
    public static Task<int> Run(ParseResult result, Func<TextWriter, int> action, CancellationToken cancellationToken) =>
        RunAsync(result, output => Task.FromResult(action(output)), cancellationToken);

    /// <inheritdoc cref="Fail(string, InvocationConfiguration, string)"/>
    public static int Fail(ParseResult result, string message) => Fail(result.RootCommandResult.Command.Name, result.InvocationConfiguration, message);

    /// <summary>Writes an error message on one line, even if it contains line breaks from a document.</summary>
    /// <returns>The exit code.</returns>
    public static int Fail(string tool, InvocationConfiguration configuration, string message)
    {
        configuration.Error.WriteLine($"{tool}: {ToOneLine(message)}");
        return ExitCode.Failure;
    }

    /// <summary>Replaces line breaks and other control characters by spaces.</summary>
    public static string ToOneLine(string message) => string.Concat(message.ReplaceLineEndings(" ").Select(static c => char.IsControl(c) ? ' ' : c));
}
