using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Leeway.Cli.Demo;
using Leeway.Cli.Generation;
using Leeway.Cli.Grants;
using Leeway.Cli.Simulation;
using Leeway.Cli.Specs;

namespace Leeway.Cli;

/// <summary>Runs a command line; what is wrong with it is said in one line.</summary>
internal static class CommandLine
{
    /// <summary>The exit code of a run that did not do what was asked.</summary>
    public const int Failure = 1;

    /// <summary>The exit code of a run that was stopped by Ctrl+C.</summary>
    public const int Stopped = 130;

    /// <summary>The command that all others belong to, with all of them.</summary>
    public static Command CreateRoot()
    {
        // A RootCommand would call itself after its assembly, and that is not what users type.
        return new Command("leeway", "Typed clients for Jira and Confluence Cloud.")
        {
            Options = { new HelpOption(), new VersionOption() },
            Subcommands = { DemoCommand.Create(), SimulateCommand.Create(), GenerateCommand.Create(), SpecsCommand.Create(), GrantsCommand.Create() },
        };
    }

    public static int Invoke(Command root, IReadOnlyList<string> args, InvocationConfiguration configuration)
    {
        ParseResult result = root.Parse(args);

        // The library answers a mistake with the whole help page, in which the mistake is easily missed.
        if (result.Action is ParseErrorAction)
        {
            Command command = result.CommandResult.Command;
            string mistake = result.UnmatchedTokens is [string token, ..]
                ? $"'{token}' is no command, argument or option here.{Suggestion.For(token, NamesIn(command))}"
                : result.Errors[0].Message;
            return Fail(configuration, $"{mistake} See '{PathOf(command)} --help'.");
        }

        return result.Invoke(configuration);
    }

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

    private static IEnumerable<string> NamesIn(Command command) => command.Subcommands.Select(static c => c.Name).Concat(command.Options.Select(static o => o.Name));

    private static string PathOf(Command command)
    {
        Command? parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? command.Name : $"{PathOf(parent)} {command.Name}";
    }
}
