using System.CommandLine;
using Leeway.Cli.Specs;

namespace Leeway.Cli.Dev.Specs;

/// <summary>The <c>leeway-dev specs</c> command: maintains <c>specs/*.json</c>, the facts of Atlassian's published documents.</summary>
internal static class SpecsCommand
{
    public const string Description = "Maintain the facts-only copies of Atlassian's OpenAPI documents, and report what changed.";

    public static Command Create()
    {
        Command command = new("specs", Description);
        command.Subcommands.Add(CreateTrim());
        command.Subcommands.Add(UpdateCommand.Create());
        command.Subcommands.Add(DiffCommand.Create());
        return command;
    }

    private static Command CreateTrim()
    {
        Argument<string> source = new("IN") { Description = "The published document; with --all, the folder that holds the published documents." };
        Argument<string> target = new("OUT") { Description = "The file to write; with --all, the folder that holds sources.json and the overlays." };
        Option<string[]> overlays = new("--overlay")
        {
            Description = "Corrections and additions to apply first, in OpenAPI Overlay 1.0 format. Repeat the option to apply several overlays, in order.",
            HelpName = "FILE",
        };
        Option<bool> all = new("--all") { Description = "Trim every document in OUT/sources.json, with its overlays." };
        Command command = new("trim", "Write the facts of a published document, without descriptions and examples, in one layout.");
        command.Arguments.Add(source);
        command.Arguments.Add(target);
        command.Options.Add(overlays);
        command.Options.Add(all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(overlays) is { Length: > 0 })
            {
                result.AddError("--all applies the overlays in the folder, so it cannot be combined with --overlay.");
            }
        });
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, output =>
        {
            string from = result.GetRequiredValue(source);
            string to = result.GetRequiredValue(target);
            IReadOnlyList<string> written = result.GetValue(all)
                ? new SpecsMaintenance(SpecsFolder.Open(to)).TrimAll(from, cancellationToken)
                : [Trim(from, to, result.GetValue(overlays) ?? [], cancellationToken)];
            foreach (string line in written)
            {
                output.WriteLine(line);
            }

            return 0;
        }, cancellationToken));
        return command;
    }

    private static string Trim(string from, string to, string[] overlays, CancellationToken cancellationToken)
    {
        byte[] trimmed = Trimming.Trim(InputFile.ReadBytes(from), from, [.. overlays.Select(Overlay.Read)]);
        FileBatch batch = new();
        batch.Add(to, trimmed);
        batch.Write(cancellationToken);
        return $"{to}: {trimmed.Length} bytes";
    }
}
