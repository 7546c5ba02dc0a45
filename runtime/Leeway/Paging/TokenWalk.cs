using System.Globalization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Walks pages by token: each page contains the token of the next one.</summary>
/// <remarks>
/// Only the token decides whether there is another page, except if the document declares a reliable mark of the last page. A page may
/// be empty, and a page may repeat if an item moved meanwhile. Many such pages in a row are an error, because a server that creates new
/// tokens forever would block the caller forever.
/// <para>
/// Some servers link to the next page by its position instead of a token. Then <paramref name="positionParameter"/> is the name of the
/// parameter, and each page is requested with what the link contains: a token, a position or both.
/// </para>
/// </remarks>
internal sealed class TokenWalk<TPage, TItem>(
    string operationId,
    string parameter,
    string? positionParameter,
    PagePlace? start,
    int maxEmptyPages,
    Func<PagePlace, CancellationToken, Task<TPage>> fetch,
    Func<TPage, PageFacts<TItem>> read,
    Func<TItem, RawJson> write) : PageWalk<TItem>
{
    /// <summary>The maximum number of consecutive pages that repeat earlier ones.</summary>
    private const int MaxRepeatedPages = 2;

    private static readonly PagePlace s_first = new();

    private readonly PageTrail _tokens = new();
    private readonly PageTrail _pages = new();
    private PagePlace _place = positionParameter is null && start?.Position is not null
        ? throw new ArgumentException($"The pages of {operationId} need a token, and the place has a position.", nameof(start))
        : start ?? s_first;

    private int _empty;
    private int _repeated;

    public override async Task<PageStep<TItem>> FetchNextAsync(CancellationToken cancellationToken)
    {
        PageFacts<TItem> page = read(await fetch(_place, cancellationToken).ConfigureAwait(false));
        if (FindFault(page) is { } fault)
        {
            return Stop([], fault);
        }

        IReadOnlyList<TItem> items = page.Items ?? [];
        if (page.IsLast == true)
        {
            return End(items);
        }

        PagePlace? next = string.IsNullOrEmpty(page.Token) ? null : new PagePlace { Token = page.Token };
        if (page.Link is { } link)
        {
            next = FindLinked(link);
            if (next is null)
            {
                return Stop(items, $"the link to the next page has no '{parameter}'{(positionParameter is null ? "" : $" and no '{positionParameter}'")}");
            }
        }

        if (page.Items is null && (next is not null || _place != s_first))
        {
            return Stop([], next is null ? "the page before it leads to a page that has no list of items" : "the page leads to another page and has no list of items");
        }

        if (next is null)
        {
            return page.UnreadNext is { } member ? Stop(items, $"the page's member '{member}', which leads to the next page, has a shape that cannot be read")
                : page.IsLast is null ? End(items)
                : Stop(items, "the server reports that more items follow but not where");
        }

        return Follow(next, items, CountOf(page));
    }

    private PageStep<TItem> Follow(PagePlace next, IReadOnlyList<TItem> items, int count)
    {
        if (!_tokens.TryAdd(PageMark.OfToken(next)))
        {
            return Stop(items, "a page leads back to an earlier page");
        }

        if (FindStandstill(items, count) is { } problem)
        {
            return Stop([], problem);
        }

        _place = next;
        return Continue(items, next);
    }

    /// <summary>Finds the place in a link; <see langword="null"/> if it has none.</summary>
    private PagePlace? FindLinked(string link)
    {
        string? token = PageLink.Find(link, parameter);
        long? position = positionParameter is not null
            && long.TryParse(PageLink.Find(link, positionParameter), NumberStyles.None, CultureInfo.InvariantCulture, out long linked) ? linked : null;
        return string.IsNullOrEmpty(token) && position is null ? null
            : new PagePlace { Token = string.IsNullOrEmpty(token) ? null : token, Position = position };
    }

    private string? FindStandstill(IReadOnlyList<TItem> items, int count)
    {
        if (count == 0)
        {
            return ++_empty > maxEmptyPages
                ? $"{_empty} pages in a row have no items, and each leads to another page; raise the limit with {nameof(PagedItems<>.AllowEmptyPages)}"
                : null;
        }

        _empty = 0;
        if (items.Count == 0 || _pages.TryAdd(PageMark.OfPage(items, write)))
        {
            _repeated = 0;
            return null;
        }

        return ++_repeated > MaxRepeatedPages ? $"{_repeated} pages in a row repeat earlier items, although their tokens are new" : null;
    }

    private PageStep<TItem> Stop(IReadOnlyList<TItem> items, string problem) =>
        Fail(items, received => new PagingException(operationId, problem, received) { Token = _place.Token, Position = _place.Position });
}
