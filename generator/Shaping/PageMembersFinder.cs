using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Finds the members of a response that is a page of a list.</summary>
internal sealed class PageMembersFinder(TypeAssembly types)
{
    private static readonly HashSet<string> s_lasts = new(["isLast", "isLastPage", "last"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_nextTokens = new(["nextPageToken", "nextPageCursor"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_sizes = new(["maxResults", "limit", "pageSize"], StringComparer.Ordinal);

    /// <summary>Finds the members. Returns null and the reason if the response is not a page of one list.</summary>
    public PageMembers? Find(OperationShape operation, out string? reason)
    {
        reason = null;
        if (operation.IsResponseOptional || operation.Response.Kind is not (TypeKind.List or TypeKind.Model or TypeKind.Page))
        {
            reason = "its response is not a page";
            return null;
        }

        if (operation.Response.Kind == TypeKind.List)
        {
            return new PageMembers(operation.Response.Element!);
        }

        PropertyShape? envelope = null;
        EquatableArray<PropertyShape> members = types.ListMembers(operation.Response);
        if (FindLists(members).Count == 0)
        {
            List<PropertyShape> inner = [.. members.Where(m => m.Type.Kind is TypeKind.Model or TypeKind.Page && FindLists(types.ListMembers(m.Type)).Count == 1)];
            if (inner.Count != 1)
            {
                reason = "its response has no list of items";
                return null;
            }

            envelope = inner[0];
            members = types.ListMembers(envelope.Type);
        }

        PropertyShape? items = FindItems(FindLists(members), operation.PagingFacts?.Items, out reason);
        return items is null ? null : CreateMembers(operation, envelope, members, items);
    }

    private static PropertyShape? FindItems(List<PropertyShape> lists, string? name, out string? reason)
    {
        reason = null;
        if (name is not null)
        {
            PropertyShape? named = lists.Find(l => l.WireName == name);
            reason = named is null ? "its response has no list '" + name + "'" : null;
            return named;
        }

        PropertyShape? items = lists.Count == 1 ? lists[0] : lists.Find(static l => l.WireName is "values" or "issues");
        if (items is null)
        {
            reason = "its response has several lists, and the document does not say which one is paged: " + string.Join(", ", lists.Select(static l => l.WireName));
        }

        return items;
    }

    private PageMembers CreateMembers(OperationShape operation, PropertyShape? envelope, EquatableArray<PropertyShape> members, PropertyShape items)
    {
        PagingFacts? facts = operation.PagingFacts;
        (PropertyShape? links, PropertyShape? nextLink) = FindMember(members, facts?.Link ?? "_links.next");
        nextLink = nextLink?.Type.Kind == TypeKind.String ? nextLink : null;
        bool hasLinks = nextLink is not null || links?.Type is { Kind: TypeKind.Map, Element.Kind: TypeKind.Json };
        (PropertyShape? nextHolder, PropertyShape? next) = facts?.Next is { } name ? FindMember(members, name)
            : (null, members.FirstOrDefault(static m => s_nextTokens.Contains(m.WireName) && m.Type.Kind == TypeKind.String));
        next = next?.Type.Kind is TypeKind.String or TypeKind.NumericId or TypeKind.Int32 or TypeKind.Int64 ? next : null;
        return new PageMembers(
            items.Type.Element == PageShape.ItemPlaceholder ? (envelope?.Type ?? operation.Response).Element! : items.Type.Element!,
            envelope,
            items,
            members.FirstOrDefault(m => (facts?.Last is { } last ? m.WireName == last : s_lasts.Contains(m.WireName)) && m.Type.Kind == TypeKind.Boolean),
            members.FirstOrDefault(static m => m.WireName == "total" && m.Type.Kind is TypeKind.Int32 or TypeKind.Int64),
            members.FirstOrDefault(static m => s_sizes.Contains(m.WireName) && m.Type.Kind is TypeKind.Int32 or TypeKind.Int64),
            next is null ? null : nextHolder,
            next,
            hasLinks ? links : null,
            nextLink,
            IsItemPage: items.Type.Element == PageShape.ItemPlaceholder);
    }

    /// <summary>Finds a member, and the one that contains it if a dot separates their names.</summary>
    private (PropertyShape? Holder, PropertyShape? Member) FindMember(EquatableArray<PropertyShape> members, string name)
    {
        int dot = name.IndexOf('.');
        if (dot < 0)
        {
            return (null, members.FirstOrDefault(m => m.WireName == name));
        }

        PropertyShape? holder = members.FirstOrDefault(m => m.WireName == name.Substring(0, dot));
        return (holder, holder is null ? null : types.ListMembers(holder.Type).FirstOrDefault(m => m.WireName == name.Substring(dot + 1)));
    }

    /// <summary>Finds the lists that may be paged, without the names of expandable members and warnings.</summary>
    private static List<PropertyShape> FindLists(EquatableArray<PropertyShape> members) =>
        [.. members.Where(static m => m.Type.Kind == TypeKind.List
            && !m.WireName.StartsWith("_", StringComparison.Ordinal)
            && !m.WireName.StartsWith("warning", StringComparison.Ordinal))];
}
