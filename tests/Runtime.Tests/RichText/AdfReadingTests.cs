using Leeway.Json;
using Leeway.RichText;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Checks which class each node is read as, and what its properties say.</summary>
public class AdfReadingTests
{
    private const string Paragraph = """{"type":"paragraph","content":[{"type":"text","text":"a"}]}""";

    [Theory]
    [InlineData("""{"type":"paragraph"}""", typeof(AdfParagraph))]
    [InlineData("""{"type":"paragraph","marks":[{"type":"fontSize","attrs":{"fontSize":"small"}}]}""", typeof(AdfSmallParagraph))]
    [InlineData("""{"type":"paragraph","marks":[{"type":"alignment","attrs":{"align":"end"}}]}""", typeof(AdfAlignedParagraph))]
    [InlineData("""{"type":"paragraph","marks":[{"type":"indentation","attrs":{"level":6}}]}""", typeof(AdfIndentedParagraph))]
    [InlineData("""{"type":"paragraph","marks":[{"type":"indentation","attrs":{"level":6}},{"type":"alignment","attrs":{"align":"end"}}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"paragraph","marks":[{"type":"strong"}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"heading","attrs":{"level":6}}""", typeof(AdfHeading))]
    [InlineData("""{"type":"heading","attrs":{"level":1},"marks":[{"type":"alignment","attrs":{"align":"center"}}]}""", typeof(AdfAlignedHeading))]
    [InlineData("""{"type":"heading","attrs":{"level":1},"marks":[{"type":"indentation","attrs":{"level":1}}]}""", typeof(AdfIndentedHeading))]
    [InlineData("""{"type":"heading","attrs":{"level":7}}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"heading","attrs":{"level":null}}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"codeBlock"}""", typeof(AdfCodeBlock))]
    [InlineData("""{"type":"codeBlock","marks":[{"type":"breakout","attrs":{"mode":"wide"}}]}""", typeof(AdfWideCodeBlock))]
    [InlineData("""{"type":"expand","content":[{"type":"paragraph"}]}""", typeof(AdfExpand))]
    [InlineData("""{"type":"expand","content":[{"type":"paragraph"}],"marks":[{"type":"breakout","attrs":{"mode":"wide"}}]}""", typeof(AdfWideExpand))]
    [InlineData("""{"type":"expand","content":[]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"nestedExpand","attrs":{},"content":[{"type":"paragraph"}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"listItem","content":[{"type":"paragraph"}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"text","text":"a"}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"bulletList","content":[]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"rule","content":[{"type":"text","text":"a"}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"taskList","content":[{"type":"taskItem","attrs":{"localId":"a","state":"TODO"}}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"mediaSingle","attrs":{"layout":"wide"},"content":[{"type":"media","attrs":{"type":"external","url":"u"}}]}""", typeof(AdfMediaSingle))]
    [InlineData("""{"type":"mediaSingle","attrs":{"layout":"wide"},"content":[{"type":"media","attrs":{"type":"external","url":"u"}},{"type":"media","attrs":{"type":"external","url":"u"}}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"mediaSingle","attrs":{"layout":"wide"},"content":[{"type":"caption"}]}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"blockCard","attrs":{"localId":"a"}}""", typeof(AdfUnknownNode))]
    [InlineData("""{"type":"new"}""", typeof(AdfUnknownNode))]
    public void BlockShouldBeReadAsItsClass(string json, Type expected) => Assert.IsType(expected, Read(json));

    [Theory]
    [InlineData("""{"type":"text","text":"a","marks":[{"type":"em"},{"type":"new"}]}""", typeof(AdfText))]
    [InlineData("""{"type":"text","text":"a","marks":[{"type":"code"}]}""", typeof(AdfCode))]
    [InlineData("""{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"h"}},{"type":"code"},{"type":"new"}]}""", typeof(AdfCode))]
    [InlineData("""{"type":"text","text":"a","marks":[{"type":"code"},{"type":"em"}]}""", typeof(AdfUnknownInline))]
    [InlineData("""{"type":"text","text":"a","marks":[{"type":"fontSize","attrs":{"fontSize":"small"}}]}""", typeof(AdfUnknownInline))]
    [InlineData("""{"type":"text","text":""}""", typeof(AdfUnknownInline))]
    [InlineData("""{"type":"hardBreak"}""", typeof(AdfHardBreak))]
    [InlineData("""{"type":"mediaInline","attrs":{"id":"i","collection":""}}""", typeof(AdfMediaInline))]
    [InlineData("""{"type":"inlineCard","attrs":{"data":{}}}""", typeof(AdfInlineCard))]
    [InlineData("""{"type":"mention","attrs":{}}""", typeof(AdfUnknownInline))]
    [InlineData("""{"type":"rule"}""", typeof(AdfUnknownInline))]
    public void ContentOfALineShouldBeReadAsItsClass(string json, Type expected) =>
        Assert.IsType(expected, Assert.Single(Assert.IsType<AdfParagraph>(Read($$"""{"type":"paragraph","content":[{{json}}]}""")).Content));

