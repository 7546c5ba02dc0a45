using System.ComponentModel;
using System.Text.Json;
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
        return new PagedItems<TItem>(maxEmptyPages => new PositionWalk<TPage, TItem>(operationId, parameter, start, maxEmptyPages, fetch, read, write));
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
        return new PagedItems<TItem>(_ => new WindowWalk<TPage, TItem>(operationId, window, covered, fetch, read, write));
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
        return new PagedItems<TItem>(maxEmptyPages => new TokenWalk<TPage, TItem>(operationId, parameter, maxEmptyPages, fetch, read, write));
    }

    /// <summary>The link to the next page among the links of one; null on the last.</summary>
    /// <param name="links">The links.</param>
    public static string? FindNextLink(IReadOnlyDictionary<string, RawJson>? links) =>
        links is not null && links.TryGetValue("next", out RawJson next) && next.Kind == JsonValueKind.String ? next.GetString() : null;
}
