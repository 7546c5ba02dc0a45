using System.CommandLine;
using Leeway.Cli;
using Leeway.Cli.Specs;

Command root = CommandLine.CreateRoot();
root.Subcommands.Add(SpecsCommand.Create());

return CommandLine.Invoke(root, args, new InvocationConfiguration());
