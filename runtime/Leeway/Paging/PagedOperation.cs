using System.ComponentModel;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Follows the pages of an operation. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PagedOperation
{
    /// <summary>Follows pages that are counted: each begins after the items received so far.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The parameter that counts, by which links name the position too.</param>
    /// <param name="fetch">Fetches the page that begins at a position.</param>
    /// <param name="read">Reads what a page says about itself.</param>
    /// <param name="write">Writes an item as JSON, by which pages are compared.</param>
    /// <param name="start">The position of the first page.</param>
    public static PagedItems<TItem> ByPosition<TPage, TItem>(
        string operationId,
        string parameter,
        Func<long, CancellationToken, Task<TPage>> fetch,
        Func<TPage, PageFacts<TItem>> read,
        Func<TItem, RawJson> write,
        long start = 0)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        return new PagedItems<TItem>((maxEmptyPages, place) => new PositionWalk<TPage, TItem>(operationId, parameter, start, place, maxEmptyPages, fetch, read, write));
    }

    /// <summary>Follows pages by the positions that each covers, whatever number of items it has.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="window">How the server cuts the list.</param>
    /// <param name="size">How many positions a page covers; null for the usual number.</param>
    /// <param name="fetch">Fetches the page that begins at a position and covers a number of them.</param>
    /// <param name="read">Reads what a page says about itself.</param>
    /// <param name="write">Writes an item as JSON, by which pages are compared.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public static PagedItems<TItem> ByWindow<TPage, TItem>(
        string operationId,
        PageWindow window,
        int? size,
        Func<long, int, CancellationToken, Task<TPage>> fetch,
        Func<TPage, PageFacts<TItem>> read,
        Func<TItem, RawJson> write)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfLessThan(size ?? window.Usual, 1, nameof(size));
        int covered = Math.Min(size ?? window.Usual, window.Largest ?? int.MaxValue);
        return new PagedItems<TItem>((_, place) => new WindowWalk<TPage, TItem>(operationId, window, covered, place, fetch, read, write));
    }

    /// <summary>Follows pages of which each names the next by a token.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The parameter that takes the token, by which links name it too.</param>
    /// <param name="fetch">Fetches the page of a token, the first one without.</param>
    /// <param name="read">Reads what a page says about itself.</param>
    /// <param name="write">Writes an item as JSON, by which pages are compared.</param>
    public static PagedItems<TItem> ByToken<TPage, TItem>(
        string operationId,
        string parameter,
        Func<string?, CancellationToken, Task<TPage>> fetch,
        Func<TPage, PageFacts<TItem>> read,
        Func<TItem, RawJson> write)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        return new PagedItems<TItem>((maxEmptyPages, place) => new TokenWalk<TPage, TItem>(
            operationId, parameter, null, place, maxEmptyPages, (page, cancellation) => fetch(page.Token, cancellation), read, write));
    }

    /// <summary>Follows pages whose links name the next by a token or by a position.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The parameter that takes the token.</param>
    /// <param name="positionParameter">The parameter that takes the position.</param>
    /// <param name="fetch">Fetches the page of a place, which has neither token nor position for the first one.</param>
    /// <param name="read">Reads what a page says about itself.</param>
    /// <param name="write">Writes an item as JSON, by which pages are compared.</param>
    public static PagedItems<TItem> ByLink<TPage, TItem>(
        string operationId,
        string parameter,
        string positionParameter,
        Func<PagePlace, CancellationToken, Task<TPage>> fetch,
        Func<TPage, PageFacts<TItem>> read,
        Func<TItem, RawJson> write)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        return new PagedItems<TItem>((maxEmptyPages, place) => new TokenWalk<TPage, TItem>(
            operationId, parameter, positionParameter, place, maxEmptyPages, fetch, read, write));
    }

    /// <summary>The link to the next page, of the page's links or else of the response's <c>Link</c> header; null on the last.</summary>
    /// <param name="page">The page, as a client returned it.</param>
    /// <param name="next">The link among the page's links; null where they have none.</param>
    public static string? FindNextLink(object page, string? next) => next ?? NextPageLinks.Find(page);

    /// <inheritdoc cref="FindNextLink(object, string?)"/>
    /// <param name="page">The page, as a client returned it.</param>
    /// <param name="links">The page's links. One to the next page that is no string is an empty link, which leads nowhere.</param>
    public static string? FindNextLink(object page, IReadOnlyDictionary<string, RawJson>? links) =>
        links is null || !links.TryGetValue("next", out RawJson next) || next.Kind == JsonValueKind.Null ? NextPageLinks.Find(page)
        : next.Kind == JsonValueKind.String ? next.GetString()
        : "";

    /// <summary>A member's name where it has a shape that its property cannot hold; null where it can be read or is missing.</summary>
    /// <param name="page">The page, or a part of it; null where the page lacks that part.</param>
    /// <param name="member">The name of the member on the wire.</param>
    public static string? FindUnread(JsonModel? page, string member) =>
        page?.UnknownMembersOrNull?.IsUnreadable(member) == true ? member : null;
}
