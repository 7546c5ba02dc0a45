using System.CommandLine;

namespace Leeway.Cli.Specs;

/// <summary>The <c>leeway specs download</c> command: gives a project the published documents with their descriptions.</summary>
internal static class DownloadCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("FOLDER") { Description = "The folder to write the documents to. It is created if it does not exist." };
        Argument<string[]> documents = new("DOCUMENTS") { Description = "The documents, such as jira and confluence. Default: all.", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> from = new("--from") { Description = "Read the published documents from a folder instead of downloading them.", HelpName = "FOLDER" };
        Command command = new("download", "Download Atlassian's published documents with Leeway's corrections, so that their descriptions become the documentation of your generated code.")
        {
            folder, documents, from,
        };
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, async output =>
        {
            using HttpClient client = PublishedDocuments.CreateClient();
            string target = result.GetRequiredValue(folder);
            IReadOnlyList<(string Path, IReadOnlyList<string> Missing)> written = await SpecsFolder.Open(SpecsFolder.Shipped).DownloadAsync(
                result.GetValue(from) is { } path ? PublishedDocuments.In(path) : PublishedDocuments.From(client),
                result.GetValue(documents) ?? [],
                target,
                cancellationToken);
            foreach ((string document, IReadOnlyList<string> missing) in written)
            {
                output.WriteLine(document);
                foreach (string place in missing)
                {
                    output.WriteLine($"  not in this edition, so not corrected: {place}");
                }
            }

            output.WriteLine($"Add <LeewaySpecs>{target}</LeewaySpecs> to the properties of your project. Do not publish the documents: Atlassian owns their texts.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
