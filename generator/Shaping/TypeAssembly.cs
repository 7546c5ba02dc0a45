using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Builds the shapes of named types.</summary>
internal sealed class TypeAssembly(ApiShape api, TypeGraph graph, PageFinder pages, string pageName)
{
    private Dictionary<string, TypeNode>? _byName;

    private Dictionary<string, TypeNode> ByName =>
        _byName ??= graph.Nodes.Values.Where(static n => n.Name.Length > 0).ToDictionary(static n => n.Name, StringComparer.Ordinal);

    /// <summary>The operation with its types by name.</summary>
    public OperationShape Named(OperationShape operation) => operation with
    {
        Response = Named(operation.Response),
        Parameters = operation.Parameters.Select(p => p with { Type = Named(p.Type) }).ToEquatableArray(),
    };

    /// <summary>The members of a model or page, by name.</summary>
    public EquatableArray<PropertyShape> MembersOf(TypeReference type)
    {
        if (type.Kind == TypeKind.Page)
        {
            return PageProperties();
        }

        return type.Kind == TypeKind.Model && ByName.TryGetValue(type.Name, out TypeNode? node) ? Properties(node) : [];
    }

    /// <summary>The types that the operations of the interfaces reach, by name.</summary>
    public List<TypeShape> Reachable(IEnumerable<InterfaceShape> interfaces)
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
                Push(graph.ReferencesOf(node));
            }
        }

        List<TypeShape> types = [.. reached.Select(n => Shape(byName[n]))];
        if (items.Count > 0)
        {
            types.Add(new PageShape(
                api,
                pageName,
                Summary: null,
                PageProperties(),
                items.OrderBy(static i => i.ToString(), StringComparer.Ordinal).ToEquatableArray()));
        }

        return [.. types.OrderBy(static t => t.Name, StringComparer.Ordinal)];

        void Push(IEnumerable<TypeReference> references)
        {
            foreach (TypeReference reference in references)
            {
                waiting.Push(Named(reference));
            }
        }
    }

    private TypeReference Named(TypeReference type)
    {
        if (type.Element is { } element)
        {
            return type with { Element = Named(element) };
        }

        if (pages.Items.TryGetValue(type.Name, out TypeReference? item))
        {
            return new TypeReference(TypeKind.Page, pageName, Named(item));
        }

        return graph.Nodes.TryGetValue(type.Name, out TypeNode? node) ? new TypeReference(node.Kind, node.Name) : type;
    }

    private string NameOf(string placeholder) => graph.Nodes[placeholder].Name;

    private TypeShape Shape(TypeNode node) => node.Kind switch
    {
        TypeKind.OpenEnum => new OpenEnumShape(api, node.Name, node.Summary, Values(node)),
        TypeKind.Union => new UnionShape(
            api,
            node.Name,
            node.Summary,
            node.Discriminator,
            node.Branches.Select(b => new UnionBranch(b.Value, graph.ComponentName(b.Component))).ToEquatableArray()),
        TypeKind.Alternatives => new AlternativesShape(api, node.Name, node.Summary, Alternatives(node)),
        _ => new ModelShape(
            api,
            node.Name,
            node.Summary,
            Properties(node),
            node.Union is { } union ? union with { BaseName = NameOf(union.BaseName) } : null,
            IsRequestOnly: node.InRequest && !node.InResponse,
            node.IsDeprecated),
    };

    private EquatableArray<PropertyShape> PageProperties() => Properties(pages.Properties!, n => n == pageName || n == PageShape.ItemPlaceholder.Name);

    /// <summary>A subtype of a union inherits a nested type of the name <c>Unknown</c>.</summary>
    private EquatableArray<PropertyShape> Properties(TypeNode node) =>
        Properties(node.Properties, n => n == node.Name || (node.Union is not null && n == "Unknown"));

    private EquatableArray<PropertyShape> Properties(IReadOnlyCollection<PropertyNode> properties, Func<string, bool> isTaken)
    {
        Dictionary<string, string> names = CSharpNames.Distinct(
            properties.Select(static p => (p.WireName, CSharpNames.Pascal(p.WireName))),
            n => isTaken(n) || ReservedNames.IsMember(n),
            suffix: "Value");
        return properties
            .Select(p => new PropertyShape(
                p.WireName, names[p.WireName], Named(p.Type), p.IsRequired, p.IsReadOnly, p.IsDeprecated, p.IsClearedByNull, p.Summary))
            .ToEquatableArray();
    }

    private static EquatableArray<EnumValueShape> Values(TypeNode node)
    {
        Dictionary<string, string> names = CSharpNames.Distinct(
            node.Values.Select(static v => (v, CSharpNames.EnumValue(v))),
            n => n == node.Name || ReservedNames.IsEnumMember(n),
            suffix: "Value");
        return node.Values.Select(v => new EnumValueShape(names[v], v)).ToEquatableArray();
    }

    private EquatableArray<AlternativeShape> Alternatives(TypeNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var shapes = new List<AlternativeShape>();
        // A value that is itself says nothing of its shape.
        foreach (TypeReference alternative in node.Alternatives.Select(Named).Distinct().Where(a => a.Name != node.Name))
        {
            string name = ViewName(alternative);
            string distinct = name;
            for (int number = 2; "As" + distinct == node.Name || "From" + distinct == node.Name || !names.Add(distinct); number++)
            {
                distinct = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            shapes.Add(new AlternativeShape(distinct, alternative));
        }

        return shapes.ToEquatableArray();
    }

    private static string ViewName(TypeReference type) => type.Kind switch
    {
        TypeKind.List => ViewName(type.Element!) + "List",
        TypeKind.Map => ViewName(type.Element!) + "Map",
        TypeKind.Page => ViewName(type.Element!) + "Page",
        _ when type.Name.Length > 0 => type.Name,
        _ => type.Kind.ToString(),
    };
}
