using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Leeway.Cli.Demo;

/// <summary>Prints the results of the demonstration.</summary>
internal static class DemoReport
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static void WriteTable(IReadOnlyList<DemoStep> steps, TimeSpan total, TextWriter output)
    {
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumn("");
        table.AddColumn("Step");
        table.AddColumn("Result");
        table.AddColumn("Counts");
        table.AddColumn(new TableColumn("ms").RightAligned());
        foreach (DemoStep step in steps)
        {
            table.AddRow(
                step.Passed ? "[green]ok[/]" : "[red]failed[/]",
                Markup.Escape(step.Name),
                Markup.Escape(step.Outcome),
                Markup.Escape(string.Join(", ", step.Counts.Select(static count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}: {count.Value:N0}")))),
                Milliseconds(step.Duration));
        }

        IAnsiConsole console = ReportConsole.Create(output);
        console.Write(table);
        console.MarkupLine(AllPassed(steps)
            ? $"[green]Every step passed[/] in {Milliseconds(total)} ms."
            : "[red]The last step failed.[/]");
    }

    public static void WriteJson(IReadOnlyList<DemoStep> steps, TimeSpan total, TextWriter output)
    {
        JsonArray list = [];
        foreach (DemoStep step in steps)
        {
            JsonObject counts = [];
            foreach ((string name, long value) in step.Counts)
            {
                counts[name] = value;
            }

            list.Add((JsonNode)new JsonObject
            {
                ["name"] = step.Name,
                ["passed"] = step.Passed,
                ["result"] = step.Outcome,
                ["counts"] = counts,
                ["milliseconds"] = Math.Round(step.Duration.TotalMilliseconds, 1),
            });
        }

        JsonObject report = new()
        {
            ["passed"] = AllPassed(steps),
            ["milliseconds"] = Math.Round(total.TotalMilliseconds, 1),
            ["steps"] = list,
        };
        output.WriteLine(report.ToJsonString(s_indented));
    }

    public static bool AllPassed(IReadOnlyList<DemoStep> steps) => steps.All(static step => step.Passed);

    private static string Milliseconds(TimeSpan duration) => duration.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture);
}
