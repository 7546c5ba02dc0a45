using System.Reflection;
using Leeway.RichText;
using static Leeway.RichText.Adf;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Checks the documents that code builds.</summary>
public class AdfBuilderTests
{
    private static readonly Uri s_uri = new("https://example.com/a b");

    [Fact]
    public void DocumentShouldReadLikeItsText()
    {
        AdfDocument document = AdfDocument.Of(
            Paragraph("Hello ", Mention("5b10"), ", see ", Link("the log", s_uri)),
            BulletList("one", "two"),
            CodeBlock("json", "{}"));

        Assert.Equal(
            """{"version":1,"type":"doc","content":["""
            + """{"type":"paragraph","content":[{"type":"text","text":"Hello "},{"type":"mention","attrs":{"id":"5b10"}},{"type":"text","text":", see "},"""
            + """{"type":"text","text":"the log","marks":[{"type":"link","attrs":{"href":"https://example.com/a%20b"}}]}]},"""
            + """{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"one"}]}]},"""
            + """{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"two"}]}]}]},"""
            + """{"type":"codeBlock","attrs":{"language":"json"},"content":[{"type":"text","text":"{}"}]}]}""",
            document.ToJson());
    }

    [Fact]
    public void EveryFactoryShouldCreateWhatIsReadAsTheSameClasses()
    {
        AdfDocument document = AdfDocument.Of(
            Heading(1, "a", Strong(Em(Strike(Underline("b")))), Sub("c"), Sup("d"), TextColor("#ff5630", "e"), BackgroundColor("#FF5630", "f"), Text("g")),
            SmallParagraph("a", Code("b"), Link(Code("c"), "d"), Link("e", "f"), Emoji(":smile:", "😄"), Date(new DateOnly(2024, 2, 29)), Date(DateTimeOffset.UnixEpoch)),
            Paragraph(Status("a"), Status("b", AdfStatusColor.FromHex("#123456")), InlineCard("c"), InlineCard(s_uri), HardBreak(), Placeholder("d"), Mention("e", "@f")),
            OrderedList("a", ListItem("b", Strong("c")), ListItem("d", BulletList("e")), ListItem(Paragraph("f"), CodeBlock("g")), ListItem()),
            TaskList("a", TaskItem("b"), TaskItem(AdfTaskState.Done, "c")),
            DecisionList("a", DecisionItem("b", Em("c"))),
            CodeBlock("a"),
            CodeBlock("b", ""),
            Blockquote("a", Em("b")),
            Blockquote(Paragraph("a"), BulletList("b")),
            Blockquote(),
            Panel(AdfPanelType.Custom),
            Panel(AdfPanelType.Warning, "a", Strong("b")),
            Panel(AdfPanelType.Note, Rule(), Heading(2)),
            Expand("a", "b"),
            Expand(null, NestedExpand("c", "d"), NestedExpand(null), NestedExpand("e", Rule())),
            Rule(),
            Table(HeaderRow("a", HeaderCell("b", Em("c")), HeaderCell(Paragraph("d"))), Row("e", Cell("f", Em("g")), Cell(BulletList("h"), Paragraph("i")), HeaderCell("j"), Cell()), Row()),
            Image("a"),
            Image(s_uri, "b"),
            MediaSingle(File("a"), Caption("b", Em("c"), Code("d"))),
            MediaGroup(File("a", "b"), File("c")),
            BlockCard("a"),
            BlockCard(s_uri),
            EmbedCard("a"),
            EmbedCard(s_uri),
            Layout(Column(50, "a"), Column(50)),
            Layout(Column(33.33), Column(33.33), Column(33.33, Rule())));

        AdfDocument read = AdfDocument.Parse(document.ToJson());
        Assert.Equal(document.ToJson(), read.ToJson());
        Assert.Equal(document.Descendants().Select(static n => n.GetType()), read.Descendants().Select(static n => n.GetType()));
        Assert.DoesNotContain(read.Descendants(), static n => n is AdfUnknownNode or AdfUnknownInline || n.UnknownAttributes.Count + n.UnknownMembers.Count > 0);
        Assert.Equal(document.ToPlainText(), read.ToPlainText());
    }

