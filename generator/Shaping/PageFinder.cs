using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Finds the envelopes of a product that differ only in the type of their items. They become one generic page type.</summary>
internal sealed class PageFinder
{
    private static readonly HashSet<string> s_itemMembers = new(["values", "results"], StringComparer.Ordinal);

    private static readonly HashSet<string> s_pagingMembers = new(
        ["isLast", "isLastPage", "maxResults", "startAt", "total", "nextPage", "nextPageToken", "start", "limit", "size", "_links"],
        StringComparer.Ordinal);

    /// <summary>The envelopes by placeholder, with the types of their items.</summary>
    public Dictionary<string, TypeReference> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>The members of the page type, or null if the product has none.</summary>
    public List<PropertyNode>? Properties { get; private set; }

    public static PageFinder Find(IEnumerable<TypeNode> nodes)
    {
        var finder = new PageFinder();
        List<Envelope> envelopes = [.. nodes.Select(Envelope.TryCreate).OfType<Envelope>()];
        Envelope? model = envelopes
            .GroupBy(static e => e.Signature, StringComparer.Ordinal)
            .Where(static g => g.Select(static e => e.Item).Distinct().Count() > 1)
            .OrderByDescending(static g => g.Count())
            .ThenBy(static g => g.Key, StringComparer.Ordinal)
            .Select(static g => g.First())
            .FirstOrDefault();
        if (model is null)
        {
            return finder;
        }

        // An envelope with fewer members is read as a page without them. An envelope of envelopes remains a separate type: the name of a
        // chain of pages would be long, and a page of itself could not have a name.
        List<Envelope> pages = [.. envelopes.Where(e => e.IsWithin(model))];
        HashSet<string> placeholders = new(pages.Select(static e => e.Node.Placeholder), StringComparer.Ordinal);
        foreach (Envelope envelope in pages.Where(e => !placeholders.Contains(e.Item.Name)))
        {
            finder.Items[envelope.Node.Placeholder] = envelope.Item;
        }

        if (finder.Items.Count == 0)
        {
            return finder;
        }

        finder.Properties = [.. model.Node.Properties.Select(p =>
            p.WireName == model.ItemMember.WireName ? p with { Type = TypeReference.CreateList(PageShape.ItemPlaceholder) } : p)];
        return finder;
    }

    /// <summary>An object with a list of items and members for paging.</summary>
    private sealed class Envelope
    {
        private Envelope(TypeNode node, PropertyNode items)
        {
            Node = node;
            ItemMember = items;
            Item = items.Type.Element!;
            Signature = string.Join("|", node.Properties.Select(Describe).OrderBy(static p => p, StringComparer.Ordinal));
        }

        public TypeNode Node { get; }

        public PropertyNode ItemMember { get; }

        public TypeReference Item { get; }

        public string Signature { get; }

        public static Envelope? TryCreate(TypeNode node)
        {
            if (node is not { Kind: TypeKind.Model, Union: null })
            {
                return null;
            }

            PropertyNode? items = node.Properties.FirstOrDefault(static p => s_itemMembers.Contains(p.WireName));
            bool holdsTypes = items?.Type is { Kind: TypeKind.List, Element.Kind: TypeKind.Model or TypeKind.Union or TypeKind.Alternatives or TypeKind.OpenEnum };
            return holdsTypes && node.Properties.Any(static p => s_pagingMembers.Contains(p.WireName)) ? new Envelope(node, items!) : null;
        }

        public bool IsWithin(Envelope other) => Node.Properties.Select(Describe).All(new HashSet<string>(other.Node.Properties.Select(other.Describe), StringComparer.Ordinal).Contains);

        private string Describe(PropertyNode property) =>
            property.WireName == ItemMember.WireName ? property.WireName + ":items" : property.WireName + ":" + property.Type;
    }
}
