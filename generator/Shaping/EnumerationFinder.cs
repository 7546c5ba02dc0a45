using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>Recognises operations whose answers are pages of a list, and how to get from one to the next.</summary>
/// <remarks>What is not recognised for sure is left to the plain method: an enumeration that skips items is worse than none.</remarks>
internal sealed class EnumerationFinder(TypeAssembly types)
{
    private static readonly HashSet<string> s_positions = new(["startAt", "start", "offset"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_tokens = new(["nextPageToken", "cursor"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_sizes = new(["maxResults", "maxResult", "limit", "after", "pageSize"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_lasts = new(["isLast", "isLastPage", "last"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_nextTokens = new(["nextPageToken", "nextPageCursor"], StringComparer.Ordinal);

    /// <summary>The operation, its types already named, with its enumeration or with the reason why a paged one has none.</summary>
    public OperationShape Find(OperationShape operation)
    {
        ParameterShape? token = operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Query && s_tokens.Contains(p.WireName));
        ParameterShape? position = operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Query && s_positions.Contains(p.WireName));
        ParameterShape? body = operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Body && p.Type.Kind == TypeKind.Model);
        PropertyShape? bodyMember = null;
        if (token is null && position is null && body is not null)
        {
            EquatableArray<PropertyShape> members = types.MembersOf(body.Type);
            bodyMember = members.FirstOrDefault(static m => s_tokens.Contains(m.WireName)) ?? members.FirstOrDefault(static m => s_positions.Contains(m.WireName));
            token = bodyMember is not null && s_tokens.Contains(bodyMember.WireName) ? body : null;
            position = bodyMember is not null && token is null ? body : null;
        }

        if (token is null && position is null)
        {
            bool hasSize = operation.Parameters.Any(static p => p.Place == ParameterPlace.Query && s_sizes.Contains(p.WireName));
            return hasSize ? operation with { UnpagedReason = "it takes a size and no position" } : operation;
        }

        string? reason = Shape(operation, token, position, bodyMember, out EnumerationShape? shape);
        return operation with { Paging = StyleOf(bodyMember?.WireName ?? (token ?? position)!.WireName), Enumeration = shape, UnpagedReason = reason };
    }

    private static PagingStyle StyleOf(string parameter) => parameter switch
    {
        "nextPageToken" => PagingStyle.Token,
        "cursor" => PagingStyle.Cursor,
        "start" => PagingStyle.StartLimit,
        _ => PagingStyle.Offset,
    };

    private string? Shape(OperationShape operation, ParameterShape? token, ParameterShape? position, PropertyShape? bodyMember, out EnumerationShape? shape)
    {
        shape = null;
        if (operation.Response.Kind == TypeKind.List && position is not null)
        {
            shape = new EnumerationShape(EnumerationStyle.Position, position, bodyMember, operation.Response.Element!, null, null, null, null, null, null, null);
            return null;
        }

        if (operation.IsResponseOptional || operation.Response.Kind is not (TypeKind.Model or TypeKind.Page))
        {
            return "its answer is no page";
        }

        PropertyShape? envelope = null;
        EquatableArray<PropertyShape> members = types.MembersOf(operation.Response);
        List<PropertyShape> lists = Lists(members);
        if (lists.Count == 0)
        {
            List<PropertyShape> inner = [.. members.Where(m => m.Type.Kind is TypeKind.Model or TypeKind.Page && Lists(types.MembersOf(m.Type)).Count == 1)];
            if (inner.Count != 1)
            {
                return "its answer has no list of items";
            }

            envelope = inner[0];
            members = types.MembersOf(envelope.Type);
            lists = Lists(members);
        }

        PropertyShape? items = lists.Count == 1 ? lists[0] : lists.FirstOrDefault(static l => l.WireName is "values" or "issues");
        if (items is null)
        {
            return "its answer has several lists, and nothing tells which one is paged: " + string.Join(", ", lists.Select(static l => l.WireName));
        }

        TypeReference item = items.Type.Element == PageShape.ItemPlaceholder ? (envelope?.Type ?? operation.Response).Element! : items.Type.Element!;
        PropertyShape? links = members.FirstOrDefault(static m => m.WireName == "_links");
        PropertyShape? nextLink = links is null ? null
            : types.MembersOf(links.Type).FirstOrDefault(static m => m.WireName == "next" && m.Type.Kind == TypeKind.String);
        if (nextLink is null && links?.Type is not { Kind: TypeKind.Map, Element.Kind: TypeKind.Json })
        {
            links = null;
        }

        PropertyShape? isLast = members.FirstOrDefault(static m => s_lasts.Contains(m.WireName) && m.Type.Kind == TypeKind.Boolean);
        PropertyShape? total = members.FirstOrDefault(static m => m.WireName == "total" && m.Type.Kind is TypeKind.Int32 or TypeKind.Int64);
        PropertyShape? next = members.FirstOrDefault(static m => s_nextTokens.Contains(m.WireName) && m.Type.Kind == TypeKind.String);
        if (token is not null && (next is not null || links is not null))
        {
            shape = new EnumerationShape(
                EnumerationStyle.Token, token, bodyMember, item, envelope, items, null, null, next, next is null ? links : null, next is null ? nextLink : null);
            return null;
        }

        if (position is null)
        {
            return "nothing in its answer leads to the next page";
        }

        shape = new EnumerationShape(
            EnumerationStyle.Position, position, bodyMember, item, envelope, items, isLast, total, null, links, nextLink);
        return null;
    }

    /// <summary>The lists that may be what is paged: not the names of expandable members, nor warnings.</summary>
    private static List<PropertyShape> Lists(EquatableArray<PropertyShape> members) =>
        [.. members.Where(static m => m.Type.Kind == TypeKind.List
            && !m.WireName.StartsWith("_", StringComparison.Ordinal)
            && !m.WireName.StartsWith("warning", StringComparison.Ordinal))];
}
