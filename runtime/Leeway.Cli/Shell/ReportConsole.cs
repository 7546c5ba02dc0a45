using Spectre.Console;

namespace Leeway.Cli;

/// <summary>Creates the console that prints tables.</summary>
internal static class ReportConsole
{
    public static IAnsiConsole Create(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!isTerminal)
        {
            // Wide enough that rows do not wrap in a file or a pipe.
            console.Profile.Width = 160;
        }

        return console;
    }
}
