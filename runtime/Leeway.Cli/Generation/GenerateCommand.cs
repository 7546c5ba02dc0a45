using System.CommandLine;

namespace Leeway.Cli.Generation;

/// <summary><c>leeway generate</c>: writes the sources that the compiler would generate.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        Option<string> document = new("--document") { Description = "A document of ours by name, such as jira, or a file that ends in .json.", HelpName = "DOCUMENT", Required = true };
        Option<string> output = new("--output") { Description = "The folder to write to; a list in it, NAMESPACE.NAME.files, tells what an earlier run wrote that goes when it is left over.", HelpName = "FOLDER", Required = true };
        output.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("--output takes a folder, which is not empty.");
            }
        });
        Option<string[]> operations = new("--operations") { Description = "The operationIds wanted, separated by commas, beside those of the tags; with none and no tags, all.", HelpName = "IDS" };
        Option<string[]> tags = new("--tags") { Description = "The tags wanted, separated by commas.", HelpName = "TAGS" };
        Option<string?> name = new("--name") { Description = "The product's C# name; left out, the document's.", HelpName = "NAME" };
        Option<string?> ns = new("--namespace") { Description = "The namespace; left out, Leeway and the name.", HelpName = "NAMESPACE" };
        Option<string?> visibility = new("--visibility") { Description = "public or internal; left out, public.", HelpName = "VISIBILITY" };
        Command command = new("generate", "Write the sources that the compiler generates for a document, byte for byte, to read or to commit.")
        {
            document, output, operations, tags, name, ns, visibility,
        };
        command.SetAction((result, cancellationToken) => CommandLine.Run(result, writer =>
        {
            GenerationSettings settings = new(DocumentFile.Find(result.GetRequiredValue(document)))
            {
                Name = result.GetValue(name),
                Namespace = result.GetValue(ns),
                Visibility = result.GetValue(visibility),
                Operations = result.GetValue(operations) ?? [],
                Tags = result.GetValue(tags) ?? [],
            };
            SourceGeneration generation = SourceGeneration.Run(settings, cancellationToken);
            foreach (string fault in generation.Faults)
            {
                CommandLine.Fail(result.InvocationConfiguration, fault);
            }

            if (generation.Failed)
            {
                return CommandLine.Failure;
            }

            writer.WriteLine(new GeneratedFolder(result.GetRequiredValue(output)).Write(generation, cancellationToken));
            return 0;
        }, cancellationToken));
        return command;
    }
}
