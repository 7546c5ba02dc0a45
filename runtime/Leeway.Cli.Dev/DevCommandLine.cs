using System.CommandLine;
using Leeway.Cli.Dev.Generation;
using Leeway.Cli.Dev.Grants;
using Leeway.Cli.Dev.Specs;

namespace Leeway.Cli.Dev;

/// <summary>The command line of <c>leeway-dev</c>.</summary>
internal static class DevCommandLine
{
    /// <summary>Creates the <c>leeway-dev</c> command.</summary>
    /// <param name="only">The only subcommand to create with its options; null for all.</param>
    public static Command CreateRoot(string? only = null) => CommandLine.CreateRoot(
        "leeway-dev",
        "Generated code, OpenAPI documents and stores of grants, for maintainers and operators.",
        [
            new CommandEntry("generate", GenerateCommand.Description, GenerateCommand.Create),
            new CommandEntry("specs", SpecsCommand.Description, SpecsCommand.Create),
            new CommandEntry("grants", GrantsCommand.Description, GrantsCommand.Create),
        ],
        only);
}
