using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.RichText;

namespace Leeway.Runtime.Tests.Markdown;

/// <summary>Gives nodes of a document what a newer schema may have: members, attributes and marks that this one does not know.</summary>
internal sealed class UnknownPartsBuilder(Random random)
{
    private const int MaxDepth = 1000;

    public AdfDocument AddTo(AdfDocument document)
    {
        string text = document.ToJson();
        JsonNode json = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth })!;
        foreach (JsonNode? node in json["content"]!.AsArray())
        {
            AddTo(node!.AsObject(), chance: Math.Min(0.5, 300.0 / text.Length));
        }

        return AdfDocument.Parse(json.ToJsonString(new JsonSerializerOptions { MaxDepth = MaxDepth }));
    }

    private void AddTo(JsonObject element, double chance)
    {
        foreach (string name in new[] { "content", "marks" })
        {
            foreach (JsonNode? child in element[name] as JsonArray ?? [])
            {
                AddTo(child!.AsObject(), chance);
            }
        }

        if (random.NextDouble() < chance)
        {
            AddPart(element);
        }
    }

    private void AddPart(JsonObject element)
    {
        switch (random.Next(3))
        {
            case 0:
                element["newMember"] = "a";
                break;
            case 1 when element["attrs"] is JsonObject attributes:
                attributes["newAttribute"] = 1;
                break;
            case 1 when element["text"] is null:
                element["attrs"] = new JsonObject { ["newAttribute"] = true };
                break;
            case 2 when element["marks"] is JsonArray marks:
                marks.Add(CreateMark());
                break;
            case 2:
                element["marks"] = new JsonArray(CreateMark());
                break;
        }
    }

    private static JsonObject CreateMark() => new() { ["type"] = "newMark", ["attrs"] = new JsonObject { ["a"] = 1 } };
}
