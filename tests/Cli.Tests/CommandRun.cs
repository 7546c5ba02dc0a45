using System.CommandLine;

namespace Leeway.Cli.Tests;

/// <summary>What a command line printed and returned.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = CommandLine.Invoke(CommandLine.CreateRoot(), args, new InvocationConfiguration { Output = output, Error = error });
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
