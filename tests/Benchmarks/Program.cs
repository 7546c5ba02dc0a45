using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Leeway.Benchmarks.AssemblySize;
using Leeway.Benchmarks.Generation;

if (args is ["assembly-size"])
{
    return AssemblyMeasurement.Run();
}

if (args is ["cold-generation", .. string[] what])
{
    return ColdGeneration.Run(what);
}

// Runs in this process, because a project that BenchmarkDotNet creates would not run the generator.
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
