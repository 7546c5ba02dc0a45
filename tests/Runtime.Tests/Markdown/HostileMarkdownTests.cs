using Leeway.RichText;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>
/// Deep, long and unclosed syntax becomes a document that can be written and read. A conversion that took quadratic time for one of these texts
/// would exceed the time limit of the tests.
/// </summary>
public sealed class HostileMarkdownTests
{
    private static readonly int s_count = TestSize.Of(50_000);

    public static TheoryData<string, string, string> Texts => new()
    {
        { "> ", "a", "" }, { "- ", "a", "" }, { "1. ", "a", "" }, { "> - ", "a", "" }, { ">", "a\n", "a\n" }, { "- > ", "", "" }, { "- [ ] a\n", "", "" }, { "- a\n\n", "", "" },
        { "[", "a", "]" }, { "![", "a", "](b)" }, { "[a](", "", ")" }, { "[a](b", "", "" }, { "[a](<b", "", "" }, { "[a](b \"", "", "" }, { "[a](b (", "", "" }, { "[a][b", "", "" },
        { "a]", "", "" }, { "*a ", "", "" }, { "a* ", "", "" }, { "*a_", "", "" }, { "a**b", "", "c* " }, { "*a **a ", "b", " a** a*" }, { "~~a ", "", "" }, { "`a``", "", "" },
        { "a <!-- ", "", "" }, { "a <?", "", "" }, { "a <!A ", "", "" }, { "a <![CDATA[", "", "" }, { "a <a b='", "", "" }, { "<a:", "", "" }, { "a<b>", "", "</b>" }, { "a<b>", "", "</i>" },
        { "<details>\n\n", "", "</details>\n\n" }, { "&a", "", "" }, { "\\", "", "" }, { "[a]: b\n", "", "" }, { "[a\n", "", "" }, { "http://a.b ", "", "" }, { "*www.a.b", "", "" },
        { "|", "", "" }, { "|a", "\n", "|-" }, { "a|b\n-|-\n\n", "", "" }, { "|-|-\n", "", "" }, { "@a ", "", "" }, { "\\@", "", "" }, { "> [!NOTE]\n\n", "", "" }, { "a\\\n", "", "" },
        { "# a\n", "", "" }, { "```\n", "", "" }, { "\t", "a", "" }, { "<div>\n", "", "" }, { "a\n=\n", "", "" }, { "\0", "", "" }, { "\ud800", "", "" }, { "\r", "", "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void RepeatedSyntaxShouldBecomeADocument(string start, string middle, string end)
    {
        AdfDocument document = AdfDocument.FromMarkdown(string.Concat(Enumerable.Repeat(start, s_count)) + middle + string.Concat(Enumerable.Repeat(end, s_count)));

        Assert.NotNull(AdfDocument.Parse(document.ToJson()).ToPlainText());
        Assert.NotNull(document.ToMarkdown());
    }

    [Fact]
    public void DeepListsShouldBeFlattened()
    {
        string lists = string.Concat(Enumerable.Range(0, 90).Select(static i => $"{new string(' ', 2 * i)}- item {i}\n"));
        Assert.Equal(string.Join('\n', Enumerable.Range(0, 90).Select(static i => $"item {i}")), AdfDocument.FromMarkdown(lists).ToPlainText());

        string tasks = string.Concat(Enumerable.Range(0, 90).Select(static i => $"{new string(' ', 2 * i)}- [x] item {i}\n"));
        AdfDocument document = AdfDocument.FromMarkdown(tasks);
        Assert.Equal(90, document.Descendants().Count(static node => node is AdfTaskItem { State: AdfTaskState.Done }));
        Assert.Equal(document.ToPlainText(), AdfDocument.Parse(document.ToJson()).ToPlainText());
    }

    /// <summary>Short links to one long address would make a document that is much longer than its Markdown.</summary>
    [Fact]
    public void LinksByReferenceShouldNotMultiplyTheText()
    {
        string markdown = $"[a]: /{new string('u', 20_000)}\n\n{string.Concat(Enumerable.Repeat("[a] ", 20_000))}";
        Assert.InRange(AdfDocument.FromMarkdown(markdown).ToJson().Length, 100_000, 1_000_000);
    }

    /// <summary>Short rows of a wide table would make many more cells than the Markdown has characters.</summary>
    [Fact]
    public void ShortRowsShouldNotMultiplyTheText()
    {
        string markdown = string.Concat(Enumerable.Repeat("|a", 2_000)) + "\n" + string.Concat(Enumerable.Repeat("|-", 2_000)) + "\n" + string.Concat(Enumerable.Repeat("|b\n", 2_000));
        Assert.InRange(AdfDocument.FromMarkdown(markdown).Descendants().Count(), 4_000, 40_000);
    }
}
