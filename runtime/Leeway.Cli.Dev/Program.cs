using System.CommandLine;
using Leeway.Cli;
using Leeway.Cli.Dev;

return CommandLine.Run(DevCommandLine.CreateRoot, args, new InvocationConfiguration());
