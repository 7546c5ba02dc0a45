using BenchmarkDotNet.Running;
using Leeway.Benchmarks.AssemblySize;

if (args is ["assembly-size"])
{
    return AssemblyMeasurement.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