    [Fact]
    public void EveryPropertyShouldBeReadAgain()
    {
        var fragment = new AdfFragment("l") { Name = "n" };
        var consumer = new AdfDataConsumer(["l"]);
        var link = new AdfLink("h") { Title = "t" };
        AdfDocument document = AdfDocument.Of(
            new AdfAlignedParagraph(AdfTextAlignment.End, []) { IsSmall = true, LocalId = "a" },
            new AdfIndentedParagraph(3, []) { IsSmall = true },
            new AdfAlignedHeading(AdfTextAlignment.Center, 2, []),
            new AdfIndentedHeading(1, 2, []),
            new AdfOrderedList([ListItem()]) { Order = 0, LocalId = "b" },
            new AdfTaskList([new AdfBlockTaskItem(AdfTaskState.Done, [Paragraph()]) { LocalId = "c" }, TaskList("d")]) { LocalId = "e" },
            new AdfWideCodeBlock(new AdfBreakout(AdfBreakoutMode.FullWidth) { Width = 1200 }, "x") { Language = "c", UniqueId = "u", Wrap = true, HideLineNumbers = false },
            new AdfWideExpand(new AdfBreakout(AdfBreakoutMode.Wide), []) { Title = "t" },
            new AdfPanel(AdfPanelType.Custom, []) { Icon = ":a:", IconId = "b", IconText = "c", Color = "#ffffff" },
            new AdfTable([new AdfTableRow([new AdfTableCell([]) { ColumnSpan = 2, RowSpan = 3, ColumnWidths = [1.5, 2], Background = "#fff", VerticalAlignment = AdfVerticalAlignment.Middle }])])
            {
                DisplayMode = AdfTableDisplayMode.Fixed, IsNumberColumnEnabled = true, Layout = AdfTableLayout.FullWidth, Width = 760, LocalId = "f", Fragment = fragment,
            },
            new AdfMediaSingle(new AdfFileMedia("i", "c") { Alt = "a", Width = 10, Height = 20.5, OccurrenceKey = "o", IsLink = true, Border = new AdfBorder(1, "#11223344"), Link = link, Annotation = new AdfAnnotation("n"), DataConsumer = consumer })
            {
                Layout = AdfMediaLayout.WrapLeft, Width = AdfMediaWidth.Pixels(300), Link = link,
            },
            new AdfMediaSingle(new AdfExternalMedia("u")) { Width = AdfMediaWidth.Percent(50) },
            new AdfEmbedCard("u") { Layout = AdfMediaLayout.Wide, Width = 50, OriginalHeight = 1, OriginalWidth = 2 },
            AdfBlockCard.FromDatasource(Leeway.Json.RawJson.Parse("""{"id":"i","parameters":{},"views":[{"type":"table"}]}"""), "u", AdfMediaLayout.Wide, 700),
            AdfBlockCard.FromData(Leeway.Json.RawJson.Parse("{}")),
            new AdfExtension("t", "k") { Parameters = Leeway.Json.RawJson.Parse("[1]"), Text = "x", Layout = AdfExtensionLayout.Default, DataConsumer = consumer, Fragment = fragment },
            new AdfBodiedExtension("t", "k", []),
            new AdfLayoutSection([new AdfLayoutColumn(50, []) { VerticalAlignment = AdfVerticalAlignment.Bottom }, Column(50)]) { Breakout = new AdfBreakout(AdfBreakoutMode.Wide) },
            new AdfSyncBlock("r") { Breakout = new AdfBreakout(AdfBreakoutMode.Wide) },
            new AdfBodiedSyncBlock("r", []),
            Paragraph(
                new AdfMention("i", "@m") { AccessLevel = "SITE", UserType = AdfUserType.App },
                new AdfEmoji(":a:", "b") { Id = "c" },
                new AdfStatus("s") { Style = "bold" },
                AdfInlineCard.FromData(Leeway.Json.RawJson.Parse("{}")),
                new AdfMediaInline("i", "c") { MediaType = AdfMediaInlineType.Image, Alt = "a", Width = 1, Height = 2, OccurrenceKey = "o", Data = Leeway.Json.RawJson.Parse("1"), Link = link, Border = new AdfBorder(3, "#112233"), Annotation = new AdfAnnotation("n"), DataConsumer = consumer },
                new AdfInlineExtension("t", "k") { Text = "x" },
                new AdfText("t", [AdfStrong.Instance, link, new AdfAnnotation("n")]),
                new AdfCode("t", [link])));

        AdfDocument read = AdfDocument.Parse(document.ToJson());
        Assert.DoesNotContain(read.Descendants(), static n => n is AdfUnknownNode or AdfUnknownInline || n.Marks.Any(static m => m is AdfUnknownMark));
        Assert.All(document.Descendants().Zip(read.Descendants()), static pair => Assert.Equal(Describe(pair.First), Describe(pair.Second)));
    }

