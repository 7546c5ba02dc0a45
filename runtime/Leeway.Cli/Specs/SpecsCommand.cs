using System.CommandLine;

namespace Leeway.Cli.Specs;

/// <summary>The <c>leeway specs</c> command: downloads Atlassian's published documents.</summary>
internal static class SpecsCommand
{
    public const string Description = "Download Atlassian's OpenAPI documents, so that their descriptions become your documentation.";

    public static Command Create() => new("specs", Description) { DownloadCommand.Create() };
}
