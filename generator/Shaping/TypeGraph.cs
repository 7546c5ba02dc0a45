using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>
/// Finds the types of a document: the type of each schema, and the inline schemas that have the same type as others or as a component.
/// </summary>
/// <remarks>
/// References to types are placeholders until <see cref="TypeNaming"/> has named all types, because a name depends on all places that use the
/// type.
/// </remarks>
internal sealed class TypeGraph
{
    /// <summary>The maximum nesting of lists and maps. Deeper schemas become any JSON. The names and codecs of nested types grow with the square of the depth.</summary>
    private const int MaxNesting = 8;

    /// <summary>The maximum length of a chain of components that only refer to other components. Each step uses the stack.</summary>
    private const int MaxChain = 200;

    private readonly Dictionary<string, SchemaFacts> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeNode> _componentNodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeReference> _componentTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeNode> _inlineNodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _inlineStructures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _structures = new(StringComparer.Ordinal);
    private Dictionary<string, string> _componentsByStructure;
    private readonly HashSet<string> _resolving = new(StringComparer.Ordinal);
    private readonly ApiDocument _document;
    private int _nextId;

    private TypeGraph(ApiDocument document, Dictionary<string, string> componentsByStructure)
    {
        _document = document;
        _componentsByStructure = componentsByStructure;
        foreach (NamedSchema schema in document.Schemas)
        {
            _components[schema.Name] = schema.Schema;
        }
    }

