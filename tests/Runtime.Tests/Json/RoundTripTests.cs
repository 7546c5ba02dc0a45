using System.Buffers;
using System.Text;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

public class RoundTripTests
{
    private const string Whole = """
        {
          "text": "a \"b\" \\ \/ \b\f\n\r\t \u0001 \u00e9 é 😀 \ud83d\ude00",
          "flag": true, "small": -5, "large": 9007199254740993, "real": 1.25e-7,
          "time": "2021-01-17T12:34:00.123+10:00", "day": "2024-02-29", "guid": "7d4f2a10-0b7e-4c53-9f0e-0123456789ab",
          "any": {"z": [1, 2.50, {"deep": null}], "a": 1},
          "inner": {"id": 1, "name": "one", "self": {"id": 2}},
          "color": "light-blue", "shape": {"type": "circle", "radius": 2.5}, "choice": [ "x" ],
          "texts": ["a", null, ""], "numbers": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36],
          "inners": [{"id": 3}, null, {}], "colors": ["red", "mauve", null], "matrix": [[1.5, 2], [], [3]], "anys": [1, null, "x", [], {}],
          "times": ["2021-01-17T12:34:00.000+0000"],
          "textMap": {"z": "1", "a": null, "": "empty"}, "numberMap": {"1": 1}, "innerMap": {"x": {"id": 9}, "y": null},
          "listMap": {"k": [{"id": 1}, {"id": 2}], "l": []}, "anyMap": {"k": [1], "n": null},
          "self": {"text": "inside"}, "page": {"startAt": 0, "isLast": true, "values": [{"id": 1}]}, "colorPage": {"values": ["red", "taupe"]},
          "quote\"slash\\line\n": "q", "überall": "ü", "": "nameless"
        }
        """;

    [Fact]
    public void EveryKindOfMemberShouldBeReadAndWrittenBack()
    {
        Sample sample = JsonAssert.Survives<Sample>(Whole);

        Assert.Equal("a \"b\" \\ / \b\f\n\r\t \u0001 é é 😀 😀", sample.Text);
        Assert.True(sample.Flag);
        Assert.Equal(-5, sample.Small);
        Assert.Equal(9007199254740993, sample.Large);
        Assert.Equal(1.25e-7, sample.Real);
        Assert.Equal(new DateTimeOffset(2021, 1, 17, 12, 34, 0, 123, TimeSpan.FromHours(10)), sample.Time);
        Assert.Equal(new DateOnly(2024, 2, 29), sample.Day);
        Assert.Equal(Guid.Parse("7d4f2a10-0b7e-4c53-9f0e-0123456789ab"), sample.Guid);
        Assert.Equal(RawJson.Parse("""{"a":1,"z":[1,2.5,{"deep":null}]}"""), sample.Any);
        Assert.Equal("one", sample.Inner!.Name);
        Assert.Equal("2", sample.Inner.Self!.Id);
        Assert.Equal(Color.LightBlue, sample.Color);
        Assert.Equal(2.5, Assert.IsType<Circle>(sample.Shape).Radius);
        Assert.Equal(["a", ""], sample.Texts!);
        Assert.Equal(Enumerable.Range(1, 36), sample.Numbers!);
        Assert.Equal(["3", null], sample.Inners!.Select(static i => i.Id));
        Assert.Equal(["red", "mauve"], sample.Colors!.Select(static c => c.Value));
        Assert.Equal([[1.5, 2], [], [3]], sample.Matrix!);
        Assert.Equal(["z", ""], sample.TextMap!.Keys);
        Assert.Equal(["1", "2"], sample.ListMap!["k"].Select(static i => i.Id));
        Assert.Equal("1", sample.Page!.Values[0].Id);
        Assert.Equal("taupe", sample.ColorPage!.Values[1].Value);
        Assert.Equal("q", sample.QuoteSlashLine);
        Assert.Equal("ü", sample.Berall);
        Assert.Equal("nameless", sample.Empty);
        Assert.Empty(sample.UnknownMembers);
    }

    [Fact]
    public void WritingShouldNeitherIndentNorEscapeUnnecessarily() =>
        Assert.Equal(
            """{"text":"<é>&'\u0001\"\\/\n","small":1,"numbers":[],"textMap":{"k\"":"v"},"":"x"}""",
            JsonAssert.Write(new Sample { Text = "<é>&'\u0001\"\\/\n", Small = 1, Numbers = [], TextMap = new Dictionary<string, string> { ["k\""] = "v" }, Empty = "x" }));

