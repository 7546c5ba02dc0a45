using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

/// <summary>The project disables reflection in <see cref="JsonSerializer"/>, as trimmed and native applications do.</summary>
public class JsonSerializerBridgeTests
{
    private const string Json = """{"text":"x","inner":{"id":1},"unknown":[1,{"a":null}],"numbers":"no"}""";

    private static readonly JsonSerializerOptions s_options = new() { TypeInfoResolver = JsonModelTypeInfoResolver.Default };

    [Fact]
    public void ReflectionShouldBeOff() => Assert.False(JsonSerializer.IsReflectionEnabledByDefault);

    [Fact]
    public void EveryKindOfTypeShouldBeReadAndWritten()
    {
        Same<Sample>(Json);
        Same<Shape>("""{"type":"square","side":1}""");
        Same<Circle>("""{"type":"circle","radius":1}""");
        Same<Choice>("""["a"]""");
        Same<Color>("\"light-blue\"");
        Same<Color>("null");
        Same<RawJson>("""{"a":[1,2]}""");
        Same<RawJson>("null");
        Same<Page<Inner>>("""{"values":[{"id":1}]}""");
        Same<Page<Color>>("""{"values":["red"]}""");
        Assert.Null(JsonSerializer.Deserialize("null", Info<Sample>(s_options)));
    }

    [Fact]
    public async Task StreamInPiecesShouldBeRead()
    {
        string json = "{\"texts\":[" + string.Join(',', Enumerable.Repeat("\"0123456789\"", 20_000)) + "]}";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        Sample? sample = await JsonSerializer.DeserializeAsync(stream, Info<Sample>(s_options), TestContext.Current.CancellationToken);
        Assert.Equal(20_000, sample!.Texts!.Count);
    }

    [Fact]
    public void CommentsAndTrailingCommasShouldBeSkippedIfTheOptionsAllowThem()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonModelTypeInfoResolver.Default, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        Sample sample = JsonSerializer.Deserialize("""{"text":"x", /* why */ "unknown":[1,/**/],}""", Info<Sample>(options))!;
        Assert.Equal("""{"text":"x","unknown":[1]}""", JsonAssert.Write(sample));
    }

    [Fact]
    public void IndentedOutputShouldBeIndentedThroughout()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonModelTypeInfoResolver.Default, WriteIndented = true, NewLine = "\n" };
        Assert.Equal("{\n  \"inner\": {\n    \"id\": 1\n  }\n}", JsonSerializer.Serialize(new Sample { Inner = new Inner { Id = "1" } }, Info<Sample>(options)));
    }

    [Fact]
    public void WrongShapeAtTheTopShouldBeAJsonException() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("[]", Info<Sample>(s_options)));

    [Fact]
    public void OtherTypesShouldBeLeftToOtherResolvers() => Assert.Null(JsonModelTypeInfoResolver.Default.GetTypeInfo(typeof(string), s_options));

    private static void Same<T>(string json) => JsonAssert.Same(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, Info<T>(s_options)), Info<T>(s_options)!));

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