    /// <summary>The types, by placeholder.</summary>
    public Dictionary<string, TypeNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Resolves the components. The schemas of operations are resolved afterwards by <see cref="Resolve"/>.</summary>
    /// <remarks>
    /// An inline schema that equals a component gets the type of the component. The structure of a component is known only after its own
    /// inline schemas are resolved, so the components are resolved again until no inline schema equals a component.
    /// </remarks>
    public static TypeGraph Create(ApiDocument document)
    {
        const int maxPasses = 8;
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int pass = 1; ; pass++)
        {
            var graph = new TypeGraph(document, known);
            graph.ResolveComponents();
            graph._componentsByStructure = graph._structures;
            if (pass == maxPasses || !graph._inlineNodes.Keys.Any(graph._structures.ContainsKey))
            {
                return graph;
            }

            known = graph._structures;
        }
    }

    /// <summary>Returns the type of a schema.</summary>
    public TypeReference Resolve(SchemaFacts schema, NamingContext context)
    {
        schema = Collapse(schema);
        if (schema.Reference is { } component)
        {
            return ResolveComponent(component);
        }

        switch (FindKind(schema))
        {
            case TypeKind.Model or TypeKind.Union or TypeKind.Alternatives or TypeKind.OpenEnum:
                return ResolveInline(schema, context);
            case TypeKind.List:
                return TypeReference.CreateList(ResolveElement(schema.Items, context));
            case TypeKind.Map:
                TypeReference value = ResolveElement(schema.AdditionalProperties, context);

                // The type for any JSON can represent null.
                return TypeReference.CreateMap(value, schema.AdditionalProperties is { IsNullable: true } && value.Kind != TypeKind.Json);
            case TypeKind kind:
                return new TypeReference(kind);
        }
    }

    /// <summary>Returns the type of a parameter or a member, which depends on its name: ids are text in C#.</summary>
    public TypeReference ResolveMember(string name, SchemaFacts schema, NamingContext context)
    {
        TypeReference type = Resolve(schema, context.AppendMember(name));
        return IdNames.IsMatch(name) ? ConvertIds(type, schema) : type;
    }

    /// <summary>Replaces numbers by ids in the type of a schema. A number with a default or with known values is not an id.</summary>
    private TypeReference ConvertIds(TypeReference type, SchemaFacts schema)
    {
        schema = Follow(schema);
        return type.Kind switch
        {
            TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double when schema is { Default: null, HasNumericValues: false } => TypeReference.NumericId,
            TypeKind.Json when IsNumberOrString(schema) => TypeReference.NumberOrTextId,
            TypeKind.List when schema.Items is { } items => type with { Element = ConvertIds(type.Element!, items) },
            TypeKind.Map when schema.AdditionalProperties is { } values => type with { Element = ConvertIds(type.Element!, values) },
            _ => type,
        };
    }

    /// <summary>Whether a schema declares numbers and strings, and nothing else.</summary>
    private bool IsNumberOrString(SchemaFacts schema)
    {
        JsonKinds kinds = schema.Kinds;
        foreach (SchemaFacts branch in schema.Alternatives)
        {
            JsonKinds own = Follow(branch).Kinds;
            if (own == JsonKinds.None)
            {
                return false;
            }

            kinds |= own;
        }

        // Strings alone have a type of their own.
        return (kinds & ~(JsonKinds.Integer | JsonKinds.Number)) == JsonKinds.String;
    }

    /// <summary>Returns the simplified schema at the end of a chain of references.</summary>
    private SchemaFacts Follow(SchemaFacts schema)
    {
        const int maxChainLength = 8;
        schema = Collapse(schema);
        for (int step = 0; schema.Reference is { } name && step < maxChainLength; step++)
        {
            schema = _components.TryGetValue(name, out SchemaFacts? component) ? Collapse(component) : SchemaFacts.Any;
        }

        return schema;
    }

    private TypeReference ResolveElement(SchemaFacts? schema, NamingContext context)
    {
        TypeReference element = schema is null ? TypeReference.Json : Resolve(schema, context.AppendItem());
        int depth = 1;
        for (TypeReference? inner = element; inner is { Kind: TypeKind.List or TypeKind.Map }; inner = inner.Element)
        {
            depth++;
        }

        return depth > MaxNesting ? TypeReference.Json : element;
    }

    /// <summary>Returns the types that a type refers to.</summary>
    public IEnumerable<TypeReference> ListReferences(TypeNode node)
    {
        foreach (PropertyNode property in node.Properties)
        {
            yield return property.Type;
        }

        foreach (TypeReference alternative in node.Alternatives)
        {
            yield return alternative;
        }

        foreach ((_, string component) in node.Branches)
        {
            yield return _componentNodes[component].Reference;
        }

        if (node.Union is { } union)
        {
            yield return Nodes[union.BaseName].Reference;
        }
    }

    /// <summary>Returns the C# name of a component that has its own type.</summary>
    public string GetComponentName(string component) => _componentNodes[component].Name;

    private void ResolveComponents()
    {
        foreach (NamedSchema schema in _document.Schemas)
        {
            SchemaFacts facts = Collapse(schema.Schema);
            if (facts.Reference is null && IsNamed(FindKind(facts)))
            {
                _componentNodes[schema.Name] = Add(new TypeNode(_nextId++, FindKind(facts), schema.Name));
            }
        }

        foreach (NamedSchema schema in _document.Schemas)
        {
            if (_componentNodes.TryGetValue(schema.Name, out TypeNode? node))
            {
                Fill(node, Collapse(schema.Schema), CreateRoot(schema));
                node.GivenName = schema.Schema.Name;
            }
        }

        MakeUnions();
        foreach (TypeNode node in _componentNodes.Values)
        {
            if (node.Kind is TypeKind.Model or TypeKind.OpenEnum)
            {
                string structure = DescribeStructure(node);
                if (!_structures.TryGetValue(structure, out string? other) || IsBetter(node.Component!, other))
                {
                    _structures[structure] = node.Component!;
                }
            }
        }

        static bool IsBetter(string name, string other) =>
            name.Length != other.Length ? name.Length < other.Length : string.CompareOrdinal(name, other) < 0;
    }

    private static NamingContext CreateRoot(NamedSchema schema)
    {
        string name = schema.Schema.Name ?? CSharpNames.ToPascalCase(schema.Name);
        return NamingContext.CreateRoot(name, name);
    }

    private TypeNode Add(TypeNode node)
    {
        Nodes[node.Placeholder] = node;
        return node;
    }

    private TypeReference ResolveComponent(string name)
    {
        if (_componentNodes.TryGetValue(name, out TypeNode? node))
        {
            return node.Reference;
        }

        if (_componentTypes.TryGetValue(name, out TypeReference? type))
        {
            return type;
        }

        // A component without its own type has the type of its schema. If the schema refers to the component itself, the type is any JSON.
        if (!_components.TryGetValue(name, out SchemaFacts? schema) || _resolving.Count == MaxChain || !_resolving.Add(name))
        {
            return TypeReference.Json;
        }

        type = Resolve(schema, CreateRoot(new NamedSchema(name, schema)));
        _resolving.Remove(name);
        _componentTypes[name] = type;
        return type;
    }

    /// <summary>Simplifies a schema: merges <c>allOf</c>, and replaces a single alternative with its schema.</summary>
    private SchemaFacts Collapse(SchemaFacts schema)
    {
        const int maxChainLength = 32;
        for (int step = 0; step < maxChainLength; step++)
        {
            // References are followed when they are resolved. Rich text and fields have one type, whatever their schema says.
            if (schema.Reference is not null || schema.HasOwnType)
            {
                return schema;
            }

            if (schema.AllOf.Count == 1 && schema.Properties.IsEmpty && schema.Alternatives.IsEmpty)
            {
                schema = KeepName(schema, schema.AllOf[0]);
            }
            else if (schema.AllOf.Count > 0)
            {
                return Merge(schema);
            }
            else if (schema.Alternatives.Count == 1 && schema.Properties.IsEmpty)
            {
                schema = KeepName(schema, schema.Alternatives[0]);
            }
            else
            {
                SchemaFacts whole = MergeOwnMembers(schema);
                if (whole.Alternatives.Count != 1 || ReferenceEquals(whole, schema))
                {
                    return whole;
                }

                schema = whole;
            }
        }

        return SchemaFacts.Any;
    }

    /// <summary>Returns the only branch of a schema, with the name that the document gives the schema. A reference keeps its own name.</summary>
    private static SchemaFacts KeepName(SchemaFacts schema, SchemaFacts branch) =>
        schema.Name is null || branch.Reference is not null ? branch : branch with { Name = schema.Name };

    /// <summary>Merges the branches of an <c>allOf</c> into one object.</summary>
    private SchemaFacts Merge(SchemaFacts schema)
    {
        var members = new MergedMembers(_components);
        foreach (SchemaFacts branch in schema.AllOf)
        {
            members.AddAll(branch);
        }

        members.AddAll(schema with { AllOf = [] });
        SchemaFacts merged = schema with
        {
            AllOf = [],
            Kinds = JsonKinds.Object,
            Properties = members.Facts,
        };
        return MergeOwnMembers(merged);
    }

    /// <summary>
    /// Simplifies a schema that has members and alternatives, without losing members. If all alternatives are objects, the result is one object
    /// with all members. Otherwise the members become another alternative. A schema with a discriminator is unchanged.
    /// </summary>
    private SchemaFacts MergeOwnMembers(SchemaFacts schema)
    {
        if (schema.Alternatives.IsEmpty || schema.Discriminator is not null || schema is { Properties.IsEmpty: true, Kinds: JsonKinds.None, Items: null })
        {
            return schema;
        }

        // An alternative without members, such as one that only lists required members, does not change the shape.
        SchemaFacts own = schema with { Alternatives = [] };
        List<SchemaFacts> shapes = [.. schema.Alternatives.Where(static a => !a.IsShapeless)];
        if (shapes.Count == 0)
        {
            return own;
        }

        if (own.Properties.IsEmpty)
        {
            return schema with { Alternatives = shapes.ToEquatableArray() };
        }

        var visited = new HashSet<string>(StringComparer.Ordinal);
        if (!shapes.TrueForAll(s => IsObject(s, visited)))
        {
            return schema with { Properties = [], Alternatives = shapes.Prepend(own).ToEquatableArray() };
        }

        var members = new MergedMembers(_components);
        members.AddAll(own);
        foreach (SchemaFacts shape in shapes)
        {
            members.AddOptional(shape);
        }

        return own with { Kinds = JsonKinds.Object, Properties = members.Facts };
    }

    /// <summary>Whether a schema and all schemas that it refers to are objects. Each schema is visited once, so cycles end.</summary>
    private bool IsObject(SchemaFacts schema, HashSet<string> visited)
    {
        if (schema.Reference is { } name)
        {
            return visited.Count < MaxChain && (!visited.Add(name) || (_components.TryGetValue(name, out SchemaFacts? component) && IsObject(component, visited)));
        }

        bool hasShape = !schema.Properties.IsEmpty || !schema.AllOf.IsEmpty || !schema.Alternatives.IsEmpty || schema.Kinds == JsonKinds.Object;
        return hasShape && schema.Discriminator is null && schema.Kinds is JsonKinds.Object or JsonKinds.None
            && schema.AllOf.Concat(schema.Alternatives).All(part => part.IsShapeless || IsObject(part, visited));
    }

    private static bool IsNamed(TypeKind kind) => kind is TypeKind.Model or TypeKind.Union or TypeKind.Alternatives or TypeKind.OpenEnum;

    /// <summary>Returns the kind of type of a simplified schema, without resolving its members.</summary>
    private TypeKind FindKind(SchemaFacts schema)
    {
        if (schema.IsRichText)
        {
            return TypeKind.RichText;
        }

        if (schema.IssueFields != IssueFieldsUse.None)
        {
            return schema.IssueFields == IssueFieldsUse.Changes ? TypeKind.IssueFieldsChanges : TypeKind.IssueFields;
        }

        if (!schema.Alternatives.IsEmpty)
        {
            return FindKindOfAlternatives(schema);
        }

        if (!schema.Properties.IsEmpty)
        {
            return TypeKind.Model;
        }

        return schema.Kinds switch
        {
            JsonKinds.String when !schema.Values.IsEmpty => TypeKind.OpenEnum,
            JsonKinds.String => schema.Format switch
            {
                "date-time" => TypeKind.DateTime,
                "date" => TypeKind.Date,
                "uuid" => TypeKind.Guid,
                _ => TypeKind.String,
            },
            JsonKinds.Boolean => TypeKind.Boolean,
            JsonKinds.Integer => schema.Format == "int32" ? TypeKind.Int32 : TypeKind.Int64,
            JsonKinds.Number => TypeKind.Double,
            JsonKinds.Array => TypeKind.List,
            JsonKinds.Object when schema.AdditionalProperties is not null => TypeKind.Map,
            JsonKinds.None when !schema.Values.IsEmpty => TypeKind.OpenEnum,
            JsonKinds.None when schema.Items is not null => TypeKind.List,
            _ => TypeKind.Json,
        };
    }

    private TypeKind FindKindOfAlternatives(SchemaFacts schema)
    {
        bool hasNamed = false;
        bool allStrings = true;
        foreach (SchemaFacts branch in schema.Alternatives)
        {
            SchemaFacts target = Follow(branch);
            bool isString = target.Alternatives.IsEmpty && target.Kinds == JsonKinds.String;
            allStrings &= isString;
            hasNamed |= !isString && HasNamedType(target);
        }

        return allStrings ? FindStrings(schema).Count > 0 ? TypeKind.OpenEnum : TypeKind.String
            : hasNamed ? TypeKind.Alternatives
            : TypeKind.Json;
    }

    /// <summary>Whether a branch that is not a string has a type with a name, or is a list of such a type.</summary>
    private bool HasNamedType(SchemaFacts branch) => branch.HasOwnType || !branch.Properties.IsEmpty || !branch.Alternatives.IsEmpty
        || (branch.Kinds == JsonKinds.Array && branch.Items is { } items && (items.Reference is not null || !Collapse(items).Properties.IsEmpty));

    /// <summary>Returns the known values of a string schema or of its branches.</summary>
    private List<string> FindStrings(SchemaFacts schema)
    {
        IEnumerable<string> own = schema.Values;
        IEnumerable<string> branches = schema.Alternatives
            .Select(b => Collapse(b))
            .Select(b => b.Reference is { } name && _components.TryGetValue(name, out SchemaFacts? component) ? Collapse(component) : b)
            .SelectMany(static b => b.Values);
        return [.. own.Concat(branches).Distinct(StringComparer.Ordinal)];
    }

    private TypeReference ResolveInline(SchemaFacts schema, NamingContext context)
    {
        string? title = ConvertTitle(schema.Title);
        var node = new TypeNode(_nextId, FindKind(schema), component: null);
        Fill(node, schema, context.AppendTitle(schema.Name ?? title));
        string structure = DescribeStructure(node);
        if (schema.Name is { } name)
        {
            // Schemas with different names have different types, even if they are equal.
            node.GivenName = name;
            structure = name + " " + structure;
        }
        else if (_componentsByStructure.TryGetValue(structure, out string? component) && _componentNodes.TryGetValue(component, out TypeNode? named))
        {
            AdoptRichText(named, node);
            return named.Reference;
        }

        if (_inlineNodes.TryGetValue(structure, out TypeNode? same))
        {
            AdoptRichText(same, node);
            node = same;
        }
        else
        {
            // Filling the node has used ids for inner schemas.
            node = Renumber(node);
            _inlineNodes[structure] = node;
            _inlineStructures[node.Placeholder] = structure;
        }

        node.Places++;
        if (title is not null)
        {
            node.Claims.Add(new NameClaim(NameRank.Title, title));
        }

        if (context.Own.Length > 0)
        {
            node.Claims.Add(new NameClaim(NameRank.Own, context.Own));
        }

        node.Claims.Add(new NameClaim(NameRank.Short, context.Short));
        node.Claims.Add(new NameClaim(NameRank.Full, context.Full));
        return node.Reference;
    }

    /// <summary>Adds the facts about rich text of a schema to a type with the same JSON. They are not a part of the structure, because they do not change the JSON.</summary>
    private static void AdoptRichText(TypeNode node, TypeNode other)
    {
        foreach (PropertyNode property in other.Properties)
        {
            int index = property.RichText is null ? -1 : node.Properties.FindIndex(p => p.WireName == property.WireName);
            if (index >= 0 && node.Properties[index].RichText is null)
            {
                node.Properties[index] = node.Properties[index] with { RichText = property.RichText };
            }
        }
    }

    private TypeNode Renumber(TypeNode node)
    {
        var numbered = new TypeNode(_nextId++, node.Kind, component: null)
        {
            Summary = node.Summary,
            IsDeprecated = node.IsDeprecated,
            GivenName = node.GivenName,
        };
        numbered.Properties.AddRange(node.Properties);
        numbered.Values.AddRange(node.Values);
        numbered.Alternatives.AddRange(node.Alternatives);
        return Add(numbered);
    }

    /// <summary>Returns a title as a type name, or null if it is a sentence.</summary>
    private static string? ConvertTitle(string? title)
    {
        const int maxLength = 60;
        if (title is null || title.Length is 0 or > maxLength || !title.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '_' or '-'))
        {
            return null;
        }

        string name = CSharpNames.ToPascalCase(title);
        return char.IsLetter(name[0]) ? name : null;
    }

    private void Fill(TypeNode node, SchemaFacts schema, NamingContext context)
    {
        node.Summary = schema.Summary;
        node.IsDeprecated = schema.IsDeprecated;
        switch (node.Kind)
        {
            case TypeKind.Model:
                node.Properties.AddRange(schema.Properties.Select(p => ResolveProperty(p, context)));
                break;
            case TypeKind.OpenEnum:
                node.Values.AddRange(FindStrings(schema));
                break;
            case TypeKind.Alternatives:
                for (int i = 0; i < schema.Alternatives.Count; i++)
                {
                    TypeReference alternative = Resolve(schema.Alternatives[i], context.AppendBranch(i));
                    if (!node.Alternatives.Contains(alternative))
                    {
                        node.Alternatives.Add(alternative);
                    }
                }

                break;
        }
    }

    private PropertyNode ResolveProperty(PropertyFacts property, NamingContext context)
    {
        TypeReference type = ResolveMember(property.Name, property.Schema, context);
        return new PropertyNode(
            property.Name,
            type,
            property.IsRequired,
            property.Schema.IsReadOnly,
            property.Schema.IsDeprecated,
            property.Schema.IsClearedByNull,
            property.Schema.Summary)
        {
            RichText = type.Kind == TypeKind.String ? property.Schema.RichText : null,
        };
    }

    /// <summary>Converts alternatives with a discriminator to unions.</summary>
    private void MakeUnions()
    {
        foreach (NamedSchema schema in _document.Schemas.OrderBy(static s => s.Name, StringComparer.Ordinal))
        {
            if (!_componentNodes.TryGetValue(schema.Name, out TypeNode? node)
                || node.Kind != TypeKind.Alternatives
                || Collapse(schema.Schema) is not { Discriminator: { } discriminator } facts)
            {
                continue;
            }

            List<(string Value, string Component)>? branches = FindBranches(facts, discriminator);
            if (branches is null)
            {
                continue;
            }

            node.Kind = TypeKind.Union;
            node.Discriminator = discriminator.Property;
            node.Branches.AddRange(branches);
            foreach ((string value, string component) in branches)
            {
                _componentNodes[component].Union ??= new UnionMembership(node.Placeholder, discriminator.Property, value);
            }

            // The members of the union are members of each of its objects.
            NamingContext root = CreateRoot(schema);
            foreach (TypeNode branch in branches.Select(static b => b.Component).Distinct(StringComparer.Ordinal).Select(b => _componentNodes[b]))
            {
                branch.Properties.AddRange(facts.Properties
                    .Where(p => p.Name != discriminator.Property && !branch.Properties.Exists(known => known.WireName == p.Name))
                    .Select(p => ResolveProperty(p, root))
                    .ToList());
            }
        }

        // References that were created earlier contain the previous kinds of the unions.
        foreach (TypeNode node in Nodes.Values)
        {
            for (int i = 0; i < node.Properties.Count; i++)
            {
                node.Properties[i] = node.Properties[i] with { Type = Correct(node.Properties[i].Type) };
            }

            for (int i = 0; i < node.Alternatives.Count; i++)
            {
                node.Alternatives[i] = Correct(node.Alternatives[i]);
            }
        }

        foreach (string name in _componentTypes.Keys.ToList())
        {
            _componentTypes[name] = Correct(_componentTypes[name]);
        }
    }

    private TypeReference Correct(TypeReference type)
    {
        if (type.Element is { } element)
        {
            TypeReference corrected = Correct(element);
            return ReferenceEquals(corrected, element) ? type : type with { Element = corrected };
        }

        return type.Kind == TypeKind.Alternatives && Nodes.TryGetValue(type.Name, out TypeNode? node) && node.Kind != type.Kind
            ? node.Reference
            : type;
    }

    /// <summary>Finds the branches of a union. Returns null if the document contradicts itself about them.</summary>
    private List<(string Value, string Component)>? FindBranches(SchemaFacts schema, DiscriminatorFacts discriminator)
    {
        var branches = new List<(string Value, string Component)>();
        foreach (SchemaFacts alternative in schema.Alternatives)
        {
            if (Collapse(alternative).Reference is not { } component
                || !_componentNodes.TryGetValue(component, out TypeNode? node)
                || node is not { Kind: TypeKind.Model, Union: null })
            {
                return null;
            }

            List<string> values = [.. discriminator.Mappings.Where(m => m.Component == component).Select(static m => m.Value)];
            if (values.Count == 0 && discriminator.Mappings.IsEmpty)
            {
                values.Add(component);
            }

            SchemaFacts? member = Collapse(_components[component]).Properties.FirstOrDefault(p => p.Name == discriminator.Property)?.Schema;
            List<string> known = member is null ? [] : FindStrings(Collapse(member));
            if (values.Count == 0 || (known.Count > 0 && values.Any(v => !known.Contains(v))))
            {
                return null;
            }

            branches.AddRange(values.Select(v => (v, component)));
        }

        return branches.Select(static b => b.Value).Distinct(StringComparer.Ordinal).Count() == branches.Count ? branches : null;
    }

    /// <summary>Describes the structure of a type as a text. Types with equal JSON have equal texts.</summary>
    private string DescribeStructure(TypeNode node)
    {
        var text = new StringBuilder();
        switch (node.Kind)
        {
            case TypeKind.OpenEnum:
                text.Append("enum");
                foreach (string value in node.Values)
                {
                    AppendName(text.Append('|'), value);
                }

                break;
            case TypeKind.Alternatives:
                text.Append("any");
                foreach (TypeReference alternative in node.Alternatives)
                {
                    AppendType(text.Append('|'), alternative);
                }

                break;
            default:
                text.Append("object");
                foreach (PropertyNode property in node.Properties.OrderBy(static p => p.WireName, StringComparer.Ordinal))
                {
                    AppendName(text.Append('|'), property.WireName);
                    AppendType(text.Append(property.IsClearedByNull ? '!' : ':'), property.Type);
                }

                break;
        }

        return text.ToString();

        // The length prevents a malicious name from imitating the structure that contains it.
        static void AppendName(StringBuilder text, string name) => text.Append(name.Length).Append(' ').Append(name);

        void AppendType(StringBuilder text, TypeReference type)
        {
            if (type.Name.Length == 0)
            {
                text.Append(type.Kind);
            }
            else if (_inlineStructures.TryGetValue(type.Name, out string? structure))
            {
                AppendName(text, structure);
            }
            else
            {
                text.Append(type.Name);
            }

            if (type.Element is { } element)
            {
                AppendType(text.Append('<'), element);
            }
        }
    }
}
