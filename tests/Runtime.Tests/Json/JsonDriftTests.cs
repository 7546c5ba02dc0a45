using System.Diagnostics.Metrics;
using System.Text.Json;
using Leeway.Json;
using Leeway.Runtime.Tests.Json.Models;

namespace Leeway.Runtime.Tests.Json;

public class JsonDriftTests
{
    private const string Drifting = """{"text":1,"flag":"secret","secretName":"secret","self":{"inners":[{"id":[]}]}}""";

    [Fact]
    public void EachDriftShouldBeCountedByTypeAndMemberOnly()
    {
        var counted = new List<string>();
        using var listener = new MeterListener();
        int thread = Environment.CurrentManagedThreadId;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Leeway", Name: "leeway.json.drift" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, amount, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                Assert.Equal(1, amount);
                counted.Add(string.Join(' ', tags.ToArray().Select(static t => t.Value)));
            }
        });
        listener.Start();

        JsonAssert.Read<Sample>(Drifting);

        Assert.Equal(["conversion Sample text", "wrong_shape Sample flag", "unknown_member Sample ", "wrong_shape Inner id"], counted);
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
