using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Builds the shapes of named types.</summary>
internal sealed class TypeAssembly(ApiShape api, TypeGraph graph, PageFinder pages, string pageName)
{
    private Dictionary<string, TypeNode>? _byName;

    private Dictionary<string, TypeNode> ByName =>
        _byName ??= graph.Nodes.Values.Where(static n => n.Name.Length > 0).ToDictionary(static n => n.Name, StringComparer.Ordinal);

    /// <summary>Replaces the placeholders in an operation with the names of types.</summary>
    public OperationShape ResolveNames(OperationShape operation) => operation with
    {
        Response = ResolveNames(operation.Response),
        Parameters = operation.Parameters.Select(p => p with { Type = ResolveNames(p.Type) }).ToEquatableArray(),
    };

    /// <summary>Returns the members of a model or a page.</summary>
    public EquatableArray<PropertyShape> ListMembers(TypeReference type)
    {
        if (type.Kind == TypeKind.Page)
        {
            return CreatePageProperties();
        }

        return type.Kind == TypeKind.Model && ByName.TryGetValue(type.Name, out TypeNode? node) ? CreateProperties(node) : [];
    }

    /// <summary>Finds a member of an object by its name, or by the names of it and of the object that contains it.</summary>
    /// <param name="type">The object.</param>
    /// <param name="path">The names, separated by dots; null for no member.</param>
    /// <param name="isWanted">Whether the member may have a type.</param>
    /// <param name="fault">The reason why there is no such member, unless it already has a value.</param>
    public MemberPath FindMember(TypeReference type, string? path, Func<TypeReference, bool> isWanted, ref string? fault)
    {
        if (path is null)
        {
            return MemberPath.None;
        }

        var properties = new List<PropertyShape>();
        foreach (string name in path.Split('.'))
        {
            if (ListMembers(type).FirstOrDefault(m => m.WireName == name) is not { } property)
            {
                fault ??= "the response has no member '" + path + "'";
                return MemberPath.None;
            }

            properties.Add(property);
            type = property.Type;
        }

        fault ??= isWanted(type) ? null : "the member '" + path + "' has another type";
        return new MemberPath(properties.ToEquatableArray());
    }

    /// <summary>Whether rich text converts to a type.</summary>
    public bool TakesRichText(TypeReference type) => IsRichText(type)
        || (type.Kind == TypeKind.Alternatives && ByName.TryGetValue(type.Name, out TypeNode? node) && CreateAlternatives(node).Any(static a => a.IsRichText));

    /// <summary>Finds the types that the operations of the interfaces use directly or indirectly, ordered by name.</summary>
    public List<TypeShape> FindReachable(IEnumerable<InterfaceShape> interfaces)
    {
        Dictionary<string, TypeNode> byName = ByName;
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var items = new HashSet<TypeReference>();
        var waiting = new Stack<TypeReference>(interfaces
            .SelectMany(static i => i.Operations)
            .SelectMany(static o => o.Parameters.Select(static p => p.Type).Concat([o.Response])));
        bool pageMembers = false;
        while (waiting.Count > 0)
        {
            TypeReference type = waiting.Pop();
            if (type.Element is { } element)
            {
                waiting.Push(element);
            }

            if (type.Kind == TypeKind.Page)
            {
                items.Add(type.Element!);
                if (!pageMembers)
                {
                    pageMembers = true;
                    Push(pages.Properties!.Select(static p => p.Type));
                }
            }
            else if (type.Name.Length > 0 && byName.TryGetValue(type.Name, out TypeNode? node) && reached.Add(type.Name))
            {
                Push(graph.ListReferences(node));
            }
        }

        List<TypeShape> types = [.. reached.Select(n => CreateShape(byName[n]))];
        if (items.Count > 0)
        {
            types.Add(new PageShape(
                api,
                pageName,
                Summary: null,
                CreatePageProperties(),
                items.OrderBy(static i => i.ToString(), StringComparer.Ordinal).ToEquatableArray()));
        }

        return [.. types.OrderBy(static t => t.Name, StringComparer.Ordinal)];

        void Push(IEnumerable<TypeReference> references)
        {
            foreach (TypeReference reference in references)
            {
                waiting.Push(ResolveNames(reference));
            }
        }
    }

    private TypeReference ResolveNames(TypeReference type)
    {
        if (type.Element is { } element)
        {
            return type with { Element = ResolveNames(element) };
        }

        if (pages.Items.TryGetValue(type.Name, out TypeReference? item))
        {
            return new TypeReference(TypeKind.Page, pageName, ResolveNames(item));
        }

        return graph.Nodes.TryGetValue(type.Name, out TypeNode? node) ? new TypeReference(node.Kind, node.Name) : type;
    }

    private string GetName(string placeholder) => graph.Nodes[placeholder].Name;

