using Leeway.RichText;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Checks each node at each place against the content models of the schema.</summary>
public class AdfPlacesTests
{
    private const string Media = """{"type":"media","attrs":{"type":"external","url":"u"}}""";

    /// <summary>A valid node for each name of the lists below.</summary>
    private static readonly Dictionary<string, string> s_nodes = new()
    {
        ["paragraph"] = """{"type":"paragraph"}""",
        ["small"] = """{"type":"paragraph","marks":[{"type":"fontSize","attrs":{"fontSize":"small"}}]}""",
        ["aligned"] = """{"type":"paragraph","marks":[{"type":"alignment","attrs":{"align":"end"}}]}""",
        ["indented"] = """{"type":"paragraph","marks":[{"type":"indentation","attrs":{"level":2}}]}""",
        ["heading"] = """{"type":"heading","attrs":{"level":1}}""",
        ["alignedHeading"] = """{"type":"heading","attrs":{"level":1},"marks":[{"type":"alignment","attrs":{"align":"end"}}]}""",
        ["indentedHeading"] = """{"type":"heading","attrs":{"level":1},"marks":[{"type":"indentation","attrs":{"level":2}}]}""",
        ["bulletList"] = """{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph"}]}]}""",
        ["orderedList"] = """{"type":"orderedList","content":[{"type":"listItem","content":[{"type":"paragraph"}]}]}""",
        ["listItem"] = """{"type":"listItem","content":[{"type":"paragraph"}]}""",
        ["taskList"] = """{"type":"taskList","attrs":{"localId":"a"},"content":[{"type":"taskItem","attrs":{"localId":"b","state":"TODO"}}]}""",
        ["taskItem"] = """{"type":"taskItem","attrs":{"localId":"b","state":"DONE"}}""",
        ["blockTaskItem"] = """{"type":"blockTaskItem","attrs":{"localId":"b","state":"DONE"},"content":[{"type":"paragraph"}]}""",
        ["decisionList"] = """{"type":"decisionList","attrs":{"localId":"a"},"content":[{"type":"decisionItem","attrs":{"localId":"b","state":"DECIDED"}}]}""",
        ["decisionItem"] = """{"type":"decisionItem","attrs":{"localId":"b","state":"DECIDED"}}""",
        ["codeBlock"] = """{"type":"codeBlock"}""",
        ["wideCodeBlock"] = """{"type":"codeBlock","marks":[{"type":"breakout","attrs":{"mode":"wide"}}]}""",
        ["blockquote"] = """{"type":"blockquote","content":[{"type":"paragraph"}]}""",
        ["panel"] = """{"type":"panel","attrs":{"panelType":"info"},"content":[{"type":"paragraph"}]}""",
        ["expand"] = """{"type":"expand","content":[{"type":"paragraph"}]}""",
        ["wideExpand"] = """{"type":"expand","content":[{"type":"paragraph"}],"marks":[{"type":"breakout","attrs":{"mode":"wide"}}]}""",
        ["nestedExpand"] = """{"type":"nestedExpand","attrs":{},"content":[{"type":"paragraph"}]}""",
        ["rule"] = """{"type":"rule"}""",
        ["table"] = """{"type":"table","content":[{"type":"tableRow","content":[]}]}""",
        ["tableRow"] = """{"type":"tableRow","content":[]}""",
        ["tableCell"] = """{"type":"tableCell","content":[{"type":"paragraph"}]}""",
        ["tableHeader"] = """{"type":"tableHeader","content":[{"type":"paragraph"}]}""",
        ["mediaSingle"] = $$"""{"type":"mediaSingle","attrs":{"layout":"wide"},"content":[{{Media}}]}""",
        ["mediaGroup"] = $$"""{"type":"mediaGroup","content":[{{Media}}]}""",
        ["media"] = Media,
        ["blockCard"] = """{"type":"blockCard","attrs":{"url":"u"}}""",
        ["embedCard"] = """{"type":"embedCard","attrs":{"url":"u","layout":"wide"}}""",
        ["extension"] = """{"type":"extension","attrs":{"extensionKey":"k","extensionType":"t"}}""",
        ["bodiedExtension"] = """{"type":"bodiedExtension","attrs":{"extensionKey":"k","extensionType":"t"},"content":[{"type":"paragraph"}]}""",
        ["layoutSection"] = """{"type":"layoutSection","content":[{"type":"layoutColumn","attrs":{"width":50},"content":[{"type":"paragraph"}]},{"type":"layoutColumn","attrs":{"width":50},"content":[{"type":"paragraph"}]}]}""",
        ["layoutColumn"] = """{"type":"layoutColumn","attrs":{"width":50},"content":[{"type":"paragraph"}]}""",
        ["syncBlock"] = """{"type":"syncBlock","attrs":{"resourceId":"r","localId":"a"}}""",
        ["bodiedSyncBlock"] = """{"type":"bodiedSyncBlock","attrs":{"resourceId":"r","localId":"a"},"content":[{"type":"paragraph"}]}""",
        ["caption"] = """{"type":"caption"}""",
        ["text"] = """{"type":"text","text":"a"}""",
    };

