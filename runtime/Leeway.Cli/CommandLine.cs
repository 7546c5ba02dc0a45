using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Leeway.Cli.Calling;
using Leeway.Cli.Completion;
using Leeway.Cli.Demo;
using Leeway.Cli.Fields;
using Leeway.Cli.Login;
using Leeway.Cli.Operations;
using Leeway.Cli.Queries;
using Leeway.Cli.RichText;
using Leeway.Cli.Simulation;
using Leeway.Cli.Specs;

namespace Leeway.Cli;

/// <summary>Parses and runs a command line. Reports a mistake in it on one line.</summary>
internal static class CommandLine
{
    // A value may start with '@', and is not the name of a file with arguments.
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Creates the <c>leeway</c> command.</summary>
    /// <param name="environment">What the commands use of the machine; null for the machine itself.</param>
    /// <param name="only">The only subcommand to create with its options; null for all.</param>
    public static Command CreateRoot(ToolEnvironment? environment = null, string? only = null)
    {
        environment ??= ToolEnvironment.Machine;
        return CreateRoot("leeway", "The APIs of Atlassian Cloud on the command line, and a simulated Atlassian to develop against.", ListCommands(environment), only);
    }

    /// <summary>Creates the command of a tool.</summary>
    public static Command CreateRoot(string name, string description, IReadOnlyList<CommandEntry> entries, string? only)
    {
        // A RootCommand takes its name from the assembly, which is not the name that users type.
        Command root = new(name, description) { Options = { new HelpOption(), new VersionOption() } };
        foreach (CommandEntry entry in entries)
        {
            // Most of the time of a short command would be spent on the options of the others.
            Command command = only is null || only == entry.Name ? entry.Create() : new Command(entry.Name, entry.Description);
            command.Hidden = entry.IsHidden;
            root.Subcommands.Add(command);
        }

        return root;
    }

    /// <summary>Runs a command line of which only the named subcommand is created.</summary>
    public static int Run(Func<string?, Command> createRoot, IReadOnlyList<string> args, InvocationConfiguration configuration)
    {
        string named = args.FirstOrDefault(static a => !a.StartsWith('-')) ?? "";
        return Invoke(createRoot(named), args, configuration);
    }

    public static int Invoke(Command root, IReadOnlyList<string> args, InvocationConfiguration configuration)
    {
        ParseResult result = Parse(root, args.Count == 0 ? ["--help"] : args);

        // On a mistake, the library prints the whole help page, in which the error is easy to miss.
        if (result.Action is ParseErrorAction)
        {
            Command command = result.CommandResult.Command;
            string mistake = result.UnmatchedTokens is [string token, ..]
                ? $"'{token}' is not a command, argument or option here.{Suggestion.For(token, NamesIn(command))}"
                : result.Errors[0].Message;
            return CommandRun.Fail(root.Name, configuration, $"{mistake} See '{PathOf(command)} --help'.");
        }

        return result.Invoke(configuration);
    }

    /// <summary>Parses a command line.</summary>
    public static ParseResult Parse(Command root, IReadOnlyList<string> args) => root.Parse(args, s_parsing);

    private static CommandEntry[] ListCommands(ToolEnvironment environment) =>
    [
        new("login", LoginCommand.Description, () => LoginCommand.Create(environment)),
        new("whoami", WhoAmICommand.Description, () => WhoAmICommand.Create(environment)),
        new("logout", LogoutCommand.Description, () => LogoutCommand.Create(environment)),
        new("call", CallCommand.Description, () => CallCommand.Create(environment)),
        new("operations", OperationsCommand.Description, OperationsCommand.Create),
        new("fields", FieldsCommand.Description, () => FieldsCommand.Create(environment)),
        new("adf", AdfCommand.Description, () => AdfCommand.Create(environment.OpenInput)),
        new("jql", JqlCommand.Description, () => JqlCommand.Create(environment.OpenInput)),
        new("simulate", SimulateCommand.Description, () => SimulateCommand.Create(environment)),
        new("demo", DemoCommand.Description, DemoCommand.Create),
        new("specs", SpecsCommand.Description, SpecsCommand.Create),
        new("completion", CompletionCommand.Description, CompletionCommand.Create),
        new("complete", CompleteCommand.Description, () => CompleteCommand.Create(() => CreateRoot(environment))) { IsHidden = true },
    ];

    private static IEnumerable<string> NamesIn(Command command) =>
        command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name).Concat(command.Options.Select(static o => o.Name));

    private static string PathOf(Command command)
    {
        Command? parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? command.Name : $"{PathOf(parent)} {command.Name}";
    }
}
