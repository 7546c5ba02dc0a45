using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Json;
using Leeway.RichText;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Checks that documents are written as they were read, however odd they are.</summary>
public class AdfRoundTripTests
{
    private const string Hello = """{"type":"text","text":"hello"}""";

    private const string Line = """{"type":"paragraph","content":[{"type":"text","text":"hello"}]}""";

    /// <summary>Odd documents.</summary>
    public static TheoryData<string> Documents { get; } =
    [
        """{"type":"doc"}""",
        """{"type":"doc","version":2,"content":[]}""",
        """{"type":"doc","version":1.0,"content":[]}""",
        """{"type":"doc","version":"1","content":null}""",
        """{"type":"doc","version":[1],"content":{"a":1},"attrs":{"x":1},"": 5}""",
        """{"content":[],"type":"doc"}""",
        """{"\u0074ype":"d\u006fc","version":1,"content":[]}""",
        """{"type":"doc","version":1e0,"content":[],"type":"doc"}""",
        """ { "type" : "doc" , "version" : 1 , "content" : [ { "type" : "paragraph" , "content" : [ ] , "marks" : [ ] } ] } """,
        """{"type":"doc","version":1}""", """{"type":"doc","version":"1","content":[]}""", """{"type":"doc","version":1.5,"content":[]}""",
        """{"type":"doc","version":null,"content":null}""", """{"type":"doc","version":1,"content":{}}""", """{"type":"doc","version":1,"content":"a"}""",
        """{"type":"doc","version":1,"content":7}""", """{"type":"doc","version":[1],"content":[]}""",
        """{"content":[{"type":"rule"}],"more":{"a":1},"version":1,"type":"doc"}""",
        """{"type":"doc","version":1,"content":[],"attrs":{"a":1},"marks":[1],"text":"a"}""", """{"\u0074ype":"do\u0063","version":1,"content":[]}""",
        """{"type":"doc","version":99999999999999999999,"content":[]}""", """{"type":"doc","type":"doc","version":1,"content":[]}""",
        """{"type":"doc","version":1,"version":2,"content":[]}""", """{"type":"doc","version":1,"content":[],"content":[{"type":"rule"}]}""",
        """{"type":"doc","version":1,"content":[{"type":"rule","type":"paragraph"}]}""",
        """{"type":"doc","version":1,"content":[{"type":"rule","\u0074ype":"rule"}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[],"content":[{"type":"text","text":"a"}]}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"a","text":"b"}]}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","attrs":{"localId":"a","localId":"b"},"attrs":{"localId":"c"}}]}""",
        """{"type":"doc","version":1,"content":[{"type":"heading","attrs":{"level":1,"level":9},"marks":[],"marks":[{"type":"strong"}]}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","a":1,"a":2,"attrs":{"b":1,"b":2}}]}""",
        """{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"strong","type":"em"},{"type":"link","attrs":{"href":"a"},"attrs":{"href":"b"}}]}]}]}""",
    ];

