using Spectre.Console;

namespace Leeway.Cli;

/// <summary>Where tables are printed.</summary>
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
            // Wide enough that no row breaks in a file or a pipe.
            console.Profile.Width = 160;
        }

        return console;
    }
}
