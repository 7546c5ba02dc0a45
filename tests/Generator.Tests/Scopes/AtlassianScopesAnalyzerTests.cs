using System.Collections.Immutable;
using Leeway.Generator.Scopes;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Scopes;

public class AtlassianScopesAnalyzerTests
{
    [Theory]
    [InlineData("await shop.Issues.GetIssueAsync();")]
    [InlineData("await (shop.Issues).GetIssueAsync();")]
    [InlineData("var issues = shop.Issues; await issues.GetIssueAsync();")]
    [InlineData("IIssuesApi? issues = shop.Issues; if (issues?.GetIssueAsync() is { } task) await task;")]
    [InlineData("Func<CancellationToken, Task> call = shop.Issues.GetIssueAsync; await call(default);")]
    [InlineData("var call = shop.Issues.GetIssueAsync; await call(default);")]
    [InlineData("await ((ShopClient)shop).Issues.GetIssueAsync();")]
    [InlineData("await new IssuesApi(null!).GetIssueAsync(default);")]
    [InlineData("Action later = () => shop.Issues.GetIssueAsync(); later();")]
    [InlineData("await shop.Issues.EnumerateIssuesAsync().ToListAsync();")]
    [InlineData("await IssuesApiPages.EnumerateIssuesAsync(shop.Issues).ToListAsync();")]
    [InlineData("await shop.Issues.GetIssuesAsync(Leeway.Queries.Jql.Raw(\"a = b\"));")]
    [InlineData("await new IssuesApi(null!).GetIssuesAsync(Leeway.Queries.Jql.Raw(\"a = b\"), null, default);")]
    [InlineData("await shop.Issues.EnumerateIssuesAsync(Leeway.Queries.Jql.Raw(\"a = b\")).ToListAsync();")]
    public async Task CallWithoutItsScopesShouldCauseAWarning(string statements)
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.OfAsync(statements, "[assembly: AtlassianScopes(\"offline_access\")]"));
        Assert.Equal("LEE3001", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Contains("'read:work'", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read:work")]
    [InlineData("read:issue:shop\", \"read:field:shop")]
    [InlineData("read:issue:shop read:field:shop")]
    public async Task EitherKindOfScopesShouldCoverACall(string scopes) =>
        Assert.Empty(await AnalyzerRun.OfAsync("await shop.Issues.GetIssueAsync();", $"[assembly: AtlassianScopes(\"{scopes}\")]"));

    [Fact]
    public async Task WarningShouldNameTheMissingScopesAtTheMethod()
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.OfAsync("await shop.Issues.CreateIssueAsync();", "[assembly: AtlassianScopes(\"read:work\")]"));
        Assert.Equal(
            "LEE3001 at 'CreateIssueAsync': CreateIssueAsync needs 'write:work' (or the granular 'write:issue:shop'), which the project does not declare. Add it to [assembly: AtlassianScopes(...)].",
            AnalyzerRun.Describe(diagnostic));
    }

    [Fact]
    public async Task OnlyOneOfTwoGranularScopesShouldNotCoverACall()
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.OfAsync("await shop.Boards.GetBoardAsync();", "[assembly: AtlassianScopes(\"read:board:shop\")]"));
        Assert.Contains("GetBoardAsync needs 'read:issue:shop',", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await shop.Files.GetInfoAsync();")]
    [InlineData("_ = nameof(shop.Issues.GetIssueAsync);")]
    [InlineData("await Task.CompletedTask;")]
    public async Task CodeThatNeedsNoScopeShouldCauseNoWarning(string statements) =>
        Assert.Empty(await AnalyzerRun.OfAsync(statements, "[assembly: AtlassianScopes(\"offline_access\")]"));

    [Fact]
    public async Task NothingShouldBeReportedWithoutADeclaration() =>
        Assert.Empty(await AnalyzerRun.OfAsync("await shop.Issues.GetIssueAsync(); await shop.Boards.GetBoardAsync();"));

    [Fact]
    public async Task PropertyShouldDeclareScopesLikeTheAttribute()
    {
        const string Statements = "await shop.Issues.GetIssueAsync(); await shop.Issues.CreateIssueAsync();";
        Assert.Equal(["LEE3001"], (await AnalyzerRun.OfAsync(Statements, scopes: "read:work offline_access")).Select(static d => d.Id));
        Assert.Empty(await AnalyzerRun.OfAsync(Statements, "[assembly: AtlassianScopes(\"write:work\")]", scopes: "read:work"));
        Assert.Empty(await AnalyzerRun.OfAsync(Statements, "[assembly: AtlassianScopes(\"write:work\")]\n[assembly: AtlassianScopes(\"read:work\")]"));
    }

    [Fact]
    public async Task UnusedScopeShouldBeReported()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.OfAsync(
            "await shop.Issues.GetIssueAsync();",
            "[assembly: AtlassianScopes(\"read:work\", \"write:work\", \"read:issue:shop\", \"offline_access\", \"read:me\")]");
        Assert.Equal(
            [
                "LEE3002 at '\"write:work\"': No call in this project needs the declared scope 'write:work'. Remove it.",
                "LEE3002 at '\"read:issue:shop\"': No call in this project needs the declared scope 'read:issue:shop'. Remove it.",
            ],
            diagnostics.Select(AnalyzerRun.Describe));
        Assert.All(diagnostics, static d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
    }

    [Fact]
    public async Task ScopeOfACallThatIsNotCoveredShouldNotBeReportedAsUnused() =>
        Assert.Equal(["LEE3001"], (await AnalyzerRun.OfAsync("await shop.Issues.GetIssueAsync();", "[assembly: AtlassianScopes(\"read:issue:shop\")]")).Select(static d => d.Id));

    [Fact]
    public async Task ProjectWithoutCallsShouldBeAllowedToDeclareScopesForOthers() =>
        Assert.Empty(await AnalyzerRun.OfAsync("await Task.CompletedTask;", "[assembly: AtlassianScopes(\"read:work\")]"));

    [Theory]
    [InlineData(50, 0)]
    [InlineData(51, 1)]
    public async Task MoreScopesThanRecommendedShouldCauseAWarning(int count, int warnings)
    {
        string scopes = string.Join(", ", Enumerable.Range(0, count).Select(static i => $"\"read:thing{i}:shop\""));
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.OfAsync("await Task.CompletedTask;", $"[assembly: AtlassianScopes({scopes}, \"offline_access\")]");
        Assert.Equal(Enumerable.Repeat("LEE3003", warnings), diagnostics.Select(static d => d.Id));
        Assert.All(diagnostics, static d => Assert.Contains("51 scopes", d.GetMessage(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task GeneratedCodeShouldBeIgnored()
    {
        Generation generation = SmallDocument.Calling("await Task.CompletedTask;", "[assembly: AtlassianScopes(\"offline_access\")]");
        CSharpCompilation compilation = generation.Output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "// <auto-generated/>\nclass Made { object M(Leeway.Shop.IShopClient shop) => shop.Issues.GetIssueAsync(); }",
            (CSharpParseOptions)generation.Output.SyntaxTrees[0].Options,
            "Made.g.cs",
            cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(await AnalyzerRun.OfAsync(compilation));
    }

    [Fact]
    public async Task CallsOfInterfacesInAReferencedProjectShouldBeChecked()
    {
        Generation library = Generation.Of(SmallDocument.Input);
        using var assembly = new MemoryStream();
        Assert.True(library.Output.WithAssemblyName("Library").Emit(assembly, cancellationToken: TestContext.Current.CancellationToken).Success);
        MetadataReference reference = MetadataReference.CreateFromImage(assembly.ToArray());
        string program = SmallDocument.Program("await shop.Issues.GetIssueAsync(); await shop.Issues.EnumerateIssuesAsync().ToListAsync();", "[assembly: AtlassianScopes(\"offline_access\")]");
        CSharpCompilation compilation = Generation.OfProgram(program, null, [reference]).Output;
        Assert.Equal(["LEE3001", "LEE3001"], (await AnalyzerRun.OfAsync(compilation)).Select(static d => d.Id));
    }

    [Fact]
    public async Task CallsOfOperationsInJiraShouldBeChecked()
    {
        const string Program = """
            using System.Threading.Tasks;
            using Leeway;
            using Leeway.Jira;

            [assembly: AtlassianScopes("read:jira-work")]

            internal static class Program
            {
                public static async Task RunAsync(IJiraClient jira)
                {
                    await jira.Issues.GetIssueAsync("ABC-1");
                    await jira.Issues.DeleteIssueAsync("ABC-1");
                }
            }
            """;
        Generation generation = Generation.OfProgram(Program, null, [], DocumentInput.Committed("jira") with { Operations = "getIssue,deleteIssue" });
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.OfAsync(generation.Output));
        Assert.StartsWith("LEE3001 at 'DeleteIssueAsync': DeleteIssueAsync needs 'write:jira-work' (or the granular ", AnalyzerRun.Describe(diagnostic), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryDiagnosticShouldHaveAPage()
    {
        foreach (DiagnosticDescriptor descriptor in new AtlassianScopesAnalyzer().SupportedDiagnostics)
        {
            Assert.EndsWith("/docs/diagnostics/" + descriptor.Id + ".md", descriptor.HelpLinkUri, StringComparison.Ordinal);
            string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", descriptor.Id + ".md"));
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n\nSeverity: {descriptor.DefaultSeverity}\n", page, StringComparison.Ordinal);
        }
    }
}
