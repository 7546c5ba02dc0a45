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
/// Nothing is sent before the enumeration starts. Each enumeration starts with the first page. Items that are added or removed meanwhile
/// may appear twice or not at all if pages are found by position. A token for
/// <see cref="TaskAsyncEnumerableExtensions.WithCancellation{T}(IAsyncEnumerable{T}, CancellationToken)"/> cancels the current request.
/// <para>
/// An enumeration that ends without an exception has returned the whole list as the server reports it. It throws the exceptions of the
/// operation, and a <see cref="PagingException"/> if the pages contradict each other or do not end. The items that were returned before
/// an exception are valid.
/// </para>
/// <para>
/// To continue after any exception, or in another process, read the list with <see cref="AsPages"/>: each page contains the place of
/// the next one, and <see cref="StartFrom"/> continues there.
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

    /// <summary>Returns the same items, and fetches each page while the caller processes the items of the page before it.</summary>
    public PagedItems<TItem> FetchAhead() => new(_begin, _start, _maxEmptyPages, isAhead: true);

    /// <summary>Returns the items from a page on, such as the one whose request failed.</summary>
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
    /// <param name="place">The <see cref="ListPage{TItem}.Next"/> of the page before it; <see langword="null"/> for the first page.</param>
    /// <exception cref="ArgumentException">
    /// The place belongs to another kind of list: it has no position, or has one instead of a token.
    /// </exception>
    public PagedItems<TItem> StartFrom(PagePlace? place)
    {
        // This refuses a place of another kind of list.
        _begin(_maxEmptyPages, place);
        return new(_begin, place, _maxEmptyPages, _isAhead);
    }

    /// <summary>Returns the same items, with another limit for consecutive empty pages.</summary>
    /// <remarks>
    /// Servers return empty pages if they hide every item of a page from the caller. Raise the limit if a
    /// <see cref="PagingException"/> reports too many of them and you know that the list contains that many hidden items.
    /// </remarks>
    /// <param name="maxInARow">The maximum number of consecutive empty pages. The default is 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public PagedItems<TItem> AllowEmptyPages(int maxInARow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxInARow);
        return new(_begin, _start, maxInARow, _isAhead);
    }

    /// <summary>
    /// Returns the pages as the server returns them, each with the place of the next one. A page may be empty although others follow.
    /// </summary>
    /// <param name="cancellationToken">Cancels the current request.</param>
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
                // A caller that stops early does not wait for the page, and its result does not matter.
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
