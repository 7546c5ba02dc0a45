using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site;

/// <summary>The text of rich text (Atlassian Document Format).</summary>
internal static class AdfText
{
    /// <summary>Returns whether a value is a document.</summary>
    public static bool IsDocument(JsonNode? value) =>
        value is JsonObject document && document["type"].Text() == "doc" && document["version"].Number() == 1 && document["content"] is JsonArray;

    /// <summary>Returns the text of a document, one line for each block.</summary>
    public static string Of(JsonNode? document)
    {
        StringBuilder text = new();
        Append(text, document);
        return text.ToString().Trim('\n');
    }

    /// <summary>Creates a document with a paragraph for each line.</summary>
    public static JsonObject CreateDocument(string text)
    {
        JsonArray content = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonObject node = new() { ["type"] = "text", ["text"] = line };
            content.Add((JsonNode)new JsonObject { ["type"] = "paragraph", ["content"] = new JsonArray(node) });
        }

        return new JsonObject { ["type"] = "doc", ["version"] = 1, ["content"] = content };
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node.Member("type").Text())
        {
            case "text":
                text.Append(node.Member("text").Text());
                break;
            case "hardBreak":
                text.Append('\n');
                break;
            case "mention" or "emoji" or "status" or "date":
                text.Append(node.Member("attrs").Member("text").Text());
                break;
        }

        foreach (JsonNode? child in node.Member("content") as JsonArray ?? [])
        {
            Append(text, child);
        }

        if (node.Member("type").Text() is "paragraph" or "heading" or "codeBlock" && text is not [.., '\n'])
        {
            text.Append('\n');
        }
    }
}
