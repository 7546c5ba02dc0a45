using System.Buffers;
using System.Text;
using System.Text.Json;
using Leeway.RichText;

namespace Leeway.Markdown.Embedding;

/// <summary>Reads the JSON of a node as part of a document, so that only what the place allows is such a node.</summary>
internal static class EmbeddedJson
{
    /// <summary>The maximum depth of the JSON of one node. The JSON of a document, in which it is, has a maximum depth, too.</summary>
    private const int MaxDepth = 64;

    /// <summary>The node types of the schema. A node of one of them that is unknown is one that the schema does not allow at its place.</summary>
    private static readonly HashSet<string> s_types =
    [
        "blockCard", "blockTaskItem", "blockquote", "bodiedExtension", "bodiedSyncBlock", "bulletList", "caption", "codeBlock", "date", "decisionItem",
        "decisionList", "doc", "embedCard", "emoji", "expand", "extension", "hardBreak", "heading", "inlineCard", "inlineExtension", "layoutColumn",
        "layoutSection", "listItem", "media", "mediaGroup", "mediaInline", "mediaSingle", "mention", "nestedExpand", "orderedList", "panel", "paragraph",
        "placeholder", "rule", "status", "syncBlock", "table", "tableCell", "tableHeader", "tableRow", "taskItem", "taskList", "text",
    ];

    /// <summary>Reads a node.</summary>
    /// <param name="json">The JSON of the node.</param>
    /// <param name="containers">The JSON of the containers around the node, up to their content.</param>
    /// <returns>Null if the text is not the JSON of a node, or if the schema does not allow the node in the containers.</returns>
    public static AdfNode? Read(string json, params ReadOnlySpan<string> containers)
    {
        if (!IsObject(json))
        {
            return null;
        }

        AdfNode? node = ReadIn(containers, json);
        return node is null || IsAllowed(node) || (UnknownMarks.RemoveFrom(json) is { } other && ReadIn(containers, other) is { } known && IsAllowed(known)) ? node : null;
    }

    private static AdfNode? ReadIn(ReadOnlySpan<string> containers, string json)
    {
        StringBuilder document = new("""{"version":1,"type":"doc","content":[""");
        foreach (string container in containers)
        {
            document.Append(container).Append(",\"content\":[");
        }

        document.Append(json);
        foreach (string _ in containers)
        {
            document.Append("]}");
        }

        document.Append("]}");
        IReadOnlyList<AdfNode> nodes = [.. AdfDocument.Parse(document.ToString()).Content.Cast<AdfNode>()];
        foreach (string _ in containers)
        {
            nodes = nodes is [var only] ? only.Children : [];
        }

        return nodes is [var node] ? node : null;
    }

    private static bool IsAllowed(AdfNode node) => !(node is AdfUnknownNode or AdfUnknownInline && (s_types.Contains(node.Type) || node.Type.Length == 0));

    /// <summary>Whether text is one JSON object that can be a part of a document.</summary>
    private static bool IsObject(string json)
    {
        if (!json.AsSpan().TrimStart().StartsWith('{'))
        {
            return false;
        }

        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var reader = new Utf8JsonReader(utf8.AsSpan(0, Encoding.UTF8.GetBytes(json, utf8)), new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
                // Well-formed so far.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }
}
