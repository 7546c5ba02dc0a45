using System.Globalization;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Walks over pages that are counted: each begins after the items received so far, or where a link says.</summary>
/// <remarks>
/// What a page says is weighed in this order: whether it is the last; its link to the next page; the total. A page that says nothing of
/// these is followed by another where it has items. A page without items where the server claims others is an error.
/// <para>
/// A total above the items received is no proof on its own where the page is stated to be the last: some totals count what the
/// caller cannot see. It is proof where that page is full, as where a server stops at a fixed number of items, or where the page before
/// promised items that did not come.
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
        : place.Position ?? throw new ArgumentException($"The pages of {operationId} are found by position, and the place has none.", nameof(place));

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
                return Stop([], page, $"the page at position {_position} has the same items as the page before, so the server does not go on to the position that was asked for");
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

        // A page that a filter left nothing of leads on by its link.
        long next = FindLinked(page) is { } linked && linked > reached ? linked : reached;
        _empty = count == 0 ? _empty + 1 : 0;
        if (next == _position)
        {
            string claim = page.Total > reached ? $"counts {page.Total} items" : "says that more items follow";
            return Stop(items, page, $"the server {claim} and returns none at position {_position}");
        }

        if (page.Items is null)
        {
            return Stop([], page, $"the page at position {_position} leads to others and has no list of items");
        }

        if (_empty > maxEmptyPages)
        {
            return Stop(items, page, $"{_empty} pages in a row, up to position {_position}, have no items although the server says that more follow; {nameof(PagedItems<>.AllowEmptyPages)} raises the limit");
        }

        _position = next;
        return Continue(items, new PagePlace { Position = next });
    }

    /// <summary>Whether other items follow by the server's own statement; null where it makes none that can be believed.</summary>
    private static bool? HasMore(in PageFacts<TItem> page, int count, long reached)
    {
        if (page.IsLast is { } isLast)
        {
            return !isLast;
        }

        // Links of which the one to the next page cannot be read do not say that there is none.
        if (page.Link is not null || (page.HasLinks && page.UnreadNext is null))
        {
            return page.Link is not null;
        }

        // A total below what has been received is outdated or counts something else.
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
