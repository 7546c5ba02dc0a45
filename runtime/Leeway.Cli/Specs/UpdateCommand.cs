using System.CommandLine;
using System.Net;
using Leeway.Cli.Specs.Comparison;

namespace Leeway.Cli.Specs;

/// <summary><c>leeway specs update</c>: takes the newest editions of Atlassian's documents.</summary>
internal static class UpdateCommand
{
    /// <summary>Many times the largest document.</summary>
    private const int LargestDocument = 64 * 1024 * 1024;

    public static Command Create()
    {
        Argument<string> folder = new("FOLDER") { Description = "The folder that holds sources.json, the overlays and the trimmed documents.", DefaultValueFactory = static _ => "specs" };
        Option<string?> from = new("--from") { Description = "Take the published documents from a folder, instead of downloading them.", HelpName = "FOLDER" };
        Option<string[]> hashes = new("--sha256") { Description = "Refuse a published document with another sha256, as jira.json=HEX; may be repeated.", HelpName = "DOCUMENT=HEX" };
        Option<bool> rehearse = new("--dry-run") { Description = "Tell what changed and write nothing." };
        hashes.Validators.Add(static result =>
        {
            foreach (string value in result.Tokens.Select(static t => t.Value).Where(static v => v.Split('=') is not [{ Length: > 0 }, { Length: 64 } hash] || !hash.All(char.IsAsciiHexDigit)))
            {
                result.AddError($"--sha256 takes a document and 64 hexadecimal digits, as jira.json=0123..., not '{value}'.");
            }

            foreach (IGrouping<string, string> document in result.Tokens.Select(static t => t.Value.Split('=')[0]).GroupBy(static d => d).Where(static g => g.Count() > 1))
            {
                result.AddError($"--sha256 is given more than once for {document.Key}.");
            }
        });
        Command command = new("update", "Take the newest editions of all documents, trim them, and tell what changed; writes all of them or nothing.")
        {
            folder, from, hashes, rehearse,
        };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, async output =>
        {
            using HttpClient client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { MaxResponseContentBufferSize = LargestDocument };
            Dictionary<string, string> expected = new(StringComparer.Ordinal);
            foreach (string[] pair in (result.GetValue(hashes) ?? []).Select(static h => h.Split('=')))
            {
                expected[pair[0]] = pair[1];
            }

            IReadOnlyList<(string Document, DocumentDiff? Diff)> diffs = await SpecsFolder.Open(result.GetRequiredValue(folder)).UpdateAsync(
                result.GetValue(from) is { } path ? PublishedDocuments.In(path) : PublishedDocuments.From(client),
                expected,
                DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
                result.GetValue(rehearse),
                cancellationToken);
            foreach ((string document, DocumentDiff? diff) in diffs)
            {
                output.WriteLine(diff is null ? DiffReport.Unchanged(document) : DiffReport.Markdown(document, diff));
            }

            return 0;
        }, cancellationToken));
        return command;
    }
}
