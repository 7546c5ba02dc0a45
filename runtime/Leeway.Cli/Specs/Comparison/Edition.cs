using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs.Comparison;

/// <summary>One edition of a document, published or trimmed: its facts, by what a comparison looks up.</summary>
internal sealed class Edition
{
    private const string ComponentPrefix = "#/components/";
    private const string SchemaPrefix = ComponentPrefix + "schemas/";

    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly string _name;
    private readonly Dictionary<string, IReadOnlyList<string>> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaUse> _uses = new(StringComparer.Ordinal);

    private Edition(string name, JObject facts)
    {
        _name = name;
        Facts = facts;
        Schemas = Members(facts.SelectToken("components.schemas"));
        Operations = ReadOperations();
        foreach (EditionOperation operation in Operations.Values)
        {
            NoteUses(operation, Directions.Request, [.. operation.Parameters, operation.Body ?? []]);
            NoteUses(operation, Directions.Response, operation.Responses.Values);
        }
    }

    public JObject Facts { get; }

    public string Version => (string?)Facts.SelectToken("info.version") ?? "";

    /// <summary>The operations by method and route.</summary>
    public IReadOnlyDictionary<string, EditionOperation> Operations { get; }

    /// <summary>The schemas of the components by name.</summary>
    public IReadOnlyDictionary<string, JToken> Schemas { get; }

    /// <param name="text">The document's text.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">The text is no OpenAPI 3.0 document in JSON, or refers to something that it does not have.</exception>
    public static Edition Of(byte[] text, string name)
    {
        // Trimming leaves the facts alone, in one form, whether the document came as published or trimmed.
        return new Edition(name, JsonText.ParseObject(Trimming.Trim(text, name), name));
    }

    /// <summary>The edition as it would be if its schemas had other names.</summary>
    public Edition WithSchemasRenamed(IReadOnlyDictionary<string, string> names)
    {
        JObject facts = (JObject)Facts.DeepClone();
        foreach (JProperty property in facts.Descendants().OfType<JProperty>().ToList())
        {
            if (property.Value is JValue { Value: string reference } value && IsReference(property)
                && reference.StartsWith(SchemaPrefix, StringComparison.Ordinal)
                && names.TryGetValue(reference[SchemaPrefix.Length..], out string? newName))
            {
                value.Value = SchemaPrefix + newName;
            }
        }

        JObject schemas = (JObject)facts.SelectToken("components.schemas")!;
        foreach ((string name, string newName) in names)
        {
            schemas.Property(name, StringComparison.Ordinal)!.Replace(new JProperty(newName, schemas[name]));
        }

        return new Edition(_name, facts);
    }

    public SchemaUse UseOf(string schema) => _uses.GetValueOrDefault(schema, SchemaUse.None);

    /// <summary>The name of the schema that a value refers to, or null where it is no reference.</summary>
    public static string? ReferencedSchema(JToken? value)
    {
        return (value as JObject)?["$ref"] is JValue { Value: string reference } && reference.StartsWith(SchemaPrefix, StringComparison.Ordinal)
            ? reference[SchemaPrefix.Length..]
            : null;
    }

    /// <summary>The value itself, or the component that it refers to.</summary>
    /// <exception cref="InputException">The reference leads nowhere, or round in a circle.</exception>
    public JToken Resolve(JToken value)
    {
        HashSet<string> seen = [];
        while ((value as JObject)?["$ref"] is JValue { Value: string reference })
        {
            value = Component(reference) ?? throw new InputException($"'{_name}' refers to '{reference}', which it does not have.");
            if (!seen.Add(reference))
            {
                throw new InputException($"'{_name}' has references that lead round in a circle: '{reference}'.");
            }
        }

        return value;
    }

    private static Dictionary<string, JToken> Members(JToken? map)
    {
        return (map as JObject)?.Properties().ToDictionary(static p => p.Name, static p => p.Value, StringComparer.Ordinal)
            ?? new Dictionary<string, JToken>(StringComparer.Ordinal);
    }

    private Dictionary<string, EditionOperation> ReadOperations()
    {
        Dictionary<string, EditionOperation> operations = new(StringComparer.Ordinal);
        foreach ((string route, JToken pathItem) in Members(Facts["paths"]))
        {
            foreach (string method in s_methods)
            {
                if (pathItem[method] is JObject facts)
                {
                    EditionOperation operation = new(
                        method.ToUpperInvariant(),
                        route,
                        facts,
                        Parameters(pathItem, facts),
                        facts["requestBody"] is { } body ? (JObject)Resolve(body) : null,
                        Members(facts["responses"]).ToDictionary(static r => r.Key, r => (JObject)Resolve(r.Value), StringComparer.Ordinal),
                        facts["security"] ?? Facts["security"]);
                    operations.Add(operation.Key, operation);
                }
            }
        }

        return operations;
    }

    private List<JObject> Parameters(JToken pathItem, JObject operation)
    {
        List<JObject> own = [.. (operation["parameters"] ?? new JArray()).Select(p => (JObject)Resolve(p))];
        HashSet<(string?, string?)> names = [.. own.Select(Name)];
        return [.. (pathItem["parameters"] ?? new JArray()).Select(p => (JObject)Resolve(p)).Where(p => !names.Contains(Name(p))), .. own];

        static (string?, string?) Name(JObject parameter) => ((string?)parameter["in"], (string?)parameter["name"]);
    }

    private void NoteUses(EditionOperation operation, Directions direction, IEnumerable<JObject> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> waiting = new(roots.SelectMany(References));
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
                _references.Add(reference, next = Component(reference) is { } component ? [.. References(component).Distinct()] : []);
            }

            foreach (string further in next)
            {
                waiting.Push(further);
            }
        }
    }

    /// <summary>The components that a value names: by <c>$ref</c>, and by the mapping of a discriminator.</summary>
    private static IEnumerable<string> References(JToken value)
    {
        return ((JContainer)value).DescendantsAndSelf().OfType<JProperty>()
            .Where(IsReference)
            .Select(static p => p.Value)
            .OfType<JValue>()
            .Select(static v => v.Value)
            .OfType<string>()
            .Where(static r => r.StartsWith(ComponentPrefix, StringComparison.Ordinal));
    }

    private static bool IsReference(JProperty property) => property.Name == "$ref" || property.Parent?.Parent is JProperty { Name: "mapping" };

    private JObject? Component(string reference)
    {
        string[] steps = reference.StartsWith(ComponentPrefix, StringComparison.Ordinal) ? reference[ComponentPrefix.Length..].Split('/') : [];
        return steps is [string kind, string name]
            ? Facts["components"]?[kind]?[name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)] as JObject
            : null;
    }
}
