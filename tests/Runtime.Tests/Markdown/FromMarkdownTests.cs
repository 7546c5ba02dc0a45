using System.Text.Json;
using Leeway.RichText;
using Leeway.RichText.Schema;
using static Leeway.RichText.Adf;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>What Markdown becomes.</summary>
public sealed class FromMarkdownTests
{
    private static readonly MarkdownOptions s_ids = new() { CreateLocalId = static () => "id" };

    [Fact]
    public void FormattingShouldBecomeMarks() => AssertReads(
        "a *em* **strong** ***both*** ~~strike~~ `code` [link](https://x.y \"title\") <https://x.y> www.x.y <u>under</u> H<sub>2</sub>O x<sup>2</sup> "
            + "<span style=\"color: #ff0000\">red</span> **`c`** -no- &copy; a<br>b  \nc\nd",
        Paragraph(
            "a ", Em("em"), " ", Strong("strong"), " ", Em(Strong("both")).Ordered(), " ", Strike("strike"), " ", Code("code"), " ",
            new AdfText("link", [new AdfLink("https://x.y") { Title = "title" }]), " ", Link("https://x.y", "https://x.y"), " ", Link("www.x.y", "https://www.x.y"), " ",
            Underline("under"), " H", Sub("2"), "O x", Sup("2"), " ", TextColor("#ff0000", "red"), " ", Code("c"), " -no- © a", HardBreak(), "b", HardBreak(), "c d"));

    [Fact]
    public void BlocksShouldBecomeNodes() => AssertReads(
        "# One\n\nTwo\n===\n\ntext\n\n---\n\n```json\n{}\n```\n\n    code\n\n> quote\n\n| a | b |\n|---|:-:|\n| 1 \\| 2 | `x\\|y` |\n| 3 |\n",
        Heading(1, "One"),
        Heading(1, "Two"),
        Paragraph("text"),
        Rule(),
        CodeBlock("json", "{}"),
        CodeBlock("code"),
        Blockquote("quote"),
        Table(
            HeaderRow("a", HeaderCell(new AdfAlignedParagraph(AdfTextAlignment.Center, ["b"]))),
            Row(Cell("1 | 2"), Cell(new AdfAlignedParagraph(AdfTextAlignment.Center, [Code("x|y")]))),
            Row(Cell("3"), Cell(new AdfAlignedParagraph(AdfTextAlignment.Center, [])))));

    /// <summary>A rule has no marks. One with a mark of a newer schema is kept, and one with a mark of this schema is not a rule.</summary>
    [Fact]
    public void OnlyMarksOfANewerSchemaShouldBeKeptWhereNoneIsAllowed()
    {
        Assert.Equal("rule", ReadRule("newMark"));
        foreach (AdfMarkTypes type in Enum.GetValues<AdfMarkTypes>().Where(static type => int.IsPow2((int)type) && type != AdfMarkTypes.Unknown))
        {
            Assert.Equal("codeBlock", ReadRule(type == AdfMarkTypes.SubSup ? "subsup" : JsonNamingPolicy.CamelCase.ConvertName(type.ToString())));
        }

        static string ReadRule(string mark)
        {
            string markdown = $$"""
                ```adf
                {"type":"rule","marks":[{"type":"{{mark}}","attrs":{} }]}
                ```
                """;
            return ((AdfNode)AdfDocument.FromMarkdown(markdown, new MarkdownOptions { ReadsAdf = true }).Content.Single()).Type;
        }
    }

    [Fact]
    public void TableWithEmptyHeaderShouldHaveNone() => AssertReads("| | |\n|-|-|\n| a | b |", Table(Row(Cell("a"), Cell("b"))));

    [Fact]
    public void TextBeforeTableShouldStay() => AssertReads("text\na | b\n- | -\n- | -", Paragraph("text a | b"), BulletList("| -", "| -"));

    [Fact]
    public void TableShouldFollowText() => AssertReads("text\na | b\n--|--\n1 | 2", Paragraph("text"), Table(HeaderRow("a", "b"), Row(Cell("1"), Cell("2"))));

    [Theory]
    [InlineData("- a\n\n- b\n\n- c")]
    [InlineData("- a\n- b\n- c")]
    [InlineData("* a\n\n\n* b\n* c")]
    public void LooseListShouldStayOneList(string markdown) => AssertReads(markdown, BulletList("a", "b", "c"));

    [Fact]
    public void NumberedListShouldKeepItsNumbers() => AssertReads(
        "7. a\n\n   more\n\n8. b\n9. c\n\n1) d",
        OrderedList([ListItem(Paragraph("a"), Paragraph("more")), ListItem("b"), ListItem("c")]).From(7),
        OrderedList("d"));

