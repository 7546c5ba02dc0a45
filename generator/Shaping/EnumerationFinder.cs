using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Recognizes operations whose responses are pages of a list, and decides how to get from one page to the next.</summary>
/// <remarks>If the facts are not certain, there is no enumeration: one that skips items is worse than none.</remarks>
internal sealed class EnumerationFinder(TypeAssembly types)
{
    private static readonly HashSet<string> s_positions = new(["startAt", "start", "offset"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_tokens = new(["nextPageToken", "cursor"], StringComparer.Ordinal);
    private static readonly HashSet<string> s_sizes = new(["maxResults", "maxResult", "limit", "after", "pageSize"], StringComparer.Ordinal);

    private readonly PageMembersFinder _members = new(types);

    /// <summary>Whether an operation may have a method that reads all pages, which is certain only when its types are named.</summary>
    public static bool MayHavePages(OperationFacts operation) => operation.Paging?.Single is null
        && (operation.Paging is not null
            || operation.Body is not null
            || operation.Parameters.Any(static p => s_positions.Contains(p.Name) || s_tokens.Contains(p.Name)));

    /// <summary>Adds the enumeration of an operation, or the reason why a paged operation has none. Its types must already be named.</summary>
    public OperationShape Find(OperationShape operation)
    {
        Anchor? anchor = FindAnchor(operation);
        PagingKind style = anchor is null ? PagingKind.None : GetStyle(anchor.WireName);
        if (operation.PagingFacts?.Single is not null)
        {
            return operation with { Paging = style, UnpagedReason = "its response is a single page" };
        }

        if (anchor is null)
        {
            bool hasSize = operation.Parameters.Any(static p => p.Place == ParameterPlace.Query && s_sizes.Contains(p.WireName));
            return hasSize ? operation with { UnpagedReason = "it accepts a page size but no position" } : operation;
        }

        EnumerationShape? shape = ShapeEnumeration(operation, anchor, out string? reason);
        return operation with { Paging = style, Enumeration = shape, UnpagedReason = reason };
    }

    private static PagingKind GetStyle(string parameter) => parameter switch
    {
        "nextPageToken" => PagingKind.Token,
        "cursor" => PagingKind.Cursor,
        "start" => PagingKind.StartLimit,
        _ => PagingKind.Offset,
    };

    /// <summary>Finds the parameter that requests the next page: a query parameter, otherwise a member of the body. Tokens are preferred to positions.</summary>
    private Anchor? FindAnchor(OperationShape operation)
    {
        if (operation.PagingFacts is { Position: { } name } facts && (facts.Next ?? facts.Link) is not null)
        {
            bool isSetByCaller = facts.Next is not null && !s_tokens.Contains(name);
            return FindQuery(operation, p => p.WireName == name && IsNumberOrText(p.Type)) is { } named ? new Anchor(named, null, IsToken: true, isSetByCaller) : null;
        }

        if (FindQuery(operation, static p => s_tokens.Contains(p.WireName) && p.Type.Kind == TypeKind.String) is { } token)
        {
            return new Anchor(token, null, IsToken: true);
        }

        if (FindQuery(operation, IsPosition) is { } position)
        {
            return new Anchor(position, null, IsToken: false);
        }

        ParameterShape? body = operation.Parameters.FirstOrDefault(static p => p.Place == ParameterPlace.Body && p.Type.Kind == TypeKind.Model);
        if (body is null)
        {
            return null;
        }

        EquatableArray<PropertyShape> members = types.ListMembers(body.Type);
        return members.FirstOrDefault(static m => s_tokens.Contains(m.WireName)) is { } bodyToken ? new Anchor(body, bodyToken, IsToken: true)
            : members.FirstOrDefault(static m => s_positions.Contains(m.WireName)) is { } bodyPosition ? new Anchor(body, bodyPosition, IsToken: false)
            : null;
    }

    private static ParameterShape? FindQuery(OperationShape operation, Func<ParameterShape, bool> isWanted) =>
        operation.Parameters.FirstOrDefault(p => p.Place == ParameterPlace.Query && isWanted(p));

    private static bool IsPosition(ParameterShape parameter) => s_positions.Contains(parameter.WireName) && IsNumberOrText(parameter.Type);

    private static bool IsNumberOrText(TypeReference type) => type.Kind is TypeKind.Int32 or TypeKind.Int64 or TypeKind.NumericId or TypeKind.String;

    private EnumerationShape? ShapeEnumeration(OperationShape operation, Anchor anchor, out string? reason)
    {
        PageMembers? page = _members.Find(operation, out reason);
        if (page is null)
        {
            return null;
        }

        if (anchor.IsToken && (page.Next is not null || page.HasLinks))
        {
            return ShapeTokens(operation, anchor, page);
        }

        if (anchor.IsToken && FindQuery(operation, IsPosition) is { } position)
        {
            anchor = new Anchor(position, null, IsToken: false);
        }

        if (anchor.IsToken)
        {
            reason = "its response does not identify the next page";
            return null;
        }

        page = page with { Next = null };
        if (FindWindow(operation) is { } window)
        {
            return anchor.CreateShape(EnumerationStyle.Window, window, page);
        }

        if (page.Items is null)
        {
            // If the server filters the items after it has divided the list into pages, an enumeration would repeat items and end early without an error.
            reason = "its response is a bare list, and the document does not say what its positions count";
            return null;
        }

        return anchor.CreateShape(EnumerationStyle.Position, null, page);
    }

    private static EnumerationShape ShapeTokens(OperationShape operation, Anchor anchor, PageMembers page)
    {
        // If pages have tokens, a mark of the last page is reliable only if the document names it.
        bool isMarked = anchor.IsSetByCaller && operation.PagingFacts?.Last is not null;
        PageMembers members = page with
        {
            IsLastMayBeWrong = !isMarked,
            Total = null,
            Size = null,
            Links = page.Next is null ? page.Links : null,
            NextLink = page.Next is null ? page.NextLink : null,
        };
        ParameterShape? linked = !members.HasLinks ? null
            : FindQuery(operation, p => p != anchor.Parameter && (IsPosition(p) || p.WireName == "page") && p.Type.Kind is TypeKind.Int32 or TypeKind.Int64);
        return anchor.CreateShape(EnumerationStyle.Token, null, members) with { LinkedPosition = linked };
    }

    private static WindowShape? FindWindow(OperationShape operation) =>
        operation.PagingFacts?.Window is { } facts
        && operation.Parameters.FirstOrDefault(p => p.Place == ParameterPlace.Query && p.WireName == facts.Size && p.Type.Kind == TypeKind.Int32) is { } size
            ? new WindowShape(size, facts)
            : null;

    /// <summary>The parameter that requests the next page.</summary>
    /// <param name="Parameter">The query parameter, or the body.</param>
    /// <param name="BodyMember">The property of the body, or null.</param>
    /// <param name="IsToken">Whether each page has a token of the next one.</param>
    /// <param name="IsSetByCaller">Whether callers pass a value for the first page.</param>
    private sealed record Anchor(ParameterShape Parameter, PropertyShape? BodyMember, bool IsToken, bool IsSetByCaller = false)
    {
        public string WireName => BodyMember?.WireName ?? Parameter.WireName;

        public EnumerationShape CreateShape(EnumerationStyle style, WindowShape? window, PageMembers page) => new(style, Parameter, BodyMember, IsSetByCaller, window, page);
    }
}
