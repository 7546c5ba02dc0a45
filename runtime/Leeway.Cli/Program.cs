using System.CommandLine;
using Leeway.Cli;
using Leeway.Cli.Specs;

RootCommand root = new("Typed clients for Jira and Confluence Cloud.");
root.Subcommands.Add(SpecsCommand.Create());

return CommandLine.Invoke(root, args, new InvocationConfiguration());
