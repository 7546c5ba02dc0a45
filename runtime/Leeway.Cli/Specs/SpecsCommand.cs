using System.CommandLine;

namespace Leeway.Cli.Specs;

/// <summary><c>leeway specs</c>: keeps <c>specs/*.json</c>, the facts of Atlassian's published documents.</summary>
internal static class SpecsCommand
{
    public static Command Create()
    {
        Command command = new("specs", "Keep the facts-only copies of Atlassian's OpenAPI documents, and tell what changed in them.");
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
            Description = "Corrections and additions to apply first, in OpenAPI Overlay 1.0 format; may be given more than once and applies in that order.",
            HelpName = "FILE",
        };
        Option<bool> all = new("--all") { Description = "Trim each document that OUT/sources.json names, with its overlays." };
        Command command = new("trim", "Make a document of facts of a published one: no descriptions, no examples, one layout.");
        command.Arguments.Add(source);
        command.Arguments.Add(target);
        command.Options.Add(overlays);
        command.Options.Add(all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(overlays) is { Length: > 0 })
            {
                result.AddError("--all takes each document's overlays from the folder, so --overlay cannot be given with it.");
            }
        });
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, output =>
        {
            string from = result.GetRequiredValue(source);
            string to = result.GetRequiredValue(target);
            IReadOnlyList<string> written = result.GetValue(all)
                ? SpecsFolder.Open(to).TrimAll(from, cancellationToken)
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
