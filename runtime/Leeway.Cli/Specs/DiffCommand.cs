using System.CommandLine;
using Leeway.Cli.Specs.Comparison;

namespace Leeway.Cli.Specs;

/// <summary><c>leeway specs diff</c>: what changed between two editions of a document.</summary>
internal static class DiffCommand
{
    /// <summary>The exit code where the worst change is one to look at.</summary>
    public const int Attention = 2;

    /// <summary>The exit code where a change breaks callers.</summary>
    public const int Breaking = 3;

    public static Command Create()
    {
        Argument<string> was = new("OLD") { Description = "The older edition, published or trimmed." };
        Argument<string> now = new("NEW") { Description = "The newer edition, published or trimmed." };
        Option<bool> json = new("--json") { Description = "Print JSON instead of Markdown." };
        Option<bool> countsCSharp = new("--count-csharp") { Description = "Let changes of the generated C# decide the exit code as well." };
        Command command = new("diff", $"Tell every change between two editions. Exits with 0 where nothing changed or was added only, {Attention} where a change is for attention, {Breaking} where one breaks callers, {CommandRun.Failure} where an edition cannot be read.")
        {
            was, now, json, countsCSharp,
        };
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, output =>
        {
            string wasPath = result.GetRequiredValue(was);
            string nowPath = result.GetRequiredValue(now);
            DocumentDiff diff = DocumentDiff.Of(InputFile.ReadBytes(wasPath), wasPath, InputFile.ReadBytes(nowPath), nowPath);
            output.Write(result.GetValue(json) ? DiffReport.Json(diff) : DiffReport.Markdown(Path.GetFileName(nowPath), diff));
            IEnumerable<ChangeSeverity> severities = diff.Changes.Select(static c => c.Severity);
            if (result.GetValue(countsCSharp))
            {
                severities = severities.Concat(diff.Surface.Select(static c => c.Severity));
            }

            return severities.DefaultIfEmpty().Max() switch
            {
                ChangeSeverity.Breaking => Breaking,
                ChangeSeverity.Attention => Attention,
                _ => 0,
            };
        }, cancellationToken));
        return command;
    }
}
