using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>The facts of one edition of a document, published or trimmed, indexed for the comparison.</summary>
internal sealed class Edition
{
    private const string ComponentPrefix = "#/components/";
    private const string SchemaPrefix = ComponentPrefix + "schemas/";

    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly string _name;
    private readonly Dictionary<string, IReadOnlyList<string>> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaUse> _uses = new(StringComparer.Ordinal);

    private Edition(string name, JsonObject facts)
    {
        _name = name;
        Facts = facts;
        Schemas = ReadMembers(facts["components"]?["schemas"]);
        Operations = ReadOperations();
        foreach (EditionOperation operation in Operations.Values)
        {
            NoteUses(operation, Directions.Request, [.. operation.Parameters, operation.Body ?? []]);
            NoteUses(operation, Directions.Response, operation.Responses.Values);
        }
    }

    public JsonObject Facts { get; }

    public string Version => Facts["info"]?["version"].AsString() ?? "";

    /// <summary>The operations by method and route.</summary>
    public IReadOnlyDictionary<string, EditionOperation> Operations { get; }

    /// <summary>The schemas of the components by name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Schemas { get; }

    /// <param name="text">The document's text.</param>
    /// <param name="name">The name of the document in error messages.</param>
    /// <exception cref="InputException">The text is not an OpenAPI 3.0 document in JSON, or refers to a component that it does not
    /// contain.</exception>
    public static Edition Of(byte[] text, string name)
    {
        // Trimming keeps only the facts, in one form, whether the document was published or already trimmed.
        return new Edition(name, StrictJson.ParseObject(Trimming.Trim(text, name), name));
    }

    /// <summary>Returns the text of a list of servers: their addresses, with the variables of those that have some.</summary>
    public static string DescribeServers(JsonNode? servers) => string.Join(", ", (servers as JsonArray ?? []).Select(static server =>
        server?["url"].AsString() + (server?["variables"] is { } variables ? " " + StrictJson.ToCompactText(variables) : "")));

    /// <summary>Returns a copy of the edition in which schemas have other names.</summary>
    public Edition WithSchemasRenamed(IReadOnlyDictionary<string, string> names)
    {
        JsonObject facts = (JsonObject)Facts.DeepClone();
        foreach (JsonPlace place in new JsonPlace(facts).DescendantsAndSelf().Where(IsReference).ToList())
        {
            if (place.Value.AsString() is { } reference
                && reference.StartsWith(SchemaPrefix, StringComparison.Ordinal)
                && names.TryGetValue(reference[SchemaPrefix.Length..], out string? newName))
            {
                place.Owner![place.Name!] = SchemaPrefix + newName;
            }
        }

        JsonObject schemas = (JsonObject)facts["components"]!["schemas"]!;
        foreach ((string name, string newName) in names)
        {
            int index = schemas.IndexOf(name);
            JsonNode? schema = schemas[index];
            schemas.RemoveAt(index);
            schemas.Insert(index, newName, schema);
        }

        return new Edition(_name, facts);
    }

    public SchemaUse UseOf(string schema) => _uses.GetValueOrDefault(schema, SchemaUse.None);

    /// <summary>Returns the name of the schema that a value refers to; null if the value is not a reference to a schema.</summary>
    public static string? ReferencedSchema(JsonNode? value)
    {
        return (value as JsonObject)?["$ref"].AsString() is { } reference && reference.StartsWith(SchemaPrefix, StringComparison.Ordinal)
            ? reference[SchemaPrefix.Length..]
            : null;
    }

    /// <summary>Returns the value itself, or the component that it refers to.</summary>
    /// <exception cref="InputException">The component does not exist, or the references form a cycle.</exception>
    public JsonNode Resolve(JsonNode value)
    {
        HashSet<string> seen = [];
        while ((value as JsonObject)?["$ref"].AsString() is { } reference)
        {
            value = FindComponent(reference) ?? throw new InputException($"'{_name}' refers to '{reference}', but does not contain it.");
            if (!seen.Add(reference))
            {
                throw new InputException($"'{_name}' has references that form a cycle at '{reference}'.");
            }
        }

        return value;
    }

