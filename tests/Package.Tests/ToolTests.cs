using Leeway.Package.Tests.Building;

namespace Leeway.Package.Tests;

/// <summary>Installs the tools from their packages and runs them.</summary>
public class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task InstalledToolShouldKnowTheOperations()
    {
        Workspace workspace = await InstallAsync("Leeway.Cli");
        DotnetCommand call = await workspace.RunAsync("leeway", "call", "getIssue", "--issueIdOrKey", "DEMO-1", "--dry-run");
        Assert.Contains("/ex/jira/{cloudId}/rest/api/3/issue/DEMO-1", call.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstalledDeveloperToolShouldGenerateFromItsDocuments()
    {
        Workspace workspace = await InstallAsync("Leeway.Cli.Dev");
        DotnetCommand generate = await workspace.RunAsync("leeway-dev", "generate", "--document", "jira-service-management", "--operations", "getInfo", "--output", "from-tool");
        generate.Succeeded();
        Assert.Contains(
            "GetInfoAsync",
            await File.ReadAllTextAsync(workspace.PathOf("from-tool", "Leeway.JiraServiceManagement.IInfoApi.g.cs"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    private async Task<Workspace> InstallAsync(string package)
    {
        Workspace workspace = packages.Workspace;
        Directory.CreateDirectory(workspace.PathOf(".config"));
        if (!File.Exists(workspace.PathOf(".config", "dotnet-tools.json")))
        {
            workspace.Write(".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": {} }""");
        }

        (await workspace.RunAsync("tool", "install", package, "--version", workspace.Version)).Succeeded();
        return workspace;
    }
}