    [Fact]
    public void EmptyModelShouldBeAnEmptyObject() => Assert.Equal("{}", JsonAssert.Write(JsonAssert.Read<Sample>(" { } ")));

    [Fact]
    public void NullThatWasReadShouldBeWrittenBack()
    {
        const string Nulls = """{"text":null,"small":null,"any":null,"inner":null,"color":null,"shape":null,"choice":null,"texts":null,"textMap":null,"self":{"text":null}}""";
        Sample sample = JsonAssert.Survives<Sample>(Nulls);
        Assert.Null(sample.Any);
        Assert.Null(sample.Color);
        Assert.Empty(sample.UnknownMembers);
        sample.Text = "now";
        JsonAssert.Same(Nulls.Replace("{\"text\":null,\"small\"", "{\"text\":\"now\",\"small\"", StringComparison.Ordinal), JsonAssert.Write(sample));
    }

    [Fact]
    public void NullOfAMemberBeyondTheSixtyFourthShouldBeWrittenBack()
    {
        Wide wide = JsonAssert.Survives<Wide>("""{"m0":null,"m63":null,"m64":null,"m69":null,"m68":1}""");
        wide.M69 = 7;
        JsonAssert.Same("""{"m0":null,"m63":null,"m64":null,"m69":7,"m68":1}""", JsonAssert.Write(wide));
    }

    [Fact]
    public void MembersInAnyOrderShouldBeFound()
    {
        // The first object teaches the table an order, which must not mislead it for the second.
        foreach (int seed in new[] { 1, 2, 1, 3 })
        {
            var random = new Random(seed);
            int[] order = [.. Enumerable.Range(0, 70)];
            random.Shuffle(order);
            Wide wide = JsonAssert.Survives<Wide>("{" + string.Join(',', order.Select(static i => $"\"m{i}\":{i}")) + "}");
            Assert.Equal(0, wide.M0);
            Assert.Equal(69, wide.M69);
            Assert.Empty(wide.UnknownMembers);
        }
    }

