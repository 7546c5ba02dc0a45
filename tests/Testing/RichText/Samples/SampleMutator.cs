using System.Text.Json.Nodes;
using Leeway.RichText.Schema;
using static Leeway.RichText.Samples.SampleValues;

namespace Leeway.RichText.Samples;

/// <summary>Changes JSON in ways that make most documents invalid.</summary>
/// <param name="random">The source of all choices.</param>
/// <param name="builder">Builds the parts that are put in wrong places.</param>
public sealed class SampleMutator(Random random, SampleBuilder builder)
{
    private const int MaxPartDepth = 4;

    private static readonly string[] s_definitions = [.. AdfSchema.Definitions.Keys];
    private static readonly string[] s_marks = [.. s_definitions.Where(static d => d.EndsWith("_mark", StringComparison.Ordinal))];

    private static readonly string[] s_types =
        [.. AdfSchema.Definitions.Values.OfType<ObjectRule>().Select(static o => o.Type).OfType<string>(), "bodiedRule", "Paragraph", "", "unknown"];

    /// <summary>Members that some objects have, so that adding them is not always wrong.</summary>
    private static readonly string[] s_members =
        [.. AdfSchema.Definitions.Values.SelectMany(static rule => MembersOf(rule, [])).Distinct().Order(StringComparer.Ordinal), "other", "", "Type", "a/b~c"];

    /// <summary>Makes one change somewhere in the document, which may leave it valid.</summary>
    public void Mutate(JsonNode document)
    {
        List<JsonNode> nodes = [.. Descend(document)];
        JsonNode node = Pick(random, nodes);
        switch (node)
        {
            case JsonObject shape:
                MutateObject(shape);
                break;
            case JsonArray list:
                MutateArray(list);
                break;
            default:
                MutateValue((JsonValue)node, nodes);
                break;
        }
    }

    private void MutateObject(JsonObject shape)
    {
        switch (random.Next(7))
        {
            case 0 when shape.Count > 0:
                shape.Remove(Pick(random, [.. shape.Select(static m => m.Key)]));
                break;
            case 1:
                shape[Pick(random, s_members)] = PickJson(random);
                break;
            case 2 when shape.ContainsKey("type"):
                shape["type"] = Pick(random, s_types);
                break;
            case 3 when shape.ContainsKey("type"):
                shape["marks"] = BuildMarks();
                break;
            case 4 when shape.ContainsKey("type"):
                shape["content"] = new JsonArray(BuildPart());
                break;
            case 5 when shape.Count > 0:
                shape[Pick(random, [.. shape.Select(static m => m.Key)])] = PickJson(random);
                break;
            default:
                shape["attrs"] = builder.Build(Pick(random, s_definitions), MaxPartDepth) is JsonObject part ? part["attrs"]?.DeepClone() : null;
                break;
        }
    }

    private void MutateArray(JsonArray list)
    {
        switch (random.Next(6))
        {
            case 0:
                list.Clear();
                break;
            case 1 when list.Count > 0:
                list.RemoveAt(random.Next(list.Count));
                break;
            case 2 when list.Count > 0:
                list.Insert(random.Next(list.Count + 1), list[random.Next(list.Count)]?.DeepClone());
                break;
            case 3 when list.Count > 0:
                list[random.Next(list.Count)] = BuildPart();
                break;
            case 4:
                list.Insert(random.Next(list.Count + 1), PickJson(random));
                break;
            default:
                list.Insert(random.Next(list.Count + 1), BuildPart());
                break;
        }
    }

    private void MutateValue(JsonValue value, List<JsonNode> nodes)
    {
        JsonNode? replacement = random.Next(4) switch
        {
            0 => PickJson(random),
            1 => Pick(random, nodes).DeepClone(),
            _ when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => Pick(random, Numbers),
            2 => Pick(random, s_types),
            _ => Pick(random, Texts),
        };
        value.ReplaceWith(replacement);
    }

    private JsonArray BuildMarks()
    {
        JsonArray marks = [];
        for (int left = random.Next(3); left >= 0; left--)
        {
            marks.Add(builder.Build(Pick(random, s_marks), MaxPartDepth));
        }

        return marks;
    }

    private JsonNode? BuildPart() => builder.Build(Pick(random, s_definitions), random.Next(MaxPartDepth));

    private static IEnumerable<JsonNode> Descend(JsonNode node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject shape => shape.Select(static m => m.Value),
            JsonArray list => list,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Descend).Prepend(node);
    }

    private static IEnumerable<string> MembersOf(SchemaRule rule, HashSet<SchemaRule> seen)
    {
        if (!seen.Add(rule) || rule is ReferenceRule)
        {
            return [];
        }

        IEnumerable<string> own = rule is ObjectRule shape ? shape.Members.Select(static m => m.Name) : [];
        return own.Concat(rule.Parts.SelectMany(part => MembersOf(part, seen)));
    }
}
