using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Leeway.Package.Tests.Building;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests;

/// <summary>An application that is published trimmed holds the clients that it uses.</summary>
public class TrimmedApplicationTests(PackedPackages packages)
{
    [Fact]
    public async Task TrimmedApplicationShouldCallAndHoldTheClientsThatItUsesAlone()
    {
        Assert.SkipUnless(TestSize.IsFull, "Publishing a trimmed application takes long. Set LEEWAY_FULL=1 to include it.");
        ConsumerBuild build = await packages.Consumers;
        Assert.Empty(build.GetDiagnostics("Trimmed"));
        string output = build.PathOf("published");
        (await packages.Workspace.RunAsync("publish", build.PathOf("Trimmed"), "--no-build", "-c", "Debug", "-v:q", "-o", output)).Succeeded();

        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        DotnetCommand run = await DotnetCommand.RunProgramAsync(Path.Combine(output, "Trimmed"), packages.Workspace.Root, atlassian.Environment);
        Assert.Equal([SimulatedAtlassian.IssueKey, atlassian.Environment["ATLASSIAN_EMAIL"]], run.Succeeded().Output.TrimEnd().Split('\n'));

        string[] clients = [.. ClassesOf(Path.Combine(output, "Trimmed.dll")).Where(static name => name.EndsWith("Api", StringComparison.Ordinal))];
        Assert.Equal(["IIssuesApi", "IMyselfApi", "IssuesApi", "MyselfApi"], clients);
    }

    private static IEnumerable<string> ClassesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Name)).Order(StringComparer.Ordinal)];
    }
}
