using System.CommandLine;

namespace Leeway.Cli.Fields;

/// <summary>The <c>leeway fields</c> command: writes the custom fields of a site to a file, and reports what changed.</summary>
internal static class FieldsCommand
{
    public const string Description = "Write the custom fields of your Jira site to a file, from which properties are generated, and report what changed.";

    public static Command Create(ToolEnvironment environment) => new("fields", Description)
    {
        Subcommands = { PullFieldsCommand.Create(environment), DiffFieldsCommand.Create(environment) },
    };
}
