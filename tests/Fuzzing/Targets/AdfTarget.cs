using System.Text;
using System.Text.Json;
using Leeway.Fuzzing.Loop;
using Leeway.RichText;
using Leeway.RichText.Samples;

namespace Leeway.Fuzzing.Targets;

/// <summary>Documents of rich text: each is read and written without loss, or is a <see cref="JsonException"/>.</summary>
internal sealed class AdfTarget : FuzzTarget
{
    private const int SampleCount = 200;

    public override IEnumerable<byte[]> Seeds => Enumerable.Range(0, SampleCount)
        .Select(static seed => Encoding.UTF8.GetBytes(SampleDocuments.Create(seed, out _).ToJsonString(new JsonSerializerOptions { MaxDepth = 1000 })));

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "\"type\":", "\"type\":\"doc\"", "\"version\":1", "\"content\":[", "\"attrs\":{", "\"marks\":[", "\"text\":\"",
        "{\"type\":\"paragraph\",\"content\":[", "{\"type\":\"text\",\"text\":\"x\"}", "{\"type\":\"hardBreak\"}", "{\"type\":\"panel\"", "{\"type\":\"table\"", "{\"type\":\"tableRow\"",
        "{\"type\":\"mediaSingle\"", "{\"type\":\"unknown\"}", "{\"type\":\"strong\"}", "{\"type\":\"link\",\"attrs\":{\"href\":\"\"}}", "\"localId\":", "\"level\":", "\\ud800", "\\u0000",
    ];

    public override string Run(byte[] input)
    {
        AdfDocument document;
        try
        {
            document = AdfDocument.Parse(input);
        }
        catch (JsonException exception)
        {
            return Describe(exception);
        }

        string json = document.ToJson();
        string text = document.ToPlainText();
        string[] types = [.. document.Descendants().Select(static node => node.GetType().Name)];
        AdfDocument again = AdfDocument.Parse(json);
        Require(again.ToJson() == json, $"What was written is written differently when it is read again: {json}");
        Require(again.ToPlainText() == text, $"The plain text differs after writing: {json}");
        Require(again.Descendants().Count() == types.Length, $"The number of nodes differs after writing: {json}");
        return string.Join(',', types.Distinct().Order(StringComparer.Ordinal).Take(6));
    }
}
