using System.IO.Compression;
using Leeway.Package.Tests.Building;
using Leeway.TimeLimit;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace Leeway.Package.Tests.Building;

/// <summary>The packages of this repository, packed once from the build of the tests, and the consumers that are built with them.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private readonly Lazy<Task<ConsumerBuild>> _consumers;
    private readonly Lazy<Task<ConsumerBuild>> _unsupported;
    private readonly Lazy<Task<ConsumerBuild>> _clients;

    public PackedPackages()
    {
        _consumers = new Lazy<Task<ConsumerBuild>>(BuildConsumersAsync);
        _unsupported = new Lazy<Task<ConsumerBuild>>(() => ConsumerBuild.RunAsync(_workspace, "Unsupported"));
        _clients = new Lazy<Task<ConsumerBuild>>(() => ConsumerBuild.RunAsync(_workspace, "Clients"));
    }

    /// <summary>The packages of ready-made clients, which are compiled and packed only for full runs.</summary>
    public static IReadOnlyList<string> ClientPackages { get; } =
        ["Leeway.Confluence", "Leeway.ConfluenceV1", "Leeway.Jira", "Leeway.JiraServiceManagement", "Leeway.JiraSoftware"];

    internal Workspace Workspace => _workspace;

    /// <summary>The valid projects, those with mistakes, and the examples of the guide and of the page about other APIs, built together.</summary>
    internal Task<ConsumerBuild> Consumers => _consumers.Value;

    /// <summary>The projects for frameworks that the packages do not support, which NuGet rejects before anything is built.</summary>
    internal Task<ConsumerBuild> Unsupported => _unsupported.Value;

    /// <summary>The projects that use packages of ready-made clients, built together. Skips the test unless the run is full.</summary>
    internal Task<ConsumerBuild> Clients
    {
        get
        {
            SkipWithoutClients();
            return _clients.Value;
        }
    }

    /// <summary>Skips the test if there are no packages of ready-made clients.</summary>
    internal static void SkipWithoutClients() =>
        Assert.SkipUnless(TestSize.IsFull, "The packages of whole documents are compiled only for full runs. Set LEEWAY_FULL=1.");

    public async ValueTask InitializeAsync()
    {
        string runtime = Path.Combine(Repository.Root, "runtime");
        IEnumerable<string> projects = Directory.EnumerateFiles(runtime, "*.csproj", SearchOption.AllDirectories)
            .Where(file => TestSize.IsFull || !file.StartsWith(Path.Combine(runtime, "Clients"), StringComparison.Ordinal));
        DotnetCommand pack = await DotnetCommand.RunAsync(
            Repository.Root,
            _workspace.Environment.Where(static v => v.Key != "NUGET_PACKAGES").ToDictionary(),
            "pack", "-m:1", _workspace.WriteSolution("Packages", projects), "-o", _workspace.Feed, "--no-build", "-c", Workspace.Configuration, $"-p:PackageVersion={_workspace.Version}", "-v:q");
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
    internal async Task<string[]> RunConsumerAsync(string consumer, IReadOnlyDictionary<string, string> environment) =>
        await RunAsync(await Consumers, consumer, environment);

    /// <summary>Runs a consumer of ready-made clients that was built without errors, and returns the lines that it writes.</summary>
    internal async Task<string[]> RunClientAsync(string consumer, IReadOnlyDictionary<string, string> environment) =>
        await RunAsync(await Clients, consumer, environment);

    private async Task<string[]> RunAsync(ConsumerBuild build, string consumer, IReadOnlyDictionary<string, string> environment)
    {
        string program = Path.Combine(build.GetOutput(consumer), consumer + ".dll");
        DotnetCommand run = await DotnetCommand.RunAsync(_workspace.Root, environment, program);
        return run.Succeeded().Output.TrimEnd().Split('\n');
    }

    /// <summary>Opens a package.</summary>
    internal ZipArchive Open(string id, string ending = "nupkg") => ZipFile.OpenRead(Path.Combine(_workspace.Feed, $"{id}.{_workspace.Version}.{ending}"));
}
