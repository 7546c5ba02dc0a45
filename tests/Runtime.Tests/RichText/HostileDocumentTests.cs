using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.RichText;
using Leeway.RichText.Samples;
using Leeway.Runtime.Tests.Json;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Whatever JSON is read as a document, it is written back unchanged, or refused with a <see cref="JsonException"/>.</summary>
public class HostileDocumentTests
{
    private static readonly string s_large = new('x', 1_000_000);

    private static readonly string[] s_blocks =
    [
        "null", "true", "1", "\"paragraph\"", "[]", "[[]]", "{}", """{"type":null}""", """{"type":1}""", """{"type":["paragraph"]}""", """{"type":""}""",
        """{"type":"\u0070aragraph"}""", """{"type":"paragraph\u0000"}""", """{"type":"\ud800"}""", """{"\u0074ype":"paragraph","\u0063ontent":[]}""",
        """{"content":[{"text":"a","type":"text"}],"type":"paragraph"}""", """{"content":[{"text":"a"}],"attrs":{}}""",
        """{"type":"paragraph","content":{}}""", """{"type":"paragraph","content":"a"}""", """{"type":"paragraph","content":null,"marks":null,"attrs":null}""",
        """{"type":"paragraph","content":[null,1,"a",[],{},true]}""", """{"type":"paragraph","attrs":[]}""", """{"type":"paragraph","attrs":"a"}""",
        """{"type":"paragraph","marks":{"type":"alignment"}}""", """{"type":"paragraph","marks":"strong"}""", """{"type":"paragraph","marks":[null,1,[],{},"a",{"type":null}]}""",
        """{"type":"paragraph","marks":[{"type":"alignment","attrs":{"align":"start"}}]}""", """{"type":"paragraph","marks":[{"attrs":{"align":"end"},"type":"alignment","marks":[]}]}""",
        """{"type":"paragraph","text":"a"}""", """{"type":"paragraph","text":{"a":[1]}}""", """{"type":"paragraph","attrs":{"localId":null}}""", """{"type":"paragraph","attrs":{"localId":1,"a":"b"}}""",
        """{"type":"paragraph","content":[{"type":"text"}]}""", """{"type":"paragraph","content":[{"type":"text","text":""}]}""", """{"type":"paragraph","content":[{"type":"text","text":null}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":1}]}""", """{"type":"paragraph","content":[{"type":"text","text":["a"]}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":"a","attrs":{"a":1},"content":[{"type":"text","text":"b"}]}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":"\ud800"},{"type":"text","text":"a\udc00b"},{"type":"text","text":"\u0000\u0001\u001f\u007f\u2028\ufeff"}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"\ud800"}}]}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link"},{"type":"link","attrs":null},{"type":"link","attrs":{"href":null}}]}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"code"},{"type":"strong"}]}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"strong"},{"type":"strong"},{"type":"strong","attrs":{}}]}]}""",
        """{"type":"paragraph","content":[{"type":"hardBreak","attrs":{"text":"\r\n"}},{"type":"mention","attrs":{"id":1}},{"type":"mention","attrs":{}},{"type":"emoji"}]}""",
        """{"type":"paragraph","content":[{"type":"date","attrs":{"timestamp":1767225600000}},{"type":"date","attrs":{"timestamp":"99999999999999999999"}},{"type":"date","attrs":{"timestamp":"-1e9"}}]}""",
        """{"type":"paragraph","content":[{"type":"status","attrs":{"text":"a","color":"grey"}},{"type":"status","attrs":{"text":"","color":"red"}},{"type":"inlineCard","attrs":{"url":"a","data":null}}]}""",
        """{"type":"paragraph","content":[{"type":"table","content":[]},{"type":"paragraph"},{"type":"doc","version":1,"content":[]}]}""",
        """{"type":"heading","attrs":{"level":"1"}}""", """{"type":"heading","attrs":{"level":1.0}}""", """{"type":"heading","attrs":{"level":1.5}}""", """{"type":"heading","attrs":{"level":1e400}}""",
        """{"type":"heading","attrs":{"level":-0}}""", """{"type":"heading","attrs":{"level":99999999999999999999}}""", """{"type":"heading","attrs":{"level":6e0}}""", """{"type":"heading"}""",
        """{"type":"codeBlock","content":[{"type":"hardBreak"},{"type":"text","text":"a","marks":[{"type":"em"}]},{"type":"text","text":"b","marks":[]}],"marks":[{"type":"breakout"}]}""",
        """{"type":"orderedList","attrs":{"order":1.5},"content":[{"type":"listItem"},{"type":"paragraph"},{"type":"listItem","content":[]}]}""", """{"type":"bulletList","content":[]}""",
        """{"type":"table","content":[{"type":"tableRow"},{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colwidth":[1,"2",null],"colspan":"2"},"content":[{"type":"text","text":"a"}]}]}]}""",
        """{"type":"mediaSingle","content":[{"type":"media","attrs":{"type":"external"}},{"type":"media"},{"type":"caption"}],"attrs":{"width":-1,"layout":7}}""",
        """{"type":"mediaSingle","attrs":{"width":50,"widthType":"furlong","layout":"center"},"content":[{"type":"media","attrs":{"type":"file","id":"a","collection":"","url":"b"}}],"more":[1]}""",
        """{"type":"taskList","attrs":{"localId":7},"content":[{"type":"taskItem","attrs":{"state":"done","localId":""}},{"type":"blockTaskItem","attrs":{"localId":"a","state":"DONE"},"content":[{"type":"paragraph"},{"type":"paragraph"},{"type":"rule"}]}]}""",
        """{"type":"extension","attrs":{"extensionKey":"a","extensionType":"","parameters":{"type":"doc","a":[[[1]]]}}}""", """{"type":"layoutSection","content":[{"type":"layoutColumn","attrs":{"width":50}}]}""",
        """{"type":"blockCard","attrs":{"datasource":[],"url":5,"data":null}}""", """{"type":"unknown","content":[{"type":"unknown","text":"a","content":{}}],"attrs":{"type":"a"}}""",
        """{"type":"expand","content":[{"type":"expand","content":[{"type":"nestedExpand","attrs":{},"content":[{"type":"nestedExpand"}]}]}]}""",
        """{ "type" : "rule" , "attrs" : { } }""", "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"\u0085\u202E\uFFFE\"}]}",
    ];

