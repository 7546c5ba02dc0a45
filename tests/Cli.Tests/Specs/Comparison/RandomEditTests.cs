using System.Text.Json.Nodes;
using Leeway.Cli.Dev.Specs.Comparison;
using Leeway.TimeLimit;

namespace Leeway.Cli.Tests.Specs.Comparison;

/// <summary>Random edits of the committed documents: each is reported, and nothing else is.</summary>
public sealed class RandomEditTests
{
    private const int EditsOfEachSort = 5;

    private static readonly int s_seeds = TestSize.IsFull ? 3 : 1;

    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch"];

    public static TheoryData<string> Names => [.. CommittedDocument.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryEditShouldBeReportedAndNoneInvented(string name)
    {
        Edition was = Edition.Of(File.ReadAllBytes(Path.Combine(Repository.Specs, name)), name);
        for (int seed = 0; seed < s_seeds; seed++)
        {
            JsonObject document = CommittedDocument.Read(name);
            SortedSet<string> expected = new(StringComparer.Ordinal);
            Edit(document, new Random(seed), expected);

            IEnumerable<string> reported = DocumentComparison.Compare(was, Edition.Of(StrictJson.Write(document), name))
                .Select(static c => $"{c.Kind} {c.Subject.Name} {c.Place}");

            Assert.Equal(expected, reported.Order(StringComparer.Ordinal));
        }
    }

    private static void Edit(JsonObject document, Random random, SortedSet<string> expected)
    {
        JsonObject schemas = (JsonObject)document["components"]!["schemas"]!;

        // A schema that is referred to cannot be removed alone.
        HashSet<string?> values = [.. new JsonPlace(document).DescendantsAndSelf().Select(static p => p.Value.AsString())];
        string[] unused = [.. schemas.Select(static p => p.Key).Where(n => !values.Contains("#/components/schemas/" + n))];
        foreach (string name in Pick(random, unused))
        {
            schemas.Remove(name);
            expected.Add($"SchemaRemoved {name} ");
        }

        for (int i = 0; i < EditsOfEachSort; i++)
        {
            string name = $"Invented{i}";
            schemas.Add(name, new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["a" + i] = new JsonObject { ["type"] = "string" }, ["b"] = new JsonObject { ["type"] = "string" } } });
            expected.Add($"SchemaAdded {name} ");
        }

        KeyValuePair<string, JsonNode?>[] withProperties = [.. schemas.Where(static p => !p.Key.StartsWith("Invented", StringComparison.Ordinal) && p.Value!["properties"] is JsonObject { Count: > 0 })];
        foreach ((string name, JsonNode? schema) in Pick(random, withProperties))
        {
            JsonObject properties = (JsonObject)schema!["properties"]!;
            string gone = Pick(random, [.. properties.Select(static p => p.Key)])[0];
            properties.Remove(gone);
            expected.Add($"PropertyRemoved {name} {gone}");
            properties.Add("invented", new JsonObject { ["type"] = "string" });
            expected.Add($"PropertyAdded {name} invented");
        }

        JsonObject paths = (JsonObject)document["paths"]!;
        JsonObject[] operations = [.. paths.SelectMany(static p => (JsonObject)p.Value!).Where(static m => s_methods.Contains(m.Key)).Select(static m => (JsonObject)m.Value!)];
        JsonObject[] picked = Pick(random, operations, 2 * EditsOfEachSort);
        foreach (JsonObject operation in picked[..EditsOfEachSort])
        {
            expected.Add($"OperationRemoved {KeyOf(operation)} ");
            ((JsonObject)operation.Parent!).Remove(operation.GetPropertyName());
        }

        foreach (JsonObject operation in picked[EditsOfEachSort..])
        {
            string key = KeyOf(operation);
            operation["operationId"] = "invented_" + operation["operationId"];
            expected.Add($"OperationIdChanged {key} ");
            if (operation["parameters"] is not JsonArray parameters)
            {
                operation["parameters"] = parameters = [];
            }

            parameters.Add(new JsonObject { ["name"] = "invented", ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } });
            expected.Add($"ParameterAdded {key} query invented");
        }

        for (int i = 0; i < EditsOfEachSort; i++)
        {
            paths.Add($"/invented/{i}", new JsonObject { ["get"] = new JsonObject { ["operationId"] = $"invented{i}", ["responses"] = new JsonObject { ["204"] = new JsonObject { ["description"] = "" } } } });
            expected.Add($"OperationAdded GET /invented/{i} ");
        }
    }

    private static string KeyOf(JsonObject operation)
    {
        return $"{operation.GetPropertyName().ToUpperInvariant()} {operation.Parent!.GetPropertyName()}";
    }

    private static T[] Pick<T>(Random random, T[] items, int count = EditsOfEachSort)
    {
        random.Shuffle(items);
        return items[..Math.Min(count, items.Length)];
    }
}
