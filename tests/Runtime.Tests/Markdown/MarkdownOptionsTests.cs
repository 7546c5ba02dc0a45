using Leeway.RichText;
using static Leeway.RichText.Adf;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>The options of the conversion from Markdown.</summary>
public sealed class MarkdownOptionsTests
{
    [Fact]
    public void NamesShouldBeResolvedToUsers()
    {
        List<string> asked = [];
        MarkdownOptions options = new()
        {
            ResolveMention = mention =>
            {
                asked.Add($"{mention.Name}/{mention.AccountId}");
                return mention.Name == "bob" ? null : Mention(mention.AccountId ?? "id-" + mention.Name, "@" + mention.Name);
            },
        };

        AssertReads(
            "@mia.k, (@o_p-q). @bob a@b.c \\@mia &#64;mia `@mia` [@mia](https://x.y) **@mia** [@Mia K](adf:mention/7)",
            options,
            Paragraph(
                Mention("id-mia.k", "@mia.k"), ", (", Mention("id-o_p-q", "@o_p-q"), "). @bob a@b.c @mia @mia ", Code("@mia"), " ", Link("@mia", "https://x.y"), " ",
                Mention("id-mia", "@mia"), " ", Mention("7", "@Mia K")));
        Assert.Equal(["mia.k/", "o_p-q/", "bob/", "mia/", "Mia K/7"], asked);
    }

    [Fact]
    public void NamesShouldStayTextWithoutResolver() => AssertReads("@mia [@Mia](adf:mention/7)", new(), Paragraph("@mia @Mia"));

    [Fact]
    public void ImagesShouldBeResolvedToFiles()
    {
        MarkdownImage? asked = null;
        MarkdownOptions options = new() { ResolveImage = image => (asked = image).Url == "a.png" ? File("media", "collection") : null };

        AssertReads("![alt](a.png \"title\")", options, MediaSingle(File("media", "collection"), Caption("title")));
        Assert.Equal(("a.png", "alt", "title"), (asked!.Url, asked.Alt, asked.Title));
        AssertReads("![](https://x.y)\n\n![b](b.png)", options, Image("https://x.y"), Paragraph(Link("b", "b.png")));
    }

    [Fact]
    public void ImagesShouldBecomeLinks() =>
        AssertReads("![a](https://x.y)", new() { Images = MarkdownImageHandling.Link }, Paragraph(Link("a", "https://x.y")));

    [Fact]
    public void TablesTasksAndPanelsShouldStayText()
    {
        MarkdownOptions options = new() { ReadsTables = false, ReadsTaskLists = false, HasPanels = false };

        AssertReads("a|b\n-|-", options, Paragraph("a|b -|-"));
        AssertReads("- [x] a", options, BulletList("[x] a"));
        AssertReads("> [!NOTE]\n> a", options, Blockquote("[!NOTE] a"));
    }

    [Theory]
    [InlineData(MarkdownHtmlHandling.Text, "a<kbd x>b</kbd>", "<div>|c|</div>")]
    [InlineData(MarkdownHtmlHandling.Remove, "ab", "")]
    public void HtmlShouldBeTextOrBeRemoved(MarkdownHtmlHandling handling, string line, string block)
    {
        string text = AdfDocument.FromMarkdown("a<kbd x>b</kbd>\n\n<div>\nc\n</div>", new MarkdownOptions { Html = handling }).ToPlainText();
        Assert.Equal((line + "\n" + block.Replace('|', '\n')).TrimEnd(), text);
    }

    [Fact]
    public void HtmlShouldBeCode() => AssertReads(
        "a<q>b\n\n<div>\nc\n</div>", new() { Html = MarkdownHtmlHandling.Code }, Paragraph("a", Code("<q>"), "b"), CodeBlock("html", "<div>\nc\n</div>"));

    [Fact]
    public void LinksShouldBeAllowedByTheApplication()
    {
        MarkdownOptions options = new() { AllowLink = static url => url.StartsWith("app:", StringComparison.Ordinal) };
        AssertReads("[a](app:1) [b](https://x.y) <https://x.y>", options, Paragraph(Link("a", "app:1"), " b https://x.y"));
    }

    [Fact]
    public void NodesInMarkdownShouldBeReadOnlyOnRequest()
    {
        const string Markdown = "```adf\n{\"type\":\"rule\"}\n```\n\n[NEW](adf:status/blue) [a](<adf:{\"type\":\"placeholder\",\"attrs\":{\"text\":\"p\"}}>) [https://x.y](https://x.y \"adf:card\")";

        AssertReads(Markdown, new(), CodeBlock("adf", "{\"type\":\"rule\"}"), Paragraph("NEW a ", Link("https://x.y", "https://x.y")));
        AssertReads(
            Markdown, new() { ReadsAdf = true }, Rule(), Paragraph(Status("NEW", AdfStatusColor.Blue), " ", Placeholder("p"), " ", InlineCard("https://x.y")));
    }

    [Theory]
    [InlineData("> ```adf\n> {\"type\":\"rule\"}\n> ```")]
    [InlineData("- ```adf\n  {\"type\":\"heading\",\"attrs\":{\"level\":1}}\n  ```")]
    [InlineData("```adf\n{\"type\":\"listItem\",\"content\":[]}\n```")]
    [InlineData("```adf\n{\"type\":\"paragraph\"},{\"type\":\"rule\"}\n```")]
    [InlineData("```adf\n{\"type\":\"rule\"}]}\n```")]
    [InlineData("```adf\n{\"type\":\"rule\"\n```")]
    [InlineData("```adf\n{}\n```")]
    [InlineData("```adf\n[]\n```")]
    public void NodeThatThePlaceDoesNotAllowShouldStayCode(string markdown)
    {
        string json = AdfDocument.FromMarkdown(markdown, new MarkdownOptions { ReadsAdf = true }).ToJson();
        Assert.Equal(AdfDocument.FromMarkdown(markdown).ToJson(), json);
        Assert.Contains("codeBlock", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("adf:status/pink")]
    [InlineData("adf:mention")]
    [InlineData("adf:other/1")]
    [InlineData("adf:date/")]
    [InlineData("adf:")]
    [InlineData("<adf:{\"type\":\"rule\"}>")]
    [InlineData("<adf:{\"type\":\"text\",\"text\":\"\"}>")]
    public void LinkThatStandsForNoNodeShouldBeText(string url) => AssertReads($"[a]({url})", new() { ReadsAdf = true }, Paragraph("a"));

    private static void AssertReads(string markdown, MarkdownOptions options, params ReadOnlySpan<IAdfBlock> expected) =>
        Assert.Equal(AdfDocument.Of(expected).ToJson(), AdfDocument.FromMarkdown(markdown, options).ToJson());
}
