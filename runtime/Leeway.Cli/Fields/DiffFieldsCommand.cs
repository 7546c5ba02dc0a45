using System.CommandLine;
using Leeway.Generator.Fields.Reading;

namespace Leeway.Cli.Fields;

/// <summary>The <c>leeway fields diff</c> command: reports what changed between two files, or a file and the site.</summary>
internal static class DiffFieldsCommand
{
    public static Command Create(ToolEnvironment environment)
    {
        Argument<string> was = new("OLD") { Description = "The older file." };
        Argument<string?> now = new("NEW") { Description = "The newer file. Default: the fields of the site.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        SiteOptions site = new(environment);
        Command command = new("diff", $"Report every change of fields and options. The exit code is 0 if nothing changed or only additions were made, {ExitCode.Attention} if a change needs attention, {ExitCode.Breaking} if code that uses a field does not compile any more, and {ExitCode.Failure} if the fields cannot be read.")
        {
            was, now, json,
        };
        site.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, async output =>
        {
            SiteFields before = SiteFieldsFile.Read(result.GetRequiredValue(was));
            SiteFields after = result.GetValue(now) is { } path ? SiteFieldsFile.Read(path) : (await site.PullAsync(result, cancellationToken)).Fields;
            IReadOnlyList<FieldChange> changes = FieldsComparison.Compare(before, after);
            output.Write(result.GetValue(json) ? FieldsReport.WriteJson(changes) : FieldsReport.WriteText(changes));
            return changes.Select(static c => c.Severity).DefaultIfEmpty().Max() switch
            {
                ChangeSeverity.Breaking => ExitCode.Breaking,
                ChangeSeverity.Attention => ExitCode.Attention,
                _ => 0,
            };
        }, cancellationToken));
        return command;
    }
}
