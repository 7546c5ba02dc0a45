using System.Runtime.CompilerServices;

namespace Leeway.Paging;

/// <summary>The items of a list that a server returns in pages, fetched as they are needed.</summary>
/// <example>
/// <code>
/// await foreach (Project project in jira.Projects.EnumerateProjectsAsync())
/// {
///     Console.WriteLine(project.Key);
/// }
/// </code>
/// </example>
/// <remarks>
/// Nothing is sent before the enumeration begins; each enumeration begins with the first page. Items that are added or removed meanwhile may
/// appear twice or not at all where pages are counted from the beginning. A token for
/// <see cref="TaskAsyncEnumerableExtensions.WithCancellation{T}(IAsyncEnumerable{T}, CancellationToken)"/> ends the request under way.
/// <para>
/// An enumeration that ends without an exception has returned the whole list as the server reports it. It throws what the operation throws,
/// and a <see cref="PagingException"/> where the pages contradict themselves or do not come to an end. The items that were returned before an
/// exception are good, and can be used.
/// </para>
/// <para>
/// To continue after an exception of any kind, or in another process, read the list by <see cref="AsPages"/>: each page says where the next
/// one begins, and <see cref="StartFrom"/> continues there.
/// </para>
/// </remarks>
/// <typeparam name="TItem">The type of the items.</typeparam>
public sealed class PagedItems<TItem> : IAsyncEnumerable<TItem>
{
    private const int DefaultMaxEmptyPages = 100;

    private readonly Func<int, PagePlace?, PageWalk<TItem>> _begin;
    private readonly PagePlace? _start;
    private readonly int _maxEmptyPages;
    private readonly bool _isAhead;

    internal PagedItems(Func<int, PagePlace?, PageWalk<TItem>> begin)
        : this(begin, start: null, DefaultMaxEmptyPages, isAhead: false)
    {
    }

    private PagedItems(Func<int, PagePlace?, PageWalk<TItem>> begin, PagePlace? start, int maxEmptyPages, bool isAhead)
    {
        _begin = begin;
        _start = start;
        _maxEmptyPages = maxEmptyPages;
        _isAhead = isAhead;
    }

    /// <summary>The same items, where each page is fetched while the caller works on the items of the page before.</summary>
    public PagedItems<TItem> FetchAhead() => new(_begin, _start, _maxEmptyPages, isAhead: true);

    /// <summary>The items from a page on, such as the one whose request failed.</summary>
    /// <example>
    /// <code>
    /// PagePlace? place = null;
    /// await foreach (ListPage&lt;Project&gt; page in jira.Projects.EnumerateProjectsAsync().StartFrom(place).AsPages())
    /// {
    ///     Import(page);
    ///     place = page.Next; // Where to start the next attempt if the next page fails.
    /// }
    /// </code>
    /// </example>
    /// <param name="place">The <see cref="ListPage{TItem}.Next"/> of the page before; <see langword="null"/> for the first page.</param>
    /// <exception cref="ArgumentException">The place belongs to another kind of list: it lacks a position, or has one in place of a token.</exception>
    public PagedItems<TItem> StartFrom(PagePlace? place)
    {
        // Beginning refuses a place of another kind of list.
        _begin(_maxEmptyPages, place);
        return new(_begin, place, _maxEmptyPages, _isAhead);
    }

    /// <summary>The same items, with another limit on empty pages that lead to other pages.</summary>
    /// <remarks>
    /// Servers return empty pages where they hide every item of a page from the caller. Raise the limit where a
    /// <see cref="PagingException"/> reports too many of them and the list is known to hold that many hidden items.
    /// </remarks>
    /// <param name="maxInARow">How many pages in a row may be empty. The default is 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public PagedItems<TItem> AllowEmptyPages(int maxInARow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxInARow);
        return new(_begin, _start, maxInARow, _isAhead);
    }

    /// <summary>The items page by page, as the server returns them, each with the place of the next. A page may be empty though others follow.</summary>
    /// <param name="cancellationToken">Ends the request under way.</param>
    public async IAsyncEnumerable<ListPage<TItem>> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PageWalk<TItem> walk = _begin(_maxEmptyPages, _start);
        Task<PageStep<TItem>>? ahead = null;
        try
        {
            PageStep<TItem> page;
            do
            {
                page = await (ahead ?? walk.FetchNextAsync(ending.Token)).ConfigureAwait(false);
                ahead = _isAhead && !page.IsLast ? walk.FetchNextAsync(ending.Token) : null;
                yield return new ListPage<TItem>(page.Items, page.Next);
                cancellationToken.ThrowIfCancellationRequested();
                if (page.Failure is { } failure)
                {
                    throw failure;
                }
            }
            while (!page.IsLast);
        }
        finally
        {
            if (ahead is not null)
            {
                // A caller that leaves early does not wait for a page, and how it ended does not matter.
                ending.Cancel();
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (ListPage<TItem> page in AsPages(cancellationToken).ConfigureAwait(false))
        {
            foreach (TItem item in page)
            {
                yield return item;
            }
        }
    }
}