    [Fact]
    public void NestedListsShouldStayNested() => AssertReads(
        "1. a\n   - b\n     1. c\n   - d\n2. e",
        OrderedList(ListItem("a", BulletList(ListItem("b", OrderedList("c")), "d")), "e"));

    [Fact]
    public void TasksShouldBecomeTaskLists() => AssertReads(
        "- [ ] a **b**\n- [x] c\n  - [X] d\n- [ ]\n- [ ] e\n\n  f",
        new AdfTaskList(
        [
            new AdfTaskItem(AdfTaskState.Todo, ["a ", Strong("b")]) { LocalId = "id" },
            new AdfTaskItem(AdfTaskState.Done, ["c"]) { LocalId = "id" },
            new AdfTaskList([new AdfTaskItem(AdfTaskState.Done, ["d"]) { LocalId = "id" }]) { LocalId = "id" },
            new AdfTaskItem(AdfTaskState.Todo, []) { LocalId = "id" },
            new AdfBlockTaskItem(AdfTaskState.Todo, [Paragraph("e"), Paragraph("f")]) { LocalId = "id" },
        ]) { LocalId = "id" });

    [Theory]
    [InlineData("- [ ] a\n- b")]
    [InlineData("- [ ] a\n- > b")]
    public void ListWithOtherItemsShouldStayAList(string markdown) => AssertReads(markdown, BulletList("[ ] a", "b"));

    [Fact]
    public void TaskThatHoldsMoreShouldBeAnItem() => AssertReads(
        "- [x] **a**\n\n  ```\n  code\n  ```\n- [ ]\n  - b",
        BulletList(ListItem(Paragraph("[x] ", Strong("a")), CodeBlock("code")), ListItem(Paragraph("[ ]"), BulletList("b"))));

    [Fact]
    public void TaskInQuoteShouldBeAnItem() => AssertReads("> - [x] a", Blockquote(BulletList("[x] a")));

    [Fact]
    public void NumberedTaskShouldBeAnItem() => AssertReads("1. [ ] a", OrderedList("[ ] a"));

    [Theory]
    [InlineData("NOTE", AdfPanelType.Info)]
    [InlineData("note", AdfPanelType.Info)]
    [InlineData("TIP", AdfPanelType.Tip)]
    [InlineData("IMPORTANT", AdfPanelType.Note)]
    [InlineData("WARNING", AdfPanelType.Warning)]
    [InlineData("CAUTION", AdfPanelType.Error)]
    [InlineData("SUCCESS", AdfPanelType.Success)]
    public void AlertShouldBecomeAPanel(string name, AdfPanelType type) =>
        AssertReads($"> [!{name}]\n> text\n>\n> > # quote", Panel(type, Paragraph("text"), Heading(1, "quote")));

    [Theory]
    [InlineData("> [!OTHER]\n> a", "[!OTHER] a")]
    [InlineData("> [!NOTE] a", "[!NOTE] a")]
    public void OtherAlertShouldBeAQuote(string markdown, string text) => AssertReads(markdown, Blockquote(text));

    [Fact]
    public void DetailsShouldBecomeAnExpand() => AssertReads(
        "<details>\n<summary>a &amp; b</summary>\n\n- c\n\n<details>\n\nd\n\n<details>\n<summary>e</summary>\n\nf\n\n</details>\n\n</details>\n\n</details>\n\ng",
        Expand("a & b", BulletList("c"), NestedExpand("", Paragraph("d"), Paragraph(Strong("e")), Paragraph("f"))),
        Paragraph("g"));

    [Fact]
    public void ImageAloneShouldBeShown() => AssertReads(
        "![alt](https://x.y/a.png \"caption\")\n\n- ![](https://x.y/b.png)\n\n[![c](https://x.y/c.png)](https://x.y)\n\n| a |\n|-|\n| ![d](https://x.y/d.png) |",
        MediaSingle(new AdfExternalMedia("https://x.y/a.png") { Alt = "alt" }, Caption("caption")),
        BulletList(ListItem(Image("https://x.y/b.png"))),
        new AdfMediaSingle(new AdfExternalMedia("https://x.y/c.png") { Alt = "c" }) { Link = new AdfLink("https://x.y") },
        Table(HeaderRow("a"), Row(Cell(Image("https://x.y/d.png", "d")))));