    [Fact]
    public void LastOfEqualNamesShouldWin()
    {
        Assert.Equal(2, JsonAssert.Read<Sample>("""{"small":1,"small":2}""").Small);
        Assert.Null(JsonAssert.Read<Sample>("""{"small":1,"small":null}""").Small);
        Assert.Equal("""{"small":3}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"small":null,"small":[],"small":3}""")));
        Assert.Equal("""{"small":[]}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"small":1,"small":{},"small":[]}""")));
        Assert.Equal("""{"what":2}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"what":1,"what":2}""")));
        Assert.Equal("""{"textMap":{"a":"2","b":"3"}}""", JsonAssert.Write(JsonAssert.Read<Sample>("""{"textMap":{"a":"1","b":"3","a":"2"}}""")));
        string many = "{" + string.Join(',', Enumerable.Range(0, 50).Select(static i => $"\"u{i % 25}\":{i}")) + "}";
        Assert.Equal(Enumerable.Range(25, 25).Select(static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), JsonAssert.Read<Sample>(many).UnknownMembers.Select(static m => m.Value.ToString()));
        Assert.Equal(25, JsonAssert.Read<Sample>($$"""{"numberMap":{{many}}}""").NumberMap!.Count);
    }

    [Fact]
    public void NamesWrittenWithEscapesShouldBeFound()
    {
        Sample sample = JsonAssert.Read<Sample>("""{"t\u0065xt":"a","quote\u0022slash\u005Cline\u000a":"b","\u00fcberall":"c","textMap":{"\u006b":"d"}}""");
        Assert.Equal(("a", "b", "c", "d"), (sample.Text, sample.QuoteSlashLine, sample.Berall, sample.TextMap!["k"]));
        Assert.Empty(sample.UnknownMembers);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void LongStringsOfAnyCharactersShouldSurvive(int length)
    {
        foreach (string unit in new[] { "a", "\n", "é", "😀", "a\"", "\\", "漢" })
        {
            string text = string.Concat(Enumerable.Repeat(unit, length));
            foreach (string offset in new[] { "", "x" })
            {
                var sample = new Sample { Text = offset + text };
                Assert.Equal(sample.Text, JsonAssert.Read<Sample>(JsonAssert.Write(sample)).Text);
            }
        }
    }

    [Fact]
    public void UnpairedSurrogateShouldBecomeTheReplacementCharacter()
    {
        Assert.Equal("{\"text\":\"a\uFFFDb\"}", JsonAssert.Write(new Sample { Text = "a\uD800b" }));
        Assert.Equal("{\"text\":\"\uFFFD\"}", JsonAssert.Write(new Sample { Text = "\uDC00" }));
    }

    [Fact]
    public void UnpairedSurrogateThatWasReadShouldBeWrittenBack()
    {
        Sample sample = JsonAssert.Survives<Sample>("""{"text":"a\ud800b","textMap":{"\udc00":"x"},"unknown\ud800":1}""");
        Assert.Equal("a\uD800b", sample.Text);
        Assert.Equal("x", sample.TextMap!["\uDC00"]);
        Assert.Equal(["text", "unknown\uD800"], sample.UnknownMembers.Select(static m => m.Key));
        sample.Text = "changed";
        Assert.Contains("\"text\":\"changed\"", JsonAssert.Write(sample), StringComparison.Ordinal);
    }

    [Fact]
    public void OutputInSmallSegmentsShouldBeTheSame()
    {
        Sample sample = JsonAssert.Read<Sample>(Whole);
        var output = new SmallSegments();
        JsonModelSerializer.Write(output, sample);
        Assert.Equal(JsonAssert.Write(sample), Encoding.UTF8.GetString(output.Written.ToArray()));
    }

    [Fact]
    public void NumbersShouldKeepTheirDigits()
    {
        const string Json = """{"real":0.12345678901234567890123,"matrix":[[1e308,1.0,-0.0,12345678901234567890]],"numbers":[1.0,1e2,-0]}""";
        Sample sample = JsonAssert.Survives<Sample>(Json);
        Assert.Equal(0.12345678901234568, sample.Real);
        Assert.Equal([1, 100, 0], sample.Numbers!);
        Assert.Contains("0.12345678901234567890123", JsonAssert.Write(sample), StringComparison.Ordinal);
    }

    [Fact]
    public void UpperCaseGuidShouldBeUnchanged() => Assert.Equal(
        """{"guid":"7D4F2A10-0B7E-4C53-9F0E-0123456789AB"}""",
        JsonAssert.Write(JsonAssert.Read<Sample>("""{"guid":"7D4F2A10-0B7E-4C53-9F0E-0123456789AB"}""")));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NumberThatIsNotFiniteShouldBeRefused(double value) => Assert.Throws<ArgumentException>(() => JsonAssert.Write(new Sample { Real = value }));

    [Fact]
    public void ModelThatContainsItselfShouldBeRefused()
    {
        var sample = new Sample();
        sample.Self = sample;
        Assert.Throws<System.Text.Json.JsonException>(() => JsonAssert.Write(sample));
    }

    [Fact]
    public void RequestShouldNeedItsRequiredMembersAndReadWithoutThem()
    {
        var request = new Request { Name = "n", Count = 0, Tags = [], Color = Color.Red, Owner = "o" };
        Assert.Equal("""{"name":"n","count":0,"tags":[],"color":"red","owner":"o"}""", JsonAssert.Write(request));
        foreach (string json in new[] { "{}", """{"count":null}""", """{"owner":null}""", """{"owner":[],"tags":["a",null]}""", """{"count":{},"name":[],"color":5}""", """{"count":"12"}""" })
        {
            JsonAssert.Survives<Request>(json);
        }
    }

    [Fact]
    public void ToStringOfAModelShouldReturnItsType()
    {
        Assert.Equal("Sample", JsonAssert.Read<Sample>("""{"text":"secret"}""").ToString());
        Assert.Equal("Page", new Page<Inner>().ToString());
        Assert.Equal("Shape.Unknown", new Shape.Unknown().ToString());
    }

    private sealed class SmallSegments : IBufferWriter<byte>
    {
        private byte[] _segment = [];

        public List<byte> Written { get; } = [];

        public void Advance(int count) => Written.AddRange(_segment.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => _segment = new byte[Math.Max(1, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
