using System.Reflection;

namespace Leeway.Package.Tests.Building;

/// <summary>
/// A folder outside of the repository with a source of packages and projects that use them: what a developer has who knows
/// nothing of this repository.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private static readonly Assembly s_assembly = typeof(Workspace).Assembly;

    public Workspace()
    {
        // Nothing above is read: neither the repository's settings nor those that lie in the temporary folder.
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <LeewayVersion>{Version}</LeewayVersion>
                <RefitVersion>{Metadata("RefitVersion")}</RefitVersion>
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
                <add key="restored" value="{Metadata("NuGetPackageRoot")}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        Directory.CreateDirectory(Feed);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("leeway-packages-").FullName;

    /// <summary>The packages.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>A version that no folder of packages on this machine has seen, so that none serves an older pack.</summary>
    public string Version { get; } = $"0.1.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

    /// <summary>The version of a package that restoring the repository has brought.</summary>
    public static string VersionOf(string package) => Directory.EnumerateDirectories(Path.Combine(Metadata("NuGetPackageRoot"), package.ToLowerInvariant()))
        .Select(static folder => Path.GetFileName(folder))
        .OrderByDescending(static version => System.Version.TryParse(version.Split('-')[0], out Version? parsed) ? parsed : new Version())
        .First();

    /// <summary>How the repository, and so what is packed, was built.</summary>
    public static string Configuration => s_assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>Packages are unpacked into a folder of this workspace, and no build process outlives its build.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Path.Combine(Root, "packages"),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };

    public string PathOf(params IEnumerable<string> names) => Path.Combine([Root, .. names]);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public Task<DotnetCommand> RunAsync(params IEnumerable<string> arguments) => DotnetCommand.RunAsync(Root, Environment, arguments);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Metadata(string key) => s_assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