    private TypeShape CreateShape(TypeNode node) => node.Kind switch
    {
        TypeKind.OpenEnum => new OpenEnumShape(api, node.Name, node.Summary, CreateValues(node)),
        TypeKind.Union => new UnionShape(
            api,
            node.Name,
            node.Summary,
            node.Discriminator,
            node.Branches.Select(b => new UnionBranch(b.Value, graph.GetComponentName(b.Component))).ToEquatableArray()),
        TypeKind.Alternatives => new AlternativesShape(api, node.Name, node.Summary, CreateAlternatives(node)),
        _ => new ModelShape(
            api,
            node.Name,
            node.Summary,
            CreateProperties(node),
            node.Union is { } union ? union with { BaseName = GetName(union.BaseName) } : null,
            IsRequestOnly: node.InRequest && !node.InResponse,
            node.IsDeprecated),
    };

    private EquatableArray<PropertyShape> CreatePageProperties() => CreateProperties(pages.Properties!, n => n == pageName || n == PageShape.ItemPlaceholder.Name);

    /// <summary>Creates the properties of a type. A subtype of a union inherits the nested type <c>Unknown</c>, so no property can have that name.</summary>
    private EquatableArray<PropertyShape> CreateProperties(TypeNode node)
    {
        EquatableArray<PropertyShape> properties = CreateProperties(node.Properties, IsTaken);
        return node.Properties.Exists(static p => p.RichText is not null) ? AddDocuments(node, properties, IsTaken) : properties;

        bool IsTaken(string name) => name == node.Name || (node.Union is not null && name == "Unknown");
    }

    /// <summary>
    /// Adds a property for the rich text in each text. If another member says that the text is rich text, the model as a whole is the
    /// rich text, so the property is called <c>Document</c>. Otherwise it has the name of the text and that suffix.
    /// </summary>
    private static EquatableArray<PropertyShape> AddDocuments(TypeNode node, EquatableArray<PropertyShape> properties, Func<string, bool> isTaken)
    {
        const string Document = "Document";
        var names = new HashSet<string>(properties.Select(static p => p.Name), StringComparer.Ordinal);
        return properties.Select((property, i) => node.Properties[i].RichText is { } facts ? AddDocument(property, facts) : property).ToEquatableArray();

        PropertyShape AddDocument(PropertyShape property, RichTextFacts facts)
        {
            int format = facts.IsConditional ? FindFormat(facts.FormatMember) : -1;
            if (facts.IsConditional && format < 0)
            {
                return property;
            }

            string name = facts.IsConditional ? Document : property.Name + Document;
            while (isTaken(name) || ReservedNames.IsMember(name) || !names.Add(name))
            {
                name += "Value";
            }

            return property with { Document = new DocumentShape(name, format, facts.FormatValue) };
        }

        int FindFormat(string member)
        {
            for (int i = 0; i < properties.Count; i++)
            {
                if (properties[i] is { Type.Kind: TypeKind.String or TypeKind.OpenEnum } format && format.WireName == member)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    private EquatableArray<PropertyShape> CreateProperties(IReadOnlyCollection<PropertyNode> properties, Func<string, bool> isTaken)
    {
        Dictionary<string, string> names = CSharpNames.MakeUnique(
            properties.Select(static p => (p.WireName, CSharpNames.ToPascalCase(p.WireName))),
            n => isTaken(n) || ReservedNames.IsMember(n),
            suffix: "Value");
        return properties
            .Select(p => new PropertyShape(
                p.WireName, names[p.WireName], ResolveNames(p.Type), p.IsRequired, p.IsReadOnly, p.IsDeprecated, p.IsClearedByNull, p.Summary))
            .ToEquatableArray();
    }

    private static EquatableArray<EnumValueShape> CreateValues(TypeNode node)
    {
        Dictionary<string, string> names = CSharpNames.MakeUnique(
            node.Values.Select(static v => (v, CSharpNames.ToEnumValue(v))),
            n => n == node.Name || ReservedNames.IsEnumMember(n),
            suffix: "Value");
        return node.Values.Select(v => new EnumValueShape(names[v], v)).ToEquatableArray();
    }

    private EquatableArray<AlternativeShape> CreateAlternatives(TypeNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var shapes = new List<AlternativeShape>();

        // An alternative that refers to the type itself does not describe a shape.
        foreach (TypeReference alternative in node.Alternatives.Select(ResolveNames).Distinct().Where(a => a.Name != node.Name))
        {
            string name = GetViewName(alternative);
            string distinct = name;
            for (int number = 2; "As" + distinct == node.Name || "From" + distinct == node.Name || !names.Add(distinct); number++)
            {
                distinct = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            shapes.Add(new AlternativeShape(distinct, alternative, IsRichText(alternative)));
        }

        return shapes.ToEquatableArray();
    }

    /// <summary>Whether a type is rich text, or a model to which rich text converts.</summary>
    private bool IsRichText(TypeReference type) => type.Kind == TypeKind.RichText
        || (type.Kind == TypeKind.Model && ByName.TryGetValue(type.Name, out TypeNode? node) && CreateShape(node) is ModelShape { RichText: not null });

    private static string GetViewName(TypeReference type) => type.Kind switch
    {
        TypeKind.List => GetViewName(type.Element!) + "List",
        TypeKind.Map => GetViewName(type.Element!) + "Map",
        TypeKind.Page => GetViewName(type.Element!) + "Page",
        _ when type.Name.Length > 0 => type.Name,
        _ => type.Kind.ToString(),
    };
}
