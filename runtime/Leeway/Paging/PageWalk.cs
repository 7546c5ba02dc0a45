using Leeway.Json;

namespace Leeway.Paging;

/// <summary>One pass over the pages of a list, from its first page or a later one on.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
internal abstract class PageWalk<TItem>
{
    /// <summary>How many items the walk has returned.</summary>
    protected long Received { get; private set; }

    /// <summary>Fetches the next page. Not to be called again after the last page or a failure.</summary>
    public abstract Task<PageStep<TItem>> FetchNextAsync(CancellationToken cancellationToken);

    /// <summary>How many elements the page has on the wire: positions count these, whether or not each is a good item.</summary>
    protected static int CountOf(in PageFacts<TItem> page) => page.Items is { } items ? KeptList<TItem>.CountElements(items) : 0;

    /// <summary>Why the items of a page are not known; <see langword="null"/> where they are, or the page has no list of them.</summary>
    protected static string? FindFault(in PageFacts<TItem> page) =>
        page.Unread is { } member ? $"the page's member '{member}' has a shape that cannot be read" : null;

    /// <summary>The walk goes on after these items.</summary>
    protected PageStep<TItem> Continue(IReadOnlyList<TItem> items, PagePlace next)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, next);
    }

    /// <summary>The list ends with these items.</summary>
    protected PageStep<TItem> End(IReadOnlyList<TItem> items)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, Next: null);
    }

    /// <summary>The walk cannot go on, or the list is incomplete: the items are returned before the exception is thrown.</summary>
    /// <param name="items">The items of the page that are still to be returned.</param>
    /// <param name="failure">Makes the exception from the number of items that the walk has returned by then.</param>
    protected PageStep<TItem> Fail(IReadOnlyList<TItem> items, Func<long, PagingException> failure)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, Next: null, failure(Received));
    }
}
