using System.CommandLine;

namespace Leeway.Cli.Generation;

/// <summary>The <c>leeway generate</c> command: writes the sources that the compiler would generate.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        Option<string> document = new("--document") { Description = "The name of a document that ships with the tool, such as jira, or a file that ends in .json.", HelpName = "DOCUMENT", Required = true };
        Option<string> output = new("--output") { Description = "The folder to write to. The file NAMESPACE.NAME.files in it lists what was written, so that the next run removes files that are no longer generated.", HelpName = "FOLDER", Required = true };
        output.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("--output needs the name of a folder.");
            }
        });
        Option<string[]> operations = new("--operations") { Description = "The operationIds to generate, separated by commas, in addition to those of --tags. Without both options, all operations.", HelpName = "IDS" };
        Option<string[]> tags = new("--tags") { Description = "The tags whose operations to generate, separated by commas.", HelpName = "TAGS" };
        Option<string?> name = new("--name") { Description = "The product's C# name. Default: the document's name.", HelpName = "NAME" };
        Option<string?> ns = new("--namespace") { Description = "The namespace. Default: Leeway.NAME.", HelpName = "NAMESPACE" };
        Option<string?> visibility = new("--visibility") { Description = "public or internal. Default: public.", HelpName = "VISIBILITY" };
        Command command = new("generate", "Write the sources that the compiler generates for a document, byte for byte, to read or commit them.")
        {
            document, output, operations, tags, name, ns, visibility,
        };
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, writer =>
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
                CommandRun.Fail(result.InvocationConfiguration, fault);
            }

            if (generation.Failed)
            {
                return CommandRun.Failure;
            }

            writer.WriteLine(new GeneratedFolder(result.GetRequiredValue(output)).Write(generation, cancellationToken));
            return 0;
        }, cancellationToken));
        return command;
    }
}
