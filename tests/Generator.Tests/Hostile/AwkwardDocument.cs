using System.Globalization;
using System.Text.Json.Nodes;

namespace Leeway.Generator.Tests.Hostile;

/// <summary>Creates a document with every kind of element that gets a name in the generated code.</summary>
/// <param name="next">Returns the name of the next element. It may return a name twice.</param>
internal sealed class AwkwardDocument(Func<string> next)
{
    private readonly JsonObject _schemas = [];
    private readonly JsonObject _paths = [];

    public static string Create(Func<string> next) => new AwkwardDocument(next).Write();

    private string Write()
    {
        string[] models = [.. Enumerable.Range(0, 4).Select(_ => Add(Model()))];
        string[] enums = [.. Enumerable.Range(0, 2).Select(_ => Add(Enum()))];
        string alternatives = Add(new JsonObject { ["oneOf"] = new JsonArray(Reference(models[0]), Reference(models[1]), List(Reference(models[2])), Text(), Reference(enums[0])) });
        string branch = Add(Model());
        string otherBranch = Add(Model());
        string union = Add(new JsonObject
        {
            ["oneOf"] = new JsonArray(Reference(branch), Reference(otherBranch)),
            ["discriminator"] = new JsonObject
            {
                ["propertyName"] = next() + "kind",
                ["mapping"] = new JsonObject { [next() + "1"] = Pointer(branch), [next() + "2"] = Pointer(otherBranch) },
            },
        });
        JsonObject envelope = new() { ["values"] = new JsonObject(), ["total"] = Integer(), ["startAt"] = Integer(), ["isLast"] = new JsonObject { ["type"] = "boolean" }, [next() + ""] = Text() };
        string[] pages = [.. models[..2].Select(m => Add(Envelope(envelope, m)))];
        string all = Add(new JsonObject { ["type"] = "object", ["properties"] = Members(models.Concat(enums).Concat([alternatives, union, pages[0]])) });
        foreach (string answer in (string[])[models[0], enums[0], pages[0], pages[1], alternatives, union, all])
        {
            AddOperation(answer, models[3]);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.1",
            ["info"] = new JsonObject { ["title"] = "t", ["version"] = "1" },
            ["paths"] = _paths,
            ["components"] = new JsonObject { ["schemas"] = _schemas },
        }.ToJsonString();
    }

    private string Add(JsonObject schema)
    {
        string name = Free(next(), _schemas);
        _schemas[name] = schema;
        return name;
    }

    private void AddOperation(string answer, string body)
    {
        var parameters = new JsonArray(Parameter("id", "path", Text()));
        for (int i = 0; i < 3; i++)
        {
            parameters.Add(Parameter(next() + (i == 2 ? "s" : ""), "query", i == 0 ? Enum() : i == 1 ? Text() : List(Text())));
        }

        parameters.Add(Parameter("startAt", "query", Integer()));
        bool isForm = _paths.Count % 3 == 2;
        JsonObject form = new() { ["type"] = "object", ["properties"] = new JsonObject { [next()] = new JsonObject { ["type"] = "string", ["format"] = "binary" }, [next() + "p"] = Text() } };
        _paths["/" + _paths.Count.ToString(CultureInfo.InvariantCulture) + "/{id}"] = new JsonObject
        {
            ["post"] = new JsonObject
            {
                ["operationId"] = next(),
                ["tags"] = new JsonArray(next()),
                ["parameters"] = parameters,
                ["requestBody"] = new JsonObject { ["content"] = new JsonObject { [isForm ? "multipart/form-data" : "application/json"] = new JsonObject { ["schema"] = isForm ? form : Reference(body) } } },
                ["responses"] = new JsonObject
                {
                    ["200"] = new JsonObject { ["description"] = "", ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference(answer) } } },
                    [_paths.Count % 2 == 0 ? "204" : "404"] = new JsonObject { ["description"] = "" },
                },
            },
        };
    }

    private JsonObject Model()
    {
        JsonObject properties = [];
        for (int i = 0; i < 4; i++)
        {
            properties[next()] = i == 0 ? Enum() : i == 1 ? new JsonObject { ["type"] = "object", ["title"] = next(), ["properties"] = new JsonObject { [next()] = Integer() } } : Text();
        }

        return new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. properties.Take(2).Select(static p => (JsonNode)p.Key)]), ["properties"] = properties };
    }

    private JsonObject Members(IEnumerable<string> types)
    {
        JsonObject members = [];
        foreach (string type in types)
        {
            members[Free(next(), members)] = Reference(type);
        }

        return members;
    }

    private JsonObject Enum() => new() { ["type"] = "string", ["enum"] = new JsonArray([.. Enumerable.Range(0, 5).Select(_ => next()).Distinct(StringComparer.Ordinal).Select(static v => (JsonNode)v)]) };

    private static JsonObject Envelope(JsonObject envelope, string item)
    {
        JsonObject properties = envelope.DeepClone().AsObject();
        properties["values"] = List(Reference(item));
        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static JsonObject Parameter(string name, string place, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = schema };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Integer() => new() { ["type"] = "integer" };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Reference(string name) => new() { ["$ref"] = Pointer(name) };

    private static string Pointer(string name) => "#/components/schemas/" + Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    private static string Free(string name, JsonObject taken)
    {
        string free = name;
        for (int number = 2; taken.ContainsKey(free); number++)
        {
            free = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }
}
