using Leeway.Pages;

namespace Leeway.Repository.Tests.Documentation;

public sealed class LinkTests
{
    private const string Target = "docs/glossary.md";

    [Fact]
    public void LinksOfPagesShouldLeadSomewhere() =>
        Problems.AssertNone(SourceFile.In("", ".md").Select(static file => MarkdownPage.Parse(file.Path, file.Text)).SelectMany(LinkCheck.FindBroken));

    [Theory]
    [InlineData("generator", ".cs")]
    [InlineData("runtime", ".cs")]
    [InlineData("runtime", ".cshtml")]
    [InlineData("build", ".targets")]
    [InlineData("build", ".props")]
    public void LinksOfMessagesShouldLeadSomewhere(string folder, string ending) =>
        Problems.AssertNone(SourceFile.In(folder, ending).SelectMany(LinkCheck.FindBroken));

    [Theory]
    [InlineData("[a](glossary.md)")]
    [InlineData("[a](./diagnostics/README.md#glossary-of-nothing)", "has no heading 'glossary-of-nothing'")]
    [InlineData("[a](none.md)", "does not exist")]
    [InlineData("![a](images/none.png)", "does not exist")]
    [InlineData("[a][b]\n\n[b]: none.md", "does not exist")]
    [InlineData("[a](../../other/README.md)", "leads out of the repository")]
    [InlineData("[a](#here)\n\n# Here")]
    [InlineData("[a](#there)\n\n# Here", "is not a heading of this page")]
    [InlineData("[a](#place)\n\n<a id=\"place\"></a>")]
    [InlineData("[a](http://example.com)", "is not an https address")]
    [InlineData("[a](https://example.com), <http://localhost:5080>")]
    [InlineData("[a](https://github.com/leeway-dotnet/leeway/blob/main/docs/none.md)", "does not exist")]
    [InlineData("[a](https://github.com/leeway-dotnet/leeway/blob/main/docs/glossary.md#glossary)")]
    [InlineData("`[a](none.md)`\n\n    [a](none.md)")]
    public void BrokenLinkShouldBeFound(string text, string? problem = null)
    {
        string[] found = [.. LinkCheck.FindBroken(MarkdownPage.Parse(Target, text))];

        if (problem is null)
        {
            Assert.Empty(found);
            return;
        }

        Assert.EndsWith($"' {problem}.", Assert.Single(found), StringComparison.Ordinal);
    }
}
