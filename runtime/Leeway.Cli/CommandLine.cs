using System.CommandLine;
using System.CommandLine.Invocation;

namespace Leeway.Cli;

/// <summary>Runs a command line; what is wrong with it is said in one line.</summary>
internal static class CommandLine
{
    /// <summary>The exit code of a run that did not do what was asked.</summary>
    public const int Failure = 1;

    public static int Invoke(RootCommand root, IReadOnlyList<string> args, InvocationConfiguration configuration)
    {
        ParseResult result = root.Parse(args);

        // The library answers a mistake with the whole help page, in which the mistake is easily missed.
        if (result.Action is ParseErrorAction)
        {
            string path = PathOf(result.CommandResult.Command);
            configuration.Error.WriteLine($"leeway: {result.Errors[0].Message} See '{path} --help'.");
            return Failure;
        }

        return result.Invoke(configuration);
    }

    private static string PathOf(Command command)
    {
        Command? parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "leeway" : $"{PathOf(parent)} {command.Name}";
    }
}
