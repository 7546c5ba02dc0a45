namespace Leeway.Generator.Tests.Scopes;

public class MissingScopeCodeFixTests
{
    private const string CreatesAnIssue = "await shop.Issues.{|LEE3001:CreateIssueAsync|}();";

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
    public Task ScopeShouldBeAddedToTheDeclaration(string before, string after) => new MissingScopeCodeFixTest(CreatesAnIssue, before).RunAsync(after);

    [Theory]
    [InlineData(0, "Declare 'read:work' and 'write:work'", "\"read:work\", \"write:work\"")]
    [InlineData(1, "Declare 'write:issue:shop'", "\"write:issue:shop\"")]
    public Task ClassicScopesShouldBeOfferedFirst(int index, string title, string scopes) =>
        new MissingScopeCodeFixTest(CreatesAnIssue, "[assembly: AtlassianScopes(\"offline_access\")]")
        {
            CodeActionIndex = index,
            CodeActionVerifier = (action, verifier) => verifier.Equal(title, action.Title),
        }.RunAsync($"[assembly: AtlassianScopes(\"offline_access\", {scopes})]");

    [Fact]
    public Task AllShouldBeFixedInOneEdit() => new MissingScopeCodeFixTest(
        "await shop.Issues.{|LEE3001:CreateIssueAsync|}(); await shop.Boards.{|LEE3001:GetBoardAsync|}(); await shop.Issues.{|LEE3001:GetIssueAsync|}();",
        "[assembly: AtlassianScopes(\"offline_access\")]")
    {
        NumberOfIncrementalIterations = 2,
    }.RunAsync(
        "[assembly: AtlassianScopes(\"offline_access\", \"read:work\", \"write:work\", \"read:board:shop\", \"read:issue:shop\")]",
        "[assembly: AtlassianScopes(\"offline_access\", \"read:board:shop\", \"read:issue:shop\", \"read:work\", \"write:work\")]");

    [Fact]
    public Task DeclarationShouldBeCreatedIfOnlyAPropertyDeclaresScopes() =>
        new MissingScopeCodeFixTest("await shop.Issues.{|LEE3001:GetIssueAsync|}();", "", scopes: "offline_access")
            .RunAsync("AtlassianScopes.cs", "", "[assembly: Leeway.AtlassianScopes(\"read:work\")]\n");
}
