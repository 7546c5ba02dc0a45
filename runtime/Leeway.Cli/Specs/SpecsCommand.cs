using System.CommandLine;

namespace Leeway.Cli.Specs;

/// <summary><c>leeway specs</c>: keeps <c>specs/*.json</c>, the facts of Atlassian's published documents.</summary>
internal static class SpecsCommand
{
    public static Command Create()
    {
        Command command = new("specs", "Keep the facts-only copies of Atlassian's OpenAPI documents.");
        command.Subcommands.Add(CreateTrim());
        command.Subcommands.Add(UpdateCommand.Create());
        command.Subcommands.Add(DiffCommand.Create());
        return command;
    }

    /// <summary>Runs a command; a document or folder that cannot be used is one line on the error stream.</summary>
    public static async Task<int> RunAsync(ParseResult result, Func<TextWriter, Task<int>> action)
    {
        try
        {
            return await action(result.InvocationConfiguration.Output);
        }
        catch (SpecsException e)
        {
            result.InvocationConfiguration.Error.WriteLine($"leeway: {e.Message}");
            return CommandLine.Failure;
        }
    }

    /// <inheritdoc cref="RunAsync"/>
    public static Task<int> Run(ParseResult result, Func<TextWriter, int> action) => RunAsync(result, output => Task.FromResult(action(output)));

    private static Command CreateTrim()
    {
        Argument<string> source = new("IN") { Description = "The published document; with --all, the folder that holds the published documents." };
        Argument<string> target = new("OUT") { Description = "The file to write; with --all, the folder that holds sources.json and the overlays." };
        Option<string?> overlay = new("--overlay") { Description = "Corrections to apply first, in OpenAPI Overlay 1.0 format.", HelpName = "FILE" };
        Option<bool> all = new("--all") { Description = "Trim each document that OUT/sources.json names, with its overlay." };
        Command command = new("trim", "Make a document of facts of a published one: no descriptions, no examples, one layout.");
        command.Arguments.Add(source);
        command.Arguments.Add(target);
        command.Options.Add(overlay);
        command.Options.Add(all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(overlay) is not null)
            {
                result.AddError("--all takes each document's overlay from the folder, so --overlay cannot be given with it.");
            }
        });
        command.SetAction((result, _) => Run(result, output =>
        {
            string from = result.GetRequiredValue(source);
            string to = result.GetRequiredValue(target);
            IReadOnlyList<string> written = result.GetValue(all)
                ? SpecsFolder.Open(to).TrimAll(from)
                : [Trim(from, to, result.GetValue(overlay))];
            foreach (string line in written)
            {
                output.WriteLine(line);
            }

            return 0;
        }));
        return command;
    }

    private static string Trim(string from, string to, string? overlay)
    {
        byte[] trimmed = Trimming.Trim(JsonText.ReadBytes(from), from, overlay is null ? null : Overlay.Read(overlay));
        JsonText.WriteBytes(to, trimmed);
        return $"{to}: {trimmed.Length} bytes";
    }
}
