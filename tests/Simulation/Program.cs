using Leeway.Simulation;

return args is [HookCommand.Name, .. var rest]
    ? HookCommand.Run(rest, Console.Out)
    : SimulationCommand.Run(args, Console.Out, Console.Error);
