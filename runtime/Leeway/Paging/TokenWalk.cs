using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Walks over pages of which each names the next by a token.</summary>
/// <remarks>
/// The token alone says whether there is another page, except where the document names a mark of the last page that can be relied on. A page
/// may be empty, and one page may come again where an item moved meanwhile; many such pages in a row are an error, because a server that
/// makes new tokens for ever would hold the caller for ever.
/// </remarks>
internal sealed class TokenWalk<TPage, TItem>(
    string operationId,
    string parameter,
    int maxEmptyPages,
    Func<string?, CancellationToken, Task<TPage>> fetch,
    Func<TPage, PageFacts<TItem>> read,
    Func<TItem, RawJson> write) : PageWalk<TItem>
{
    /// <summary>How many pages in a row may have come before.</summary>
    private const int MaxRepeatedPages = 2;

    private readonly PageTrail _tokens = new();
    private readonly PageTrail _pages = new();
    private string? _token;
    private int _empty;
    private int _repeated;

    public override async Task<PageStep<TItem>> FetchNextAsync(CancellationToken cancellationToken)
    {
        PageFacts<TItem> page = read(await fetch(_token, cancellationToken).ConfigureAwait(false));
        IReadOnlyList<TItem> items = page.Items ?? [];
        if (page.IsLast == true)
        {
            return End(items);
        }

        string? next = page.Token;
        if (page.Link is { } link)
        {
            next = PageLink.Find(link, parameter);
            if (string.IsNullOrEmpty(next))
            {
                return Stop(items, $"the link to the next page has no '{parameter}'");
            }
        }

        if (string.IsNullOrEmpty(next))
        {
            return page.IsLast is null ? End(items) : Stop(items, "the server says that more items follow and does not say where");
        }

        if (!_tokens.TryAdd(PageMark.OfToken(next)))
        {
            return Stop(items, "a page leads back to a page that was read already");
        }

        if (FindStandstill(items, CountOf(page)) is { } problem)
        {
            return Stop([], problem);
        }

        _token = next;
        return Continue(items);
    }

    private string? FindStandstill(IReadOnlyList<TItem> items, int count)
    {
        if (count == 0)
        {
            return ++_empty > maxEmptyPages
                ? $"{_empty} pages in a row have no items, and each leads to another page; {nameof(PagedItems<>.AllowEmptyPages)} raises the limit"
                : null;
        }

        _empty = 0;
        if (items.Count == 0 || _pages.TryAdd(PageMark.OfPage(items, write)))
        {
            _repeated = 0;
            return null;
        }

        return ++_repeated > MaxRepeatedPages ? $"{_repeated} pages in a row have items that were returned already, although their tokens are new" : null;
    }

    private PageStep<TItem> Stop(IReadOnlyList<TItem> items, string problem) =>
        Fail(items, received => new PagingException(operationId, problem, received) { Token = _token });
}
