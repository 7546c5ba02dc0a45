using System.CommandLine;

namespace Leeway.Cli.Completion;

/// <summary>The hidden <c>leeway complete</c> command, which the scripts of <see cref="CompletionCommand"/> call.</summary>
internal static class CompleteCommand
{
    public const string Description = "Print what a word of a command line can be, for the scripts of 'leeway completion'.";

    /// <param name="createRoot">Creates the command whose words are completed.</param>
    public static Command Create(Func<Command> createRoot)
    {
        Option<int> at = new("--at") { Description = "The number of the word to complete, from 0.", Required = true };
        Argument<string[]> words = new("WORDS") { Description = "The words of the command line.", Arity = ArgumentArity.ZeroOrMore };
        Command command = new("complete", Description) { at, words };
        command.SetAction((result, cancellationToken) => CommandRun.Run(
            result,
            output =>
            {
                string[] line = result.GetValue(words) ?? [];
                int number = Math.Clamp(result.GetRequiredValue(at), 0, line.Length);
                string current = number < line.Length ? line[number] : "";
                foreach (string found in CompletionFinder.Find(createRoot(), line[..number], current))
                {
                    output.WriteLine(found);
                }

                return 0;
            },
            cancellationToken));
        return command;
    }
}