    [Fact]
    public void EmptyTextShouldBeLeftOut()
    {
        Assert.Equal("""{"type":"paragraph","content":[{"type":"text","text":"a"}]}""", Paragraph("", "a", Strong(""), Code("")).ToJson());
        Assert.Equal("""{"type":"paragraph"}""", Paragraph("").ToJson());
        Assert.Equal("""{"type":"codeBlock"}""", CodeBlock("").ToJson());
        Assert.Equal("""{"type":"caption","content":[{"type":"text","text":"a"}]}""", Caption("", "a").ToJson());
        Assert.Equal("""{"type":"listItem","content":[{"type":"paragraph"}]}""", ListItem("").ToJson());
        Assert.Equal("""{"type":"tableRow","content":[]}""", Row().ToJson());
        Assert.Equal("""{"version":1,"type":"doc","content":[]}""", AdfDocument.Of().ToJson());
    }

    [Fact]
    public void NodesThatNeedContentShouldHoldOneEmptyParagraph() => Assert.All(
        new AdfNode[]
        {
            ListItem(), Blockquote(), Panel(AdfPanelType.Info), Expand("a"), NestedExpand("a"), Cell(), HeaderCell(), Column(50), new AdfBlockTaskItem(AdfTaskState.Todo, []),
            new AdfBodiedExtension("a", "b", []), new AdfBodiedSyncBlock("a", []), new AdfWideExpand(new AdfBreakout(AdfBreakoutMode.Wide), []),
        },
        static node => Assert.Empty(Assert.IsType<AdfParagraph>(Assert.Single(node.Children)).Content));

