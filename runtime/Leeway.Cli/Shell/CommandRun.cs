using System.CommandLine;

namespace Leeway.Cli;

/// <summary>Runs the action of a command and turns its result into an exit code.</summary>
internal static class CommandRun
{
    /// <summary>The exit code of a run that did not do what was asked.</summary>
    public const int Failure = 1;

    /// <summary>The exit code of a run that was stopped by Ctrl+C.</summary>
    public const int Stopped = 130;

    /// <summary>Runs a command; an input that cannot be used is one line on the error stream.</summary>
    public static async Task<int> RunAsync(ParseResult result, Func<TextWriter, Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            // On a thread of its own: until the action has been begun, Ctrl+C ends the process wherever it is.
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

    /// <summary>Says what went wrong in one line, whatever a document has put into it.</summary>
    /// <returns>The exit code.</returns>
    public static int Fail(InvocationConfiguration configuration, string message)
    {
        configuration.Error.WriteLine($"leeway: {string.Concat(message.ReplaceLineEndings(" ").Select(static c => char.IsControl(c) ? ' ' : c))}");
        return Failure;
    }
}
