using System.IO.Compression;
using Leeway.Package.Tests.Building;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace Leeway.Package.Tests.Building;

/// <summary>The packages of this repository, packed once from the build of the tests, and the consumers that are built with them.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private readonly Lazy<Task<ConsumerBuild>> _consumers;
    private readonly Lazy<Task<ConsumerBuild>> _mistaken;
    private readonly Lazy<Task<ConsumerBuild>> _unsupported;

    public PackedPackages()
    {
        _consumers = new Lazy<Task<ConsumerBuild>>(() => ConsumerBuild.RunAsync(_workspace, "Working"));
        _mistaken = new Lazy<Task<ConsumerBuild>>(() => ConsumerBuild.RunAsync(_workspace, "Mistaken"));
        _unsupported = new Lazy<Task<ConsumerBuild>>(() => ConsumerBuild.RunAsync(_workspace, "Unsupported"));
    }

    internal Workspace Workspace => _workspace;

    /// <summary>The valid projects, built together.</summary>
    internal Task<ConsumerBuild> Consumers => _consumers.Value;

    /// <summary>The projects with mistakes, built together.</summary>
    internal Task<ConsumerBuild> Mistaken => _mistaken.Value;

    /// <summary>The projects for frameworks that the packages do not support, built together.</summary>
    internal Task<ConsumerBuild> Unsupported => _unsupported.Value;

    public async ValueTask InitializeAsync()
    {
        DotnetCommand pack = await DotnetCommand.RunAsync(
            Repository.Root,
            _workspace.Environment.Where(static v => v.Key != "NUGET_PACKAGES").ToDictionary(),
            "pack", _workspace.WriteSolution("Packages", Path.Combine(Repository.Root, "runtime")), "-o", _workspace.Feed, "--no-build", "-c", Workspace.Configuration, $"-p:PackageVersion={_workspace.Version}", "-v:q");
        pack.Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        _workspace.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a package.</summary>
    internal ZipArchive Open(string id, string ending = "nupkg") => ZipFile.OpenRead(Path.Combine(_workspace.Feed, $"{id}.{_workspace.Version}.{ending}"));
}