    /// <summary>Odd blocks.</summary>
    public static TheoryData<string> Blocks { get; } =
    [
        "null", "1", "\"text\"", "true", "[]", "{}", """{"type":null}""", """{"type":5,"content":[]}""", """{"type":"doc","version":1,"content":[]}""",
        """{"type":"new","attrs":{"a":[1,{"b":null}]},"content":[{"type":"newer"}],"marks":[{"type":"x"}],"text":"t"}""",
        """{"type":"paragraph"}""", """{"type":"paragraph","content":[]}""", """{"type":"paragraph","content":null,"attrs":null,"marks":null}""",
        """{"type":"paragraph","content":5}""", """{"type":"paragraph","attrs":5}""", """{"type":"paragraph","marks":{}}""", """{"type":"paragraph","text":"no place"}""",
        """{"type":"paragraph","type":"rule"}""", """{"type":5,"type":"rule"}""", """{"attrs":{},"type":"rule","attrs":{"localId":"a"}}""",
        """{"type":"paragraph","attrs":{"localId":null}}""", """{"type":"paragraph","attrs":{"localId":5,"x":"y"}}""", """{"type":"paragraph","attrs":{"localId":{"a":1}},"z":null}""",
        """{"type":"paragraph","attrs":{}}""", """{"type":"paragraph","attrs":{"\u006cocalId":"\ud800"},"x\"y":1}""",
        """{"type":"paragraph","marks":[]}""",
        """{"type":"paragraph","marks":[{"type":"fontSize","attrs":{"fontSize":"small"}},{"type":"alignment","attrs":{"align":"center"}}]}""",
        """{"type":"paragraph","marks":[{"type":"alignment","attrs":{"align":"end","x":1}},{"type":"fontSize","attrs":{"fontSize":"small"}}]}""",
        """{"type":"paragraph","marks":[{"type":"alignment","attrs":{"align":"left"}}]}""",
        """{"type":"paragraph","marks":[{"type":"alignment","attrs":{"align":"end"}},{"type":"indentation","attrs":{"level":1}}]}""",
        """{"type":"paragraph","marks":[{"type":"indentation","attrs":{"level":1.0}},{"type":"new"},5,null]}""",
        """{"type":"paragraph","marks":[{"type":"strong"}]}""",
        """{"type":"heading","attrs":{"level":1}}""", """{"type":"heading","attrs":{"level":0}}""", """{"type":"heading","attrs":{"level":"2"}}""",
        """{"type":"heading","attrs":{"level":2.50}}""", """{"type":"heading","attrs":{"level":2e0}}""", """{"type":"heading"}""",
        """{"type":"heading","attrs":{"level":3},"marks":[{"type":"indentation","attrs":{"level":7}}]}""",
        """{"type":"bulletList"}""", """{"type":"bulletList","content":[]}""", """{"type":"bulletList","content":[{"type":"listItem","content":[]}]}""",
        """{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"heading","attrs":{"level":1}}]},{"type":"paragraph"},7]}""",
        """{"type":"orderedList","attrs":{"order":-1},"content":[{"type":"listItem","content":[{"type":"paragraph"}]}]}""",
        """{"type":"orderedList","attrs":{"order":1e2},"content":[{"type":"listItem","content":[{"type":"paragraph"}]}]}""",
        """{"type":"taskList","content":[]}""", """{"type":"taskList","attrs":{"localId":""},"content":[{"type":"taskItem","attrs":{"localId":"","state":"LATER"}},{"type":"taskItem","attrs":{"localId":"b","state":"DONE"}}]}""",
        """{"type":"codeBlock","attrs":{"language":"c","wrap":"true"},"content":[{"type":"text","text":"a"},{"type":"text","text":"b","marks":[]},{"type":"text","text":"c","marks":[{"type":"em"}]}]}""",
        """{"type":"codeBlock","marks":[{"type":"breakout","attrs":{"mode":"wide","width":760.5}}]}""", """{"type":"codeBlock","marks":[{"type":"breakout","attrs":{"mode":"huge"}}]}""",
        """{"type":"blockquote","content":[{"type":"blockquote","content":[{"type":"paragraph"}]},{"type":"heading","attrs":{"level":1}}]}""",
        """{"type":"panel","attrs":{"panelType":"rainbow"},"content":[{"type":"paragraph"}]}""", """{"type":"panel","content":[{"type":"paragraph"}]}""",
        """{"type":"expand","attrs":{"title":7},"content":[{"type":"expand","content":[{"type":"paragraph"}]}]}""", """{"type":"nestedExpand","attrs":{},"content":[{"type":"paragraph"}]}""",
        """{"type":"rule","marks":[],"content":[]}""", """{"type":"rule","content":[{"type":"rule"}]}""", """{"type":"rule","marks":[{"type":"em"}]}""",
        """{"type":"table","attrs":{"width":760,"layout":"odd","isNumberColumnEnabled":"false","localId":""},"content":[{"type":"tableRow"},{"type":"tableRow","content":[]},{"type":"tableRow","content":[{"type":"tableCell","content":[]},{"type":"tableCell","attrs":{"colspan":"2","rowspan":1.5,"colwidth":[1,"2",null,3.50],"background":null},"content":[{"type":"table","content":[]},{"type":"text","text":"x"}]},{"type":"tableHeader","content":[{"type":"paragraph"}]}]}]}""",
        """{"type":"mediaSingle","attrs":{"layout":"center"},"content":[{"type":"media","attrs":{"type":"external","url":"u"}},{"type":"media","attrs":{"type":"file","id":"i","collection":""}}]}""",
        """{"type":"mediaSingle","attrs":{"layout":"center","width":150,"widthType":"percentage"},"content":[{"type":"media","attrs":{"type":"file","id":"i","collection":"","width":1.50,"url":"u"},"marks":[{"type":"border","attrs":{"size":9,"color":"red"}}]},{"type":"caption","content":[{"type":"mediaInline","attrs":{"id":"i","collection":"c"}}]}]}""",
        """{"type":"mediaSingle","content":[{"type":"media","attrs":{"type":"file","id":"","collection":""}}]}""", """{"type":"mediaGroup","attrs":{"localId":"x"},"content":[{"type":"media","attrs":{"type":"hologram"}}]}""",
        """{"type":"blockCard","attrs":{}}""", """{"type":"blockCard","attrs":{"url":"u","data":{"a":1},"datasource":5}}""", """{"type":"embedCard","attrs":{"url":"u"}}""",
        """{"type":"extension","attrs":{"extensionKey":"","extensionType":"t"}}""", """{"type":"extension","attrs":{"extensionKey":"k","extensionType":"t","parameters":{"z":[1.0,{}]}},"marks":[{"type":"fragment","attrs":{"localId":""}}]}""",
        """{"type":"layoutSection","content":[{"type":"layoutColumn","attrs":{"width":101},"content":[{"type":"paragraph"}]}]}""",
        """{"type":"layoutSection","content":[{"type":"layoutColumn","attrs":{"width":33.33},"content":[{"type":"paragraph"}]},{"type":"layoutColumn","attrs":{"width":66.66},"content":[]}]}""",
        """{"type":"syncBlock","attrs":{"resourceId":"r"}}""", """{"type":"syncBlock","attrs":{"resourceId":"r","localId":"l"},"marks":[{"type":"breakout","attrs":{"mode":"wide"}}]}""",
        """{"content":[{"text":"late","type":"text","marks":[{"attrs":{"href":"h"},"type":"link"}]}],"type":"paragraph"}""",
        "\"paragraph\"", "[[]]", """{"type":1}""", """{"type":["paragraph"]}""", """{"type":""}""", """{"type":"\u0070aragraph"}""",
        """{"type":"paragraph\u0000"}""", """{"type":"\ud800"}""", """{"\u0074ype":"paragraph","\u0063ontent":[]}""",
        """{"content":[{"text":"a","type":"text"}],"type":"paragraph"}""", """{"content":[{"text":"a"}],"attrs":{}}""",
        """{"type":"paragraph","content":{}}""", """{"type":"paragraph","content":"a"}""", """{"type":"paragraph","content":null,"marks":null,"attrs":null}""",
        """{"type":"paragraph","content":[null,1,"a",[],{},true]}""", """{"type":"paragraph","attrs":[]}""", """{"type":"paragraph","attrs":"a"}""",
        """{"type":"paragraph","marks":{"type":"alignment"}}""", """{"type":"paragraph","marks":"strong"}""",
        """{"type":"paragraph","marks":[null,1,[],{},"a",{"type":null}]}""",
        """{"type":"paragraph","marks":[{"type":"alignment","attrs":{"align":"start"}}]}""",
        """{"type":"paragraph","marks":[{"attrs":{"align":"end"},"type":"alignment","marks":[]}]}""", """{"type":"paragraph","text":"a"}""",
        """{"type":"paragraph","text":{"a":[1]}}""", """{"type":"paragraph","attrs":{"localId":1,"a":"b"}}""",
        """{"type":"paragraph","content":[{"type":"text"}]}""", """{"type":"paragraph","content":[{"type":"text","text":""}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":null}]}""", """{"type":"paragraph","content":[{"type":"text","text":1}]}""",
        """{"type":"paragraph","content":[{"type":"text","text":["a"]}]}""",
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
        """{"type":"heading","attrs":{"level":"1"}}""", """{"type":"heading","attrs":{"level":1.0}}""", """{"type":"heading","attrs":{"level":1.5}}""",
        """{"type":"heading","attrs":{"level":1e400}}""", """{"type":"heading","attrs":{"level":-0}}""",
        """{"type":"heading","attrs":{"level":99999999999999999999}}""", """{"type":"heading","attrs":{"level":6e0}}""",
        """{"type":"codeBlock","content":[{"type":"hardBreak"},{"type":"text","text":"a","marks":[{"type":"em"}]},{"type":"text","text":"b","marks":[]}],"marks":[{"type":"breakout"}]}""",
        """{"type":"orderedList","attrs":{"order":1.5},"content":[{"type":"listItem"},{"type":"paragraph"},{"type":"listItem","content":[]}]}""",
        """{"type":"table","content":[{"type":"tableRow"},{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colwidth":[1,"2",null],"colspan":"2"},"content":[{"type":"text","text":"a"}]}]}]}""",
        """{"type":"mediaSingle","content":[{"type":"media","attrs":{"type":"external"}},{"type":"media"},{"type":"caption"}],"attrs":{"width":-1,"layout":7}}""",
        """{"type":"mediaSingle","attrs":{"width":50,"widthType":"furlong","layout":"center"},"content":[{"type":"media","attrs":{"type":"file","id":"a","collection":"","url":"b"}}],"more":[1]}""",
        """{"type":"taskList","attrs":{"localId":7},"content":[{"type":"taskItem","attrs":{"state":"done","localId":""}},{"type":"blockTaskItem","attrs":{"localId":"a","state":"DONE"},"content":[{"type":"paragraph"},{"type":"paragraph"},{"type":"rule"}]}]}""",
        """{"type":"extension","attrs":{"extensionKey":"a","extensionType":"","parameters":{"type":"doc","a":[[[1]]]}}}""",
        """{"type":"layoutSection","content":[{"type":"layoutColumn","attrs":{"width":50}}]}""",
        """{"type":"blockCard","attrs":{"datasource":[],"url":5,"data":null}}""",
        """{"type":"unknown","content":[{"type":"unknown","text":"a","content":{}}],"attrs":{"type":"a"}}""",
        """{"type":"expand","content":[{"type":"expand","content":[{"type":"nestedExpand","attrs":{},"content":[{"type":"nestedExpand"}]}]}]}""",
        """{ "type" : "rule" , "attrs" : { } }""", "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"\u0085\u202E\uFFFE\"}]}",
    ];

