using System.Text.RegularExpressions;
using Leeway.Pages;

namespace Leeway.Repository.Tests.Documentation;

/// <summary>The index is the first page of the site, and its <c>llms.txt</c>.</summary>
public sealed partial class IndexTests
{
    private static readonly MarkdownPage s_index = MarkdownPage.Read("docs/index.md");

    [Fact]
    public void IndexShouldDescribeEveryPage()
    {
        IEnumerable<string> pages = SourceFile.In("docs", ".md").Select(static file => file.Path["docs/".Length..]).Where(static path => !PartOfAnotherPage().IsMatch(path));

        Assert.Equal(pages.Order(StringComparer.Ordinal), ReadEntries().Select(static entry => entry.Page).Order(StringComparer.Ordinal));
        Assert.All(ReadEntries(), static entry => Assert.NotEmpty(entry.Description));
    }

    [Fact]
    public void TableOfContentsShouldHaveThePagesOfTheIndex()
    {
        string toc = File.ReadAllText(Path.Combine(Approval.Repository.Root, "docs/guide/toc.yml"));
        (string Name, string Page)[] entries = [.. TocEntry().Matches(toc).Select(static match => (match.Groups["name"].Value, match.Groups["page"].Value))];

        Assert.Equal(ReadEntries().Select(static entry => (entry.Name, entry.Page)), entries.Where(static entry => !PartOfAnotherPage().IsMatch(entry.Page)));
        Assert.Equal(
            SourceFile.In("docs/decisions", ".md").Where(static file => PartOfAnotherPage().IsMatch(file.Path["docs/".Length..])).Select(ReadDecision),
            entries.Where(static entry => PartOfAnotherPage().IsMatch(entry.Page)));
        Assert.Equal(
            s_index.Headings.Where(static heading => heading.Level == 2).Select(static heading => heading.Text),
            TocGroup().Matches(toc).Select(static match => match.Groups["name"].Value));
    }

    /// <summary>llms.txt is a title, a quotation, and lists of links with descriptions (llmstxt.org).</summary>
    [Fact]
    public void IndexShouldHaveTheFormatOfLlmsTxt()
    {
        Assert.StartsWith("# Leeway\n\n> ", s_index.Text, StringComparison.Ordinal);
        Assert.Equal(s_index.Links.Select(static link => link.Target), ReadEntries().Select(static entry => entry.Page));
    }

    [Fact]
    public void ListOfDecisionsShouldHaveAllOfThem()
    {
        MarkdownPage list = MarkdownPage.Read("docs/decisions/README.md");

        Assert.Equal(
            SourceFile.In("docs/decisions", ".md").Select(static file => Path.GetFileName(file.Path)).Where(static name => name != "README.md"),
            list.Links.Select(static link => link.Target));
    }

    private static (string Name, string Page) ReadDecision(SourceFile file)
    {
        string title = MarkdownPage.Parse(file.Path, file.Text).Headings[0].Text;
        return (title[(title.IndexOf(' ', StringComparison.Ordinal) + 1)..], file.Path["docs/".Length..]);
    }

    private static IEnumerable<(string Name, string Page, string Description)> ReadEntries() =>
        IndexEntry().Matches(s_index.Text).Select(static match => (match.Groups["name"].Value, match.Groups["page"].Value, match.Groups["description"].Value));

    [GeneratedRegex(@"^- \[(?<name>[^\]]+)\]\((?<page>[^)]+)\): (?<description>.+)$", RegexOptions.Multiline)]
    private static partial Regex IndexEntry();

    [GeneratedRegex(@"^ +- name: (?<name>.+)\n +href: \.\./(?<page>.+)$", RegexOptions.Multiline)]
    private static partial Regex TocEntry();

    [GeneratedRegex(@"^- name: (?<name>.+)$", RegexOptions.Multiline)]
    private static partial Regex TocGroup();

    /// <summary>The index itself, and pages that a list of their own describes.</summary>
    [GeneratedRegex(@"^(index\.md|diagnostics/LEE.*|decisions/\d.*)$")]
    private static partial Regex PartOfAnotherPage();
}
