using System.CommandLine;
using Leeway.Cli;

return CommandLine.Run(static named => CommandLine.CreateRoot(only: named), args, new InvocationConfiguration());
