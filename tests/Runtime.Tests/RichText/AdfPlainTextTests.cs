using Leeway.RichText;
using static Leeway.RichText.Adf;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Checks the plain text of documents.</summary>
public class AdfPlainTextTests
{
    [Fact]
    public void BlocksShouldBeLines() => Assert.Equal(
        "Title\na bold line\nsecond line\nint x;\nint y;\nquote\npanel\ntitle\nbody",
        AdfDocument.Of(
            Paragraph(),
            Heading(1, "Title"),
            Paragraph("a ", Strong("bold"), " line", HardBreak(), "second line"),
            Rule(),
            CodeBlock("c", "int x;\nint y;"),
            Blockquote("quote"),
            Panel(AdfPanelType.Info, "panel"),
            Expand("title", "body"),
            Paragraph()).ToPlainText());

    [Fact]
    public void ItemsOfListsShouldBeLines() => Assert.Equal(
        "one\ntwo\ninner\nmore\nthree\ndo\ndone\ndecided",
        AdfDocument.Of(
            BulletList("one", ListItem(Paragraph("two"), OrderedList("inner"), Paragraph("more")), "three"),
            TaskList("do", TaskItem(AdfTaskState.Done, "done")),
            DecisionList("decided")).ToPlainText());

    [Fact]
    public void CellsShouldBeSeparatedByTabsAndRowsByLineFeeds() => Assert.Equal(
        "before\na\tb\n\tfirst second third x y\t\nafter",
        AdfDocument.Of(
            Paragraph("before"),
            Table(HeaderRow("a", "b"), Row(Cell(), Cell(Paragraph("first", HardBreak(), "second"), BulletList("third"), CodeBlock("x\ny")), Cell())),
            Paragraph("after")).ToPlainText());

    [Fact]
    public void NodesOfALineShouldBeTheirText() => Assert.Equal(
        "@Mia @5b10 😄 :warning: 2024-02-29 1970-01-01 not a date open https://example.com/ type here",
        AdfDocument.Of(Paragraph(
            Mention("1", "@Mia"), " ", Mention("5b10"), " ", Emoji(":smile:", "😄"), " ", Emoji(":warning:"), " ", Date(new DateOnly(2024, 2, 29)), " ",
            Date(DateTimeOffset.UnixEpoch), " ", new AdfDate("not a date"), " ", Status("open"), " ", InlineCard(new Uri("https://example.com")), " ", Placeholder("type here"))).ToPlainText());

    [Theory]
    [InlineData("1582152559000", "2020-02-19")]
    [InlineData("-1", "1969-12-31")]
    [InlineData("253402300799999", "9999-12-31")]
    [InlineData("253402300800000", "253402300800000")]
    [InlineData("-62135596800000", "0001-01-01")]
    [InlineData("-62135596800001", "-62135596800001")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    public void TimestampShouldBeADateInUtc(string timestamp, string expected) => Assert.Equal(expected, new AdfDate(timestamp).ToPlainText());

    [Fact]
    public void ImagesCardsAndExtensionsShouldBeLines() => Assert.Equal(
        "alt\ncaption\na\nb\nhttps://x\nhttps://y\nfallback\nbody",
        AdfDocument.Of(
            MediaSingle(new AdfExternalMedia("u") { Alt = "alt" }, Caption("caption")),
            MediaGroup(new AdfFileMedia("1", "") { Alt = "a" }, new AdfFileMedia("2", "") { Alt = "b" }),
            Image("u"),
            BlockCard("https://x"),
            EmbedCard("https://y"),
            new AdfExtension("t", "k") { Text = "fallback" },
            new AdfBodiedExtension("t", "k", [Paragraph("body")]),
            new AdfSyncBlock("r")).ToPlainText());

    [Fact]
    public void UnknownNodesShouldBeTheTextInsideThem() => Assert.Equal(
        "a\nb\nc d\ne\nf\ng h@x",
        AdfDocument.Parse("""
            {"type":"doc","content":[
              {"type":"new","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]},{"type":"newer","content":[{"type":"text","text":"b"}]}]},
              {"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"c"}]}]},{"type":"tableCell","content":[{"type":"paragraph","content":[{"type":"text","text":"d"}]}]}]}]}]}]}]},
              {"type":"new","text":"e"},
              {"type":"new","attrs":{"other":{"text":"no"},"text":"f"}},
              {"type":"paragraph","content":[{"type":"text","text":"g "},{"type":"text","text":"h","marks":[{"type":"code"},{"type":"em"}]},{"type":"text","text":""},{"type":"mention","attrs":{"text":"@x"}},null,7]},
              null, "text", []
            ]}
            """).ToPlainText());

    [Fact]
    public void TextOfANodeShouldBeItsPart() => Assert.Equal("a\nb", ((AdfNode)AdfDocument.Of(BulletList("a", "b"), Paragraph("c")).Content[0]).ToPlainText());
}
