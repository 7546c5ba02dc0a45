using System.CommandLine;
using Leeway.Cli.Dev.Specs.Comparison;

namespace Leeway.Cli.Dev.Specs;

/// <summary>The <c>leeway-dev specs diff</c> command: reports what changed between two editions of a document.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> was = new("OLD") { Description = "The older edition, published or trimmed." };
        Argument<string> now = new("NEW") { Description = "The newer edition, published or trimmed." };
        Option<bool> json = new("--json") { Description = "Print JSON instead of Markdown." };
        Option<bool> countsCSharp = new("--count-csharp") { Description = "Include the changes of the generated C# in the exit code." };
        Command command = new("diff", $"Report every change between two editions. The exit code is 0 if nothing changed or only additions were made, {ExitCode.Attention} if a change needs attention, {ExitCode.Breaking} if a change breaks callers, and {ExitCode.Failure} if an edition cannot be read.")
        {
            was, now, json, countsCSharp,
        };
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, output =>
        {
            string wasPath = result.GetRequiredValue(was);
            string nowPath = result.GetRequiredValue(now);
            DocumentDiff diff = DocumentDiff.Of(InputFile.ReadBytes(wasPath), wasPath, InputFile.ReadBytes(nowPath), nowPath);
            output.Write(result.GetValue(json) ? DiffReport.WriteJson(diff) : DiffReport.WriteMarkdown(Path.GetFileName(nowPath), diff));
            IEnumerable<ChangeSeverity> severities = diff.Changes.Select(static c => c.Severity);
            if (result.GetValue(countsCSharp))
            {
                severities = severities.Concat(diff.Surface.Select(static c => c.Severity));
            }

            return severities.DefaultIfEmpty().Max() switch
            {
                ChangeSeverity.Breaking => ExitCode.Breaking,
                ChangeSeverity.Attention => ExitCode.Attention,
                _ => 0,
            };
        }, cancellationToken));
        return command;
    }
}