    private static readonly string[] s_documents =
    [
        "", " ", "null", "[]", "1", "\"doc\"", "{}", "{\"type\":\"doc\"", """{"type":"doc"}""", """{"type":"doc","version":1}""", """{"version":1,"content":[]}""",
        """{"type":"paragraph","version":1,"content":[]}""", """{"type":"Doc","version":1,"content":[]}""", """{"type":1,"version":1,"content":[]}""", """{"type":null,"version":1,"content":[]}""",
        """{"type":"doc","version":2,"content":[]}""", """{"type":"doc","version":"1","content":[]}""", """{"type":"doc","version":1.5,"content":[]}""", """{"type":"doc","version":null,"content":null}""",
        """{"type":"doc","version":1,"content":{}}""", """{"type":"doc","version":1,"content":"a"}""", """{"type":"doc","version":1,"content":7}""", """{"type":"doc","version":[1],"content":[]}""",
        """{"content":[{"type":"rule"}],"more":{"a":1},"version":1,"type":"doc"}""", """{"type":"doc","version":1,"content":[],"attrs":{"a":1},"marks":[1],"text":"a"}""",
        """{"\u0074ype":"do\u0063","version":1,"content":[]}""", """{"type":"doc","version":99999999999999999999,"content":[]}""", """{"type":"doc","version":1,"content":[],}""",
    ];

    /// <summary>Of members of one name, the last one counts, as for other readers.</summary>
    private static readonly string[] s_duplicates =
    [
        """{"type":"doc","type":"doc","version":1,"content":[]}""", """{"type":"paragraph","type":"doc","version":1,"content":[]}""",
        """{"type":"doc","version":1,"version":2,"content":[]}""", """{"type":"doc","version":1,"content":[],"content":[{"type":"rule"}]}""",
        """{"type":"doc","version":1,"content":[{"type":"rule","type":"paragraph"}]}""", """{"type":"doc","version":1,"content":[{"type":"rule","\u0074ype":"rule"}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[],"content":[{"type":"text","text":"a"}]}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"a","text":"b"}]}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","attrs":{"localId":"a","localId":"b"},"attrs":{"localId":"c"}}]}""",
        """{"type":"doc","version":1,"content":[{"type":"heading","attrs":{"level":1,"level":9},"marks":[],"marks":[{"type":"strong"}]}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","a":1,"a":2,"attrs":{"b":1,"b":2}}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"strong","type":"em"},{"type":"link","attrs":{"href":"a"},"attrs":{"href":"b"}}]}]}]}""",
    ];

