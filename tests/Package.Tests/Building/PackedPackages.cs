using System.IO.Compression;
using Leeway.Package.Tests.Building;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace Leeway.Package.Tests.Building;

/// <summary>The packages of this repository, packed once from the build of the tests, and the consumers that are built with them.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private readonly Lazy<Task<ConsumerBuild>> _consumers;
    private readonly Lazy<Task<ConsumerBuild>> _unsupported;

    public PackedPackages()
    {
        _consumers = new Lazy<Task<ConsumerBuild>>(BuildConsumersAsync);
        _unsupported = new Lazy<Task<ConsumerBuild>>(() => ConsumerBuild.RunAsync(_workspace, "Unsupported"));
    }

    internal Workspace Workspace => _workspace;

    /// <summary>The valid projects, those with mistakes, and the examples of the guide and of the page about other APIs, built together.</summary>
    internal Task<ConsumerBuild> Consumers => _consumers.Value;

    /// <summary>The projects for frameworks that the packages do not support, which NuGet rejects before anything is built.</summary>
    internal Task<ConsumerBuild> Unsupported => _unsupported.Value;

    public async ValueTask InitializeAsync()
    {
        DotnetCommand pack = await DotnetCommand.RunAsync(
            Repository.Root,
            _workspace.Environment.Where(static v => v.Key != "NUGET_PACKAGES").ToDictionary(),
            "pack", "-m:1", _workspace.WriteSolution("Packages", Path.Combine(Repository.Root, "runtime")), "-o", _workspace.Feed, "--no-build", "-c", Workspace.Configuration, $"-p:PackageVersion={_workspace.Version}", "-v:q");
        pack.Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        await _workspace.ShutDownCompilerAsync();
        _workspace.Dispose();
    }

    private Task<ConsumerBuild> BuildConsumersAsync()
    {
        GuideExamples.Write(_workspace);
        OtherApiExamples.Write(_workspace);
        return ConsumerBuild.RunAsync(_workspace, "Working", "Mistaken");
    }

    /// <summary>Runs a consumer that was built without errors, and returns the lines that it writes.</summary>
    internal async Task<string[]> RunConsumerAsync(string consumer, IReadOnlyDictionary<string, string> environment)
    {
        ConsumerBuild build = await Consumers;
        string program = Path.Combine(build.GetOutput(consumer), consumer + ".dll");
        DotnetCommand run = await DotnetCommand.RunAsync(_workspace.Root, environment, program);
        return run.Succeeded().Output.TrimEnd().Split('\n');
    }

    /// <summary>Opens a package.</summary>
    internal ZipArchive Open(string id, string ending = "nupkg") => ZipFile.OpenRead(Path.Combine(_workspace.Feed, $"{id}.{_workspace.Version}.{ending}"));
}