    [Fact]
    public void ListsThatNeedContentShouldRefuseNone()
    {
        Assert.All<Action>(
            [
                static () => BulletList((IEnumerable<IAdfListItem>)[]), static () => OrderedList((IEnumerable<IAdfListItem>)[]), static () => TaskList((IEnumerable<IAdfTaskListItem>)[]),
                static () => DecisionList((IEnumerable<IAdfDecisionListItem>)[]), static () => Table((IEnumerable<IAdfTableRow>)[]), static () => MediaGroup((IEnumerable<IAdfMedia>)[]),
                static () => _ = new AdfLayoutSection([Column(1)]), static () => _ = new AdfLayoutSection([Column(1), Column(1), Column(1), Column(1)]),
            ],
            static create => Assert.Throws<ArgumentException>(create));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-1)]
    public void LevelOutsideOneToSixShouldBeRefused(int level)
    {
        Assert.Equal("level", Assert.Throws<ArgumentOutOfRangeException>(() => Heading(level, "a")).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdfIndentedParagraph(level, []));
    }

    [Fact]
    public void ValuesThatTheSchemaRefusesShouldBeRefused()
    {
        Assert.All<Action>(
            [
                static () => TextColor("red", "a"), static () => BackgroundColor("#12345", "a"), static () => TextColor("#12345g", "a"), static () => Status(""), static () => File("", "a"),
                static () => AdfStatusColor.FromHex("blue"), static () => _ = new AdfBorder(4, "#123456"), static () => _ = new AdfBorder(1, "#1234567"), static () => _ = new AdfFragment(""),
                static () => _ = new AdfDataConsumer([]), static () => _ = new AdfExtension("", "a"), static () => _ = new AdfExtension("a", ""), static () => _ = new AdfDate(""),
                static () => Column(101), static () => Column(double.NaN), static () => AdfMediaWidth.Percent(101), static () => AdfMediaWidth.Pixels(double.PositiveInfinity),
                static () => Panel((AdfPanelType)7), static () => TaskItem((AdfTaskState)2), static () => _ = new AdfBreakout((AdfBreakoutMode)(-1)), static () => _ = new AdfTable([Row()]) { LocalId = "" },
                static () => _ = new AdfTable([Row()]) { Width = double.NaN }, static () => _ = new AdfMediaGroup([File("a")]) { LocalId = "a" }, static () => _ = new AdfText("a") { LocalId = "a" },
                static () => _ = new AdfOrderedList([ListItem()]) { Order = -1 }, static () => _ = new AdfTaskItem(AdfTaskState.Todo, []) { LocalId = null }, static () => _ = new AdfEmbedCard("a") { Width = 101 },
                static () => AdfBlockCard.FromDatasource(Leeway.Json.RawJson.Parse("[]")),
            ],
            static create => Assert.ThrowsAny<ArgumentException>(create));
    }

    [Fact]
    public void NullShouldBeRefused() => Assert.All<Action>(
        [
            static () => Paragraph((string)null!), static () => Paragraph((AdfInline)null!), static () => Strong((AdfText)null!), static () => AdfDocument.Of((IAdfBlock)null!), static () => Mention(null!),
            static () => BulletList((string)null!), static () => AdfDocument.Parse((string)null!), static () => Link("a", (Uri)null!), static () => CodeBlock(null!), static () => Image((Uri)null!),
        ],
        static create => Assert.Throws<ArgumentNullException>(create));

    [Fact]
    public void LocalIdShouldBeNewUnlessItIsSet()
    {
        AdfTaskList[] lists = [TaskList("a"), TaskList("a")];
        string?[] ids = [.. lists.SelectMany(static l => l.Children.Prepend(l)).Select(static n => n.LocalId)];
        Assert.All(ids, static id => Assert.True(Guid.TryParseExact(id, "D", out Guid value) && value.Version == 4));
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal("a", new AdfTaskItem(AdfTaskState.Todo, []) { LocalId = "a" }.LocalId);
        Assert.NotEqual(DecisionList("a").LocalId, new AdfSyncBlock("a").LocalId);
        Assert.Null(Paragraph().LocalId);
    }

    [Fact]
    public void MarkShouldReplaceTheMarkOfItsType()
    {
        Assert.Equal(["em", "strong"], Strong(Em(Strong("a").WithMark(AdfStrong.Instance))).Marks.Select(static m => m.Type).Order());
        AdfText text = Link(Link(Strong("a"), "x"), "y");
        Assert.Equal(["strong", "link"], text.Marks.Select(static m => m.Type));
        Assert.Equal("y", ((AdfLink)text.Marks[1]).Href);
        Assert.Equal(["code", "link"], Link(Code("a"), "x").Marks.Select(static m => m.Type));
        Assert.True(((AdfSubSup)Assert.Single(Sup(Sub("a")).Marks)).IsSup);
    }

    [Fact]
    public void FormattingTextShouldNotChangeIt()
    {
        AdfText text = "a";
        Strong(text);
        Assert.Empty(text.Marks);
    }

    [Fact]
    public void ToStringShouldNotShowContent()
    {
        AdfDocument document = AdfDocument.Of(Paragraph("secret", Link("secret", "secret")));
        Assert.Equal("AdfDocument", document.ToString());
        Assert.All(document.Descendants(), static n => Assert.DoesNotContain("secret", n.ToString(), StringComparison.Ordinal));
        Assert.Equal("AdfLink", document.Descendants().Last().Marks[0].ToString());
    }

    /// <summary>Returns the values of all properties of a node, without the nodes inside it.</summary>
    private static string Describe(object element) => element.GetType().Name + string.Concat(element.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(static p => p.Name is not ("Children" or "Content" or "Media" or "Caption"))
        .Select(p => $" {p.Name}={Show(p.GetValue(element))}"));

    private static string? Show(object? value) => value switch
    {
        AdfMark mark => Describe(mark),
        System.Collections.IEnumerable list and not string => string.Join(',', list.Cast<object?>().Select(Show)),
        _ => value?.ToString(),
    };
}
