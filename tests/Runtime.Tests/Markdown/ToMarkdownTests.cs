using Leeway.RichText;
using static Leeway.RichText.Adf;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>What documents become in Markdown.</summary>
public sealed class ToMarkdownTests
{
    private static readonly MarkdownOptions s_readable = new() { Fidelity = MarkdownFidelity.Readable };

    [Fact]
    public void NodesShouldBecomeMarkdown()
    {
        AdfDocument document = AdfDocument.Of(
            Heading(2, "Head # ", Em("ing")),
            Paragraph("a ", Strong("strong"), " ", Em("em"), " ", Strike("strike"), " ", Code("co`de"), " ", Link("link", "https://x.y/(a)"), " ", Link("https://x.y", "https://x.y")),
            Paragraph("one", HardBreak(), "two"),
            Paragraph(),
            Rule(),
            Blockquote(Paragraph("quote"), BulletList("a")),
            BulletList(ListItem("a", OrderedList("b", "c")), ListItem(Paragraph("d"), CodeBlock("json", "{\n}")), ListItem()),
            BulletList("other list"),
            OrderedList("x", "y").From(9),
            TaskList(TaskItem("to do"), TaskItem(AdfTaskState.Done, "done")),
            CodeBlock("```"),
            Panel(AdfPanelType.Info, "note"),
            Expand("Title", Paragraph("hidden")),
            Image("https://x.y/a.png", "alt"),
            Table(HeaderRow("a", "b"), Row(Cell("1|2"), Cell(Strong("x"), HardBreak(), "y"))),
            Table(Row(Cell("no header"))));

        Assert.Equal(
            """
            ## Head \# *ing*

            a **strong** *em* ~~strike~~ ``co`de`` [link](<https://x.y/(a)>) <https://x.y>

            one\
            two

            <br>

            ---

            > quote
            >
            > - a

            - a
              1. b
              2. c
            - d

              ```json
              {
              }
              ```
            -

            + other list

            9. x
            10. y

            - [ ] to do
            - [x] done

            ````
            ```
            ````

            > [!NOTE]
            > note

            <details>
            <summary>Title</summary>

            hidden

            </details>

            ![alt](https://x.y/a.png)

            | a | b |
            |---|---|
            | 1\|2 | **x**<br>y |

            | |
            |---|
            | no header |
            """,
            document.ToMarkdown());
    }

