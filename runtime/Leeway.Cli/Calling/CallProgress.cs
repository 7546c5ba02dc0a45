using Spectre.Console;

namespace Leeway.Cli.Calling;

/// <summary>Shows how many items of a list were read, on the error stream of a terminal.</summary>
internal static class CallProgress
{
    /// <summary>Runs work that reports the number of items read and of all items, if it is known.</summary>
    public static Task RunAsync(TextWriter error, bool isTerminal, string title, Func<Action<long, long?>, Task> work)
    {
        if (!isTerminal)
        {
            return work(static (_, _) => { });
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title));
                task.IsIndeterminate = true;
                await work((read, total) =>
                {
                    task.IsIndeterminate = total is null;
                    task.MaxValue = Math.Max(1, total ?? 1);
                    task.Value = total is null ? 0 : read;
                    task.Description = Markup.Escape($"{title}: {read:N0} items");
                });
            });
    }
}