    /// <summary>Odd content of lines.</summary>
    public static TheoryData<string> Inlines { get; } =
    [
        "null", "[]", """{"type":"new"}""", """{"type":"paragraph"}""", """{"type":"text"}""", """{"type":"text","text":""}""", """{"type":"text","text":5}""", """{"type":"text","text":null}""",
        """{"type":"text","text":"a","text":"b"}""", """{"type":"text","text":"lone \ud800"}""", """{"type":"text","text":"\u0041\n\"\\\/😀\u0000"}""", """{"type":"text","text":"a","attrs":{"x":1},"content":[]}""",
        """{"type":"text","text":"a","content":[{"type":"text","text":"b"}]}""", """{"type":"text","text":"a","marks":[]}""", """{"type":"text","text":"a","marks":null}""",
        """{"type":"text","text":"a","marks":[{"type":"strong"},{"type":"em"},{"type":"strong"}]}""", """{"type":"text","text":"a","marks":[{"type":"strong","attrs":{}},{"type":"em","x":1},{"type":"new","attrs":{"a":1}},"odd",null,{}]}""",
        """{"type":"text","text":"a","marks":[{"type":"link"}]}""", """{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"h","title":5,"__new":true},"y":[]}]}""", """{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"h"},"attrs":{"href":"i"}}]}""",
        """{"type":"text","text":"a","marks":[{"type":"textColor","attrs":{"color":"red"}},{"type":"backgroundColor","attrs":{"color":"#ABCdef"}},{"type":"subsup","attrs":{"type":"sub"}},{"type":"subsup","attrs":{"type":"over"}}]}""",
        """{"type":"text","text":"a","marks":[{"type":"code"},{"type":"strong"}]}""", """{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"h"}},{"type":"code"},{"type":"annotation","attrs":{"id":"i","annotationType":"inlineComment"}},{"type":"new"}]}""",
        """{"type":"text","text":"a","marks":[{"type":"alignment","attrs":{"align":"end"}}]}""", """{"type":"text","text":"a","marks":[{"type":"code"},{"type":"annotation","attrs":{"id":"i","annotationType":"other"}}]}""",
        """{"type":"mention","attrs":{"id":"1","userType":"ROBOT","localId":"","text":null}}""", """{"type":"mention","attrs":{"text":"@x"}}""", """{"type":"mention","attrs":{"id":1}}""",
        """{"type":"emoji","attrs":{"shortName":":x:","id":"1f600","text":""}}""", """{"type":"date","attrs":{"timestamp":1582152559000}}""", """{"type":"date","attrs":{"timestamp":""}}""",
        """{"type":"status","attrs":{"text":"","color":"red"}}""", """{"type":"status","attrs":{"text":"a","color":"pink"}}""", """{"type":"status","attrs":{"text":"a","color":"#aabbcc","style":"bold","localId":"l"}}""",
        """{"type":"hardBreak","attrs":{"text":"\n"}}""", """{"type":"hardBreak","attrs":{"text":"x"},"content":[]}""", """{"type":"inlineCard","attrs":{"data":null}}""", """{"type":"inlineCard","attrs":{"data":{"@type":"x"},"url":"u"}}""",
        """{"type":"placeholder","attrs":{"text":""}}""", """{"type":"mediaInline","attrs":{"id":"i","collection":"c","type":"image","width":1e1,"data":{}},"marks":[{"type":"link","attrs":{"href":"h"}},{"type":"border","attrs":{"size":2,"color":"#11223344"}}]}""",
        """{"type":"inlineExtension","attrs":{"extensionKey":"k","extensionType":"t","layout":"wide"},"marks":[{"type":"dataConsumer","attrs":{"sources":["a",1]}},{"type":"dataConsumer","attrs":{"sources":[]}}]}""",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void OddDocumentShouldBeWrittenBack(string json) => Survives(json);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void OddBlockShouldBeWrittenBack(string json)
    {
        Survives($$"""{"type":"doc","version":1,"content":[{{json}}]}""");
        Survives($$"""{"type":"doc","version":1,"content":[{{Line}},{"type":"panel","attrs":{"panelType":"info"},"content":[{{json}},{{Line}}]}]}""");
        Survives($$"""{"type":"doc","version":1,"content":[{"type":"unknown","content":[{{json}}]}]}""");
    }

    [Theory]
    [MemberData(nameof(Inlines))]
    public void OddContentOfALineShouldBeWrittenBack(string json)
    {
        Survives($$"""{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{{Hello}},{{json}},{{Hello}}]}]}""");
        Survives($$"""{"type":"doc","version":1,"content":[{"type":"codeBlock","content":[{{json}}]}]}""");
        Survives($$"""{"type":"doc","version":1,"content":[{"type":"mediaSingle","attrs":{"layout":"wide"},"content":[{"type":"media","attrs":{"type":"external","url":"u"} },{"type":"caption","content":[{{json}}]}]}]}""");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"paragraph","content":[]}""")]
    [InlineData("""{"type":["doc"]}""")]
    [InlineData("""{"type":"doc"}{""")]
    [InlineData("""{"type":"doc","content":[{"type":"paragraph"}""")]
    [InlineData("""{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":""")]
    [InlineData("")]
    public void TextThatIsNoDocumentShouldBeRefused(string json) => Assert.ThrowsAny<JsonException>(() => AdfDocument.Parse(json));

    [Fact]
    public void ModelShouldKeepJsonThatIsNoDocument()
    {
        Assert.Null(JsonModelSerializer.Read<AdfDocument>("null"u8));
        Assert.ThrowsAny<JsonException>(() => JsonModelSerializer.Read<AdfDocument>("""{"type":"paragraph"}"""u8));
        Assert.Equal(JsonValueKind.Null, ((RawJson)(AdfDocument?)null).Kind);
        Assert.Equal(JsonValueKind.Object, ((RawJson)AdfDocument.Of()).Kind);
    }

    [Fact]
    public void SerializerOfTheFrameworkShouldReadAndWriteDocuments()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonModelTypeInfoResolver.Default };
        var document = (AdfDocument)JsonSerializer.Deserialize("""{"type":"doc","version":1,"content":[{"type":"rule"}]}""", options.GetTypeInfo(typeof(AdfDocument)))!;
        Assert.IsType<AdfRule>(Assert.Single(document.Content));
        Assert.Equal(document.ToJson(), JsonSerializer.Serialize(document, options.GetTypeInfo(typeof(AdfDocument))));
    }

    private static void Survives(string json)
    {
        AdfDocument document = AdfDocument.Parse(json);
        string written = document.ToJson();
        Same(json, written);
        Same(json, AdfDocument.Parse(written).ToJson());

        // Whatever was read can be traversed.
        foreach (AdfNode node in document.Descendants())
        {
            Assert.Equal(node.GetType().Name, node.ToString());
            Same(node.ToJson(), node.ToJson());
            _ = node.Type + node.LocalId + node.Marks.Count + node.UnknownAttributes.Count + node.UnknownMembers.Count;
        }

        _ = document.ToPlainText();
    }

    private static void Same(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(Parse(expected), Parse(actual)), $"Expected: {expected}\nActual:   {actual}");

    /// <summary>Parses JSON as the framework does. It keeps the last of members with one name, and cannot compare unpaired surrogates.</summary>
    private static JsonNode? Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json.Replace("\\ud800", "\uE000", StringComparison.Ordinal).Replace("\\udc00", "\uE001", StringComparison.Ordinal));
        return Normalize(document.RootElement);
    }

    private static JsonNode? Normalize(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (JsonProperty member in json.EnumerateObject())
                {
                    members[member.Name] = Normalize(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. json.EnumerateArray().Select(Normalize)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(json.Clone());
        }
    }
}
