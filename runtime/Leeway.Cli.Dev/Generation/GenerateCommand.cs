using System.CommandLine;

namespace Leeway.Cli.Dev.Generation;

/// <summary>The <c>leeway-dev generate</c> command: writes the sources that the compiler would generate.</summary>
internal static class GenerateCommand
{
    public const string Description = "Write the sources that the compiler generates for a document, byte for byte, to read or commit them.";

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
        Option<string[]> operations = new("--operations") { Description = "The operationIds to generate, separated by commas or semicolons, in addition to those of --tags. Without both options, all operations.", HelpName = "IDS" };
        Option<string[]> tags = new("--tags") { Description = "The tags whose operations to generate, separated by commas or semicolons.", HelpName = "TAGS" };
        Option<string?> name = new("--name") { Description = "The product's C# name. Default: the document's name.", HelpName = "NAME" };
        Option<string?> ns = new("--namespace") { Description = "The namespace. Default: Leeway.NAME.", HelpName = "NAMESPACE" };
        Option<string?> visibility = new("--visibility") { Description = "public or internal. Default: public.", HelpName = "VISIBILITY" };
        Option<string?> server = new("--server") { Description = "The https address before the routes, or 'site' for an API of an Atlassian site. Default: the first server of the document that can be called.", HelpName = "ADDRESS" };
        Option<string[]> serverVariables = new("--server-variables") { Description = "Values for the variables of the server, as name=value, separated by commas or semicolons.", HelpName = "VALUES" };
        Option<string?> login = new("--login") { Description = "The name of the registration whose login the API uses. Default: the registration to which the application adds the API.", HelpName = "REGISTRATION" };
        Command command = new("generate", Description)
        {
            document, output, operations, tags, name, ns, visibility, server, serverVariables, login,
        };
        command.SetAction((result, cancellationToken) => CommandRun.Run(result, writer =>
        {
            GenerationSettings settings = new(DocumentFile.Find(result.GetRequiredValue(document)))
            {
                Name = result.GetValue(name),
                Namespace = result.GetValue(ns),
                Visibility = result.GetValue(visibility),
                Operations = ListText.SplitAll(result.GetValue(operations)),
                Tags = ListText.SplitAll(result.GetValue(tags)),
                Server = result.GetValue(server),
                ServerVariables = ListText.SplitAll(result.GetValue(serverVariables)),
                Login = result.GetValue(login),
            };
            SourceGeneration generation = SourceGeneration.Run(settings, cancellationToken);
            foreach (string fault in generation.Faults)
            {
                CommandRun.Fail(result, fault);
            }

            if (generation.Failed)
            {
                return ExitCode.Failure;
            }

            writer.WriteLine(new GeneratedFolder(result.GetRequiredValue(output)).Write(generation, cancellationToken));
            return 0;
        }, cancellationToken));
        return command;
    }
}
