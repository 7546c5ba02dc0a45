using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>One pass over the pages of a list, from its first page or from a later one.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
internal abstract class PageWalk<TItem>
{
    /// <summary>The number of items that the walk has returned.</summary>
    protected long Received { get; private set; }

    /// <summary>Fetches the next page. Must not be called after the last page or a failure.</summary>
    public abstract Task<PageStep<TItem>> FetchNextAsync(CancellationToken cancellationToken);

    /// <summary>Counts the elements of the page in the JSON, including invalid ones, because positions count them.</summary>
    protected static int CountOf(in PageFacts<TItem> page) => page.Items is { } items ? KeptList<TItem>.CountElements(items) : 0;

    /// <summary>
    /// Describes why the items of a page are not known; <see langword="null"/> if they are, or the page has no list of them.
    /// </summary>
    protected static string? FindFault(in PageFacts<TItem> page) =>
        page.Unread is { } member ? $"the page's member '{member}' has a shape that cannot be read" : null;

    /// <summary>Returns a step after which the walk continues.</summary>
    protected PageStep<TItem> Continue(IReadOnlyList<TItem> items, PagePlace next)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, next);
    }

    /// <summary>Returns the last step of the list.</summary>
    protected PageStep<TItem> End(IReadOnlyList<TItem> items)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, Next: null);
    }

    /// <summary>
    /// Returns a step after which the walk cannot continue, or the list is incomplete. The items are returned before the exception is
    /// thrown.
    /// </summary>
    /// <param name="items">The items of the page that are still to be returned.</param>
    /// <param name="failure">Creates the exception from the number of items that the walk has returned by then.</param>
    protected PageStep<TItem> Fail(IReadOnlyList<TItem> items, Func<long, PagingException> failure)
    {
        Received += items.Count;
        return new PageStep<TItem>(items, Next: null, failure(Received));
    }
}
