using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.RichText;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>
/// Compares documents by their content: apart from local ids, attributes with their default value, the order of marks, and where text with the
/// same marks is divided.
/// </summary>
internal static class DocumentAssert
{
    private static readonly Dictionary<string, string> s_defaults = new()
    {
        ["order"] = "1", ["isNumberColumnEnabled"] = "false", ["layout"] = "\"default\"", ["colspan"] = "1", ["rowspan"] = "1",
    };

    public static void AreSame(AdfDocument expected, AdfDocument actual) => Assert.Equal(Normalize(expected), Normalize(actual));

    private static string Normalize(AdfDocument document)
    {
        JsonNode json = JsonNode.Parse(document.ToJson(), documentOptions: new JsonDocumentOptions { MaxDepth = 1000 })!;
        Normalize(json);
        return json.ToJsonString(new JsonSerializerOptions { MaxDepth = 1000 });
    }

    private static void Normalize(JsonNode json)
    {
        if (json is JsonArray array)
        {
            foreach (JsonNode? item in array)
            {
                Normalize(item!);
            }
        }
        else if (json is JsonObject node)
        {
            NormalizeNode(node);
        }
    }

    private static void NormalizeNode(JsonObject node)
    {
        if (node["attrs"] is JsonObject attributes)
        {
            attributes.Remove("localId");
            foreach ((string name, string value) in s_defaults)
            {
                if (attributes[name]?.ToJsonString() == value)
                {
                    attributes.Remove(name);
                }
            }
        }

        if (node["marks"] is JsonArray marks)
        {
            node["marks"] = new JsonArray([.. marks.Select(static mark => mark!.DeepClone()).OrderBy(static mark => (string?)mark["type"], StringComparer.Ordinal)]);
        }

        if (node["content"] is JsonArray content)
        {
            Normalize(content);
            JoinTexts(content);
        }

        // None is the same as an empty one.
        foreach (string name in new[] { "attrs", "marks", "content" })
        {
            if (node[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
            {
                node.Remove(name);
            }
        }
    }

    private static void JoinTexts(JsonArray content)
    {
        for (int i = content.Count - 1; i > 0; i--)
        {
            if (content[i - 1]!["text"] is { } before && content[i]!["text"] is { } text && content[i - 1]!["marks"]?.ToJsonString() == content[i]!["marks"]?.ToJsonString())
            {
                content[i - 1]!["text"] = (string?)before + (string?)text;
                content.RemoveAt(i);
            }
        }
    }
}
