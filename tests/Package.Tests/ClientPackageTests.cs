using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Leeway.Package.Tests.Building;

namespace Leeway.Package.Tests;

/// <summary>Builds and runs projects outside the repository that use ready-made clients instead of generating their own.</summary>
public class ClientPackageTests(PackedPackages packages)
{
    [Fact]
    public async Task FSharpShouldCallAndUseRefit()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Assert.Equal([SimulatedAtlassian.IssueKey, atlassian.Environment["ATLASSIAN_EMAIL"]], await packages.RunClientAsync("FSharpConsole", atlassian.Environment));
    }

    [Fact]
    public async Task VisualBasicShouldCall()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Assert.Equal([SimulatedAtlassian.IssueKey], await packages.RunClientAsync("VisualBasicConsole", atlassian.Environment));
    }

    [Fact]
    public async Task ProjectsShouldShareTypesThatAreRegisteredInjectedAndCreatedByRefit()
    {
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        Assert.Equal(
            [atlassian.Environment["ATLASSIAN_EMAIL"], SimulatedAtlassian.IssueKey, "read:jira-work offline_access"],
            await packages.RunClientAsync("SharingApplication", atlassian.Environment));
    }

    [Theory]
    [InlineData("GeneratedToo")]
    [InlineData("GeneratedIndirectly")]
    public async Task GenerationOfAPackagedApiShouldBeReportedAtTheProject(string project)
    {
        ConsumerBuild build = await packages.Clients;
        string complaint = Assert.Single(build.GetDiagnostics(project));
        Assert.StartsWith(build.PathOf(project, project + ".csproj"), complaint, StringComparison.Ordinal);
        Assert.Contains("warning LEE0014: This project generates the API 'jira', and the package Leeway.Jira", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerationInAnotherNamespaceShouldCompileBesideThePackage()
    {
        ConsumerBuild build = await packages.Clients;
        build.GetOutput("GeneratedApart");
    }

    [Fact]
    public async Task CallWithoutADeclaredScopeShouldBeReported()
    {
        ConsumerBuild build = await packages.Clients;
        Assert.Contains("warning LEE3001: GetIssueAsync needs 'read:jira-work'", Assert.Single(build.GetDiagnostics("MissingScope")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrimmedApplicationShouldCallAndHoldTheClientsThatItUsesAlone()
    {
        ConsumerBuild build = await packages.Clients;
        Assert.Empty(build.GetDiagnostics("TrimmedClients"));
        string output = build.PathOf("published");
        (await packages.Workspace.RunAsync("publish", build.PathOf("TrimmedClients"), "--no-build", "-c", "Debug", "-v:q", "-o", output)).Succeeded();

        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();
        DotnetCommand run = await DotnetCommand.RunProgramAsync(Path.Combine(output, "TrimmedClients"), packages.Workspace.Root, atlassian.Environment);
        Assert.Equal([SimulatedAtlassian.IssueKey, "True", atlassian.Environment["ATLASSIAN_EMAIL"]], run.Succeeded().Output.TrimEnd().Split('\n'));

        using var assembly = new PEReader(File.OpenRead(Path.Combine(output, "Leeway.Jira.dll")));
        MetadataReader metadata = assembly.GetMetadataReader();
        Assert.Equal(
            ["IIssuesApi", "IMyselfApi", "IssuesApi", "MyselfApi"],
            metadata.TypeDefinitions
                .Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Name))
                .Where(static name => name.EndsWith("Api", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }
}