    [Fact]
    public void CaptionShouldNotHoldFiles()
    {
        var media = (AdfMediaSingle)Read("""{"type":"mediaSingle","attrs":{"layout":"align-end","width":50},"content":[{"type":"media","attrs":{"type":"file","id":"i","collection":"c","alt":"A"}},{"type":"caption","content":[{"type":"mediaInline","attrs":{"id":"i","collection":"c"}},{"type":"text","text":"a"}]}]}""");
        Assert.Equal([typeof(AdfUnknownInline), typeof(AdfText)], media.Caption!.Content.Select(static i => i.GetType()));
        Assert.Equal(AdfMediaLayout.AlignEnd, media.Layout);
        Assert.Equal(AdfMediaWidth.Percent(50), media.Width);
        Assert.Equal(("i", "c", "A", false), Assert.IsType<AdfFileMedia>(media.Media) is var file ? (file.Id, file.Collection, file.Alt, file.IsLink) : default);
    }

    [Fact]
    public void UnknownNodeShouldGiveItsPartsAsFarAsTheyCanBeRead()
    {
        var unknown = (AdfUnknownNode)Read($$"""{"type":"new","attrs":{"a":1},"content":[{{Paragraph}},{"type":"listItem","content":[{"type":"heading","attrs":{"level":1} }]},7]}""");
        Assert.Equal("new", unknown.Type);
        Assert.Equal([typeof(AdfParagraph), typeof(AdfListItem), typeof(AdfUnknownNode)], unknown.Children.Select(static c => c.GetType()));
        Assert.Equal(["paragraph", "text", "listItem", "heading", ""], unknown.Descendants().Select(static n => n.Type));
        Assert.Equal(System.Text.Json.JsonValueKind.Object, unknown.Json.Kind);
        Assert.Null(unknown.LocalId);
    }

    [Fact]
    public void AttributeOfAnotherFormatShouldHaveNoValueAndBeKept()
    {
        var table = (AdfTable)Read("""{"type":"table","attrs":{"layout":"odd","width":{"a":1},"localId":"","isNumberColumnEnabled":true,"new":1},"content":[{"type":"tableRow","content":[]}]}""");
        Assert.Null(table.Layout);
        Assert.Null(table.Width);
        Assert.Null(table.LocalId);
        Assert.True(table.IsNumberColumnEnabled);
        Assert.Equal(["layout", "localId", "new", "width"], table.UnknownAttributes.Select(static a => a.Key).Order());
    }

    [Fact]
    public void UnknownMembersAndMarksShouldBeVisible()
    {
        var paragraph = (AdfParagraph)Read("""{"type":"paragraph","extra":[1],"content":[{"type":"text","text":"a","marks":[{"type":"new","attrs":{"b":2}},{"type":"strong"}]}]}""");
        Assert.Equal(RawJson.Parse("[1]"), Assert.Single(paragraph.UnknownMembers).Value);
        IReadOnlyList<AdfMark> marks = paragraph.Content[0].Marks;
        Assert.Equal("new", Assert.IsType<AdfUnknownMark>(marks[0]).Type);
        Assert.Same(AdfStrong.Instance, marks[1]);
    }

    [Fact]
    public void NodesThatWereReadShouldBeUsableInOtherDocuments()
    {
        AdfDocument read = AdfDocument.Parse("""{"type":"doc","version":1,"content":[{"type":"new","x":1.50},{"type":"paragraph","attrs":{"localId":"a","y":2},"content":[]}]}""");
        AdfDocument copy = AdfDocument.Of([.. read.Content, new AdfRule()]);
        Assert.Equal("""{"version":1,"type":"doc","content":[{"type":"new","x":1.50},{"type":"paragraph","attrs":{"localId":"a","y":2},"content":[]},{"type":"rule"}]}""", copy.ToJson());
    }

    [Theory]
    [InlineData("""{"type":"doc","content":[{"type":"new"}]}""", JsonDrifts.WrongShape)]
    [InlineData("""{"type":"doc","content":[{"type":"rule","attrs":{"new":1}}]}""", JsonDrifts.UnknownMember)]
    [InlineData("""{"type":"doc","content":[{"type":"rule","new":1}]}""", JsonDrifts.UnknownMember)]
    [InlineData("""{"type":"doc","content":[{"type":"orderedList","attrs":{"order":"1"},"content":[{"type":"listItem","content":[{"type":"paragraph"}]}]}]}""", JsonDrifts.Conversion)]
    public void StrictOptionsShouldRefuseWhatTheSchemaDoesNotAllow(string json, JsonDrifts drift)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(json);
        Assert.Throws<System.Text.Json.JsonException>(() => JsonModelSerializer.Read<AdfDocument>(utf8, new JsonModelOptions { Refused = drift }));
        Assert.NotNull(JsonModelSerializer.Read<AdfDocument>(utf8, new JsonModelOptions { Refused = JsonDrifts.All & ~drift }));
    }

    private static IAdfBlock Read(string block) => Assert.Single(AdfDocument.Parse($$"""{"type":"doc","version":1,"content":[{{block}}]}""").Content);
}
