using System.Text.Json;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Leeway.Runtime.Tests.Json;

[Collection(nameof(ProcessMetrics))]
public class JsonDriftTests
{
    private const string Drifting = """{"text":1,"flag":"secret","secretName":"secret","self":{"inners":[{"id":[]}]}}""";

    [Fact]
    public void EachDriftShouldBeCountedByTypeAndMemberOnly()
    {
        using MetricCollector<long> drifts = new(null, "Leeway", "leeway.json.drift");

        JsonAssert.Read<Sample>(Drifting);

        Assert.Equal(
            ["1 conversion Sample text", "1 wrong_shape Sample flag", "1 unknown_member Sample ", "1 wrong_shape Inner id"],
            drifts.GetMeasurementSnapshot().Select(static m => $"{m.Value} {m.Tags["leeway.json.drift.kind"]} {m.Tags["leeway.json.type"]} {m.Tags["leeway.json.member"]}"));
    }

    [Theory]
    [InlineData("""{"text":1}""", "'text' of Sample")]
    [InlineData("""{"self":{"flag":"secret"}}""", "'flag' of Sample")]
    [InlineData("""{"secretName":"secret"}""", "Sample has a member that the document does not declare")]
    [InlineData("""{"page":{"values":[{"id":[]}]}}""", "'id' of Inner")]
    public void StrictReadingShouldRefuseEachDriftWithoutShowingValues(string json, string expected)
    {
        JsonException exception = Assert.Throws<JsonException>(() => JsonAssert.Read<Sample>(json, JsonModelOptions.Strict));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadingShouldRefuseOnlyTheRefusedKinds()
    {
        var options = new JsonModelOptions { Refused = JsonDrifts.WrongShape };
        Assert.Equal("1", JsonAssert.Read<Sample>("""{"text":1,"other":2}""", options).Text);
        Assert.Throws<JsonException>(() => JsonAssert.Read<Sample>("""{"text":[]}""", options));
    }

    [Fact]
    public void DeclaredFormatsShouldNotBeDrift() =>
        Assert.Equal("x", JsonAssert.Read<Sample>("""{"text":"x","color":"new","small":1.0,"time":"2021-01-17T12:34:00.000+0000","self":null,"shape":{"type":"circle"}}""", JsonModelOptions.Strict).Text);
}
