using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Scopes;

/// <summary>Checks the required scopes that are generated for the names in a project's code.</summary>
public class RequiredScopesTests
{
    [Theory]
    [InlineData("", "offline_access")]
    [InlineData("await shop.Issues.GetIssueAsync();", "read:work offline_access")]
    [InlineData("await shop.Issues.@GetIssueAsync();", "read:work offline_access")]
    [InlineData("if (shop?.Issues?.GetIssueAsync() is { } task) await task;", "read:work offline_access")]
    [InlineData("Func<CancellationToken, Task> call = shop.Issues.GetIssueAsync; await call(default);", "read:work offline_access")]
    [InlineData("await shop.Issues.EnumerateIssuesAsync().ToListAsync();", "read:work offline_access")]
    [InlineData("await shop.Tasks.GetLongTask(\"1\").WaitForCompletionAsync();", "read:task:shop offline_access")]
    [InlineData("_ = nameof(shop.Issues.GetIssueAsync);", "offline_access")]
    [InlineData("await shop.Files.GetInfoAsync();", "offline_access")]

    // Several interfaces have a method of this name.
    [InlineData("await shop.Files.GetNameAsync();", "readonly:file:shop offline_access")]
    [InlineData("await shop.Boards!.GetNameAsync();", "read:board:shop offline_access")]
    [InlineData("if (shop?.Boards?.GetNameAsync() is { } task) await task;", "read:board:shop offline_access")]
    [InlineData("var files = shop.Files; await files.GetNameAsync();", "read:board:shop readonly:file:shop offline_access")]

    // One granular scope that is needed anyway is a smaller set than that scope with a classic one.
    [InlineData("await shop.Issues.CreateIssueAsync();", "write:issue:shop offline_access")]
    [InlineData("await shop.Issues.CreateIssueAsync(); await shop.Issues.GetIssueAsync();", "read:work write:work offline_access")]
    public void RequiredShouldCoverTheCalls(string statements, string expected) =>
        Assert.Equal(expected, ReadRequired(SmallDocument.Calling(statements)));

    [Theory]
    [InlineData("\"read:issue:shop\", \"read:field:shop\"", null, "read:field:shop read:issue:shop offline_access")]
    [InlineData("\"read:issue:shop\", \"read:field:shop\", \"read:work\"", null, "read:work offline_access")]
    [InlineData("\"read:issue:shop\"", "read:field:shop", "read:field:shop read:issue:shop offline_access")]
    [InlineData("\"read:issue:shop\"", null, "read:work offline_access")]
    public void RequiredShouldNotExceedTheDeclaration(string declared, string? property, string expected) =>
        Assert.Equal(expected, ReadRequired(SmallDocument.Calling("await shop.Issues.GetIssueAsync();", $"[assembly: AtlassianScopes({declared})]", property)));

    [Fact]
    public void AttributeAndClassWithTheSameNameShouldCompile()
    {
        Generation generation = SmallDocument.Calling(
            "foreach (string scope in AtlassianScopes.Required) Console.WriteLine(scope);", "[assembly: AtlassianScopes(\"read:work\")]");
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Empty(generation.Diagnostics);
    }

    [Fact]
    public void ProjectWithoutApisShouldHaveNoClass() => Assert.Empty(Generation.OfProgram("class Program;", "read:work", []).Sources);

    [Fact]
    public void NewCallShouldChangeOnlyTheScopes()
    {
        Generation second = SmallDocument.Calling("await shop.Issues.GetIssueAsync();")
            .AfterAdding("class Other { object M(Leeway.Shop.IShopClient shop) => shop.Boards.GetBoardAsync(); }");
        Assert.Equal("read:board:shop read:issue:shop read:work offline_access", ReadRequired(second));
        Assert.All(second.Reasons(StepNames.Interfaces), static o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Single(second.OutputReasons(), static reason => reason == IncrementalStepRunReason.Modified);
    }

    [Theory]
    [InlineData("class Other { async System.Threading.Tasks.Task M() => await System.Threading.Tasks.Task.Delay(1); }", StepNames.CalledNames)]
    [InlineData("class Other { object M(Leeway.Shop.IShopClient shop) => shop.Issues.GetIssueAsync(); }", StepNames.CalledNames)]
    [InlineData("class Other { object M(Other other) => other.LoadAsync(); object LoadAsync() => this; }", StepNames.CalledOperations)]
    [InlineData("class Other { object M(Leeway.Shop.IShopClient shop) => shop.Issues.GetIssuesAsync(); }", StepNames.RequiredScopes)]
    public void TypingShouldRunOnlyTheStepsThatItAffects(string code, string last)
    {
        Generation second = SmallDocument.Calling("await shop.Issues.GetIssueAsync();").AfterAdding(code);
        Assert.All(second.Reasons(last), static o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, o.Reason.ToString()));
        Assert.All(second.OutputReasons(), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    /// <summary>Reads the list from the generated code.</summary>
    private static string ReadRequired(Generation generation)
    {
        Assert.Empty(generation.CompilerDiagnostics());
        SyntaxTree tree = generation.Output.SyntaxTrees.Single(static t => t.FilePath.EndsWith("AtlassianScopes.g.cs", StringComparison.Ordinal));
        return string.Join(' ', tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens()
            .Where(static t => t.IsKind(SyntaxKind.StringLiteralToken) && t.Parent?.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionElementSyntax)
            .Select(static t => t.ValueText));
    }
}
