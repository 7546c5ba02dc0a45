using System.Globalization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Walks pages by position: each starts after the items received so far, or where a link says.</summary>
/// <remarks>
/// A page's statements are used in this order: whether it is the last page, its link to the next page, the total. If a page states
/// none of these and has items, the walk continues. A page without items is an error if the server claims that items follow.
/// <para>
/// If the server states that a page is the last one, a total above the number of items received does not prove that items are missing:
/// some totals count items that the caller cannot see. It does prove it if the page is full, as when a server stops at a fixed
/// number of items, or if the page before it promised items that did not arrive.
/// </para>
/// </remarks>
internal sealed class PositionWalk<TPage, TItem>(
    string operationId,
    string parameter,
    long start,
    PagePlace? place,
    int maxEmptyPages,
    Func<long, CancellationToken, Task<TPage>> fetch,
    Func<TPage, PageFacts<TItem>> read,
    Func<TItem, RawJson> write) : PageWalk<TItem>
{
    private readonly long _start = start;
    private long _position = place is null ? start
        : place.Position ?? throw new ArgumentException($"The pages of {operationId} need a position, and the place has none.", nameof(place));

    private UInt128? _before;
    private int _empty;

    public override async Task<PageStep<TItem>> FetchNextAsync(CancellationToken cancellationToken)
    {
        PageFacts<TItem> page = read(await fetch(_position, cancellationToken).ConfigureAwait(false));
        if (FindFault(page) is { } fault)
        {
            return Stop([], page, fault);
        }

        IReadOnlyList<TItem> items = page.Items ?? [];
        if (items.Count > 0)
        {
            UInt128 mark = PageMark.OfPage(items, write);
            if (mark == _before)
            {
                return Stop([], page, $"the page at position {_position} has the same items as the page before, so the server ignores the position");
            }

            _before = mark;
        }

        return Weigh(page, items, CountOf(page));
    }

    private PageStep<TItem> Weigh(in PageFacts<TItem> page, IReadOnlyList<TItem> items, int count)
    {
        long reached = _position + count;
        switch (HasMore(page, count, reached))
        {
            case false when IsCutOff(page, count, reached):
                return Stop(items, page, $"the server ends the list at position {reached} and counts {page.Total} items");
            case false:
            case null when count == 0:
                return End(items);
        }

        // A page whose items were all filtered out leads to the next one by its link.
        long next = FindLinked(page) is { } linked && linked > reached ? linked : reached;
        _empty = count == 0 ? _empty + 1 : 0;
        if (next == _position)
        {
            string claim = page.Total > reached ? $"counts {page.Total} items" : "reports that more items follow";
            return Stop(items, page, $"the server {claim} and returns none at position {_position}");
        }

        if (page.Items is null)
        {
            return Stop([], page, $"the page at position {_position} leads to another page and has no list of items");
        }

        if (_empty > maxEmptyPages)
        {
            return Stop(items, page, $"{_empty} pages in a row, up to position {_position}, have no items although the server reports that more follow; raise the limit with {nameof(PagedItems<>.AllowEmptyPages)}");
        }

        _position = next;
        return Continue(items, new PagePlace { Position = next });
    }

    /// <summary>Whether the server states that more items follow; null if it makes no statement that can be trusted.</summary>
    private static bool? HasMore(in PageFacts<TItem> page, int count, long reached)
    {
        if (page.IsLast is { } isLast)
        {
            return !isLast;
        }

        // Links without a readable link to the next page do not prove that there is none.
        if (page.Link is not null || (page.HasLinks && page.UnreadNext is null))
        {
            return page.Link is not null;
        }

        // A total below the number of items received is outdated or counts something else.
        return page.Total is { } total && (total >= reached || count == 0) ? total > reached : null;
    }

    private bool IsCutOff(in PageFacts<TItem> page, int count, long reached) =>
        page.Total > reached && (count == 0 ? page.Items is null || _position > _start : count >= page.Size);

    private long? FindLinked(in PageFacts<TItem> page) =>
        page.Link is { } link
        && int.TryParse(PageLink.Find(link, parameter), NumberStyles.None, CultureInfo.InvariantCulture, out int linked) ? linked : null;

    private PageStep<TItem> Stop(IReadOnlyList<TItem> items, in PageFacts<TItem> page, string problem)
    {
        long? total = page.Total;
        return Fail(items, received => new PagingException(operationId, problem, received) { Position = _position, Total = total });
    }
}