    [Theory]
    [InlineData("""{"type":"doc","version":1,"content":[@]}""", "blockCard codeBlock mediaSingle small aligned indented paragraph taskList orderedList bulletList blockquote decisionList embedCard extension indentedHeading heading alignedHeading mediaGroup rule panel table bodiedExtension expand wideCodeBlock layoutSection wideExpand syncBlock bodiedSyncBlock")]
    [InlineData("""{"type":"doc","content":[{"type":"bulletList","content":[@]}]}""", "listItem")]
    [InlineData("""{"type":"doc","content":[{"type":"orderedList","content":[@]}]}""", "listItem")]
    [InlineData("""{"type":"doc","content":[{"type":"bulletList","content":[{"type":"listItem","content":[@]}]}]}""", "small paragraph bulletList orderedList taskList mediaSingle codeBlock extension")]
    [InlineData("""{"type":"doc","content":[{"type":"taskList","attrs":{"localId":"a"},"content":[@]}]}""", "taskItem taskList blockTaskItem")]
    [InlineData("""{"type":"doc","content":[{"type":"taskList","attrs":{"localId":"a"},"content":[{"type":"blockTaskItem","attrs":{"localId":"b","state":"TODO"},"content":[@]}]}]}""", "paragraph small extension")]
    [InlineData("""{"type":"doc","content":[{"type":"decisionList","attrs":{"localId":"a"},"content":[@]}]}""", "decisionItem")]
    [InlineData("""{"type":"doc","content":[{"type":"blockquote","content":[@]}]}""", "paragraph orderedList bulletList codeBlock mediaSingle mediaGroup extension")]
    [InlineData("""{"type":"doc","content":[{"type":"panel","attrs":{"panelType":"tip"},"content":[@]}]}""", "paragraph small heading bulletList orderedList blockCard mediaGroup mediaSingle codeBlock taskList rule decisionList extension")]
    [InlineData("""{"type":"doc","content":[{"type":"expand","content":[@]}]}""", "paragraph small panel blockquote orderedList bulletList rule heading codeBlock mediaGroup mediaSingle decisionList taskList table blockCard embedCard extension nestedExpand")]
    [InlineData("""{"type":"doc","content":[{"type":"expand","content":[{"type":"nestedExpand","attrs":{},"content":[@]}]}]}""", "paragraph small heading mediaSingle mediaGroup codeBlock bulletList orderedList taskList decisionList rule panel blockquote extension")]
    [InlineData("""{"type":"doc","content":[{"type":"table","content":[@]}]}""", "tableRow")]
    [InlineData("""{"type":"doc","content":[{"type":"table","content":[{"type":"tableRow","content":[@]}]}]}""", "tableCell tableHeader")]
    [InlineData("""{"type":"doc","content":[{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","content":[@]}]}]}]}""", "paragraph small aligned panel blockquote orderedList bulletList rule heading alignedHeading indentedHeading codeBlock mediaSingle mediaGroup decisionList taskList blockCard embedCard extension nestedExpand")]
    [InlineData("""{"type":"doc","content":[{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableHeader","content":[@]}]}]}]}""", "paragraph small aligned panel blockquote orderedList bulletList rule heading alignedHeading indentedHeading codeBlock mediaSingle mediaGroup decisionList taskList blockCard embedCard extension nestedExpand")]
    [InlineData("""{"type":"doc","content":[{"type":"mediaGroup","content":[@]}]}""", "media")]
    [InlineData("""{"type":"doc","content":[{"type":"bodiedExtension","attrs":{"extensionKey":"k","extensionType":"t"},"content":[@]}]}""", "paragraph small panel blockquote orderedList bulletList rule heading codeBlock mediaGroup mediaSingle decisionList taskList table blockCard embedCard extension")]
    [InlineData("""{"type":"doc","content":[{"type":"layoutSection","content":[@,{"type":"layoutColumn","attrs":{"width":50},"content":[{"type":"paragraph"}]}]}]}""", "layoutColumn")]
    [InlineData("""{"type":"doc","content":[{"type":"layoutSection","content":[{"type":"layoutColumn","attrs":{"width":50},"content":[@]},{"type":"layoutColumn","attrs":{"width":50},"content":[{"type":"paragraph"}]}]}]}""", "blockCard paragraph small aligned indented mediaSingle codeBlock taskList bulletList orderedList heading alignedHeading indentedHeading mediaGroup decisionList rule panel blockquote extension embedCard table expand bodiedExtension")]
    [InlineData("""{"type":"doc","content":[{"type":"bodiedSyncBlock","attrs":{"resourceId":"r","localId":"a"},"content":[@]}]}""", "paragraph small aligned indented blockCard blockquote bulletList codeBlock decisionList embedCard expand heading alignedHeading indentedHeading layoutSection mediaGroup mediaSingle orderedList panel rule table taskList")]
    public void PlaceShouldHoldWhatTheSchemaAllows(string place, string allowed)
    {
        string[] names = allowed.Split(' ');
        Assert.All(names, static name => Assert.Contains(name, s_nodes));
        Assert.All(s_nodes, node =>
        {
            string json = place.Replace("@", node.Value, StringComparison.Ordinal);
            AdfDocument document = AdfDocument.Parse(json);
            Assert.Equal(names.Contains(node.Key), !document.Descendants().Any(static n => n is AdfUnknownNode));
            Json.JsonAssert.Same(json, document.ToJson());
        });
    }
}
