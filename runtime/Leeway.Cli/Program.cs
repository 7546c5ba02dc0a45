using System.CommandLine;
using Leeway.Cli;

return CommandLine.Invoke(CommandLine.CreateRoot(), args, new InvocationConfiguration());