    [Theory]
    [InlineData("snake_case a_b", "snake_case a_b")]
    [InlineData("2 * 3 < 4 > 1, AT&T, C:\\temp, ~5 min, #1, a@b.c, 1.5", "2 * 3 < 4 > 1, AT&T, C:\\temp, ~5 min, #1, a@b.c, 1.5")]
    [InlineData("*a* _b_ `c` [d] <e> &amp; \\*", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\] \\<e> \\&amp; \\\\\\*")]
    [InlineData("# a", "\\# a")]
    [InlineData("- a", "\\- a")]
    [InlineData("-5", "-5")]
    [InlineData("1. a", "1\\. a")]
    [InlineData("1.5 a", "1.5 a")]
    [InlineData("> a", "\\> a")]
    [InlineData(" a ", "&#32;a&#32;")]
    [InlineData("https://x.y www.x.y mailto:a", "https:\\//x.y www\\.x.y mailto\\:a")]
    [InlineData("@mia", "\\@mia")]
    [InlineData("a\nb", "a&#10;b")]
    public void TextShouldBeEscaped(string text, string markdown)
    {
        Assert.Equal(markdown, AdfDocument.Of(Paragraph(text)).ToMarkdown());
        Assert.Equal(AdfDocument.Of(Paragraph(text)).ToJson(), AdfDocument.FromMarkdown(markdown).ToJson());
    }

    [Fact]
    public void MarksThatDelimitersCannotSayShouldBeTags()
    {
        Assert.Equal("a<strong> b</strong>c", AdfDocument.Of(Paragraph("a", Strong(" b"), "c")).ToMarkdown());
        Assert.Equal("un*frigging*able", AdfDocument.Of(Paragraph("un", Em("frigging"), "able")).ToMarkdown());
        Assert.Equal("**a**<em>b</em>", AdfDocument.Of(Paragraph(Strong("a"), Em("b"))).ToMarkdown());
        Assert.Equal("**a *b***<em>c</em>", AdfDocument.Of(Paragraph(Strong("a "), Strong(Em("b")), Em("c"))).ToMarkdown());
        Assert.Equal("中文**粗体**中文", AdfDocument.Of(Paragraph("中文", Strong("粗体"), "中文")).ToMarkdown());
        Assert.Equal("<u>a</u><sub>b</sub><span style=\"color: #ff0000\">c</span>", AdfDocument.Of(Paragraph(Underline("a"), Sub("b"), TextColor("#ff0000", "c"))).ToMarkdown());
    }

    [Fact]
    public void LinkWithCodeShouldNotDefineALabel()
    {
        AdfDocument document = AdfDocument.Of(Paragraph(new AdfCode("a]: b", [new AdfLink("https://x.y")])));

        Assert.Equal("[<code>a\\]: b</code>](https://x.y)", document.ToMarkdown());
        Assert.Equal(document.ToJson(), AdfDocument.FromMarkdown(document.ToMarkdown()).ToJson());
    }

    [Fact]
    public void FormattingShouldGoOnAroundCodeAndNodes() => Assert.Equal(
        "**a `b` c [@Mia](adf:mention/7) d**",
        AdfDocument.Of(Paragraph(Strong("a "), Code("b"), Strong(" c "), Mention("7", "@Mia"), Strong(" d"))).ToMarkdown());

    [Fact]
    public void NodesInsideALineShouldBeLinks()
    {
        AdfDocument document = AdfDocument.Of(Paragraph(
            Mention("5b10:a/b", "@Mia"), " ", Mention("7"), " ", Status("IN PROGRESS", AdfStatusColor.Blue), " ", Date(new DateOnly(2026, 11, 29)), " ", Emoji(":smile:", "😄"), " ",
            InlineCard("https://x.y/a_b"), " ", Placeholder("p")));

        Assert.Equal(
            "[@Mia](adf:mention/5b10%3Aa%2Fb) [@7](<adf:{\"type\":\"mention\",\"attrs\":{\"id\":\"7\"}}>) [IN PROGRESS](adf:status/blue) [2026-11-29](adf:date/1795910400000) "
                + "[😄](adf:emoji/%3Asmile%3A) [https://x.y/a_b](https://x.y/a_b \"adf:card\") [p](<adf:{\"type\":\"placeholder\",\"attrs\":{\"text\":\"p\"}}>)",
            document.ToMarkdown());
        Assert.Equal("\\@Mia \\@7 `IN PROGRESS` 2026-11-29 😄 <https://x.y/a_b> p", document.ToMarkdown(s_readable));
    }

    [Fact]
    public void OtherBlocksShouldBeJsonInCode()
    {
        AdfDocument document = AdfDocument.Of(Blockquote(new AdfExtension("type", "key")), Panel(AdfPanelType.Custom, "custom"));

        Assert.Equal(
            """
            > ```adf
            > {"type":"extension","attrs":{"extensionKey":"key","extensionType":"type"}}
            > ```

            ```adf
            {"type":"panel","attrs":{"panelType":"custom"},"content":[{"type":"paragraph","content":[{"type":"text","text":"custom"}]}]}
            ```
            """,
            document.ToMarkdown());
    }

    /// <summary>Each row looks as if Markdown could say it.</summary>
    [Fact]
    public void WhatWouldBeReadAsSomethingElseShouldBeJson()
    {
        IAdfBlock[] blocks =
        [
            Table(HeaderRow("", ""), Row("a", "b")),
            Paragraph(HardBreak()),
            Paragraph(Emoji(":a:", ""), Status("a\0b"), InlineCard("https://x.y/\0"), Text("a\0b"), Mention("a\ud800b", "c")),
            Paragraph(Link("a", "javascript:a"), Link("b", "adf:mention/1")),
            new AdfCodeBlock("a") { Language = "adf" },
            new AdfCodeBlock("a") { Language = "two words" },
            CodeBlock("a\r\nb"),
            OrderedList("a").From(int.MaxValue),
            TaskList([new AdfBlockTaskItem(AdfTaskState.Todo, [Paragraph("a")])]),
            TaskList([new AdfBlockTaskItem(AdfTaskState.Todo, [Paragraph("a"), Paragraph(HardBreak())])]),
            Image("a.png"),
            Expand(" a\n", Paragraph("b")),
        ];

        foreach (IAdfBlock block in blocks)
        {
            AdfDocument document = AdfDocument.Of(block);
            string markdown = document.ToMarkdown();
            Assert.Contains("adf", markdown, StringComparison.Ordinal);
            DocumentAssert.AreSame(document, AdfDocument.FromMarkdown(markdown, new MarkdownOptions { ReadsAdf = true }));
        }
    }

    /// <summary>Such a language would end its line or its fence, or make the code a node.</summary>
    [Theory]
    [InlineData("x\n```\n# h\n```")]
    [InlineData("a`b")]
    [InlineData("adf")]
    public void LanguageThatMarkdownReadsOtherwiseShouldBeLeftOut(string language)
    {
        const string Code = """{"type":"rule"}""";
        string markdown = AdfDocument.Of(CodeBlock(language, Code)).ToMarkdown(s_readable);

        IAdfBlock block = Assert.Single(AdfDocument.FromMarkdown(markdown, new MarkdownOptions { ReadsAdf = true }).Content);
        Assert.Equal(Code, Assert.IsType<AdfCodeBlock>(block).Text);
    }

    [Fact]
    public void LinkThatIsNotAllowedShouldBeText()
    {
        const string Url = "javascript:alert(1)";
        AdfDocument document = AdfDocument.Of(Paragraph(Link("a", Url), InlineCard(Url)), BlockCard(Url), Image(Url, "b"), MediaSingle(new AdfExternalMedia("https://x.y")));

        string markdown = document.ToMarkdown(s_readable);

        Assert.Equal("![](https://x.y)", markdown.TrimEnd().Split('\n')[^1]);
        Assert.Equal(1, markdown.Split("](").Length - 1);
        Assert.DoesNotContain('<', markdown);
    }

    [Fact]
    public void UnknownMembersOfCodeShouldSurvive()
    {
        AdfDocument document = AdfDocument.Parse("""{"type":"doc","version":1,"content":[{"type":"codeBlock","content":[{"type":"text","text":"x","foo":1}]}]}""");

        DocumentAssert.AreSame(document, AdfDocument.FromMarkdown(document.ToMarkdown(), new MarkdownOptions { ReadsAdf = true }));
    }

    [Fact]
    public void NumberThatMarkdownDoesNotHaveShouldBecomeOne() =>
        Assert.Equal("1. a\n2. b", AdfDocument.Of(OrderedList("a", "b").From(int.MaxValue)).ToMarkdown(s_readable).TrimEnd());

    [Fact]
    public void UnknownNodesShouldSurvive()
    {
        AdfDocument document = AdfDocument.Parse(
            """{"version":1,"type":"doc","content":[{"type":"new","content":[{"type":"text","text":"a"}]},{"type":"paragraph","content":[{"type":"newInline","attrs":{"x":1}},{"type":"text","text":"b","marks":[{"type":"newMark"}]}]}]}""");

        string markdown = document.ToMarkdown();
        Assert.Equal(
            """
            ```adf
            {"type":"new","content":[{"type":"text","text":"a"}]}
            ```

            [](<adf:{"type":"newInline","attrs":{"x":1}}>)[b](<adf:{"type":"text","text":"b","marks":[{"type":"newMark"}]}>)
            """,
            markdown);
        Assert.Equal(document.ToJson(), AdfDocument.FromMarkdown(markdown, new MarkdownOptions { ReadsAdf = true }).ToJson());
        Assert.Equal("a\n\nb", document.ToMarkdown(s_readable));
    }

    [Fact]
    public void ReadableMarkdownShouldHaveOnlyMarkdown()
    {
        AdfDocument document = AdfDocument.Of(
            Panel(AdfPanelType.Custom, "custom"),
            new AdfAlignedParagraph(AdfTextAlignment.Center, [Strong("bold "), "text"]),
            DecisionList(DecisionItem("decided ", Strong("well"))),
            Table(Row(Cell(Paragraph("a"), BulletList("b", "c")), HeaderCell("d"))),
            BlockCard("https://x.y"),
            MediaSingle(File("id")),
            Layout(Column(50, Paragraph("left")), Column(50, Paragraph("right"))));

        Assert.Equal(
            """
            > **Custom**
            > custom

            **bold** text

            - decided **well**

            | a<br>b<br>c | d |
            |---|---|

            <https://x.y>



            left

            right
            """,
            document.ToMarkdown(s_readable).Replace("\r", "", StringComparison.Ordinal));
    }

    [Fact]
    public void PanelsShouldBeJsonOnRequest() =>
        Assert.StartsWith("```adf", AdfDocument.Of(Panel(AdfPanelType.Info, "a")).ToMarkdown(new MarkdownOptions { HasPanels = false }), StringComparison.Ordinal);

    [Fact]
    public void EmptyDocumentShouldBeEmpty() => Assert.Equal("", AdfDocument.Of().ToMarkdown());
}
