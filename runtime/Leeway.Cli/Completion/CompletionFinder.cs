using System.CommandLine;
using System.CommandLine.Completions;
using Leeway.Cli.Operations;

namespace Leeway.Cli.Completion;

/// <summary>Finds what a word of a command line can be.</summary>
internal static class CompletionFinder
{
    private static readonly string[] s_booleans = ["false", "true"];

    /// <param name="root">The command of the tool.</param>
    /// <param name="before">The words before the one to complete.</param>
    /// <param name="current">The start of the word.</param>
    public static IReadOnlyList<string> Find(Command root, IReadOnlyList<string> before, string current)
    {
        IEnumerable<string> found = before switch
        {
            ["call", ..] => FindInCall(root.Subcommands.Single(static c => c.Name == "call"), [.. before.Skip(1)], current),
            ["operations", "describe"] => ListOperations(),
            _ => FindInCommands(root, before),
        };
        return [.. found.Where(f => f.StartsWith(current, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> FindInCommands(Command root, IReadOnlyList<string> before)
    {
        Command command = root;
        foreach (string word in before)
        {
            command = command.Subcommands.FirstOrDefault(c => c.Name == word) ?? command;
        }

        return before.Count > 0 && command.Options.FirstOrDefault(o => o.Name == before[^1]) is { } option && option.ValueType != typeof(bool)
            ? ListValues(option)
            : command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name).Concat(command.Arguments.SelectMany(ListValues)).Concat(ListOptions(command));
    }

    private static IEnumerable<string> ListValues(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(static item => item.Label);

    private static IEnumerable<string> FindInCall(Command call, string[] before, string current)
    {
        if (Array.Find(before, static w => !w.StartsWith('-')) is not { } name)
        {
            return current.StartsWith('-') ? ListOptions(call) : ListOperations();
        }

        if (Load(name) is not { } operation)
        {
            return ListOptions(call);
        }

        string last = before[^1];
        ParameterFacts? parameter = operation.Arguments.FirstOrDefault(p => p.Option == last);
        return parameter switch
        {
            { Values.Count: > 0 } => parameter.Values,
            { Kind: ValueKind.Boolean } => s_booleans,
            not null => [],

            // A file or another value of an option of the command itself.
            _ when call.Options.FirstOrDefault(o => o.Name == last) is { } option && option.ValueType != typeof(bool) => [],
            _ => operation.Arguments.Where(p => p.IsList || !before.Contains(p.Option)).Select(static p => p.Option).Concat(ListOptions(call)),
        };
    }

    private static OperationFacts? Load(string name)
    {
        try
        {
            return OperationIndex.Read(OperationIndex.Open().Find(name));
        }
        catch (InputException)
        {
            // The name is not complete, or belongs to several operations.
            return null;
        }
    }

    private static IEnumerable<string> ListOperations()
    {
        OperationIndex index = OperationIndex.Open();
        return index.Entries.Select(index.NameOf);
    }

    private static IEnumerable<string> ListOptions(Command command) => command.Options.Where(static o => !o.Hidden).Select(static o => o.Name);
}