    [Fact]
    public void OtherImageShouldBeALink() => AssertReads(
        "a ![alt](https://x.y/a.png)\n\n![b](b.png)\n\n![](c.png)\n\n[![d](d.png)](https://x.y)",
        Paragraph("a ", Link("alt", "https://x.y/a.png")),
        Paragraph(Link("b", "b.png")),
        Paragraph(Link("c.png", "c.png")),
        Paragraph(Link("d", "https://x.y")));

    /// <summary>Each row is a shape that the schema does not allow, and what takes its place.</summary>
    [Fact]
    public void WhatAPlaceDoesNotAllowShouldBecomeSimilar()
    {
        AssertReads("> a\n> > b\n> > > c", Blockquote(Paragraph("a"), Paragraph("b"), Paragraph("c")));
        AssertReads("> # a `b`\n>\n> ---\n>\n> c", Blockquote(Paragraph(Strong("a "), Code("b")), Paragraph("c")));
        AssertReads("- # a\n- > b\n- ***\n-\n- - c", BulletList(ListItem(Paragraph(Strong("a"))), "b", ListItem(), ListItem(), ListItem(BulletList("c"))));
        AssertReads("- a | b\n  --|--\n  1 | **2**", BulletList(ListItem(Strong("a"), " | ", Strong("b"), HardBreak(), "1 | ", Strong("2"))));
        AssertReads("> a | b\n> --|--", Blockquote(Strong("a"), " | ", Strong("b")));
        AssertReads(">", Blockquote());
        AssertReads("**`a`** [`b`](https://x.y)", Paragraph(Code("a"), " ", Link(Code("b"), "https://x.y")));
        AssertReads("`a`**`b`**", Paragraph(Code("ab")));
        AssertReads("<!-- hidden -->\n\na <!-- hidden -->b", Paragraph("a b"));
        AssertReads("");
    }

    [Fact]
    public void EmptyParagraphShouldBeATagOfABreak() => AssertReads("a\n\n<br>\n\n<br />", Paragraph("a"), Paragraph(), Paragraph());

    [Fact]
    public void WhiteSpaceOfCodeInAListShouldStay() => AssertReads(
        "- ```\n   a\n  \tb\n     \n  c\n  ```",
        BulletList(ListItem(CodeBlock(" a\n\tb\n   \nc"))));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("&#1;javascript:alert(1)")]
    [InlineData("java&Tab;script:alert(1)")]
    [InlineData("vbscript:a")]
    [InlineData("data:text/html,a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("adf:mention/1")]
    public void DangerousLinkShouldBeText(string url)
    {
        AssertReads($"[a](<{url}>)", Paragraph("a"));
        AssertReads($"[a]\n\n[a]: <{url}>", Paragraph("a"));
        AssertReads($"![a](<{url}>)", Paragraph("a"));
    }

    [Theory]
    [InlineData("/a:b")]
    [InlineData("#a")]
    [InlineData("?a:b")]
    [InlineData("a.md")]
    [InlineData("MAILTO:a@b.c")]
    [InlineData("slack://channel")]
    public void OtherLinkShouldBeALink(string url) => AssertReads($"[a]({url})", Paragraph(Link("a", url)));

    [Fact]
    public void LocalIdsShouldDependOnTextAndPosition()
    {
        string[] ids = LocalIdsOf("- [ ] a\n- [ ] a");
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.True(Guid.TryParse(id, out _)));
        Assert.Equal(ids, LocalIdsOf("- [ ] a\n- [ ] a"));
        Assert.Empty(ids.Intersect(LocalIdsOf("- [ ] a\n- [ ] b")));

        static string[] LocalIdsOf(string markdown) =>
            [.. AdfDocument.FromMarkdown(markdown).Descendants().Where(static node => node is AdfTaskList or AdfTaskItem).Select(static node => node.LocalId!)];
    }

    /// <summary>Each text of a link repeats its address.</summary>
    [Theory]
    [InlineData("`a`b")]
    [InlineData("a<br>")]
    public void LongAddressOfManyTextsShouldNotMakeALongDocument(string text)
    {
        string markdown = $"[{string.Concat(Enumerable.Repeat(text, 2_000))}]({new string('h', 10_000)})";

        Assert.InRange(AdfDocument.FromMarkdown(markdown).ToJson().Length, markdown.Length, 1_500_000);
    }

    [Fact]
    public void NullShouldBeRefused() => Assert.Throws<ArgumentNullException>(static () => AdfDocument.FromMarkdown(null!));

    private static void AssertReads(string markdown, params ReadOnlySpan<IAdfBlock> expected)
    {
        string json = AdfDocument.FromMarkdown(markdown, s_ids).ToJson();
        Assert.Equal(AdfDocument.Of(expected).ToJson(), json);
        AdfValidator.AssertValid(json);
    }
}
