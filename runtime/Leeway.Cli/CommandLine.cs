using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Leeway.Cli.Demo;
using Leeway.Cli.Fields;
using Leeway.Cli.Generation;
using Leeway.Cli.Grants;
using Leeway.Cli.Queries;
using Leeway.Cli.RichText;
using Leeway.Cli.Simulation;
using Leeway.Cli.Specs;

namespace Leeway.Cli;

/// /// <summary>Parses and runs a command line. Reports a mistake in it on one line.</summary>
internal static class CommandLine
{
    /// <summary>Creates the <c>leeway</c> command with all its subcommands.</summary>
    /// <param name="openInput">Opens the standard input; null for that of the process.</param>
    public static Command CreateRoot(Func<TextReader>? openInput = null)
    {
        // A RootCommand takes its name from the assembly, which is not the name that users type.
        return new Command("leeway", "Typed clients for Jira and Confluence Cloud.")
        {
            Options = { new HelpOption(), new VersionOption() },
            Subcommands =
            {
                DemoCommand.Create(), SimulateCommand.Create(), GenerateCommand.Create(), SpecsCommand.Create(), FieldsCommand.Create(),
                GrantsCommand.Create(), AdfCommand.Create(openInput ?? StandardInput.Open), JqlCommand.Create(openInput ?? StandardInput.Open),
            },
        };
    }

    public static int Invoke(Command root, IReadOnlyList<string> args, InvocationConfiguration configuration)
    {
        ParseResult result = root.Parse(args);

        // On a mistake, the library prints the whole help page, in which the error is easy to miss.
        if (result.Action is ParseErrorAction)
        {
            Command command = result.CommandResult.Command;
            string mistake = result.UnmatchedTokens is [string token, ..]
                ? $"'{token}' is not a command, argument or option here.{Suggestion.For(token, NamesIn(command))}"
                : result.Errors[0].Message;
            return CommandRun.Fail(configuration, $"{mistake} See '{PathOf(command)} --help'.");
        }

        return result.Invoke(configuration);
    }

    private static IEnumerable<string> NamesIn(Command command) => command.Subcommands.Select(static c => c.Name).Concat(command.Options.Select(static o => o.Name));

    private static string PathOf(Command command)
    {
        Command? parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? command.Name : $"{PathOf(parent)} {command.Name}";
    }
}
