using Leeway.Fuzzing.Loop;

return FuzzCommand.Run(args, Console.Out);
