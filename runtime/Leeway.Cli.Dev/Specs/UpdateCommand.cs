using System.CommandLine;
using Leeway.Cli.Dev.Specs.Comparison;
using Leeway.Cli.Specs;

namespace Leeway.Cli.Dev.Specs;

/// <summary>The <c>leeway-dev specs update</c> command: updates to the newest editions of Atlassian's documents.</summary>
internal static class UpdateCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("FOLDER") { Description = "The folder that holds sources.json, the overlays and the trimmed documents.", DefaultValueFactory = static _ => "specs" };
        Option<string?> from = new("--from") { Description = "Read the published documents from a folder instead of downloading them.", HelpName = "FOLDER" };
        Option<string[]> hashes = new("--sha256") { Description = "The expected sha256 of a published document, such as jira.json=HEX. A document with another sha256 is rejected. Can be repeated.", HelpName = "DOCUMENT=HEX" };
        Option<bool> rehearse = new("--dry-run") { Description = "Report what changed and write nothing." };
        hashes.Validators.Add(static result =>
        {
            foreach (string value in result.Tokens.Select(static t => t.Value).Where(static v => v.Split('=') is not [{ Length: > 0 }, { Length: 64 } hash] || !hash.All(char.IsAsciiHexDigit)))
            {
                result.AddError($"'{value}' is not valid for --sha256. Use a document and 64 hexadecimal digits, such as jira.json=0123...");
            }

            foreach (IGrouping<string, string> document in result.Tokens.Select(static t => t.Value.Split('=')[0]).GroupBy(static d => d).Where(static g => g.Count() > 1))
            {
                result.AddError($"--sha256 is given more than once for {document.Key}. Give it once.");
            }
        });
        Command command = new("update", "Read the newest editions of all documents, trim them, and report what changed. Writes all of them or nothing.")
        {
            folder, from, hashes, rehearse,
        };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, async output =>
        {
            using HttpClient client = PublishedDocuments.CreateClient();
            Dictionary<string, string> expected = new(StringComparer.Ordinal);
            foreach (string[] pair in (result.GetValue(hashes) ?? []).Select(static h => h.Split('=')))
            {
                expected[pair[0]] = pair[1];
            }

            IReadOnlyList<(string Document, DocumentDiff? Diff)> diffs = await new SpecsMaintenance(SpecsFolder.Open(result.GetRequiredValue(folder))).UpdateAsync(
                result.GetValue(from) is { } path ? PublishedDocuments.In(path) : PublishedDocuments.From(client),
                expected,
                DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                result.GetValue(rehearse),
                cancellationToken);
            foreach ((string document, DocumentDiff? diff) in diffs)
            {
                output.WriteLine(diff is null ? DiffReport.WriteUnchanged(document) : DiffReport.WriteMarkdown(document, diff));
            }

            return 0;
        }, cancellationToken));
        return command;
    }
}