    public static TheoryData<string> Blocks => [.. s_blocks];

    public static TheoryData<string> Documents => [.. s_documents];

    public static TheoryData<string> Duplicates => [.. s_duplicates];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void HostileBlockShouldSurvive(string block)
    {
        string json = $$"""{"version":1,"type":"doc","content":[{{block}},{"type":"panel","attrs":{"panelType":"info"},"content":[{{block}}]}]}""";
        AssertSurvives(json, AdfDocument.Parse(json));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void HostileDocumentShouldSurviveOrBeRefused(string json) => AssertSurvivesOrIsRefused(json);

    [Theory]
    [MemberData(nameof(Duplicates))]
    public void DuplicateMembersShouldSurviveOrBeRefused(string json)
    {
        if (TryParse(json) is { } document)
        {
            JsonAssert.Same(KeepLastMembers(json), KeepLastMembers(document.ToJson()));
        }
    }

    [Theory]
    [InlineData("""{"type":"bulletList","content":[{"type":"listItem","content":[""", "]}]}")]
    [InlineData("""{"type":"panel","content":[""", "]}")]
    [InlineData("""{"type":"unknown","content":[""", "]}")]
    [InlineData("""{"content":[""", """],"type":"blockquote"}""")]
    [InlineData("""{"type":"extension","attrs":{"extensionKey":"a","extensionType":"a","parameters":""", "}}")]
    [InlineData("""{"type":"paragraph","marks":[""", "]}")]
    [InlineData("[", "]")]
    public void NestedDocumentShouldSurviveOrBeRefused(string open, string close)
    {
        foreach (int times in new[] { 1, 10, 50, 63, 120, 127, 250, 1_000, 100_000 })
        {
            string json = $$"""{"version":1,"type":"doc","content":[{{Repeat(open, times)}}{"type":"rule"}{{Repeat(close, times)}}]}""";
            AssertSurvivesOrIsRefused(json);
        }
    }

    [Fact]
    public void LargeValuesShouldSurvive()
    {
        string json = $$"""{"version":1,"type":"doc","content":[{"type":"paragraph","attrs":{"localId":"{{s_large}}","{{s_large}}":1},"content":[{"type":"text","text":"{{s_large}}"}]},{"type":"{{s_large}}"}]}""";
        AssertSurvives(json, AdfDocument.Parse(json));
    }

    [Fact]
    public void SamplesShouldSurvive()
    {
        for (int seed = 0; seed < TestSize.Of(10_000); seed++)
        {
            string json = SampleDocuments.Create(seed, out _).ToJsonString();
            AssertSurvives(json, AdfDocument.Parse(json));
        }
    }

    [Fact]
    public void BrokenSamplesShouldSurviveOrBeRefused()
    {
        for (int seed = 0; seed < TestSize.Of(10_000); seed++)
        {
            AssertSurvivesOrIsRefused(SampleDocuments.CreateBroken(seed).ToJsonString());
        }
    }

    private static void AssertSurvivesOrIsRefused(string json)
    {
        if (TryParse(json) is { } document)
        {
            AssertSurvives(json, document);
        }
    }

    /// <summary>Also reads everything that an application may read.</summary>
    private static void AssertSurvives(string json, AdfDocument document)
    {
        JsonAssert.Same(json, document.ToJson());
        Assert.NotNull(document.ToPlainText());
        Assert.All(document.Descendants(), static node => Assert.NotNull(node.Type + node.ToPlainText() + node.LocalId));
    }

    private static AdfDocument? TryParse(string json)
    {
        try
        {
            return AdfDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string KeepLastMembers(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return KeepLastMembers(document.RootElement)!.ToJsonString();

        static JsonNode? KeepLastMembers(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => new JsonObject(value.EnumerateObject().Reverse().DistinctBy(static m => m.Name).Select(static m => KeyValuePair.Create(m.Name, KeepLastMembers(m.Value)))),
            JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(KeepLastMembers)]),
            _ => JsonValue.Create(value.Clone()),
        };
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
