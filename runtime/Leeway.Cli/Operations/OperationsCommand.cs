using System.CommandLine;

namespace Leeway.Cli.Operations;

/// <summary>The <c>leeway operations</c> command: finds and describes operations.</summary>
internal static class OperationsCommand
{
    public const string Description = "Find operations, and see what they need and how C# calls them.";

    private const int UsualLimit = 20;
    private const int MaxSummaryLength = 90;

    public static Command Create() => new("operations", Description) { CreateSearch(), CreateDescribe() };

    private static Command CreateSearch()
    {
        Argument<string[]> words = new("WORD") { Description = "Words of the id, the tag, the path, the summary or the C# name. All of them must occur.", Arity = ArgumentArity.OneOrMore };
        Option<int> limit = new("--limit") { Description = "The maximum number of operations to list.", HelpName = "NUMBER", DefaultValueFactory = static _ => UsualLimit };
        limit.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out int number) && number >= 1))
            {
                result.AddError("--limit must be a number of at least 1.");
            }
        });
        Command command = new("search", "List the operations that words describe, the best matches first.") { words, limit };
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, output =>
        {
            OperationIndex index = OperationIndex.Open();
            string[] wanted = result.GetRequiredValue(words);
            IReadOnlyList<OperationEntry> found = OperationSearch.Find(index.Entries, wanted);
            if (found.Count == 0)
            {
                throw new InputException($"No operation matches '{string.Join(' ', wanted)}'. Use fewer or other words.");
            }

            int most = result.GetValue(limit);
            WriteList(output, [.. found.Take(most)], index);
            if (found.Count > most)
            {
                output.WriteLine($"There are {found.Count - most} more. Add a word, or raise --limit.");
            }

            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command CreateDescribe()
    {
        Argument<string> operation = new("OPERATION") { Description = "The id, such as getIssue or jira-software/getIssue, or the C# name." };
        Command command = new("describe", "Print the arguments, scopes, limits and pages of an operation, and a line of C# that calls it.") { operation };
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, output =>
        {
            OperationIndex index = OperationIndex.Open();
            OperationEntry entry = index.Find(result.GetRequiredValue(operation));
            OperationText.Write(OperationIndex.Read(entry), index.NameOf(entry), output);
            return 0;
        }, cancellationToken));
        return command;
    }

    private static void WriteList(TextWriter output, IReadOnlyList<OperationEntry> entries, OperationIndex index)
    {
        string[] names = [.. entries.Select(index.NameOf)];
        int width = names.Max(static n => n.Length);
        for (int i = 0; i < entries.Count; i++)
        {
            OperationEntry entry = entries[i];
            string mark = entry.Mark.Length == 0 ? "" : $" [{entry.Mark}]";
            output.WriteLine($"{names[i].PadRight(width)}  {entry.Document}  {entry.Verb} {entry.Route}{mark}");
            output.WriteLine($"{"".PadRight(width)}  {entry.Method}{(entry.Summary.Length > 0 ? $": {Shorten(entry.Summary)}" : "")}");
        }
    }

    private static string Shorten(string text) => text.Length <= MaxSummaryLength ? text : text[..MaxSummaryLength].TrimEnd() + "…";
}
