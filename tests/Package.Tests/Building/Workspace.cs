using System.Reflection;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests.Building;

/// <summary>
/// A folder outside the repository with a package source and projects that use it, as developers have who do not know this repository.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private static readonly Assembly s_assembly = typeof(Workspace).Assembly;

    public Workspace()
    {
        // Empty settings here hide those in parent folders, such as the temporary folder. By default, the analyzers of .NET see one consumer.
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <LeewayVersion>{Version}</LeewayVersion>
                <RefitVersion>{ReadMetadata("RefitVersion")}</RefitVersion>
                <WholeDocument>{(TestSize.IsFull ? "jira" : "jira-service-management")}</WholeDocument>
                <EnableNETAnalyzers Condition="'$(MSBuildProjectName)' != 'WholeDocument'">{(TestSize.IsFull ? "true" : "false")}</EnableNETAnalyzers>
              </PropertyGroup>
            </Project>
            """);
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("NuGet.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="restored" value="{ReadMetadata("NuGetPackageRoot")}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        Directory.CreateDirectory(Feed);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("leeway-packages-").FullName;

    /// <summary>The folder with the packages.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>A version that no package cache on this machine contains, so that none returns an older package.</summary>
    public string Version { get; } = $"0.1.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

    /// <summary>Returns the version of a package that the restore of the repository has downloaded.</summary>
    public static string FindVersion(string package) => Directory.EnumerateDirectories(Path.Combine(ReadMetadata("NuGetPackageRoot"), package.ToLowerInvariant()))
        .Select(static folder => Path.GetFileName(folder))
        .OrderByDescending(static version => System.Version.TryParse(version.Split('-')[0], out Version? parsed) ? parsed : new Version())
        .First();

    /// <summary>The build configuration of the repository, and of the packages.</summary>
    public static string Configuration => s_assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>
    /// The environment of commands: packages are extracted into this workspace, and build processes end with their build. Only a compiler
    /// server remains, because loading the generator takes longer than most of the compilations.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(CompilerServer)
    {
        ["NUGET_PACKAGES"] = Path.Combine(Root, "packages"),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };

    /// <summary>
    /// The variables that make builds use a compiler server of this workspace; none if builds share a server anyway. The id differs from the name of the
    /// folder, because the socket of the server is in the temporary folder, too.
    /// </summary>
    private Dictionary<string, string> CompilerServer => bool.TryParse(System.Environment.GetEnvironmentVariable("UseSharedCompilation"), out bool isShared) && !isShared
        ? new() { ["UseSharedCompilation"] = "true", ["SharedCompilationId"] = Path.GetFileName(Root) + "-compiler" }
        : [];

    /// <summary>Ends the compiler server of this workspace, if it has one.</summary>
    public async Task ShutDownCompilerAsync()
    {
        if (CompilerServer.TryGetValue("SharedCompilationId", out string? id))
        {
            await RunAsync(Path.Combine(ReadMetadata("CompilerFolder"), "VBCSCompiler.dll"), "-shutdown", "-pipename:" + id);
        }
    }

    public string PathOf(params IEnumerable<string> names) => Path.Combine([Root, .. names]);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Writes a solution with all projects below a folder, so that one build builds them.</summary>
    /// <param name="name">The name of the solution.</param>
    /// <param name="folder">The folder with the projects.</param>
    /// <returns>The path of the solution.</returns>
    public string WriteSolution(string name, string folder)
    {
        IEnumerable<string> projects = Directory.EnumerateFiles(folder, "*proj", SearchOption.AllDirectories)
            .Where(static file => ConsumerBuild.ProjectExtensions.Contains(Path.GetExtension(file)));
        return WriteSolution(name, projects);
    }

    /// <summary>Writes a solution with some projects.</summary>
    /// <param name="name">The name of the solution.</param>
    /// <param name="projects">The project files.</param>
    /// <returns>The path of the solution.</returns>
    public string WriteSolution(string name, IEnumerable<string> projects)
    {
        Write(name + ".slnx", $"<Solution>{string.Concat(projects.Order(StringComparer.Ordinal).Select(static p => $"<Project Path=\"{p}\" />"))}</Solution>");
        return PathOf(name + ".slnx");
    }

    public Task<DotnetCommand> RunAsync(params IEnumerable<string> arguments) => DotnetCommand.RunAsync(Root, Environment, arguments);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string ReadMetadata(string key) => s_assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
