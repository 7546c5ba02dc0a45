using System.Text.Json.Nodes;

namespace Leeway.RichText.Samples;

/// <summary>The values that samples contain.</summary>
public static class SampleValues
{
    /// <summary>Texts, among them those that the patterns of the schema accept and almost accept.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "", "a", " ", "x y", "\n", "\t", "\0", "\"\\/", "<b>&amp;</b>", "Ünï", "日本語", "\U0001F600", "\uFFFF", "*a*", "#36B37E", "#36b37e", "#36B37EFF", "#36B37", "#36B37E\n",
        " #36B37E", "#GGGGGG", "neutral", "purple", "green", "Green", "grey", "https://example.atlassian.net/browse/A-1", "1767225600000", "12", "true", "null", "TODO", "small", "info",
    ];

    public static IReadOnlyList<double> Numbers { get; } = [0, 1, 2, 3, 4, 6, 7, 33.33, 50, 100, 100.5, 101, 760, -1, -0.5, 0.5, 1.5, 6.000001, 1e21, 1e-7];

    private static readonly string[] s_json =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "\"\"", "\"a\"", "[]", "{}", "[1,\"a\",null]", "[[]]", """{"a":{"b":[true]},"type":"paragraph"}""",
        """{"type":"paragraph","content":[]}""", """{"type":"text","text":"a"}""", """{"type":"strong"}""", """[{"type":"strong"}]""",
    ];

    /// <summary>Returns any JSON, among it what looks like nodes and marks.</summary>
    public static JsonNode? PickJson(Random random) => JsonNode.Parse(Pick(random, s_json));

    public static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
