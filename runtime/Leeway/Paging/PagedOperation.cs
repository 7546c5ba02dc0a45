using System.ComponentModel;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Json;
using Leeway.Paging;

namespace Leeway.Generated;

/// <summary>Follows the pages of an operation. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PagedOperation
{
    /// <summary>Follows pages by position: each starts after the items received so far.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The name of the position parameter, also in links.</param>
    /// <param name="fetch">Fetches the page that starts at a position.</param>
    /// <param name="read">Reads what a page reports about itself.</param>
    /// <param name="write">Writes an item as JSON, to compare pages.</param>
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

    /// <summary>Follows pages by the positions that each covers, independent of the number of items in it.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="window">How the server pages the list.</param>
    /// <param name="size">The number of positions that a page covers; null for the default number.</param>
    /// <param name="fetch">Fetches the page that starts at a position and covers a number of them.</param>
    /// <param name="read">Reads what a page reports about itself.</param>
    /// <param name="write">Writes an item as JSON, to compare pages.</param>
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

    /// <summary>Follows pages by token: each page contains the token of the next one.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The name of the token parameter, also in links.</param>
    /// <param name="fetch">Fetches the page of a token; the first page has no token.</param>
    /// <param name="read">Reads what a page reports about itself.</param>
    /// <param name="write">Writes an item as JSON, to compare pages.</param>
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

    /// <summary>Follows pages by link: a link contains the token or the position of the next page.</summary>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The name of the token parameter.</param>
    /// <param name="positionParameter">The name of the position parameter.</param>
    /// <param name="fetch">Fetches the page of a place; the first one has neither a token nor a position.</param>
    /// <param name="read">Reads what a page reports about itself.</param>
    /// <param name="write">Writes an item as JSON, to compare pages.</param>
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

    /// <summary>
    /// Finds the link to the next page in the page, or else in the <c>Link</c> header of its response; null on the last page.
    /// </summary>
    /// <param name="page">The page, as a client returned it.</param>
    /// <param name="next">The link in the page; null if it has none.</param>
    public static string? FindNextLink(object page, string? next) => next ?? NextPageLinks.Find(page);

    /// <inheritdoc cref="FindNextLink(object, string?)"/>
    /// <param name="page">The page, as a client returned it.</param>
    /// <param name="links">
    /// The links of the page. If the link to the next page is not a string, the result is an empty link, which leads nowhere.
    /// </param>
    public static string? FindNextLink(object page, IReadOnlyDictionary<string, RawJson>? links) =>
        links is null || !links.TryGetValue("next", out RawJson next) || next.Kind == JsonValueKind.Null ? NextPageLinks.Find(page)
        : next.Kind == JsonValueKind.String ? next.GetString()
        : "";

    /// <summary>Returns the name of a member if its property cannot hold its shape; null if it can be read or is missing.</summary>
    /// <param name="page">The page, or a part of it; null if the page lacks that part.</param>
    /// <param name="member">The name of the member in the JSON.</param>
    public static string? FindUnread(JsonModel? page, string member) =>
        page?.UnknownMembersOrNull?.IsUnreadable(member) == true ? member : null;
}
