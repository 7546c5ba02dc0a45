using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>
/// Finds the types of a document: what each schema becomes, which inline schemas are one type, and which are a component.
/// </summary>
/// <remarks>
/// Places refer to types by placeholder until <see cref="TypeNaming"/> has named them all, because a name depends on
/// every place that a type stands in.
/// </remarks>
internal sealed class TypeGraph
{
    /// <summary>Lists and maps nest this deep; what would nest deeper is any JSON. Names and codecs of such types grow with the square of the depth.</summary>
    private const int MaxNesting = 8;

    /// <summary>As many components that are no types of their own may stand for one another; each takes a part of the stack.</summary>
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

    /// <summary>The types by placeholder.</summary>
    public Dictionary<string, TypeNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Resolves the components; the places of operations are resolved afterwards, by <see cref="Resolve"/>.</summary>
    /// <remarks>
    /// An inline schema that equals a component is that component. Which components have which structure is known only
    /// when their own inline schemas are resolved, so where there are any of these the components are resolved anew until
    /// the answer stays.
    /// </remarks>
    public static TypeGraph Create(ApiDocument document)
    {
        const int mostPasses = 8;
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int pass = 1; ; pass++)
        {
            var graph = new TypeGraph(document, known);
            graph.ResolveComponents();
            graph._componentsByStructure = graph._structures;
            if (pass == mostPasses || !graph._inlineNodes.Keys.Any(graph._structures.ContainsKey))
            {
                return graph;
            }

            known = graph._structures;
        }
    }

    /// <summary>What a schema becomes.</summary>
    public TypeReference Resolve(SchemaFacts schema, NamingContext context)
    {
        schema = Collapse(schema);
        if (schema.Reference is { } component)
        {
            return Component(component);
        }

        switch (KindOf(schema))
        {
            case TypeKind.Model or TypeKind.Union or TypeKind.Alternatives or TypeKind.OpenEnum:
                return Inline(schema, context);
            case TypeKind.List:
                return TypeReference.List(Element(schema.Items, context));
            case TypeKind.Map:
                TypeReference value = Element(schema.AdditionalProperties, context);

                // Any JSON holds a null of its own.
                return TypeReference.Map(value, schema.AdditionalProperties is { IsNullable: true } && value.Kind != TypeKind.Json);
            case TypeKind kind:
                return new TypeReference(kind);
        }
    }

    private TypeReference Element(SchemaFacts? schema, NamingContext context)
    {
        TypeReference element = schema is null ? TypeReference.Json : Resolve(schema, context.Item());
        int depth = 1;
        for (TypeReference? inner = element; inner is { Kind: TypeKind.List or TypeKind.Map }; inner = inner.Element)
        {
            depth++;
        }

        return depth > MaxNesting ? TypeReference.Json : element;
    }

    /// <summary>The types that a type refers to.</summary>
    public IEnumerable<TypeReference> ReferencesOf(TypeNode node)
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

    /// <summary>The C# name of a component that is a type of its own.</summary>
    public string ComponentName(string component) => _componentNodes[component].Name;

    private void ResolveComponents()
    {
        foreach (NamedSchema schema in _document.Schemas)
        {
            SchemaFacts facts = Collapse(schema.Schema);
            if (facts.Reference is null && IsNamed(KindOf(facts)))
            {
                _componentNodes[schema.Name] = Add(new TypeNode(_nextId++, KindOf(facts), schema.Name));
            }
        }

        foreach (NamedSchema schema in _document.Schemas)
        {
            if (_componentNodes.TryGetValue(schema.Name, out TypeNode? node))
            {
                string name = CSharpNames.Pascal(schema.Name);
                Fill(node, Collapse(schema.Schema), NamingContext.Root(name, name));
            }
        }

        MakeUnions();
        foreach (TypeNode node in _componentNodes.Values)
        {
            if (node.Kind is TypeKind.Model or TypeKind.OpenEnum)
            {
                string structure = Structure(node);
                if (!_structures.TryGetValue(structure, out string? other) || IsBetter(node.Component!, other))
                {
                    _structures[structure] = node.Component!;
                }
            }
        }

        static bool IsBetter(string name, string other) =>
            name.Length != other.Length ? name.Length < other.Length : string.CompareOrdinal(name, other) < 0;
    }

    private TypeNode Add(TypeNode node)
    {
        Nodes[node.Placeholder] = node;
        return node;
    }

    private TypeReference Component(string name)
    {
        if (_componentNodes.TryGetValue(name, out TypeNode? node))
        {
            return node.Reference;
        }

        if (_componentTypes.TryGetValue(name, out TypeReference? type))
        {
            return type;
        }

        // A component that is no type of its own is what it stands for; one that stands for itself is any JSON.
        if (!_components.TryGetValue(name, out SchemaFacts? schema) || _resolving.Count == MaxChain || !_resolving.Add(name))
        {
            return TypeReference.Json;
        }

        string pascal = CSharpNames.Pascal(name);
        type = Resolve(schema, NamingContext.Root(pascal, pascal));
        _resolving.Remove(name);
        _componentTypes[name] = type;
        return type;
    }

    /// <summary>Follows <c>allOf</c> and single alternatives to what a schema means.</summary>
    private SchemaFacts Collapse(SchemaFacts schema)
    {
        const int longestChain = 32;
        for (int step = 0; step < longestChain; step++)
        {
            if (schema.Reference is { } name)
            {
                // References to components that are types of their own stay; others are followed when they are resolved.
                return schema;
            }

            if (schema.AllOf.Count == 1 && schema.Properties.IsEmpty && schema.Alternatives.IsEmpty)
            {
                schema = schema.AllOf[0];
            }
            else if (schema.AllOf.Count > 0)
            {
                return Merge(schema);
            }
            else if (schema.Alternatives.Count == 1 && schema.Properties.IsEmpty)
            {
                schema = schema.Alternatives[0];
            }
            else
            {
                SchemaFacts whole = WithOwnMembers(schema);
                if (whole.Alternatives.Count != 1 || ReferenceEquals(whole, schema))
                {
                    return whole;
                }

                schema = whole;
            }
        }

        return SchemaFacts.Any;
    }

    /// <summary>Makes one object of the branches of an <c>allOf</c>.</summary>
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
        return WithOwnMembers(merged);
    }

    /// <summary>
    /// A schema that has members beside its alternatives, so that none is lost: where all alternatives are objects, one object with the
    /// members of all; else the alternatives with one more for the members. A discriminator tells the alternatives apart.
    /// </summary>
    private SchemaFacts WithOwnMembers(SchemaFacts schema)
    {
        if (schema.Alternatives.IsEmpty || schema.Discriminator is not null || schema is { Properties.IsEmpty: true, Kinds: JsonKinds.None, Items: null })
        {
            return schema;
        }

        // An alternative that only says what is required or allowed says nothing of the shape.
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

    /// <summary>Whether a schema is an object, with all that it refers to. What was visited is looked at no more, so that cycles end.</summary>
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

    /// <summary>What a collapsed schema is, without resolving what it holds.</summary>
    private TypeKind KindOf(SchemaFacts schema)
    {
        if (!schema.Alternatives.IsEmpty)
        {
            return KindOfAlternatives(schema);
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

    private TypeKind KindOfAlternatives(SchemaFacts schema)
    {
        bool hasNamed = false;
        bool allStrings = true;
        foreach (SchemaFacts branch in schema.Alternatives)
        {
            SchemaFacts target = Collapse(branch);
            for (int step = 0; target.Reference is { } name && step < 8; step++)
            {
                target = _components.TryGetValue(name, out SchemaFacts? component) ? Collapse(component) : SchemaFacts.Any;
            }

            bool isString = target.Alternatives.IsEmpty && target.Kinds == JsonKinds.String;
            allStrings &= isString;
            hasNamed |= !isString && (!target.Properties.IsEmpty || !target.Alternatives.IsEmpty
                || (target.Kinds == JsonKinds.Array && target.Items is { } items && (items.Reference is not null || !Collapse(items).Properties.IsEmpty)));
        }

        return allStrings ? StringsOf(schema).Count > 0 ? TypeKind.OpenEnum : TypeKind.String
            : hasNamed ? TypeKind.Alternatives
            : TypeKind.Json;
    }

    /// <summary>The known values of a string schema, or of all branches of one.</summary>
    private List<string> StringsOf(SchemaFacts schema)
    {
        IEnumerable<string> own = schema.Values;
        IEnumerable<string> branches = schema.Alternatives
            .Select(b => Collapse(b))
            .Select(b => b.Reference is { } name && _components.TryGetValue(name, out SchemaFacts? component) ? Collapse(component) : b)
            .SelectMany(static b => b.Values);
        return [.. own.Concat(branches).Distinct(StringComparer.Ordinal)];
    }

    private TypeReference Inline(SchemaFacts schema, NamingContext context)
    {
        string? title = UsableTitle(schema.Title);
        var node = new TypeNode(_nextId, KindOf(schema), component: null);
        Fill(node, schema, context.Titled(title));
        string structure = Structure(node);
        if (_componentsByStructure.TryGetValue(structure, out string? component) && _componentNodes.TryGetValue(component, out TypeNode? named))
        {
            return named.Reference;
        }

        if (_inlineNodes.TryGetValue(structure, out TypeNode? same))
        {
            node = same;
        }
        else
        {
            // Filling has used ids for the schemas inside.
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

    private TypeNode Renumber(TypeNode node)
    {
        var numbered = new TypeNode(_nextId++, node.Kind, component: null)
        {
            Summary = node.Summary,
            IsDeprecated = node.IsDeprecated,
        };
        numbered.Properties.AddRange(node.Properties);
        numbered.Values.AddRange(node.Values);
        numbered.Alternatives.AddRange(node.Alternatives);
        return Add(numbered);
    }

    /// <summary>A title that is a type's name rather than a sentence.</summary>
    private static string? UsableTitle(string? title)
    {
        const int longest = 60;
        if (title is null || title.Length is 0 or > longest || !title.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '_' or '-'))
        {
            return null;
        }

        string name = CSharpNames.Pascal(title);
        return char.IsLetter(name[0]) ? name : null;
    }

    private void Fill(TypeNode node, SchemaFacts schema, NamingContext context)
    {
        node.Summary = schema.Summary;
        node.IsDeprecated = schema.IsDeprecated;
        switch (node.Kind)
        {
            case TypeKind.Model:
                node.Properties.AddRange(schema.Properties.Select(p => Property(p, context)));
                break;
            case TypeKind.OpenEnum:
                node.Values.AddRange(StringsOf(schema));
                break;
            case TypeKind.Alternatives:
                for (int i = 0; i < schema.Alternatives.Count; i++)
                {
                    TypeReference alternative = Resolve(schema.Alternatives[i], context.Branch(i));
                    if (!node.Alternatives.Contains(alternative))
                    {
                        node.Alternatives.Add(alternative);
                    }
                }

                break;
        }
    }

    private PropertyNode Property(PropertyFacts property, NamingContext context) => new(
        property.Name,
        Resolve(property.Schema, context.Member(property.Name)),
        property.IsRequired,
        property.Schema.IsReadOnly,
        property.Schema.IsDeprecated,
        property.Schema.IsClearedByNull,
        property.Schema.Summary);

    /// <summary>Turns alternatives whose discriminator tells them apart into unions.</summary>
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

            List<(string Value, string Component)>? branches = Branches(facts, discriminator);
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

            // What the union says of all its objects, each of them has.
            string name = CSharpNames.Pascal(schema.Name);
            foreach (TypeNode branch in branches.Select(static b => b.Component).Distinct(StringComparer.Ordinal).Select(b => _componentNodes[b]))
            {
                branch.Properties.AddRange(facts.Properties
                    .Where(p => p.Name != discriminator.Property && !branch.Properties.Exists(known => known.WireName == p.Name))
                    .Select(p => Property(p, NamingContext.Root(name, name)))
                    .ToList());
            }
        }

        // The kinds of the unions stand in references that were made before they were known.
        foreach (TypeNode node in Nodes.Values)
        {
            for (int i = 0; i < node.Properties.Count; i++)
            {
                node.Properties[i] = node.Properties[i] with { Type = Corrected(node.Properties[i].Type) };
            }

            for (int i = 0; i < node.Alternatives.Count; i++)
            {
                node.Alternatives[i] = Corrected(node.Alternatives[i]);
            }
        }

        foreach (string name in _componentTypes.Keys.ToList())
        {
            _componentTypes[name] = Corrected(_componentTypes[name]);
        }
    }

    private TypeReference Corrected(TypeReference type)
    {
        if (type.Element is { } element)
        {
            TypeReference corrected = Corrected(element);
            return ReferenceEquals(corrected, element) ? type : type with { Element = corrected };
        }

        return type.Kind == TypeKind.Alternatives && Nodes.TryGetValue(type.Name, out TypeNode? node) && node.Kind != type.Kind
            ? node.Reference
            : type;
    }

    /// <summary>The branches of a union, or null where the document contradicts itself about them.</summary>
    private List<(string Value, string Component)>? Branches(SchemaFacts schema, DiscriminatorFacts discriminator)
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
            List<string> known = member is null ? [] : StringsOf(Collapse(member));
            if (values.Count == 0 || (known.Count > 0 && values.Any(v => !known.Contains(v))))
            {
                return null;
            }

            branches.AddRange(values.Select(v => (v, component)));
        }

        return branches.Select(static b => b.Value).Distinct(StringComparer.Ordinal).Count() == branches.Count ? branches : null;
    }

    /// <summary>A text that is the same for types that are the same on the wire.</summary>
    private string Structure(TypeNode node)
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

        // The length keeps a hostile name from imitating the structure around it.
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
