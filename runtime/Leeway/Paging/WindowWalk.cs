using System.Globalization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Walks pages by the positions that each covers, independent of the number of items in it.</summary>
/// <remarks>
/// If the server filters a page after it has cut it, an empty page proves nothing: the walk continues to the documented bound. If the
/// server filters first, the walk looks past an empty page once, as far as a page can reach, and ends if there are no items. It cannot
/// be known whether the list continues beyond the bound, so items in the last positions before it are an error.
/// </remarks>
internal sealed class WindowWalk<TPage, TItem>(
    string operationId,
    PageWindow window,
    int size,
    PagePlace? place,
    Func<long, int, CancellationToken, Task<TPage>> fetch,
    Func<TPage, PageFacts<TItem>> read,
    Func<TItem, RawJson> write) : PageWalk<TItem>
{
    /// <summary>The number of positions before the bound that must have no items for the list to count as complete.</summary>
    private const int Tail = 50;

    private readonly long _bound = window.Bound ?? long.MaxValue;
    private long _position = place is null ? 0
        : place.Position ?? throw new ArgumentException($"The pages of {operationId} need a position, and the place has none.", nameof(place));

    private UInt128? _before;

    public override async Task<PageStep<TItem>> FetchNextAsync(CancellationToken cancellationToken)
    {
        int asked = (int)Math.Min(size, _bound - _position);
        PageFacts<TItem> page = await FetchAsync(_position, asked, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TItem> items = page.Items ?? [];
        if ((FindFault(page) ?? FindContradiction(page, items)) is { } fault)
        {
            return Stop([], fault);
        }

        int count = CountOf(page);
        // The server may cover less than requested and state it, or cover more and return it.
        long covered = Math.Max(count, page.Size is > 0 and var stated && stated < asked ? stated : asked);
        long next = _position + covered;
        if (next >= _bound)
        {
            return await HasTailAsync(covered, count, cancellationToken).ConfigureAwait(false) ? Stop(items, DescribeBound()) : End(items);
        }

        bool mayEnd = count == 0 && !(window.IsFiltered && window.Bound is not null);
        if (mayEnd && !await HasItemsAsync(next, (int)Math.Min(window.Largest ?? 0, _bound - next), cancellationToken).ConfigureAwait(false))
        {
            return End(items);
        }

        _position = next;
        return Continue(items, new PagePlace { Position = next });
    }

    private string? FindContradiction(PageFacts<TItem> page, IReadOnlyList<TItem> items)
    {
        if (page.Items is null && (page.IsLast == false || page.Total > 0))
        {
            return $"the page at position {_position} has no list of items although the server reports items";
        }

        if (items.Count == 0)
        {
            return null;
        }

        UInt128 mark = PageMark.OfPage(items, write);
        if (mark == _before)
        {
            return $"the page at position {_position} has the same items as the page before, so the server ignores the position";
        }

        _before = mark;
        return null;
    }

    private async Task<PageFacts<TItem>> FetchAsync(long position, int asked, CancellationToken cancellationToken) =>
        read(await fetch(position, asked, cancellationToken).ConfigureAwait(false));

    private async Task<bool> HasItemsAsync(long position, int asked, CancellationToken cancellationToken)
    {
        if (asked == 0)
        {
            return false;
        }

        // Items that cannot be read still count: the walk continues to them and reports them.
        PageFacts<TItem> page = await FetchAsync(position, asked, cancellationToken).ConfigureAwait(false);
        return CountOf(page) > 0 || FindFault(page) is not null;
    }

    /// <summary>
    /// Whether there are items in the last positions before the bound. If the last page covers more, these positions are fetched alone.
    /// </summary>
    private async ValueTask<bool> HasTailAsync(long covered, int count, CancellationToken cancellationToken) =>
        count > 0 && (covered <= Tail || await HasItemsAsync(_bound - Tail, Tail, cancellationToken).ConfigureAwait(false));

    private string DescribeBound()
    {
        string advice = window.Instead is { } operation ? $"; to get all items, call {operation} and filter its result" : "";
        return string.Create(CultureInfo.InvariantCulture, $"the server returns the first {_bound} positions only, and the last of them have items{advice}");
    }

    private PageStep<TItem> Stop(IReadOnlyList<TItem> items, string problem) =>
        Fail(items, received => new PagingException(operationId, problem, received) { Position = _position });
}
