using Leeway.Package.Tests.Building;

namespace Leeway.Package.Tests;

/// <summary>Installs the tool from its package and runs it.</summary>
public class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task InstalledToolShouldGenerateFromItsDocuments()
    {
        Workspace workspace = packages.Workspace;
        (await workspace.RunAsync("new", "tool-manifest")).Succeeded();
        (await workspace.RunAsync("tool", "install", "Leeway.Cli", "--version", workspace.Version)).Succeeded();
        DotnetCommand generate = await workspace.RunAsync("leeway", "generate", "--document", "jira", "--operations", "getIssue", "--output", "from-tool");
        generate.Succeeded();
        Assert.Contains(
            "GetIssueAsync",
            await File.ReadAllTextAsync(workspace.PathOf("from-tool", "Leeway.Jira.IIssuesApi.g.cs"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
