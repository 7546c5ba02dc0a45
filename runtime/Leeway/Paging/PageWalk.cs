using Leeway.Json;

namespace Leeway.Paging;

/// <summary>One pass over the pages of a list, from its first page on.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
internal abstract class PageWalk<TItem>
{
    /// <summary>How many items the walk has returned.</summary>
    protected long Received { get; private set; }

    /// <summary>Fetches the next page. Not to be called again after the last page or a failure.</summary>
    public abstract Task<PageStep<TItem>> FetchNextAsync(CancellationToken cancellationToken);

    /// <summary>How many elements the page has on the wire: positions count these, whether or not each is a good item.</summary>
    protected static int CountOf(in PageFacts<TItem> page) => page.Items is { } items ? KeptList<TItem>.CountElements(items) : 0;

    /// <summary>The walk goes on after these items.</summary>
    protected PageStep<TItem> Continue(IReadOnlyList<TItem> items)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, IsLast: false);
    }

    /// <summary>The list ends with these items.</summary>
    protected PageStep<TItem> End(IReadOnlyList<TItem> items)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, IsLast: true);
    }

    /// <summary>The walk cannot go on, or the list is incomplete: the items are returned before the exception is thrown.</summary>
    /// <param name="items">The items of the page that are still to be returned.</param>
    /// <param name="failure">Makes the exception from the number of items that the walk has returned by then.</param>
    protected PageStep<TItem> Fail(IReadOnlyList<TItem> items, Func<long, PagingException> failure)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, IsLast: true, failure(Received));
    }
}