    private static Dictionary<string, JsonNode> ReadMembers(JsonNode? map)
    {
        // The values are objects or Booleans: trimming rejects null.
        return (map as JsonObject ?? []).ToDictionary(static m => m.Key, static m => m.Value!, StringComparer.Ordinal);
    }

    private Dictionary<string, EditionOperation> ReadOperations()
    {
        Dictionary<string, EditionOperation> operations = new(StringComparer.Ordinal);
        foreach ((string route, JsonNode pathItem) in ReadMembers(Facts["paths"]))
        {
            foreach (string method in s_methods)
            {
                if (pathItem[method] is JsonObject facts)
                {
                    EditionOperation operation = new(
                        method.ToUpperInvariant(),
                        route,
                        facts,
                        ReadParameters(pathItem, facts),
                        facts["requestBody"] is { } body ? (JsonObject)Resolve(body) : null,
                        ReadMembers(facts["responses"]).ToDictionary(static r => r.Key, r => (JsonObject)Resolve(r.Value), StringComparer.Ordinal),
                        facts["security"] ?? Facts["security"],
                        facts["servers"] ?? pathItem["servers"]);
                    operations.Add(operation.Key, operation);
                }
            }
        }

        return operations;
    }

    private List<JsonObject> ReadParameters(JsonNode pathItem, JsonObject operation)
    {
        List<JsonObject> own = [.. (operation["parameters"] as JsonArray ?? []).Select(p => (JsonObject)Resolve(p!))];
        HashSet<(string?, string?)> names = [.. own.Select(Name)];
        return [.. (pathItem["parameters"] as JsonArray ?? []).Select(p => (JsonObject)Resolve(p!)).Where(p => !names.Contains(Name(p))), .. own];

        static (string?, string?) Name(JsonObject parameter) => (parameter["in"].AsString(), parameter["name"].AsString());
    }

    private void NoteUses(EditionOperation operation, Directions direction, IEnumerable<JsonObject> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> waiting = new(roots.SelectMany(FindReferences));
        while (waiting.TryPop(out string? reference))
        {
            if (!seen.Add(reference))
            {
                continue;
            }

            if (reference.StartsWith(SchemaPrefix, StringComparison.Ordinal))
            {
                string name = reference[SchemaPrefix.Length..];
                if (!_uses.TryGetValue(name, out SchemaUse? use))
                {
                    _uses.Add(name, use = new SchemaUse());
                }

                use.Add(operation.Key, direction);
            }

            if (!_references.TryGetValue(reference, out IReadOnlyList<string>? next))
            {
                _references.Add(reference, next = FindComponent(reference) is { } component ? [.. FindReferences(component).Distinct()] : []);
            }

            foreach (string further in next)
            {
                waiting.Push(further);
            }
        }
    }

    /// <summary>Returns the components that a value refers to, with <c>$ref</c> or in the mapping of a discriminator.</summary>
    private static IEnumerable<string> FindReferences(JsonNode value)
    {
        return new JsonPlace(value).DescendantsAndSelf()
            .Where(IsReference)
            .Select(static p => p.Value.AsString())
            .OfType<string>()
            .Where(static r => r.StartsWith(ComponentPrefix, StringComparison.Ordinal));
    }

    private static bool IsReference(JsonPlace place) =>
        place.Name == "$ref" || (place.Owner is { Parent: JsonObject } owner && owner.GetPropertyName() == "mapping");

    private JsonObject? FindComponent(string reference)
    {
        string[] steps = reference.StartsWith(ComponentPrefix, StringComparison.Ordinal) ? reference[ComponentPrefix.Length..].Split('/') : [];
        return steps is [string kind, string name]
            ? Facts["components"]?[kind]?[name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)] as JsonObject
            : null;
    }
}
