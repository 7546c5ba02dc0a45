using Leeway.Package.Tests.Building;

namespace Leeway.Package.Tests.Packing;

/// <summary>A package that lacks a public member of the release that it succeeds is not packed.</summary>
/// <remarks>The successor is a copy of a project that references no other project, packed with the properties of this repository.</remarks>
public class PackageValidationTests(PackedPackages packages)
{
    private const string Id = "Leeway.Simulator";
    private const string Member = "public void Advance(TimeSpan by)";

    [Fact]
    public async Task SuccessorShouldHaveThePublicMembersOfTheRelease()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LEEWAY_RELEASE") == "1", "Two packages are compiled, which matters for releases. Set LEEWAY_RELEASE=1.");
        string root = packages.Workspace.PathOf("successor");
        string project = CopyProject(root);
        (await PackAsync("succeeding")).Succeeded();

        string clock = Path.Combine(project, "SimulatorClock.cs");
        string source = await File.ReadAllTextAsync(clock, TestContext.Current.CancellationToken);
        Assert.Contains(Member, source, StringComparison.Ordinal);
        await File.WriteAllTextAsync(clock, source.Replace(Member, Member.Replace("public", "internal", StringComparison.Ordinal), StringComparison.Ordinal), TestContext.Current.CancellationToken);
        DotnetCommand broken = await PackAsync("breaking");
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("CP0002", broken.Output, StringComparison.Ordinal);
        Assert.Contains("SimulatorClock.Advance", broken.Output, StringComparison.Ordinal);

        // The analyzers would report the missing member before the package is validated.
        Task<DotnetCommand> PackAsync(string folder) => packages.Workspace.RunAsync(
            "pack", project, "-c", Workspace.Configuration, "-o", packages.Workspace.PathOf(folder), "-p:RunAnalyzers=false", "-v:q",
            "-p:PackageVersion=0.2.0", $"-p:PackageValidationBaselineVersion={packages.Workspace.Version}");
    }

    /// <summary>Copies the project, and the files of the folders above it, and returns its folder in the copy.</summary>
    private static string CopyProject(string root)
    {
        string runtime = Path.Combine(Repository.Root, "runtime");
        IEnumerable<string> files =
        [
            .. Directory.EnumerateFiles(Path.Combine(runtime, Id), "*", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(Repository.Root),
            .. Directory.EnumerateFiles(runtime),
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "build")),
        ];
        foreach (string file in files)
        {
            string relative = Path.GetRelativePath(Repository.Root, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or ".git"))
            {
                string copy = Path.Combine(root, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return Path.Combine(root, "runtime", Id);
    }
}
