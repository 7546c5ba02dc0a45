using Leeway.Package.Tests.Building;

namespace Leeway.Package.Tests;

/// <summary>Installs the tool from its package and runs it.</summary>
public class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task InstalledToolShouldGenerateFromItsDocuments()
    {
        Workspace workspace = packages.Workspace;
        Directory.CreateDirectory(workspace.PathOf(".config"));
        workspace.Write(".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": {} }""");
        (await workspace.RunAsync("tool", "install", "Leeway.Cli", "--version", workspace.Version)).Succeeded();
        DotnetCommand generate = await workspace.RunAsync("leeway", "generate", "--document", "jira-service-management", "--operations", "getInfo", "--output", "from-tool");
        generate.Succeeded();
        Assert.Contains(
            "GetInfoAsync",
            await File.ReadAllTextAsync(workspace.PathOf("from-tool", "Leeway.JiraServiceManagement.IInfoApi.g.cs"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
