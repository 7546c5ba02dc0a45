using Leeway.Cli.Specs.Comparison;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Tests.Specs.Comparison;

/// <summary>Random edits of the committed documents: each is reported, and nothing else is.</summary>
public sealed class RandomEditTests
{
    private const int Seeds = 3;
    private const int EditsOfEachSort = 5;

    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch"];

    public static TheoryData<string> Names => [.. CommittedDocument.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryEditShouldBeReportedAndNoneInvented(string name)
    {
        Edition was = Edition.Of(File.ReadAllBytes(Path.Combine(Repository.Specs, name)), name);
        for (int seed = 0; seed < Seeds; seed++)
        {
            JObject document = CommittedDocument.Read(name);
            SortedSet<string> expected = new(StringComparer.Ordinal);
            Edit(document, new Random(seed), expected);

            IEnumerable<string> reported = DocumentComparison.Compare(was, Edition.Of(StrictJson.Write(document), name))
                .Select(static c => $"{c.Kind} {c.Subject.Name} {c.Place}");

            Assert.Equal(expected, reported.Order(StringComparer.Ordinal));
        }
    }

    private static void Edit(JObject document, Random random, SortedSet<string> expected)
    {
        JObject schemas = (JObject)document["components"]!["schemas"]!;

        // A schema that is referred to cannot be removed alone.
        HashSet<object?> values = [.. document.Descendants().OfType<JValue>().Select(static v => v.Value)];
        string[] unused = [.. schemas.Properties().Select(static p => p.Name).Where(n => !values.Contains("#/components/schemas/" + n))];
        foreach (string name in Pick(random, unused))
        {
            schemas.Remove(name);
            expected.Add($"SchemaRemoved {name} ");
        }

        for (int i = 0; i < EditsOfEachSort; i++)
        {
            string name = $"Invented{i}";
            schemas.Add(name, new JObject { ["type"] = "object", ["properties"] = new JObject { ["a" + i] = new JObject { ["type"] = "string" }, ["b"] = new JObject { ["type"] = "string" } } });
            expected.Add($"SchemaAdded {name} ");
        }

        JProperty[] withProperties = [.. schemas.Properties().Where(static p => !p.Name.StartsWith("Invented", StringComparison.Ordinal) && p.Value["properties"] is JObject { HasValues: true })];
        foreach (JProperty schema in Pick(random, withProperties))
        {
            JObject properties = (JObject)schema.Value["properties"]!;
            string gone = Pick(random, [.. properties.Properties()])[0].Name;
            properties.Remove(gone);
            expected.Add($"PropertyRemoved {schema.Name} {gone}");
            properties.Add("invented", new JObject { ["type"] = "string" });
            expected.Add($"PropertyAdded {schema.Name} invented");
        }

        JObject paths = (JObject)document["paths"]!;
        JObject[] operations = [.. paths.Properties().SelectMany(static p => ((JObject)p.Value).Properties()).Where(static m => s_methods.Contains(m.Name)).Select(static m => (JObject)m.Value)];
        JObject[] picked = Pick(random, operations, 2 * EditsOfEachSort);
        foreach (JObject operation in picked[..EditsOfEachSort])
        {
            expected.Add($"OperationRemoved {KeyOf(operation)} ");
            operation.Parent!.Remove();
        }

        foreach (JObject operation in picked[EditsOfEachSort..])
        {
            string key = KeyOf(operation);
            operation["operationId"] = "invented_" + operation["operationId"];
            expected.Add($"OperationIdChanged {key} ");
            if (operation["parameters"] is not JArray parameters)
            {
                operation["parameters"] = parameters = [];
            }

            parameters.Add(new JObject { ["name"] = "invented", ["in"] = "query", ["schema"] = new JObject { ["type"] = "string" } });
            expected.Add($"ParameterAdded {key} query invented");
        }

        for (int i = 0; i < EditsOfEachSort; i++)
        {
            paths.Add($"/invented/{i}", new JObject { ["get"] = new JObject { ["operationId"] = $"invented{i}", ["responses"] = new JObject { ["204"] = new JObject { ["description"] = "" } } } });
            expected.Add($"OperationAdded GET /invented/{i} ");
        }
    }

    private static string KeyOf(JObject operation)
    {
        JProperty method = (JProperty)operation.Parent!;
        return $"{method.Name.ToUpperInvariant()} {((JProperty)method.Parent!.Parent!).Name}";
    }

    private static T[] Pick<T>(Random random, T[] items, int count = EditsOfEachSort)
    {
        random.Shuffle(items);
        return items[..Math.Min(count, items.Length)];
    }
}
