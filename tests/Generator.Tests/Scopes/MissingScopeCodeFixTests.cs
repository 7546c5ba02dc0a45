using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leeway.Generator.Tests.Scopes;

public class MissingScopeCodeFixTests
{
    private const string CallsAll = "await shop.Issues.CreateIssueAsync(); await shop.Boards.GetBoardAsync(); await shop.Issues.GetIssueAsync();";

    [Theory]
    [InlineData("[assembly: AtlassianScopes(\"read:work\")]", "[assembly: AtlassianScopes(\"read:work\", \"write:work\")]")]
    [InlineData("[assembly: CLSCompliant(false), AtlassianScopes(\"read:work\")]", "[assembly: CLSCompliant(false), AtlassianScopes(\"read:work\", \"write:work\")]")]
    [InlineData("[assembly: AtlassianScopes(new[] { \"read:work\" })]", "[assembly: AtlassianScopes(new[] { \"read:work\", \"write:work\" })]")]
    [InlineData("[assembly: AtlassianScopes(new string[] { \"read:work\" })]", "[assembly: AtlassianScopes(new string[] { \"read:work\", \"write:work\" })]")]
    [InlineData("[assembly: AtlassianScopes([\"read:work\"])]", "[assembly: AtlassianScopes([\"read:work\", \"write:work\"])]")]
    [InlineData("[assembly: AtlassianScopes(scopes: [\"read:work\"])]", "[assembly: AtlassianScopes(scopes: [\"read:work\", \"write:work\"])]")]
    [InlineData("[assembly: AtlassianScopes(scopes: \"read:work\")]", "[assembly: AtlassianScopes(scopes: \"read:work\"), AtlassianScopes(\"write:work\")]")]
    [InlineData("[assembly: AtlassianScopes([]), AtlassianScopes(\"read:work\")]", "[assembly: AtlassianScopes([]), AtlassianScopes(\"write:work\"), AtlassianScopes(\"read:work\")]")]
    [InlineData(
        "[assembly: AtlassianScopes(\n    \"offline_access\",\n    \"read:work\")]",
        "[assembly: AtlassianScopes(\n    \"offline_access\",\n    \"read:work\",\n    \"write:work\")]")]
    public async Task ScopeShouldBeAddedToTheDeclaration(string before, string after)
    {
        const string Statements = "await shop.Issues.CreateIssueAsync();";
        using var bench = new Workbench(Statements, before);
        Solution changed = await bench.FixAsync();
        Assert.Equal(SmallDocument.Program(Statements, after), await Workbench.TextAsync(changed, "Program.cs"));
        Assert.Empty(await bench.MissingAsync(changed));
    }

    [Fact]
    public async Task ClassicScopesShouldBeOfferedFirst()
    {
        using var bench = new Workbench("await shop.Issues.CreateIssueAsync();", "[assembly: AtlassianScopes(\"offline_access\")]");
        Assert.Equal(["Declare 'read:work' and 'write:work'", "Declare 'write:issue:shop'"], (await bench.ActionsAsync()).Select(static a => a.Title));
        Solution changed = await bench.FixAsync(index: 1);
        Assert.Contains("AtlassianScopes(\"offline_access\", \"write:issue:shop\")", await Workbench.TextAsync(changed, "Program.cs"), StringComparison.Ordinal);
        Assert.Empty(await bench.MissingAsync(changed));
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task AllShouldBeFixedInOneEdit(FixAllScope scope)
    {
        using var bench = new Workbench(CallsAll, "[assembly: AtlassianScopes(\"offline_access\")]");
        Assert.Equal(3, (await bench.MissingAsync(bench.Project.Solution)).Length);
        Solution changed = await bench.FixAllAsync(scope);
        Assert.Contains(
            "AtlassianScopes(\"offline_access\", \"read:board:shop\", \"read:issue:shop\", \"read:work\", \"write:work\")",
            await Workbench.TextAsync(changed, "Program.cs"),
            StringComparison.Ordinal);
        Assert.Empty(await bench.MissingAsync(changed));
    }

    [Fact]
    public async Task DeclarationShouldBeCreatedIfOnlyAPropertyDeclaresScopes()
    {
        using var bench = new Workbench("await shop.Issues.GetIssueAsync();", "", scopes: "offline_access");
        Solution changed = await bench.FixAsync();
        Assert.Equal("[assembly: Leeway.AtlassianScopes(\"read:work\")]\n", await Workbench.TextAsync(changed, "AtlassianScopes.cs"));
        Assert.Empty(await bench.MissingAsync(changed));
    }
}
