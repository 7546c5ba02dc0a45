using System.CommandLine;

namespace Leeway.Cli;

/// <summary>Runs the action of a command and turns its result into an exit code.</summary>
internal static class CommandRun
{
    /// <summary>The exit code of a command that failed.</summary>
    public const int Failure = 1;

    /// <summary>The exit code of a command that was stopped by Ctrl+C.</summary>
    public const int Stopped = 130;

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
            return Fail(result.InvocationConfiguration, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Fail(result.InvocationConfiguration, "Stopped. Nothing was written.");
            return Stopped;
        }
    }

    /// <inheritdoc cref="RunAsync"/>
    public static Task<int> Run(ParseResult result, Func<TextWriter, int> action, CancellationToken cancellationToken) =>
        RunAsync(result, output => Task.FromResult(action(output)), cancellationToken);

    /// <summary>Writes an error message on one line, even if it contains line breaks from a document.</summary>
    /// <returns>The exit code.</returns>
    public static int Fail(InvocationConfiguration configuration, string message)
    {
        configuration.Error.WriteLine($"leeway: {string.Concat(message.ReplaceLineEndings(" ").Select(static c => char.IsControl(c) ? ' ' : c))}");
        return Failure;
    }
}
