using System.CommandLine;
using Leeway.Cli.Dev;

namespace Leeway.Cli.Tests;

/// <summary>The output and exit code of a command line.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command line of <c>leeway</c> without a login.</summary>
    public static CommandRun Of(params string[] args) => With(TestEnvironment.Create(), args);

    /// <summary>Runs a command line of <c>leeway-dev</c>.</summary>
    public static CommandRun OfDev(params string[] args) => Invoke(DevCommandLine.CreateRoot(), args);

    /// <summary>Runs a command line with a standard input.</summary>
    public static CommandRun WithInput(string input, params string[] args) => With(TestEnvironment.Create() with { OpenInput = () => new StringReader(input) }, args);

    /// <summary>Runs a command line with variables.</summary>
    public static CommandRun WithVariables(Dictionary<string, string> variables, params string[] args) => With(TestEnvironment.Create(variables), args);

    /// <summary>Runs a command line in an environment.</summary>
    public static CommandRun With(ToolEnvironment environment, params string[] args) => Invoke(CommandLine.CreateRoot(environment), args);

    /// <summary>Runs a command line of <c>leeway-dev</c> that is stopped, as by Ctrl+C, before it does anything.</summary>
    public static async Task<CommandRun> StoppedAsync(params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = await DevCommandLine.CreateRoot().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, new CancellationToken(canceled: true));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    private static CommandRun Invoke(Command root, string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = CommandLine.Invoke(root, args, new InvocationConfiguration { Output = output, Error = error });
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
