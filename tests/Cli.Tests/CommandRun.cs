using System.CommandLine;

namespace Leeway.Cli.Tests;

/// <summary>The output and exit code of a command line.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(params string[] args) => WithInput("", args);

    /// <summary>Runs a command line with a standard input.</summary>
    public static CommandRun WithInput(string input, params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = CommandLine.Invoke(CommandLine.CreateRoot(() => new StringReader(input)), args, new InvocationConfiguration { Output = output, Error = error });
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that is stopped, as by Ctrl+C, before it does anything.</summary>
    public static async Task<CommandRun> StoppedAsync(params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = await CommandLine.CreateRoot().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, new CancellationToken(canceled: true));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
