using System.CommandLine;

namespace Leeway.Cli.Fields;

/// <summary>The <c>leeway fields</c> command: writes the custom fields of a site to a file, and reports what changed.</summary>
internal static class FieldsCommand
{
    public static Command Create() => new("fields", "Write the custom fields of your Jira site to a file, from which properties are generated, and report what changed.")
    {
        Subcommands = { PullFieldsCommand.Create(), DiffFieldsCommand.Create() },
    };
}
